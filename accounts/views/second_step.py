"""The parts of the second step that django-allauth has no view for, or another one."""

import hmac
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.passkey_forms import ConfirmPasskeyForm
from accounts.reauthentication import identity_confirmed

CODES_FILE = "flevonorm-herstelcodes.txt"


@never_cache
@require_safe
@identity_confirmed
def totp_qr(request: HttpRequest) -> HttpResponse:
    """The secret of the app that is being set up, as a picture to scan; 404 at any other time.

    An address of our own, since the Content-Security-Policy allows no `data:` pictures.
    """
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret or is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
        raise Http404
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(picture, content_type="image/svg+xml")


@never_cache
@require_POST
@identity_confirmed
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    """The codes that the page just showed, as a file.

    They are shown once, so the page sends them back; what are not this person's codes is 404.
    """
    shown = request.POST.getlist("code")
    kept = Authenticator.objects.filter(
        user=request.user, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    codes = kept.wrap().get_unused_codes() if kept is not None else []
    if not codes or not hmac.compare_digest("\n".join(shown).encode(), "\n".join(codes).encode()):
        raise Http404
    response = render(
        request,
        "mfa/recovery_codes/download.txt",
        {"unused_codes": codes},
        content_type="text/plain; charset=utf-8",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{CODES_FILE}"'
    return response


class AddPasskeyView(AddWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Asks the browser for a passkey that works without a password, and nothing less.

    The device keeps it (resident) and checks its owner (user verification); the server refuses an
    answer without that check.
    """

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = begin_registration(self.request.user, passwordless=True)
        return context | kwargs | {"js_data": {"creation_options": options}}


add_passkey = AddPasskeyView.as_view()


class ConfirmPasskeyView(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """A passkey that did not work leads back to this page; allauth would go to the sign-in page."""

    def form_invalid(self, form: ConfirmPasskeyForm) -> HttpResponse:
        for line in form.errors.get("credential", []):
            messages.error(self.request, str(line))
        return redirect(self.passthrough_next_url(self.request.path))


confirm_passkey = ConfirmPasskeyView.as_view()
