"""Telling somebody by e-mail that single sign-on for their account changed."""

import logging
from smtplib import SMTPException

from allauth.account.adapter import get_adapter

from accounts.models import User

logger = logging.getLogger(__name__)

CONNECTED = "socialaccount/email/account_connected"
DISCONNECTED = "socialaccount/email/account_disconnected"


def tell(user: User, letter: str) -> None:
    """Sends one of the letters above; the change holds, whether or not a server took the letter."""
    try:
        get_adapter().send_notification_mail(letter, user)
    except (OSError, SMTPException) as error:
        # The kind of error only: its text may hold the address.
        logger.error("mail was not sent: %s", type(error).__name__)
