"""A mail server on this machine that keeps what it gets."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

HOST = "127.0.0.1"


class MailServer:
    """What came in, by recipient; who is in `refused` it does not know.

    `meanwhile` is done before it takes a letter, in a thread of its own.
    """

    def __init__(self) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []
        self.refused: set[str] = set()
        self.meanwhile: Callable[[], object] = int
        self.port = 0

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for recipient, letter in self.letters if recipient == address]

    @property
    def recipients(self) -> list[str]:
        return sorted(recipient for recipient, _ in self.letters)

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return "550 unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        await asyncio.to_thread(self.meanwhile)
        content = cast(bytes, envelope.original_content)
        letter = message_from_bytes(content, policy=policy.default)
        self.letters += [(recipient, letter) for recipient in envelope.rcpt_tos]
        return "250 OK"


@contextmanager
def running() -> Iterator[MailServer]:
    """A server that listens on a free port of this machine."""
    server = MailServer()
    with socket.socket() as free:
        free.bind((HOST, 0))
        server.port = free.getsockname()[1]
    # By default it would look up the name of this machine.
    controller = Controller(server, HOST, server.port, server_hostname="mail.voorbeeld.test")
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def use(server: MailServer, settings: Settings) -> None:
    """Makes it the mail server of the application, with a sender and a site for the letters."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, server.port
    settings.DEFAULT_FROM_EMAIL = "flevonorm <flevonorm@voorbeeld.test>"
    settings.SITE_URL = "https://monitor.flevonorm.example"


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")
