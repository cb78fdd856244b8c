"""Going to the provider of single sign-on and coming back; linking an account and unlinking it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.internal.ratelimit import consume, respond_429
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.sso import has_other_way_in, unlink_account
from accounts.reauthentication import confirmed_recently, identity_confirmed
from accounts.refusals import Refused
from accounts.requests import signed_in
from accounts.sso.adapter import PROVIDER, SocialAccountAdapter
from accounts.sso.exchange import Callback, Exchange
from accounts.sso.letters import DISCONNECTED, tell
from accounts.sso.provider import Process, local_path, process_of
from accounts.sso.refusals import SingleSignOnRefused, refuse

View = Callable[..., HttpResponseBase]

RATES = {"sso_login": "60/m/ip"}
"""Each start keeps something in a session of its own; a town hall shares one address."""


def offered(view: View) -> View:
    """Without a provider there is no single sign-on here, and so none of its pages."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.OIDC_ISSUER:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


@login_not_required
@never_cache
@offered
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """GET says what will happen; POST goes to the provider.

    The way there is a page and not a redirect: browsers hold the redirects after a form to our
    `form-action`, and where the provider sends people next is not ours to know.
    """
    if request.method != "POST":
        return _start_page(request, process_of(request))
    if not consume(request, app="accounts", action="sso_login", config=RATES):
        response: HttpResponse = respond_429(request)
        return response
    if process_of(request) is Process.CONNECT and not confirmed_recently(request):
        raise ReauthenticationRequired
    try:
        provider = SocialAccountAdapter().get_provider(request, PROVIDER)
        address = provider.redirect_from_request(request).url
    except SingleSignOnRefused as error:
        return refuse(request, error.refusal, check=error.check)
    return render(request, "socialaccount/leaving.html", {"address": address})


@never_cache
@offered
@require_safe
def confirm(request: HttpRequest) -> HttpResponse:
    """Asks somebody who only ever signs in at their organisation to do so once more."""
    return _start_page(request, Process.CONFIRM)


@login_not_required
@never_cache
@offered
@require_safe
def callback(request: HttpRequest) -> HttpResponse:
    """Coming back from the provider, with a code or an error."""
    response: HttpResponse = Callback.adapter_view(Exchange(request))(request)
    return response


@never_cache
@offered
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Whether an account of an organisation is linked, and a way to change that."""
    person = signed_in(request)
    linked = SocialAccount.objects.filter(user=person, provider=settings.OIDC_ISSUER).first()
    context = {"linked": linked, "other_way_in": has_other_way_in(person)}
    return render(request, "socialaccount/account.html", context)


@never_cache
@offered
@require_POST
@identity_confirmed
def disconnect(request: HttpRequest) -> HttpResponseBase:
    """Unlinks the account of somebody's organisation, unless it is the only way in."""
    person = signed_in(request)
    try:
        unlink_account(user=person, by=person)
    except Refused as refused:
        messages.error(request, " ".join(refused.lines))
    else:
        tell(person, DISCONNECTED)
        messages.success(request, "Uw organisatieaccount is losgekoppeld.")
    return redirect("sso_account")


def _start_page(request: HttpRequest, process: Process) -> HttpResponse:
    context = {"process": process.value, "next": local_path(request), "name": settings.OIDC_NAME}
    return render(request, "socialaccount/start.html", context)
