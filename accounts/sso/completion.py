"""What happens once the provider has said, and proven, who somebody is."""

from collections.abc import Callable

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts.actions.sso import accept_and_link, link_account
from accounts.models import Invitation, User
from accounts.refusals import Refused
from accounts.sso.letters import CONNECTED, tell
from accounts.sso.provider import OF_A_USER, Process
from accounts.sso.refusals import Refusal, refuse

INVITATION = "invitation"
"""Under which key of the session `accounts.views.invitation` keeps the invitation followed."""


def complete(request: HttpRequest, login: SocialLogin) -> HttpResponse:
    """Does what somebody went to the provider for; `login` has been verified and looked up."""
    process = Process(login.state["process"])
    if process in OF_A_USER and login.state["user"] != request.user.pk:
        return refuse(request, Refusal.EXPIRED)
    user: User | None = login.user if login.is_existing else None
    if user is not None and not user.is_active:
        return _shown_out(request, Refusal.SWITCHED_OFF, user)
    return _WAYS[process](request, login, user)


def _sign_in(request: HttpRequest, login: SocialLogin, user: User | None) -> HttpResponse:
    if user is None:
        return _shown_out(request, Refusal.UNKNOWN, None)
    return _enter(request, login, user)


def _accept(request: HttpRequest, login: SocialLogin, user: User | None) -> HttpResponse:
    """Takes an account into use. The link proves the address; a claim may not contradict it."""
    usable = Invitation.objects.usable(timezone.now()).select_related("user")
    key = request.session.get(INVITATION, 0)
    invitation = usable.filter(pk=key, user__is_active=True).first()
    if invitation is None:
        return _sign_in(request, login, user)
    invited: User = invitation.user
    if user is not None:
        return refuse(request, Refusal.LINKED, user=invited)
    if not _fits(login.claims.get(settings.OIDC_EMAIL_CLAIM), invited):
        return refuse(request, Refusal.OTHER_ADDRESS, user=invited)
    account = login.account
    try:
        accept_and_link(
            invitation=invitation,
            issuer=account.provider,
            subject=account.uid,
            kept=account.extra_data,
            by=invited,
        )
    except Refused:
        return refuse(request, Refusal.LINKED, user=invited)
    request.session.pop(INVITATION, None)
    return _enter(request, login, invited)


def _connect(request: HttpRequest, login: SocialLogin, user: User | None) -> HttpResponse:
    person, account = request.user, login.account
    if isinstance(person, AnonymousUser):  # `complete` has sent them away
        return refuse(request, Refusal.EXPIRED)
    if user is None:
        try:
            link_account(
                user=person,
                issuer=account.provider,
                subject=account.uid,
                kept=account.extra_data,
                by=person,
            )
        except Refused:
            return refuse(request, Refusal.LINKED, user=person)
        tell(person, CONNECTED)
    elif user.pk != person.pk:
        return refuse(request, Refusal.LINKED, user=person)
    messages.success(request, "Uw organisatieaccount is gekoppeld.")
    return redirect(login.state.get("next") or "sso_account")


def _confirm(request: HttpRequest, login: SocialLogin, user: User | None) -> HttpResponse:
    """Notes that somebody showed again who they are, and goes on with what they were doing."""
    if user is None or user.pk != request.user.pk:
        person = request.user if isinstance(request.user, User) else None
        return refuse(request, Refusal.OTHER_PERSON, user=person)
    _record(request, login, user, reauthenticated=True)
    path = login.state.get("next") or reverse("start")
    # allauth looks for the way back in the address; ours came along in the state.
    query = QueryDict(mutable=True)
    query["next"] = path
    request.GET = query  # type: ignore[assignment]
    return resume_request(request) or redirect(path)


_WAYS: dict[Process, Callable[[HttpRequest, SocialLogin, User | None], HttpResponse]] = {
    Process.LOGIN: _sign_in,
    Process.INVITATION: _accept,
    Process.CONNECT: _connect,
    Process.CONFIRM: _confirm,
}


def _enter(request: HttpRequest, login: SocialLogin, user: User) -> HttpResponse:
    """Signs somebody in. Their organisation asked for a second step, so we do not ask again."""
    if request.user.is_authenticated:
        logout(request)
    _record(request, login, user)
    entering = Login(user=user, redirect_url=login.state.get("next") or reverse("start"))
    LoginStageController(request, entering).set_handled(AuthenticateStage.key)
    response: HttpResponse = perform_login(request, entering)
    return response


def _record(
    request: HttpRequest, login: SocialLogin, user: User, *, reauthenticated: bool | None = None
) -> None:
    record_authentication(
        request,
        user,
        "socialaccount",
        provider=login.account.provider,
        uid=login.account.uid,
        reauthenticated=reauthenticated,
    )


def _shown_out(request: HttpRequest, refusal: Refusal, user: User | None) -> HttpResponse:
    """The page of a refusal, and nothing that is left of the visit."""
    if request.user.is_anonymous:
        request.session.flush()
    return refuse(request, refusal, user=user)


def _fits(claimed: object, invited: User) -> bool:
    """No claim fits everybody; a claim must be the address that was invited."""
    if claimed is None:
        return True
    return isinstance(claimed, str) and claimed.strip().casefold() == invited.email.casefold()
