"""What django-allauth and Django tell of signing in, written into the audit log."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from accounts import devices, sessions
from accounts.actions.sign_in import note
from accounts.events import EventType
from accounts.models import User

FACTORS = {
    Authenticator.Type.TOTP: "authenticator-app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "herstelcodes",
}


@receiver(user_logged_in)
def session_begun(request: HttpRequest, **_: Any) -> None:
    """Django's own signal: whatever way a session began, its clocks run."""
    sessions.begin(request)


@receiver(account.user_logged_in)
def signed_in(request: HttpRequest, response: HttpResponse, user: User, **_: Any) -> None:
    devices.remember(request, response, user)
    note(EventType.SIGNED_IN, user=user, by=user, new={"wijze": sessions.ways(request, user)})


@receiver(user_logged_out)
def signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        note(EventType.SIGNED_OUT, user=user, by=user)


@receiver((account.password_set, account.password_changed, account.password_reset))
def password_set(user: User, **_: Any) -> None:
    note(EventType.PASSWORD_SET, user=user, by=user)


@receiver(mfa.authenticator_added)
def factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    sessions.take_second_factor(request, authenticator)
    note(EventType.FACTOR_ADDED, user=user, by=user, new=_factor(authenticator))


@receiver(mfa.authenticator_reset)
def factor_renewed(user: User, authenticator: Authenticator, **_: Any) -> None:
    note(EventType.FACTOR_ADDED, user=user, by=user, new=_factor(authenticator))


@receiver(mfa.authenticator_removed)
def factor_removed(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    note(EventType.FACTOR_REMOVED, user=user, by=user, old=_factor(authenticator))


@receiver(mfa.authentication_failed)
def factor_failed(user: User, authenticator: Authenticator, **_: Any) -> None:
    note(EventType.FACTOR_FAILED, user=user, by=None, new=_factor(authenticator))


def _factor(authenticator: Authenticator) -> dict[str, str]:
    return {"tweede stap": FACTORS[authenticator.type]}
