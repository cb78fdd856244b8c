"""Erasing removed evidence whose time is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from monitoring.files.leftovers import leftovers
from monitoring.models import Evidence, EvidenceFile, EvidenceUse

PLACING = timedelta(days=1)
"""Longer than anybody takes to place a file: what has no row by then never gets one."""
FEW = 10
"""So many files without a row can be left by processes that stopped, however few have one."""


@dataclass(frozen=True, slots=True)
class PurgedEvidence:
    """How many pieces were erased, and the stored files that nothing names any more."""

    pieces: int
    files: tuple[str, ...]


@transaction.atomic
def purge_evidence(*, now: datetime, by: User | None) -> PurgedEvidence:
    """Erases evidence that was removed longer ago than its retention; recorded with the numbers.

    Its rows go, those of its files too. The files themselves are for who calls this: `remove` them
    from the disk after the commit, because that cannot be undone. What is not removed then, is
    among the files of the next time. Raises Refused when the folder looks like that of another
    database, because most of its files are unknown here.
    """
    before = now - timedelta(days=settings.RETENTION_EVIDENCE_DAYS)
    pieces = Evidence.objects.removed_before(before)
    count = pieces.count()
    files = EvidenceFile.objects.filter(evidence__in=pieces)
    gone = set(files.values_list("stored_as", flat=True))
    # The uses first: a piece that serves a closed round does not let its files go (guards).
    EvidenceUse.objects.filter(evidence__in=pieces).delete()
    files.delete()
    pieces.delete()
    erased = leftovers(gone=gone, before=now - PLACING)
    _refuse_strange_folder(unknown=len(set(erased) - gone), known=len(gone))
    purged = PurgedEvidence(count, tuple(erased))
    if purged.pieces or purged.files:
        counts = {"onderbouwingen": purged.pieces, "bestanden": len(purged.files)}
        record(Event(EventType.PURGED, new=counts), by=by)
    return purged


def _refuse_strange_folder(*, unknown: int, known: int) -> None:
    """`known` are the files whose rows were just erased; those that have one still are counted."""
    known += EvidenceFile.objects.count()
    if unknown > max(known, FEW):
        raise Refused(
            f"In de map met bestanden (UPLOADS_DIR) horen {unknown} bestanden niet bij deze "
            f"database, en {known} wel. Is dit de goede map? Er is niets gewist."
        )
