"""What somebody typed in the editor of a report and did not save yet.

For its writer only, so that a closed tab, a broken computer or a session that ended takes nothing.
It is no version and no part of the report: it is kept in the cache, and goes when it is saved,
thrown away or two weeks old. A browser keeps nothing of it, because others may use that too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from reports.models import Report

SECONDS = 14 * 24 * 3600
MAX_CHARACTERS = 500_000
"""More than any report has sentences; past it nothing is kept."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """The fields of the form, and when they were typed; `version` is what the page showed."""

    version: str
    fields: Mapping[str, str]
    at: datetime


def keep(user: User, report: Report, version: str, fields: Mapping[str, str]) -> Unsaved | None:
    """Keeps the fields in the place of what was kept before; None when they are too much."""
    if sum(len(name) + len(value) for name, value in fields.items()) > MAX_CHARACTERS:
        return None
    unsaved = Unsaved(version[:20], dict(fields), timezone.now())
    cache.set(_key(user, report), (unsaved.version, unsaved.fields, unsaved.at), SECONDS)
    return unsaved


def kept(user: User, report: Report) -> Unsaved | None:
    found = cache.get(_key(user, report))
    return Unsaved(*found) if found else None


def forget(user: User, report: Report) -> None:
    cache.delete(_key(user, report))


def _key(user: User, report: Report) -> str:
    return f"unsaved:{report.pk}:{user.pk}"
