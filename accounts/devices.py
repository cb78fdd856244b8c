"""Browsers from which an account has signed in before.

Wrong passwords are counted per account. If that were all, anybody could keep somebody out by
typing wrong passwords on purpose. So a browser that once signed in gets a cookie, and its attempts
are counted apart from those of unknown browsers (OWASP calls it a device cookie). The cookie gives
no access; it only says which count an attempt belongs to.
"""

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from accounts.models import User

SALT = "accounts.devices"
MAX_AGE_SECONDS = 180 * 24 * 3600
KEPT = 5
"""Accounts that one browser is remembered for; the oldest goes."""


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Sends the cookie that makes this browser known for this account."""
    known = {_account(user.email): secrets.token_urlsafe(12), **_known(request)}
    kept = dict(list(known.items())[:KEPT])
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(kept, salt=SALT),
        max_age=MAX_AGE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_known(request: HttpRequest, email: str) -> bool:
    """Whether this browser signed in to the account with this address before."""
    return _account(email) in _known(request)


def attempts_key(request: HttpRequest, email: str) -> str:
    """Under which name wrong passwords for this address from this browser are counted."""
    account = _account(email)
    return f"{account}:{_known(request).get(account, 'unknown')}"


def _account(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()[:24]


def _known(request: HttpRequest) -> dict[str, str]:
    """Device number per account, out of the cookie; empty when it is not ours or too old."""
    try:
        known: Any = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=MAX_AGE_SECONDS
        )
    except signing.BadSignature:
        return {}
    return dict(known)
