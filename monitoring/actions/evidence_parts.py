"""What the actions on evidence share: locks, checks, the one UPDATE, the event."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from accounts.audit import Event
from accounts.events import EventType
from accounts.models import User
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import can
from monitoring.actions.steps import hold
from monitoring.choices import EvidenceKind
from monitoring.models import Assessment, Evidence, EvidenceUse, Result

WORDS = {
    "title": "titel",
    "address": "webadres",
    "place": "vindplaats",
    "dated_on": "datum",
    "is_confidential": "vertrouwelijk",
}
"""What the audit log calls the fields of a piece of evidence."""

STALE = "Iemand anders heeft deze onderbouwing intussen gewijzigd. Er is niets opgeslagen."


@dataclass(frozen=True, slots=True)
class Details:
    """What somebody says of a piece of evidence; a link has an address, a reference a place."""

    title: str
    address: str = ""
    place: str = ""
    dated_on: date | None = None
    is_confidential: bool = True


class Stale(Refused):
    """Somebody else changed the piece meanwhile; `present` is what it is now."""

    def __init__(self, present: Evidence) -> None:
        super().__init__(STALE, "Ga terug om te zien wat er nu staat.")
        self.present = present


def hold_open(assessment: Assessment) -> Assessment:
    """The assessment as it is now, locked; raises Refused when it takes no changes."""
    assessment = hold(assessment)
    _refuse_locked(assessment)
    return assessment


def hold_all(assessment: Assessment, evidence: Evidence) -> Assessment:
    """As `hold_open`, with every assessment that the piece serves; refuses one that is fixed.

    What was handed in with a piece of evidence keeps that piece as it was. Locked in the order of
    their keys, so that two people who come from different rounds never wait for each other.
    """
    rounds = evidence.uses.values("result__round")
    serves = Q(organisation=evidence.organisation_id, round__in=rounds)
    found = Assessment.objects.filter(serves | Q(pk=assessment.pk)).order_by("pk")
    held = {other.pk: hold(other) for other in found}
    _refuse_locked(held[assessment.pk])
    for other in held.values():
        if not other.is_editable:
            raise Refused(
                f"Deze onderbouwing hoort ook bij {other.round}, en die invulling ligt vast. "
                "Voeg een nieuwe onderbouwing toe en maak deze los van dit ambitiepunt."
            )
    return held[assessment.pk]


def _refuse_locked(assessment: Assessment) -> None:
    if assessment.is_editable:
        return
    what, it = (
        ("ronde", assessment.round) if assessment.round.is_final else ("invulling", assessment)
    )
    raise Refused(
        f"De {what} is {it.get_state_display()}; u kunt niets meer wijzigen. "
        "Er is niets opgeslagen."
    )


def refuse_foreign(assessment: Assessment, results: Iterable[Result]) -> None:
    """Raises Refused when a result is not of the assessment, or its point does not apply."""
    place = (assessment.round_id, assessment.organisation_id)
    for result in results:
        if (result.round_id, result.organisation_id) != place:
            raise Refused("Dit resultaat hoort niet bij deze invulling.")
        if not result.is_applicable:
            raise Refused(f"Ambitiepunt {result.point.code} is niet van toepassing.")


def make(
    assessment: Assessment,
    results: Sequence[Result],
    kind: EvidenceKind,
    details: Details,
    *,
    by: User,
) -> Evidence:
    """A piece of evidence that serves the results."""
    evidence = Evidence.objects.create(
        organisation=assessment.organisation,
        kind=kind,
        changed_by=by,
        changed_at=timezone.now(),
        **asdict(details),
    )
    EvidenceUse.objects.bulk_create(
        EvidenceUse(evidence=evidence, result=result) for result in results
    )
    return evidence


def write(evidence: Evidence, version: int, changes: Mapping[str, Any], *, by: User) -> None:
    """The one UPDATE of a piece of evidence, on top of `version`; raises Stale when it moved on."""
    written = Evidence.objects.filter(pk=evidence.pk, version=version, removed_at=None).update(
        **changes, version=F("version") + 1, changed_by=by, changed_at=timezone.now()
    )
    if not written:
        raise Stale(Evidence.objects.get(pk=evidence.pk))


def event(
    type: EventType,
    assessment: Assessment,
    evidence: Evidence | None,
    *,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    by: User,
) -> Event:
    """An event about evidence; says so when it was done on behalf of the organisation."""
    place = f"{assessment.round.code} {assessment.organisation.code}"
    on_behalf = not can(by, Permission.VIEW_ORGANISATION, assessment.organisation)
    return Event(
        type,
        subject=evidence or assessment,
        label=f"{place} {evidence.pk}" if evidence else place,
        region=assessment.round.norm.region.code,
        organisation=assessment.organisation.code,
        old=old or {},
        new={**(new or {}), **({"namens de organisatie": True} if on_behalf else {})},
    )


def added(
    assessment: Assessment,
    evidence: Evidence,
    results: Iterable[Result],
    file: Mapping[str, Any],
    *,
    by: User,
) -> Event:
    """The event of a new piece; `file` is what there is to say of its file."""
    said = {name: getattr(evidence, name) for name in WORDS if getattr(evidence, name)}
    new = {
        "soort": evidence.get_kind_display(),
        "punten": [result.point.code for result in results],
        **hidden(said),
        **file,
    }
    return event(EventType.EVIDENCE_ADDED, assessment, evidence, new=new, by=by)


def hidden(said: Mapping[str, Any]) -> dict[str, str]:
    """What people said of a piece, under the name that no screen of the log shows.

    The district reads the log, and not the evidence of who has not handed in.
    """
    words = (f"{WORDS.get(name, name)}: {_word(value)}" for name, value in said.items())
    return {"onderbouwing": "; ".join(words)}


def _word(value: Any) -> str:
    return ("ja" if value else "nee") if isinstance(value, bool) else str(value)
