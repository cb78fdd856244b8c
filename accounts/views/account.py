"""One's own account: what it is, and how one signs in to it."""

from http import HTTPStatus

from allauth.account.views import PasswordResetView
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import sessions
from accounts.actions.sign_in import note
from accounts.events import EventType
from accounts.forms import ForgottenPasswordForm
from accounts.models import User
from accounts.requests import signed_in

STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
"""What counts as a second step; recovery codes only come along with one."""


@never_cache
@require_safe
def account_home(request: HttpRequest) -> HttpResponse:
    """Who somebody is here, which roles they hold, and the ways to what they may change."""
    user = signed_in(request)
    context = {
        "roles": user.memberships.holding(timezone.now()).with_scope(),
        "has_second_step": is_mfa_enabled(user, STEPS),
        "section": "account",
    }
    return render(request, "account/home.html", context)


@never_cache
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Asks who signed in with only a password for a second step; the one page they may see.

    Somebody whose account got a second step elsewhere meanwhile has to sign in again.
    """
    user = signed_in(request)
    context = {
        "is_strong": sessions.has_second_factor(request, user),
        "has_second_step": is_mfa_enabled(user, STEPS),
        "section": "account",
    }
    return render(request, "mfa/choose.html", context)


class ForgottenPasswordView(PasswordResetView):  # type: ignore[misc]  # allauth ships no types
    """Asks for a link; the audit log gets to know, the person who asks learns nothing."""

    def form_valid(self, form: ForgottenPasswordForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        if response.status_code == HTTPStatus.FOUND:
            asked: list[User | None] = [*form.users] or [None]
            for user in asked:
                note(EventType.PASSWORD_RESET_ASKED, user=user, by=None)
        return response


password_reset = ForgottenPasswordView.as_view()
