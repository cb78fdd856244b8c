"""Second steps of an account, made as its owner would, and the codes that belong to them."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)

from accounts.models import User

PERIOD = 30


def add_app(user: User) -> str:
    """Gives an account an authenticator app; returns its secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def add_recovery_codes(user: User) -> list[str]:
    codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    return codes


def add_passkey_row(user: User, name: str = "Telefoon") -> Authenticator:
    """A passkey that shows up in lists and cannot be used: its keys are empty."""
    data = {"name": name, "credential": {}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def code(secret: str, periods: int = 0) -> str:
    """The code that the app shows now, or so many half minutes later."""
    shown: str = format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + periods))
    return shown
