"""Writing what belongs to signing in: events, and when somebody was last seen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User


@transaction.atomic
def note(
    type: EventType,
    *,
    user: User | None,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    personal: Mapping[str, str] | None = None,
    by: User | None,
) -> None:
    """Records an event about an account, or about an unknown one when `user` is None."""
    event = Event(
        type,
        subject=user,
        label=label_of(user),
        old=old or {},
        new=new or {},
        personal=personal or {},
    )
    record(event, by=by)


def label_of(user: User | None) -> str:
    """How the log names an account: by its key, since a name is of a person."""
    return f"gebruiker {user.pk}" if user is not None else "onbekend account"


@transaction.atomic
def note_seen(*, user: User, session_key: str, at: datetime) -> None:
    """Stores when an account, and one of its sessions, was last used; no event."""
    User.objects.filter(pk=user.pk).update(last_seen_at=at)
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=at)
