"""What is asked of the provider, and the little that is kept of its answer."""

import secrets
import time
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from accounts.sso.exchange import Exchange
from accounts.sso.tokens import levels, texts

SCOPE = ["openid", "email"]


class Process(StrEnum):
    """What somebody goes to the provider for."""

    LOGIN = "login"
    INVITATION = "invitation"
    CONNECT = "connect"
    CONFIRM = "confirm"


OF_A_USER = frozenset({Process.CONNECT, Process.CONFIRM})
"""What only somebody who is signed in can do."""


class Provider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth ships no types
    """The one provider. Nothing in the address of a request changes what is asked of it."""

    oauth2_adapter_class = Exchange
    supports_token_authentication = False

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:  # noqa: ARG002
        url = reverse("sso_login")
        return f"{url}?{urlencode(kwargs)}" if kwargs else url

    def get_callback_url(self) -> str:
        return reverse("sso_callback")

    def get_pkce_params(self) -> dict[str, Any]:
        challenge: dict[str, Any] = generate_code_challenge()
        return challenge

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        return {"process": process_of(request), "next_url": local_path(request)}

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> HttpResponseRedirect:
        """To the provider; what its answer must fit is kept in the session."""
        nonce = secrets.token_urlsafe(32)
        asked = {"nonce": nonce}
        if settings.OIDC_ACR_VALUES:
            asked["acr_values"] = " ".join(settings.OIDC_ACR_VALUES)
        if settings.OIDC_CLAIMS:
            asked["claims"] = settings.OIDC_CLAIMS
        noted: dict[str, Any] = {"nonce": nonce, "user": request.user.pk}
        if process == Process.CONFIRM:
            asked |= {"prompt": "login", "max_age": "0"}
            noted["authenticated_after"] = time.time()
        response: HttpResponseRedirect = super().redirect(
            request, str(process), next_url, auth_params=asked, scope=SCOPE, **noted
        )
        return response

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        return str(data["sub"])

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Which provider, who there, and how sure it was at the last sign-in."""
        return {
            "iss": data["iss"],
            "sub": data["sub"],
            "acr": sorted(levels(data)),
            "amr": sorted(texts(data.get("amr"))),
        }

    def extract_common_fields(self, data: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Nothing: the region says who somebody is."""
        return {}

    def extract_email_addresses(self, data: Mapping[str, Any]) -> list[EmailAddress]:  # noqa: ARG002
        """None: an account is never found by an address that a provider claims."""
        return []


def process_of(request: HttpRequest) -> Process:
    """What the request asks for; what it cannot ask for is signing in."""
    asked = request.POST.get("process", request.GET.get("process", ""))
    process = Process(asked) if asked in set(Process) else Process.LOGIN
    return Process.LOGIN if process in OF_A_USER and request.user.is_anonymous else process


def local_path(request: HttpRequest) -> str:
    """Where to go afterwards: a path of ours, or nothing."""
    path = request.POST.get("next", request.GET.get("next", ""))
    safe = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if safe else ""
