"""Asking again who somebody is, before what matters most: other people's access, one's own keys."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def confirmed_recently(request: HttpRequest) -> bool:
    """Whether this person showed who they are not long ago; signing in counts."""
    records = get_authentication_records(request, request.user)
    latest: float = max((record["at"] for record in records), default=0)
    return bool(time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT)


def identity_confirmed(view: View) -> View:
    """Lets somebody in who showed who they are not long ago, and asks others to do so first.

    What they were sending is kept, and done once they have (allauth's middleware).
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not confirmed_recently(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return wrapped
