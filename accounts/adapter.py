"""How django-allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from accounts import devices
from accounts.actions.sign_in import note
from accounts.encryption import decrypt, encrypt
from accounts.events import EventType
from accounts.models import User
from accounts.reauthentication import confirmed_recently


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made for people by the region; nobody registers themself."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Dit e-mailadres of wachtwoord klopt niet.",
        "too_many_login_attempts": (
            "Te veel mislukte pogingen. Probeer het over een paar minuten opnieuw."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """No account that was switched off; who asks cannot tell it from an unknown one."""
        user = super().authenticate(request, **credentials)
        if user is not None and not user.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002
        """Into the audit log; of an unknown address not the text, which may be a password."""
        email = credentials.get("email", "")
        known = User.objects.filter(email=email.strip().lower()).first()
        note(EventType.SIGN_IN_FAILED, user=known, by=None)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ARG002
        """Not for who signed in or confirmed it a moment ago."""
        return not confirmed_recently(self.request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Signing in and out speaks for itself; no message for it."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Counts the attempts of known browsers apart (`accounts.devices`)."""
        return devices.attempts_key(request, credentials.get("email", ""))


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step: secrets are stored encrypted."""

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)


class UserSessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    def end_sessions(self, sessions: list[UserSession]) -> None:
        super().end_sessions(sessions)
        if sessions:
            user = sessions[0].user
            note(EventType.SESSIONS_ENDED, user=user, new={"aantal": len(sessions)}, by=user)
