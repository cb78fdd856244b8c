"""Evidence of results: adding it, having it serve more points, changing it, taking it away."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.audit import differences, record
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
from monitoring.models import Assessment, Evidence, EvidenceUse, Result


@transaction.atomic
def add_evidence(
    *,
    assessment: Assessment,
    results: Sequence[Result],
    kind: EvidenceKind,
    details: Details,
    by: User,
) -> Evidence:
    """A new link or reference that serves `results`, the first of which it was added at.

    Raises Refused when the assessment takes no changes, a result is not one of its own or does not
    apply, or the same link or reference is there at that result already.
    """
    assessment = hold_open(assessment)
    refuse_foreign(assessment, results)
    same = Q(evidence__kind=kind, evidence__address=details.address, evidence__place=details.place)
    if kind == EvidenceKind.REFERENCE:
        same &= Q(evidence__title=details.title)
    if results[0].evidence_uses.filter(same, evidence__removed_at=None).exists():
        raise Refused("Deze onderbouwing staat al bij dit ambitiepunt.")
    evidence = make(assessment, results, kind, details, by=by)
    record(added(assessment, evidence, results, {}, by=by), by=by)
    return evidence


@transaction.atomic
def use_evidence(
    *, assessment: Assessment, result: Result, evidence: Sequence[Evidence], by: User
) -> int:
    """Has pieces of the organisation's evidence serve a result too; returns how many were new.

    Raises Refused when the assessment takes no changes, or a piece is of another organisation or
    was removed. A piece that serves the result already is left as it is.
    """
    assessment = hold_open(assessment)
    refuse_foreign(assessment, [result])
    keys = {piece.pk for piece in evidence}
    own = list(
        Evidence.objects.filter(
            pk__in=keys, organisation=assessment.organisation_id, removed_at=None
        ).order_by("pk")
    )
    if len(own) < len(keys):
        raise Refused("Deze onderbouwing is er niet meer.")
    there = set(result.evidence_uses.values_list("evidence_id", flat=True))
    new = [piece for piece in own if piece.pk not in there]
    EvidenceUse.objects.bulk_create(EvidenceUse(evidence=piece, result=result) for piece in new)
    serves = {"punten": [result.point.code]}
    record(
        *(event(EventType.EVIDENCE_CHANGED, assessment, piece, new=serves, by=by) for piece in new),
        by=by,
    )
    return len(new)


@transaction.atomic
def unlink_evidence(*, assessment: Assessment, use: EvidenceUse, by: User) -> None:
    """A piece serves a result no more; it stays for others and can be chosen again.

    Raises Refused when the assessment takes no changes or the use is gone already.
    """
    assessment = hold_open(assessment)
    refuse_foreign(assessment, [use.result])
    if not EvidenceUse.objects.filter(pk=use.pk).delete()[0]:
        raise Refused("Deze onderbouwing hoort niet meer bij dit ambitiepunt.")
    served = {"punten": [use.result.point.code]}
    record(event(EventType.EVIDENCE_CHANGED, assessment, use.evidence, old=served, by=by), by=by)


@transaction.atomic
def change_evidence(
    *, assessment: Assessment, evidence: Evidence, version: int, details: Details, by: User
) -> None:
    """Writes what is said of a piece, on top of `version`.

    Raises Stale when it has moved on, and Refused when it serves a result that takes no changes.
    What it says already is not written.
    """
    assessment = hold_all(assessment, evidence)
    said = asdict(details)
    old, new = differences({name: getattr(evidence, name) for name in said}, said)
    if not new:
        return
    write(evidence, version, new, by=by)
    changed = event(
        EventType.EVIDENCE_CHANGED, assessment, evidence, old=hidden(old), new=hidden(new), by=by
    )
    record(changed, by=by)


@transaction.atomic
def remove_evidence(*, assessment: Assessment, evidence: Evidence, version: int, by: User) -> None:
    """Takes a piece away everywhere; the row and its files stay for the log.

    Raises Stale when it has moved on, and Refused when it serves a result that takes no changes.
    """
    assessment = hold_all(assessment, evidence)
    write(evidence, version, {"removed_at": timezone.now()}, by=by)
    record(event(EventType.EVIDENCE_REMOVED, assessment, evidence, by=by), by=by)
