"""Asks clamd whether a file is infected; whatever goes wrong counts as not knowing.

A client of our own, because we need one command of the protocol (INSTREAM) with a limit to the
whole conversation. The packages wait per read, so that a scanner that trickles holds a worker, and
the best known one had its last release in 2014.
"""

import logging
import socket
import struct
import time
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings

from monitoring.files.uploads import chunks

logger = logging.getLogger(__name__)

MAX_ANSWER = 1024
CLEAN = "stream: OK"
FOUND = " FOUND"


class ScanFailed(Exception):
    """The scanner did not say whether the file is clean."""


def find_threat(content: IO[bytes]) -> str | None:
    """The scanner's name of what is in the file; None when it is clean or no scanner is set.

    Raises ScanFailed when a scanner is set and does not answer in time with one of the two.
    """
    if not settings.CLAMD_ADDRESS:
        return None
    content.seek(0)
    try:
        answer = _ask(settings.CLAMD_ADDRESS, content)
    except (OSError, ValueError) as error:
        logger.error("virus scanner does not answer: %s", type(error).__name__)
        raise ScanFailed from error
    if answer == CLEAN:
        return None
    if answer.startswith("stream: ") and answer.endswith(FOUND):
        return answer.removeprefix("stream: ").removesuffix(FOUND)
    logger.error("virus scanner gave no verdict")
    raise ScanFailed


@dataclass(frozen=True, slots=True)
class _Deadline:
    """By when a conversation has to be over; `time.monotonic`."""

    at: float

    def hold(self, connection: socket.socket) -> None:
        """Lets the next step of the conversation take what time is left."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection.settimeout(left)


def _ask(address: str, content: IO[bytes]) -> str:
    """What clamd answers to the bytes of the file, without the NUL at its end."""
    deadline = _Deadline(time.monotonic() + settings.CLAMD_SECONDS)
    with _connect(address, deadline) as connection:
        _send(connection, b"zINSTREAM\0", deadline)
        for chunk in chunks(content):
            _send(connection, struct.pack("!I", len(chunk)) + chunk, deadline)
        _send(connection, struct.pack("!I", 0), deadline)
        return _receive(connection, deadline)


def _connect(address: str, deadline: _Deadline) -> socket.socket:
    """A connection to `tcp://host:port` or `unix:///path`; raises ValueError for anything else."""
    parts = urlsplit(address)
    if parts.scheme == "tcp" and parts.hostname and parts.port:
        return socket.create_connection((parts.hostname, parts.port), settings.CLAMD_SECONDS)
    if parts.scheme != "unix" or not parts.path:
        raise ValueError(address)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        deadline.hold(connection)
        connection.connect(parts.path)
    except OSError:
        connection.close()
        raise
    return connection


def _send(connection: socket.socket, data: bytes, deadline: _Deadline) -> None:
    deadline.hold(connection)
    connection.sendall(data)


def _receive(connection: socket.socket, deadline: _Deadline) -> str:
    """The answer up to its NUL; raises ValueError when it is too long or ends before."""
    answer = b""
    while not answer.endswith(b"\0"):
        deadline.hold(connection)
        piece = connection.recv(MAX_ANSWER)
        answer += piece
        if not piece or len(answer) > MAX_ANSWER:
            raise ValueError("no whole answer")
    return answer[:-1].decode("utf-8", "replace")
