"""What happens around every request: its origin, the limits of its session, what was refused."""

import time
from collections.abc import Callable
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts import sessions
from accounts.actions.sign_in import note, note_seen
from accounts.events import EventType
from accounts.origin import Origin, new_request_id, working_for
from accounts.requests import typed_texts

GetResponse = Callable[[HttpRequest], HttpResponse]

REQUEST_ID_HEADER = "X-Request-ID"
MAX_AGENT = 200
REFUSALS = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT})
ALLOWED_WITHOUT_SECOND_FACTOR = frozenset(
    {
        "second_factor",
        "account_logout",
        "account_reauthenticate",
        "accessibility",
        "definitions",
        "privacy",
        "health",
        "security_txt",
    }
)
SETTING_UP = frozenset({"mfa_activate_totp", "totp_qr", "mfa_add_webauthn"})
"""Open to a session with only a password as long as the account has no second step at all.

Else somebody who knows the password could add one of their own to an account that has one.
"""
SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class OriginMiddleware:
    """Gives every request a number, and the audit log and process log from where it comes."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        origin = Origin(kind="scherm", request_id=new_request_id(), personal=_personal(request))
        with working_for(origin):
            response = self.get_response(request)
        response.headers[REQUEST_ID_HEADER] = origin.request_id
        return response


class SessionLimitsMiddleware:
    """Signs out a session that was idle or lasted too long, and notes when it was last used."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            if sessions.has_expired(request.session, now):
                logout(request)
            elif sessions.is_to_be_seen(request.session, now):
                request.session[sessions.SEEN] = int(now)
                note_seen(
                    user=request.user,
                    session_key=request.session.session_key or "",
                    at=timezone.now(),
                )
        return self.get_response(request)


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Sends visitors to the sign-in page; who was typing gets the text back first."""

    def handle_no_permission(  # type: ignore[override]  # Django only ever redirects
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        texts = typed_texts(request)
        is_part = request.headers.get("HX-Request") == "true"
        if is_part and (request.method != "POST" or not texts):
            # A part of a page that is open; it would get the sign-in page put in its place.
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        if request.method != "POST" or not texts:
            return super().handle_no_permission(request, view_func)
        return render(
            request,
            "account/session_ended.html",
            {"texts": texts, "address": request.path},
            status=HTTPStatus.UNAUTHORIZED,
        )


class SecondFactorMiddleware:
    """Lets a session that began with only a password do one thing: add a second step."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponseBase],
        _args: tuple[object, ...],
        _kwargs: dict[str, object],
    ) -> HttpResponseBase | None:
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        page = request.resolver_match.url_name if request.resolver_match else None
        if page in ALLOWED_WITHOUT_SECOND_FACTOR:
            return None
        if sessions.has_second_factor(request, request.user):
            return None
        if page in SETTING_UP and not is_mfa_enabled(request.user, SECOND_STEPS):
            return None
        return redirect("second_factor")


class RefusalsMiddleware:
    """Writes into the audit log what a signed-in user was refused, and on which page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code in REFUSALS and match and request.user.is_authenticated:
            page = {
                "pagina": match.view_name,
                "methode": request.method,
                "status": response.status_code,
            }
            parts = {key: str(value)[:80] for key, value in match.kwargs.items()}
            note(
                EventType.ACCESS_REFUSED,
                user=request.user,
                new=page | parts,
                by=request.user,
            )
        return response


def _personal(request: HttpRequest) -> dict[str, str]:
    """Network address and program of whoever asks; the address as the trusted proxy tells it."""
    personal = {"programma": request.headers.get("User-Agent", "")[:MAX_AGENT]}
    try:
        personal["adres"] = get_adapter().get_client_ip(request)
    except PermissionDenied:  # a socket without an address
        personal["adres"] = ""
    return {key: value for key, value in personal.items() if value}
