"""Keeping what somebody typed in a report and did not save yet, and forgetting it.

Nothing here is audited: it changes no report, comes every few seconds, and is for its writer only,
while the log is read by others. That a text was saved is an event of `change_texts`.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.refusals import Refused
from reports.models import Report, UnsavedText
from reports.reach import may_write
from reports.texts.typed_fields import is_field

MAX_CHARACTERS = 500_000
"""More than any report has sentences; past it nothing is kept."""
MAX_DIGITS = 9
NOT_YOURS = "U mag de tekst van dit rapport niet wijzigen."


@transaction.atomic
def keep_unsaved(
    *, report: Report, version: str, fields: Mapping[str, str], by: User
) -> UnsavedText | None:
    """Keeps the fields in the place of what was kept before, whichever tab they come from.

    Returns None, and leaves what was kept, when there are none, they are too much, or the form has
    no such field. Raises Refused for who may not change the text. `version` is as it was sent.
    """
    if not may_write(by, report.round, report.organisation):
        raise Refused(NOT_YOURS)
    size = sum(len(name) + len(value) for name, value in fields.items())
    if not 0 < size <= MAX_CHARACTERS or not all(map(is_field, fields)):
        return None
    unsaved = UnsavedText(
        report=report,
        user=by,
        version=_number(version),
        content=json.dumps(dict(fields)),
        kept_at=timezone.now(),
    )
    # One statement, so that two tabs at once are two writes of one row, on either database.
    UnsavedText.objects.bulk_create(
        [unsaved],
        update_conflicts=True,
        unique_fields=["report", "user"],
        update_fields=["version", "content", "kept_at"],
    )
    return unsaved


@transaction.atomic
def forget_unsaved(*, report: Report, by: User) -> None:
    """Forgets what this person typed in the report, also when there is nothing."""
    UnsavedText.objects.filter(report=report, user=by).delete()


@transaction.atomic
def erase_unsaved_of(*, user: User) -> None:
    """Erases what this person typed anywhere; recorded with the end of the account."""
    UnsavedText.objects.filter(user=user).delete()


@transaction.atomic
def erase_old_unsaved(*, now: datetime) -> int:
    """Erases what waited too long, of everybody; returns how many."""
    erased, _ = UnsavedText.objects.too_old(at=now).delete()
    return erased


def _number(version: str) -> int | None:
    """The number of a version; None for what is none, or larger than any."""
    whole = version.isascii() and version.isdigit() and len(version) <= MAX_DIGITS
    return int(version) if whole else None
