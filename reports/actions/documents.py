"""Making the file of a report, and writing down who took it.

A document is written outside the transaction: it takes seconds, and an open one would hold up
everybody who saves.
"""

import hashlib
from collections.abc import Callable, Mapping

from django.db import transaction

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from ambitions.models import Organisation
from monitoring.models import Round
from reports.actions.reports import report_label
from reports.documents.blocks import Document
from reports.documents.writers import DocumentFormat, NotWritten, write
from reports.drafting import of_version, standard
from reports.kinds.kind import Kind
from reports.models import Report, ReportVersion

Keep = Callable[[bytes], None]
FAILED = (
    "Het rapport kon niet worden gemaakt. Probeer het opnieuw; gebeurt het weer, "
    "meld het dan aan de beheerder."
)
BROKEN = "Eén of meer gewijzigde zinnen noemen een getal dat er niet is. Pas eerst de tekst aan."


def no_keeping(_content: bytes) -> None:
    """For a file that only goes to who asked for it."""


def make_document(
    *,
    kind: Kind,
    round: Round,
    organisation: Organisation | None,
    format: DocumentFormat,
    by: User | None,
    keep: Keep = no_keeping,
) -> bytes:
    """The file of a report with its standard texts; who took it is recorded.

    What `keep` does with it happens in the transaction of the record: a file that could not be kept
    was not taken. Raises Refused when it cannot be written, and Busy when too many are being
    written.
    """
    document = standard(kind, round, organisation, by)
    content = _written(document, format)
    note_file(
        content=content,
        keep=keep,
        subject=round,
        round=round,
        kind=kind,
        organisation=organisation,
        told=_told(document, format, content),
        by=by,
    )
    return content


def make_report(
    *, report: Report, version: ReportVersion, format: DocumentFormat, by: User
) -> bytes:
    """The file of a version of a report; the same exceptions, and Refused for a broken text."""
    draft = of_version(report, version, by)
    if draft.broken:
        raise Refused(BROKEN)
    content = _written(draft.document, format)
    note_file(
        content=content,
        keep=no_keeping,
        subject=report,
        round=report.round,
        kind=report.of_kind,
        organisation=report.organisation,
        told={"versie": version.number, **_told(draft.document, format, content)},
        by=by,
    )
    return content


@transaction.atomic
def note_file(
    *,
    content: bytes,
    keep: Keep,
    subject: Round | Report,
    round: Round,
    kind: Kind,
    organisation: Organisation | None,
    told: Mapping[str, str | int],
    by: User | None,
) -> None:
    """Records that somebody took the file of a report."""
    keep(content)
    event = Event(
        EventType.EXPORTED,
        subject=subject,
        label=report_label(round, kind, organisation),
        region=round.norm.region.code,
        organisation=organisation.code if organisation else "",
        new=told,
    )
    record(event, by=by)


def _written(document: Document, format: DocumentFormat) -> bytes:
    try:
        return write(document, format)
    except NotWritten as error:
        raise Refused(FAILED) from error


def _told(document: Document, format: DocumentFormat, content: bytes) -> dict[str, str | int]:
    return {
        "rapport": document.title,
        "stand": document.state,
        "markering": document.mark.level,
        "bestandsoort": format.name,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
