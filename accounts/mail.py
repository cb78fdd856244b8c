"""Letters to the people who have an account; never about results."""

import logging
from collections.abc import Iterable
from datetime import date
from email.utils import make_msgid, parseaddr
from smtplib import SMTPException
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.formats import date_format

from accounts.models import User

logger = logging.getLogger(__name__)

NO_SERVER = "django.core.mail.backends.dummy.EmailBackend"

# Plain text, so no templates: those would write & as &amp;.
INVITATION = """\
Geachte {name},

{by} nodigt u uit om flevonorm te gebruiken. Met flevonorm volgt uw regio hoe ver gemeenten,
provincie en waterschap zijn met de afspraken tegen ondermijnende criminaliteit.

Neem uw account in gebruik via deze link:

{link}

De link werkt één keer en is {days} dagen geldig. Geef de link aan niemand anders: het account is
alleen voor u.

Verwachtte u deze uitnodiging niet? Gebruik de link dan niet en neem contact op met de
districtscoördinator van uw regio.

Met vriendelijke groet,
flevonorm
"""
FACTOR_RESET = """\
Geachte {name},

{by} heeft uw tweede stap voor flevonorm gewist. Dat gebeurt bijvoorbeeld als u uw telefoon kwijt
bent. U bent op alle apparaten afgemeld.

Meld u opnieuw aan en stel een nieuwe tweede stap in.

Hebt u hier niet om gevraagd? Neem dan meteen contact op met de districtscoördinator van uw regio.

Met vriendelijke groet,
flevonorm
"""
DIGEST = """\
Geachte {name},

Dit zijn uw berichten van flevonorm van {day}.

{lines}

In deze mail staan geen resultaten. Die ziet u als u zich aanmeldt.

U kiest zelf waarover u bericht krijgt:
{choose}

Met vriendelijke groet,
flevonorm
"""
DEVELOPMENT_SITE = "http://127.0.0.1:8000"


def has_mail_server() -> bool:
    """Whether mail goes anywhere at all; without EMAIL_URL it does not."""
    return settings.EMAIL_BACKEND != NO_SERVER


def send_invitation_mail(user: User, link: str, by: User | None) -> bool:
    """Sends the link with which `user` takes the account into use; whether a server took it."""
    days = settings.INVITATION_DAYS
    text = INVITATION.format(name=user.name, by=_sender(by), link=link, days=days)
    return _send(user, "Uitnodiging voor flevonorm", text)


def send_factor_reset_mail(user: User, by: User | None) -> bool:
    """Tells somebody that their second step was taken away; whether a server took it."""
    text = FACTOR_RESET.format(name=user.name, by=_sender(by))
    return _send(user, "Uw tweede stap voor flevonorm is gewist", text)


def site_address() -> str:
    """Where the site is, for a letter that no request is behind; empty when no setting tells."""
    if settings.SITE_URL or settings.DEBUG:
        return settings.SITE_URL or DEVELOPMENT_SITE
    host = next((name for name in settings.ALLOWED_HOSTS if name != "*"), "")
    return f"https://{host.removeprefix('.')}" if host else ""


def digest_subject(count: int) -> str:
    return "flevonorm: 1 bericht" if count == 1 else f"flevonorm: {count} berichten"


def digest_text(user: User, day: date, notices: Iterable[tuple[str, str]]) -> str:
    """The letter of a day; `notices` are sentences, each with the path where it leads."""
    site = site_address()
    lines = "\n\n".join(f"- {text}\n  {site}{path}" for text, path in notices)
    choose = f"{site}{reverse('account_notices')}"
    return DIGEST.format(name=user.name, day=date_format(day), lines=lines, choose=choose)


def send_digest_mail(user: User, subject: str, text: str, mark: str) -> str:
    """Sends the letter of a day; returns the kind of error, empty when a server took it.

    `mark` makes its Message-ID, so that a letter that is sent twice is the same one.
    """
    message = EmailMessage(subject, text, to=[user.email])
    message.extra_headers["Message-ID"] = f"<{mark}@{_domain()}>"
    try:
        message.send()
    except (OSError, SMTPException, ValueError) as error:
        # An address that cannot be one is a ValueError; its text may hold the address.
        logger.error("mail was not sent: %s", type(error).__name__)
        return type(error).__name__
    return ""


def send_soon(message: EmailMessage) -> None:
    """Sends without anybody waiting: neither the time it takes nor a failure shows on screen."""
    if settings.MAIL_IN_BACKGROUND:
        Thread(target=_deliver, args=[message], name="mail").start()
    else:
        _deliver(message)


def _deliver(message: EmailMessage) -> bool:
    """Whether a server took it."""
    try:
        return bool(message.send())
    except (OSError, SMTPException) as error:
        # The kind of error only: its text may hold the address.
        logger.error("mail was not sent: %s", type(error).__name__)
        return False


def _domain() -> str:
    """Of the sender; Django would tell this machine's name to whoever gets the mail."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


def _sender(by: User | None) -> str:
    return str(by) if by is not None else "De beheerder van flevonorm"


def _send(user: User, subject: str, text: str) -> bool:
    """A server that does not answer is no reason to fail; the screen says that it did not."""
    if not has_mail_server():
        return False
    headers = {"Message-ID": make_msgid(domain=_domain())}
    try:
        return bool(EmailMessage(subject, text, to=[user.email], headers=headers).send())
    except (OSError, SMTPException) as error:
        # The kind of error only: its text may hold the address.
        logger.error("mail was not sent: %s", type(error).__name__)
        return False
