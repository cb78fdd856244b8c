"""The steps with the provider: where it is, a code for a token, a token for a person."""

from typing import Any
from urllib.parse import quote_plus

from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.sso.client import fetch_json, is_trusted_address
from accounts.sso.refusals import Refusal, SingleSignOnRefused
from accounts.sso.tokens import verify

DISCOVERY = "/.well-known/openid-configuration"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Exchange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """allauth's steps, of which none trusts what it was sent."""

    state: dict[str, Any]
    """What was noted when this sign-in began; set by `Callback`."""

    def __init__(self, request: HttpRequest, provider_id: str = "") -> None:
        super().__init__(request, provider_id or settings.OIDC_ISSUER)

    @property
    def openid_config(self) -> dict[str, Any]:
        """Where the provider's addresses are; asked once per sign-in step, so never stale."""
        if not hasattr(self, "_openid_config"):
            config = fetch_json("GET", settings.OIDC_ISSUER.rstrip("/") + DISCOVERY)
            if config.get("issuer") != settings.OIDC_ISSUER:
                raise SingleSignOnRefused(Refusal.INVALID, "issuer")
            if not all(is_trusted_address(config.get(name)) for name in ENDPOINTS):
                raise SingleSignOnRefused(Refusal.INVALID, "adressen van de aanbieder")
            self._openid_config = config
        return self._openid_config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:  # noqa: ARG002
        return request.build_absolute_uri(reverse("sso_callback"))

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """What the provider gives for the code, with our secret and the verifier of PKCE."""
        self._check_sender(request)
        data = {
            "grant_type": "authorization_code",
            "code": request.GET["code"],
            "redirect_uri": client.callback_url,
            "client_id": app.client_id,
            "code_verifier": pkce_code_verifier or "",
        }
        # Basic is what holds when the provider says nothing (OpenID Connect Discovery 1.0).
        methods = self.openid_config.get(
            "token_endpoint_auth_methods_supported", ["client_secret_basic"]
        )
        auth = None
        if "client_secret_post" in methods:
            data["client_secret"] = app.secret
        else:
            # Form-encoded first, so that a colon in either does no harm (RFC 6749, section 2.3.1).
            auth = (quote_plus(app.client_id), quote_plus(app.secret))
        return fetch_json("POST", self.access_token_url, data=data, auth=auth)

    def parse_token(self, data: Any) -> SocialToken:  # noqa: ARG002
        """Nothing: we ask nothing more of the provider, so its access token is not kept."""
        return SocialToken()

    def complete_login(
        self,
        request: HttpRequest,
        app: Any,  # noqa: ARG002
        token: SocialToken,  # noqa: ARG002
        **kwargs: Any,
    ) -> SocialLogin:
        """Who the ID token is about; its claims are in `claims`, for as long as this request."""
        claims = verify(
            kwargs["response"].get("id_token"),
            fetch_json("GET", self.openid_config["jwks_uri"]),
            nonce=self.state["nonce"],
            authenticated_after=self.state.get("authenticated_after"),
        )
        login = self.get_provider().sociallogin_from_response(request, claims)
        login.claims = claims
        return login

    def _check_sender(self, request: HttpRequest) -> None:
        """RFC 9207: a provider that names itself in its answer must be ours."""
        named = request.GET.get("iss")
        promised = self.openid_config.get("authorization_response_iss_parameter_supported")
        if named != settings.OIDC_ISSUER and (named is not None or promised is True):
            raise SingleSignOnRefused(Refusal.INVALID, "iss")


class Callback(OAuth2CallbackView):  # type: ignore[misc]
    """Coming back from the provider; the state that was kept is at hand when the token comes."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.state = state
        return state, response
