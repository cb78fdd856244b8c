"""Files of evidence: placing one, placing a new revision, and taking them out."""

from collections.abc import Sequence
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from monitoring.actions.evidence_parts import (
    Details,
    added,
    event,
    hidden,
    hold_all,
    hold_open,
    make,
    refuse_foreign,
    write,
)
from monitoring.choices import EvidenceKind
from monitoring.files.evidence_archive import archive
from monitoring.files.evidence_list import pieces
from monitoring.files.stored import open_stored, stored
from monitoring.files.uploads import Upload
from monitoring.files.virus_scan import ScanFailed, find_threat
from monitoring.models import Assessment, Evidence, EvidenceFile, Result


def add_file(
    *,
    assessment: Assessment,
    results: Sequence[Result],
    details: Details,
    upload: Upload,
    by: User,
) -> Evidence:
    """A new piece of evidence with a file; it serves `results`, the first of which it was added at.

    Raises Refused when the assessment takes no changes, a result is not one of its own or does not
    apply, the file is infected or cannot be scanned, or the organisation has it already.
    """
    _refuse_infected(assessment, upload, by)
    with stored(upload) as name:
        return _add_file(assessment, results, details, upload, name, by)


@transaction.atomic
def _add_file(
    assessment: Assessment,
    results: Sequence[Result],
    details: Details,
    upload: Upload,
    stored_as: str,
    by: User,
) -> Evidence:
    assessment = hold_open(assessment)
    refuse_foreign(assessment, results)
    _refuse_known(assessment, results[0], upload, by)
    evidence = make(assessment, results, EvidenceKind.FILE, details, by=by)
    file = _revision(evidence, 1, upload, stored_as, by)
    record(added(assessment, evidence, results, _said_of(file), by=by), by=by)
    return evidence


def revise_file(
    *, assessment: Assessment, evidence: Evidence, version: int, upload: Upload, by: User
) -> EvidenceFile:
    """A new revision of the file, on top of `version`; the ones before stay.

    Raises Stale when the piece has moved on, and Refused when it has no file, serves a result that
    takes no changes, has this file already, or when the file is infected or cannot be scanned.
    """
    _refuse_infected(assessment, upload, by)
    with stored(upload) as name:
        return _revise_file(assessment, evidence, version, upload, name, by)


@transaction.atomic
def _revise_file(
    assessment: Assessment,
    evidence: Evidence,
    version: int,
    upload: Upload,
    stored_as: str,
    by: User,
) -> EvidenceFile:
    assessment = hold_all(assessment, evidence)
    files = list(evidence.files.order_by("number"))
    if not files:
        raise Refused("Deze onderbouwing heeft geen bestand.")
    for file in files:
        if file.sha256 == upload.sha256:
            raise Refused(f"Dit bestand staat er al, als versie {file.number}.")
    write(evidence, version, {}, by=by)
    file = _revision(evidence, files[-1].number + 1, upload, stored_as, by)
    changed = event(EventType.EVIDENCE_CHANGED, assessment, evidence, new=_said_of(file), by=by)
    record(changed, by=by)
    return file


@transaction.atomic
def export_file(*, assessment: Assessment, file: EvidenceFile, by: User) -> IO[bytes]:
    """The stored file, open; recorded. Raises FileNotFoundError when it is not on the disk."""
    content = open_stored(file.stored_as)
    new = {"versie": file.number, "sha256": file.sha256}
    taken = event(EventType.EVIDENCE_EXPORTED, assessment, file.evidence, new=new, by=by)
    record(taken, by=by)
    return content


def export_archive(*, assessment: Assessment, by: User) -> IO[bytes]:
    """All evidence of an assessment that the user may read, as a ZIP with a list of what is in it.

    Made outside the transaction that records who took it, because packing takes its time.
    """
    found = pieces(by, assessment)
    content = archive(assessment, found)
    new = {"stukken": len(found)}
    with transaction.atomic():
        record(event(EventType.EVIDENCE_EXPORTED, assessment, None, new=new, by=by), by=by)
    return content


def _refuse_infected(assessment: Assessment, upload: Upload, by: User) -> None:
    """Asks the scanner, outside any transaction because it takes its time.

    An infected file is recorded before it is refused; the scanner's silence is a refusal too.
    """
    try:
        threat = find_threat(upload.content)
    except ScanFailed as error:
        raise Refused(
            "Het bestand kan nu niet op virussen worden gecontroleerd en is niet opgeslagen. "
            "Probeer het later opnieuw, of leg een link of vindplaats vast."
        ) from error
    if threat is not None:
        _record_threat(assessment, upload, threat, by)
        raise Refused("De virusscanner heeft dit bestand geweigerd. Het is niet opgeslagen.")


@transaction.atomic
def _record_threat(assessment: Assessment, upload: Upload, threat: str, by: User) -> None:
    new = {
        "besmet met": threat[:200],
        "sha256": upload.sha256,
        **hidden({"bestandsnaam": upload.name}),
    }
    record(event(EventType.EVIDENCE_REFUSED, assessment, None, new=new, by=by), by=by)


def _refuse_known(assessment: Assessment, result: Result, upload: Upload, by: User) -> None:
    """Raises Refused when the organisation has the file, and the user may know that it does."""
    same = Evidence.objects.filter(
        organisation=assessment.organisation_id, removed_at=None, files__sha256=upload.sha256
    )
    if same.filter(uses__result=result).exists():
        raise Refused("Dit bestand staat al bij dit ambitiepunt.")
    known = same.visible_to(by).first()
    if known is not None:
        raise Refused(
            f"Dit bestand is er al, bij de onderbouwing “{known.title}”. "
            "Kies “Een bestaande gebruiken”; dan hoeft het er maar één keer te staan."
        )


def _revision(
    evidence: Evidence, number: int, upload: Upload, stored_as: str, by: User
) -> EvidenceFile:
    return EvidenceFile.objects.create(
        evidence=evidence,
        number=number,
        stored_as=stored_as,
        name=upload.name,
        media_type=upload.media_type,
        size=upload.size,
        sha256=upload.sha256,
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )


def _said_of(file: EvidenceFile) -> dict[str, Any]:
    return {"versie": file.number, "grootte": file.size, "sha256": file.sha256}
