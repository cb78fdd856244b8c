"""Taking an account into use, by the link of an invitation.

The link's token is taken out of the address at once, so that no other page learns it.
"""

from http import HTTPStatus

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.invitations import accept_invitation
from accounts.forms import SetPasswordForm
from accounts.models import Invitation
from accounts.refusals import Refused

SESSION_KEY = "invitation"


class PasswordForm(SetPasswordForm):
    """A first password, twice."""

    button = "Account in gebruik nemen"


@login_not_required
@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Remembers which invitation the link is of and goes on to a page without the token."""
    invitation = Invitation.objects.usable(timezone.now()).with_token(token).first()
    request.session.pop(SESSION_KEY, None)
    if invitation is not None:
        request.session[SESSION_KEY] = invitation.pk
    return redirect("invitation_accept")


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Asks for a first password and signs the person in with it."""
    invitation = pending(request)
    if invitation is None:
        return unusable(request)
    data = request.POST if request.method == "POST" else None
    form = PasswordForm(user=invitation.user, data=data)
    if form.is_valid():
        try:
            return _take_into_use(request, invitation, form.cleaned_data["password1"])
        except Refused:
            return unusable(request)
    context = {"form": form, "person": invitation.user}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "invitation/accept.html", context, status=status)


def pending(request: HttpRequest) -> Invitation | None:
    """The invitation whose link was followed in this session, as long as it can be accepted."""
    key = request.session.get(SESSION_KEY)
    if key is None:
        return None
    invitations = Invitation.objects.usable(timezone.now()).select_related("user")
    found: Invitation | None = invitations.filter(pk=key, user__is_active=True).first()
    return found


def unusable(request: HttpRequest) -> HttpResponse:
    """One page for a link that is used, expired, withdrawn or was never one."""
    request.session.pop(SESSION_KEY, None)
    return render(request, "invitation/unusable.html", status=HTTPStatus.NOT_FOUND)


def _take_into_use(request: HttpRequest, invitation: Invitation, password: str) -> HttpResponse:
    user = accept_invitation(invitation=invitation, password=password, by=invitation.user)
    if request.user.is_authenticated:
        logout(request)
    request.session.pop(SESSION_KEY, None)
    login = Login(user=user, redirect_url=reverse("start"))
    response: HttpResponse = perform_password_login(request, {"email": user.email}, login)
    return response
