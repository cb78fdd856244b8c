"""Entry sheets: taken along, brought back, and applied at once or not at all."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from monitoring.actions.results import Entry, Saved, record_results
from monitoring.files.entry_sheet import write_entry_sheet
from monitoring.files.entry_sheet_layout import SheetContent
from monitoring.files.entry_sheet_reader import FilledSheet
from monitoring.models import Assessment, SheetUpload

KEPT = timedelta(days=7)
"""How long a sheet waits for a decision; what is in it is confidential."""
LOCKED = "In deze invulling kunt u nu niets wijzigen. Uw invulblad is niet ingelezen."
GONE = "Dit invulblad is al verwerkt of weggegooid."


@transaction.atomic
def export_sheet(
    *, assessment: Assessment, content: SheetContent, by_theme: bool, by: User
) -> bytes:
    """The entry sheet as a file; who took which one is recorded."""
    file = write_entry_sheet(content, by_theme=by_theme)
    new = {"sha256": hashlib.sha256(file).hexdigest(), "alleen lezen": bool(content.locked)}
    record(_event(EventType.SHEET_EXPORTED, assessment, new=new), by=by)
    return file


@transaction.atomic
def keep_sheet(*, assessment: Assessment, sheet: FilledSheet, by: User) -> SheetUpload:
    """Keeps what a sheet of the assessment changes, until its user decides on it.

    Nothing of a result is written. Erases what has been waiting for too long. Raises Refused when
    the assessment takes no changes.
    """
    if not assessment.is_editable:
        raise Refused(LOCKED)
    now = timezone.now()
    upload = SheetUpload.objects.create(
        assessment=assessment,
        name=sheet.name,
        rows={
            "fields": sheet.fields,
            "rows": [asdict(row) for row in sheet.rows],
            "unchanged": sheet.unchanged,
            "absent": sheet.absent,
        },
        uploaded_by=by,
        uploaded_at=now,
    )
    erase_old_sheets(now=now, by=by)
    new = {
        "gewijzigde regels": len(sheet.rows),
        "ongewijzigde regels": sheet.unchanged,
        "ontbrekende regels": len(sheet.absent),
    }
    record(_event(EventType.SHEET_READ, assessment, new=new), by=by)
    return upload


@transaction.atomic
def apply_sheet(*, upload: SheetUpload, entries: Sequence[Entry], by: User) -> Saved:
    """Writes what a preview made of an upload, each on top of the version that it showed.

    All of it, and then the upload goes; or, when anything has moved on since, nothing, and the
    stale ones are in what it returns. Raises Refused as `record_results` does, and when the upload
    is not there any more.
    """
    held = _hold(upload)
    saved = record_results(assessment=held.assessment, entries=entries, whole=True, by=by)
    if saved.stale:
        return saved
    held.delete()
    new = {"gewijzigde resultaten": len(saved.changed)}
    record(_event(EventType.SHEET_APPLIED, held.assessment, new=new), by=by)
    return saved


@transaction.atomic
def drop_sheet(*, upload: SheetUpload, by: User) -> None:
    """Throws an upload away; raises Refused when it is not there any more."""
    held = _hold(upload)
    held.delete()
    record(_event(EventType.SHEET_DROPPED, held.assessment), by=by)


@transaction.atomic
def erase_old_sheets(*, now: datetime, by: User | None = None) -> int:
    """Erases the uploads that waited for too long, of everybody; returns how many."""
    uploads = SheetUpload.objects.filter(uploaded_at__lt=now - KEPT)
    erased = _erase(uploads)
    new = {"reden": "te lang niet verwerkt"}
    record(*(_event(EventType.SHEET_DROPPED, each, new=new) for each in erased), by=by)
    return len(erased)


@transaction.atomic
def erase_sheets_of(*, user: User) -> None:
    """Erases what waits for the decision of a person whose account ends."""
    erased = _erase(SheetUpload.objects.filter(uploaded_by=user))
    new = {"reden": "account beëindigd"}
    record(*(_event(EventType.SHEET_DROPPED, each, new=new) for each in erased), by=None)


def _erase(uploads: QuerySet[SheetUpload]) -> list[Assessment]:
    """Returns the assessment of each."""
    held = list(
        uploads.defer("rows")
        .select_related("assessment__round__norm__region", "assessment__organisation")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    SheetUpload.objects.filter(pk__in=[upload.pk for upload in held]).delete()
    return [upload.assessment for upload in held]


def _hold(upload: SheetUpload) -> SheetUpload:
    """The upload, locked, with its assessment."""
    held = (
        SheetUpload.objects.filter(pk=upload.pk)
        .select_related("assessment__round__norm__region", "assessment__organisation")
        .select_for_update(of=("self",))
        .first()
    )
    if held is None:
        raise Refused(GONE)
    return held


def _event(type: EventType, assessment: Assessment, *, new: dict[str, Any] | None = None) -> Event:
    round, organisation = assessment.round, assessment.organisation
    return Event(
        type,
        subject=assessment,
        label=f"{round.code} {organisation.code}",
        region=round.norm.region.code,
        organisation=organisation.code,
        new=new or {},
    )
