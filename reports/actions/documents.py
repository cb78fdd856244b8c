"""Making the file of a report, and writing down who took it.

A document is written outside the transaction: it takes seconds, and an open one would hold up
everybody who saves.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from ambitions.models import Organisation
from monitoring.models import Round
from reports.actions.made_files import remember_file
from reports.actions.reports import report_label
from reports.documents.blocks import Document
from reports.documents.writers import DocumentFormat, NotWritten, write
from reports.drafting import of_version, standard
from reports.house_style.kinds import Kind as HouseStyleKind
from reports.kinds.kind import Kind
from reports.models import HouseStyle, Report, ReportVersion

Keep = Callable[[bytes], None]
MAX_WHAT = 250
FAILED = (
    "Het rapport kon niet worden gemaakt. Probeer het opnieuw; gebeurt het weer, "
    "meld het dan aan de beheerder."
)
BROKEN = "Eén of meer gewijzigde zinnen noemen een getal dat er niet is. Pas eerst de tekst aan."


@dataclass(frozen=True, slots=True)
class Made:
    """A document with the file that was made of it."""

    document: Document
    format: DocumentFormat
    content: bytes

    @property
    def told(self) -> dict[str, str | int]:
        """What the log says of it; of which publication, when it is made from one."""
        seal = self.document.seal
        of_publication = {"publicatie": seal.publication} if seal else {}
        return {
            **of_publication,
            "rapport": self.document.title,
            "stand": self.document.state,
            "markering": self.document.mark.level,
            "bestandsoort": self.format.name,
            "sha256": hashlib.sha256(self.content).hexdigest(),
        }


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
    made = _made(document, format, round, at=None)
    note_file(
        made=made,
        keep=keep,
        subject=round,
        round=round,
        kind=kind,
        organisation=organisation,
        told={},
        by=by,
    )
    return made.content


def make_report(
    *, report: Report, version: ReportVersion, format: DocumentFormat, by: User
) -> bytes:
    """The file of a version of a report; the same exceptions, and Refused for a broken text.

    An approved one is on the house style that held when it was approved, so that it stays the same.
    """
    draft = of_version(report, version, by)
    if draft.broken:
        raise Refused(BROKEN)
    approval = getattr(version, "approval", None)
    at = approval.approved_at if approval else None
    made = _made(draft.document, format, report.round, at)
    note_file(
        made=made,
        keep=no_keeping,
        subject=report,
        round=report.round,
        kind=report.of_kind,
        organisation=report.organisation,
        told={"versie": version.number},
        by=by,
    )
    return made.content


@transaction.atomic
def note_file(
    *,
    made: Made,
    keep: Keep,
    subject: Round | Report,
    round: Round,
    kind: Kind,
    organisation: Organisation | None,
    told: Mapping[str, str | int],
    by: User | None,
) -> None:
    """Records that somebody took the file of a report.

    One of a published round is remembered, so that anybody can have it checked.
    """
    keep(made.content)
    label, state = report_label(round, kind, organisation), made.document.state
    if (seal := made.document.seal) is not None:
        remember_file(
            content=made.content,
            publication=round.publications.defer("content", "surroundings").get(
                number=seal.publication
            ),
            format=made.format.name,
            # The state stays whole: it says whether the report was approved.
            what=f"{label[: MAX_WHAT - len(state) - 2]}, {state}",
            level=made.document.mark.level,
            by=by,
        )
    event = Event(
        EventType.EXPORTED,
        subject=subject,
        label=label,
        region=round.norm.region.code,
        organisation=organisation.code if organisation else "",
        new={**told, **made.told},
    )
    record(event, by=by)


def _made(document: Document, format: DocumentFormat, round: Round, at: datetime | None) -> Made:
    """Writes the document on the region's house style, of now or of a moment (`at`)."""
    house_style = None
    if format.name in HouseStyleKind:
        kind = HouseStyleKind(format.name)
        house_style = HouseStyle.objects.template_for(round.norm.region, kind, at)
    try:
        return Made(document, format, write(document, format, house_style))
    except NotWritten as error:
        raise Refused(FAILED) from error
