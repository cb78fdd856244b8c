"""How django-allauth's single sign-on behaves here."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from accounts.sso.completion import complete
from accounts.sso.refusals import Refusal, SingleSignOnRefused, refuse

PROVIDER = "openid_connect"


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # no types
    """Nobody registers, and no account is found by an e-mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """Some providers let people put any address into their account."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> User:  # noqa: ARG002
        user: User = sociallogin.user
        return user

    def list_apps(
        self,
        request: HttpRequest,  # noqa: ARG002
        provider: str | None = None,
        client_id: str | None = None,
    ) -> list[SocialApp]:
        """The provider of the settings; the table of providers does not count.

        It is called by its issuer, so that a link belongs to the provider that made it: another
        one may use the same subject for somebody else.
        """
        if (
            not settings.OIDC_ISSUER
            or provider not in {None, PROVIDER, settings.OIDC_ISSUER}
            or client_id not in {None, settings.OIDC_CLIENT_ID}
        ):
            return []
        return [
            SocialApp(
                provider=PROVIDER,
                provider_id=settings.OIDC_ISSUER,
                name=settings.OIDC_NAME,
                client_id=settings.OIDC_CLIENT_ID,
                secret=settings.OIDC_CLIENT_SECRET,
                settings={"server_url": settings.OIDC_ISSUER},
            )
        ]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """From a verified token on, everything is ours: allauth's own end never comes."""
        raise ImmediateHttpResponse(complete(request, sociallogin))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,  # noqa: ARG002
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Our own page for whatever went wrong on the way to a token."""
        if isinstance(exception, SingleSignOnRefused):
            refusal, check = exception.refusal, exception.check
        elif not (extra_context or {}).get("state"):
            refusal, check = Refusal.EXPIRED, ""
        elif error == AuthError.CANCELLED:
            refusal, check = Refusal.CANCELLED, ""
        else:
            refusal, check = Refusal.INVALID, "geen code"
        raise ImmediateHttpResponse(refuse(request, refusal, check=check))
