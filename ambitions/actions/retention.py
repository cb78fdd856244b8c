"""Erasing personal data whose time is over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.actions.retention import (
    erase_ended_sessions,
    erase_invitations,
    erase_letters,
    erase_origins,
    pseudonymise_account,
)
from accounts.audit import Event, record
from accounts.erasing import announced
from accounts.events import EventType
from accounts.models import User
from ambitions.querysets import users_without_role_since


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of each were erased; `others` is what apps above announced, by name."""

    accounts: int
    origins: int
    invitations: int
    letters: int
    sessions: int
    others: Mapping[str, int]

    @property
    def total(self) -> int:
        own = self.accounts + self.origins + self.invitations + self.letters + self.sessions
        return own + sum(self.others.values())


@transaction.atomic
def purge(*, now: datetime, by: User | None) -> Purged:
    """Erases what is older than its retention (settings RETENTION_…); recorded with the numbers.

    Accounts: of people who held no role for that long. Origins: network addresses and programs in
    the audit log. Invitations, letters with notices, and sessions that are over. And what the apps
    above keep for a while.
    """
    gone = users_without_role_since(now - timedelta(days=settings.RETENTION_ACCOUNT_DAYS))
    for user in gone:
        pseudonymise_account(user=user, by=by)
    log_ends = now - timedelta(days=settings.RETENTION_LOG_DAYS)
    purged = Purged(
        accounts=len(gone),
        origins=erase_origins(before=log_ends),
        invitations=erase_invitations(
            before=now - timedelta(days=settings.RETENTION_INVITATION_DAYS)
        ),
        letters=erase_letters(before=log_ends),
        sessions=erase_ended_sessions(now=now),
        others={each.name: each.erase_old(now=now) for each in announced()},
    )
    if purged.total:
        counts = {
            "accounts": purged.accounts,
            "herkomst in het logboek": purged.origins,
            "uitnodigingen": purged.invitations,
            "verzamelberichten": purged.letters,
            "sessies": purged.sessions,
            **{name.lower(): count for name, count in purged.others.items()},
        }
        record(Event(EventType.PURGED, new=counts), by=by)
    return purged
