"""How django-allauth behaves here."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from cryptography.fernet import InvalidToken
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts import devices
from accounts.actions.sign_in import note
from accounts.encryption import decrypt, encrypt
from accounts.events import EventType
from accounts.mail import send_soon
from accounts.models import User
from accounts.reauthentication import confirmed_recently, provider_methods

logger = logging.getLogger(__name__)

UNREADABLE = (
    "Uw tweede stap kan niet meer worden gelezen. Vraag de districtscoördinator van uw regio om "
    "uw tweede stap te wissen."
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made for people by the region; nobody registers themself."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Dit e-mailadres of wachtwoord klopt niet.",
        "too_many_login_attempts": (
            "Te veel mislukte pogingen. Probeer het over een paar minuten opnieuw."
        ),
        "rate_limited": "Te veel pogingen. Probeer het over een paar minuten opnieuw.",
        "enter_current_password": "Dit is niet uw huidige wachtwoord.",
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "invalid_password_reset": "Deze link werkt niet meer.",
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

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Also single sign-on, for who has no other way to show who they are."""
        return [*super().get_reauthentication_methods(user), *provider_methods(user)]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Written at once, sent when nobody waits for it."""
        send_soon(self.render_mail(template_prefix, email, {"email": email, **context}))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the attempts of known browsers apart, also from the network address's count."""
        email = credentials.get("email", "")
        known = devices.is_known(request, email)
        self._login_failed_rl_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed_known" if known else "login_failed",
            key=devices.attempts_key(request, email),
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step: secrets are stored encrypted."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Dit klopt niet, of is al een keer gebruikt. Probeer het opnieuw.",
        "cannot_generate_recovery_codes": (
            "Stel eerst een authenticator-app of passkey in. Daarna kunt u herstelcodes maken."
        ),
    }

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Refuses in words when the key was replaced and the old one is gone."""
        try:
            return decrypt(encrypted_text)
        except InvalidToken as error:
            logger.error("a second step was encrypted with a key that is not set any more")
            raise ValidationError(UNREADABLE) from error


class UserSessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    def end_sessions(self, sessions: list[UserSession]) -> None:
        super().end_sessions(sessions)
        if sessions:
            user = sessions[0].user
            note(EventType.SESSIONS_ENDED, user=user, new={"aantal": len(sessions)}, by=user)
