"""How long a session lasts, and how strongly it was begun.

A session ends after some time without a request (idle) and some time after signing in whatever
happens (absolute); both are settings. Its strength is kept with it and not with the account, so
that a session begun with a password alone does not become strong because somebody elsewhere
adds a second step.
"""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from accounts.models import User

BEGUN = "begun_at"
SEEN = "seen_at"
SECOND_FACTOR = "second_factor"
SEEN_EVERY_SECONDS = 300
"""How often a session that is used is written; an idle limit is exact to this."""
STRONG = frozenset({"mfa", "socialaccount"})
"""What allauth calls a second step (or passkey), and single sign-on: our provider asks for both."""
WAYS = {
    "password": "wachtwoord",
    "mfa": "tweede stap",
    "socialaccount": "organisatieaccount",
}


def begin(request: HttpRequest) -> None:
    """Starts both clocks of the session of somebody who just signed in."""
    request.session[BEGUN] = request.session[SEEN] = int(time.time())


def has_expired(session: SessionBase, now: float) -> bool:
    """Whether one of the two limits has passed; clocks that do not run yet start now."""
    begun = session.get(BEGUN) or session.setdefault(BEGUN, int(now))
    seen = session.get(SEEN) or session.setdefault(SEEN, int(now))
    return bool(
        now - begun > settings.SESSION_ABSOLUTE_SECONDS
        or now - seen > settings.SESSION_IDLE_SECONDS
    )


def is_to_be_seen(session: SessionBase, now: float) -> bool:
    return bool(now - session[SEEN] >= SEEN_EVERY_SECONDS)


def take_second_factor(request: HttpRequest, authenticator: Authenticator) -> None:
    """Makes this session strong: it has just added a second step to the account."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        request.session[SECOND_FACTOR] = True


def has_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this session was begun with more than a password, or has added a second step."""
    if request.session.get(SECOND_FACTOR):
        return True
    return any(record["method"] in STRONG for record in _records(request, user))


def ways(request: HttpRequest, user: User) -> str:
    """How this session was begun, for the log: "wachtwoord en tweede stap"."""
    methods = dict.fromkeys(_way(record) for record in _records(request, user))
    return " en ".join(methods) or "onbekend"


def _way(record: dict[str, Any]) -> str:
    return "passkey" if record.get("passwordless") else WAYS.get(record["method"], "onbekend")


def _records(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = get_authentication_records(request, user)
    return records
