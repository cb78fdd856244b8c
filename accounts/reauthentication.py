"""Asking again who somebody is, before what matters most: other people's access, one's own keys.

Who has a password or a second step here is asked for that. Who has neither, because they only
ever come by single sign-on, is sent to their organisation to sign in once more.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
    suspend_request,
)
from allauth.core.exceptions import ReauthenticationRequired
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.models import User

View = Callable[..., HttpResponseBase]


def confirmed_recently(request: HttpRequest) -> bool:
    """Whether this person showed who they are not long ago; signing in counts."""
    records = get_authentication_records(request, request.user)
    latest: float = max((record["at"] for record in records), default=0)
    return bool(time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT)


def identity_confirmed(view: View) -> View:
    """Lets somebody in who showed who they are not long ago, and asks others to do so first.

    What they were sending is kept, and done once they have (allauth's middleware, or
    `accounts.sso.completion`).
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if confirmed_recently(request):
            return view(request, *args, **kwargs)
        if confirms_at_provider(request.user):
            suspended: HttpResponseBase = suspend_request(request, reverse("sso_confirm"))
            return suspended
        raise ReauthenticationRequired

    return wrapped


def confirms_at_provider(user: User | AnonymousUser) -> bool:
    """Whether somebody can show who they are only at the provider of single sign-on."""
    if not settings.OIDC_ISSUER or user.is_anonymous or get_reauthentication_flows(user):
        return False
    linked = SocialAccount.objects.filter(user=user, provider=settings.OIDC_ISSUER)
    return bool(linked.exists())


def provider_methods(user: User | AnonymousUser) -> list[dict[str, str]]:
    """Confirming at the provider, as one of allauth's ways to do so; for who has no other."""
    if not confirms_at_provider(user):
        return []
    return [
        {
            "id": "sso_confirm",
            "description": "Aanmelden met het account van uw organisatie",
            "url": reverse("sso_confirm"),
        }
    ]
