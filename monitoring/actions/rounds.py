"""The life of a round: planned, open, closed, published."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from ambitions.choices import NormState
from ambitions.models import Norm, Organisation
from monitoring.choices import ResultScope, ResultStatus, RoundState
from monitoring.models import Assessment, Exemption, Publication, Result, Round
from monitoring.snapshot import as_document, as_json, take

BATCH = 2000


@transaction.atomic
def plan_round(
    *,
    norm: Norm,
    code: str,
    name: str,
    kind: str,
    reference_date: date,
    closes_on: date,
    by: User | None,
) -> Round:
    """Stores a planned round; raises Refused with the reasons of the model's own validation."""
    round = Round(
        norm=norm,
        code=code,
        name=name,
        kind=kind,
        reference_date=reference_date,
        closes_on=closes_on,
    )
    try:
        round.full_clean()
    except ValidationError as error:
        raise Refused.from_validation(error, round) from error
    round.save()
    planned = {
        "norm": norm.reference,
        "naam": name,
        "soort": kind,
        "peildatum": reference_date,
        "sluit op": closes_on,
    }
    record(_event(EventType.ROUND_PLANNED, round, planned), by=by)
    return round


@transaction.atomic
def open_round(*, round: Round, by: User | None) -> int:
    """Opens a planned round; returns the number of results made.

    Makes the assessment of every participant and one result for every pair of participant and
    point, with the applicability of this moment frozen into it. Raises Refused when the norm is
    not published or nobody takes part.
    """
    if round.norm.state != NormState.PUBLISHED:
        raise Refused(f"{round.norm} is niet gepubliceerd; een ronde meet een gepubliceerde norm.")
    participants = Organisation.objects.to_whom_applies(round.norm).in_order()
    if not participants:
        raise Refused(f"{round.norm} is op geen enkele organisatie van de regio van toepassing.")
    _step(round, RoundState.PLANNED, RoundState.OPEN)
    Assessment.objects.bulk_create(
        Assessment(round=round, organisation=participant) for participant in participants
    )
    results = _frozen_results(round, participants)
    Result.objects.bulk_create(results, batch_size=BATCH)
    made = {"organisaties": [p.code for p in participants], "resultaten": len(results)}
    record(_event(EventType.ROUND_OPENED, round, made), by=by)
    return len(results)


def _frozen_results(round: Round, participants: list[Organisation]) -> list[Result]:
    points = round.norm.points.order_by("position").prefetch_related("applicability")
    kinds = {point.pk: {row.kind for row in point.applicability.all()} for point in points}
    exemptions = Exemption.objects.holding_in(round)
    exempted = {
        (organisation, point): reason
        for organisation, point, reason in exemptions.values_list(
            "organisation_id", "point_id", "reason"
        )
    }
    results = []
    for participant in participants:
        for point in points:
            result = Result(round=round, organisation=participant, point=point)
            if participant.kind not in kinds[point.pk]:
                result.scope = ResultScope.NOT_BY_NORM
                result.status = ResultStatus.NOT_APPLICABLE
            elif (participant.pk, point.pk) in exempted:
                result.scope = ResultScope.EXEMPTED
                result.status = ResultStatus.NOT_APPLICABLE
                result.explanation = exempted[participant.pk, point.pk]
            results.append(result)
    return results


@transaction.atomic
def close_round(*, round: Round, by: User | None) -> None:
    """Closes an open round; from here no result changes.

    Waits for saves that are under way, by locking the results.
    """
    _step(round, RoundState.OPEN, RoundState.CLOSED)
    list(round.results.order_by("pk").select_for_update().values_list("pk"))
    record(_event(EventType.ROUND_CLOSED, round, {}), by=by)


@transaction.atomic
def publish_round(*, round: Round, by: User | None) -> Publication:
    """Publishes a closed round: stores all its rows and figures with formula and hash."""
    _step(round, RoundState.CLOSED, RoundState.PUBLISHED)
    content = as_json(as_document(take(round)))
    publication = Publication.objects.create(
        round=round,
        number=1,
        formula=round.norm.formula,
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        published_by=by,
        published_at=timezone.now(),
    )
    sealed = {
        "nummer": publication.number,
        "formule": publication.formula,
        "sha256": publication.sha256,
    }
    record(_event(EventType.ROUND_PUBLISHED, round, sealed), by=by)
    return publication


def _event(type: EventType, round: Round, new: Mapping[str, Any]) -> Event:
    return Event(type, subject=round, label=round.code, region=round.norm.region.code, new=new)


def _step(round: Round, old: RoundState, new: RoundState) -> None:
    """Moves the round on, if it is still where the caller thinks; raises Refused when not."""
    moved = Round.objects.filter(pk=round.pk, state=old).update(state=new)
    round.refresh_from_db(fields=["state"])
    if not moved:
        raise Refused(
            f"De ronde {round.code} is {round.get_state_display()}; dit kan alleen als zij "
            f"{old.label} is."
        )
