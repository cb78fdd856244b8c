"""The life of a round until it closes: planned, opened, closed.

A plan is changed or dropped in `planning`; what comes after the closing is in `reopening`,
`publication` and `erratum`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format

from accounts.actions.notices import notify
from accounts.audit import Event, canonical, record
from accounts.events import EventType
from accounts.models import User
from accounts.notices import NoticeKind
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import holders
from ambitions.actions.memberships import hold_region
from ambitions.choices import NormState
from ambitions.models import Norm, Organisation
from monitoring.actions.improvements import carry_on
from monitoring.choices import ResultScope, ResultStatus, RoundState
from monitoring.models import Assessment, Exemption, Result, Round

BATCH = 2000
RESERVED_CODES = frozenset({"nieuw"})
"""Codes that an address of the application has already."""
CHANGED_MEANWHILE = (
    "Iemand anders wijzigde de ronde sinds u deze pagina opende. Bekijk haar opnieuw."
)


@transaction.atomic
def plan_round(
    *,
    norm: Norm,
    code: str,
    name: str,
    kind: str,
    reference_date: date,
    closes_on: date,
    opens_on: date | None = None,
    college_on: date | None = None,
    by: User | None,
) -> Round:
    """Stores a planned round.

    Raises Refused with the reasons of the model's own validation, for a code that an address has
    already, and when the round would close before it opens.
    """
    hold_region(norm.region)
    round = Round(
        norm=norm,
        code=code,
        name=name,
        kind=kind,
        reference_date=reference_date,
        opens_on=opens_on,
        closes_on=closes_on,
        college_on=college_on,
    )
    refuse_wrong(round)
    round.save()
    record(round_event(EventType.ROUND_PLANNED, round, told(round)), by=by)
    return round


@transaction.atomic
def open_round(*, round: Round, seen: str | None = None, by: User | None) -> int:
    """Opens a planned round; returns the number of results made.

    Makes the assessment of every participant and one result for every pair of participant and
    point, with the applicability of this moment frozen into it. Moves unfinished improvement
    actions along to the points of this norm version, and tells the coordinators. Raises Refused
    when the norm is not published, when nobody takes part, or when the round is no longer as it was
    `seen` (`mark_of`; None for who did not look).
    """
    hold(round)
    refuse_unless(round, RoundState.PLANNED)
    if seen not in {None, mark_of(round)}:
        raise Refused(CHANGED_MEANWHILE)
    if round.norm.state != NormState.PUBLISHED:
        raise Refused(f"{round.norm} is niet gepubliceerd; een ronde meet een gepubliceerde norm.")
    participants = Organisation.objects.to_whom_applies(round.norm).in_order()
    if not participants:
        raise Refused(f"{round.norm} is op geen enkele organisatie van de regio van toepassing.")
    move(round, RoundState.PLANNED, RoundState.OPEN)
    Assessment.objects.bulk_create(
        Assessment(round=round, organisation=participant) for participant in participants
    )
    results = frozen_results(round, participants)
    Result.objects.bulk_create(results, batch_size=BATCH)
    carry_on(round=round, by=by)
    for participant in participants:
        _tell_of_opening(round, participant, by)
    made = {"organisaties": [p.code for p in participants], "resultaten": len(results)}
    record(round_event(EventType.ROUND_OPENED, round, made), by=by)
    return len(results)


def frozen_results(round: Round, participants: Sequence[Organisation]) -> list[Result]:
    """The results that opening the round makes, not stored: every pair with what applies now."""
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
    """Closes an open round; from here no result changes, unless an organisation is reopened.

    Waits for saves that are under way, by locking the results.
    """
    move(round, RoundState.OPEN, RoundState.CLOSED)
    list(round.results.order_by("pk").select_for_update().values_list("pk"))
    record(round_event(EventType.ROUND_CLOSED, round, {}), by=by)


def round_event(
    type: EventType,
    round: Round,
    new: Mapping[str, Any],
    old: Mapping[str, Any] | None = None,
) -> Event:
    return Event(
        type,
        subject=round,
        label=round.code,
        region=round.norm.region.code,
        old=old or {},
        new=new,
    )


def move(round: Round, old: RoundState, new: RoundState) -> None:
    """Moves the round on, if it is still where the caller thinks; raises Refused when not."""
    moved = Round.objects.filter(pk=round.pk, state=old).update(state=new)
    round.refresh_from_db(fields=["state"])
    if not moved:
        refuse_unless(round, old)


def mark_of(round: Round) -> str:
    """Changes when anything of the round does that can be seen on its page."""
    shown = {**told(round), "stand": round.state}
    return hashlib.sha256(canonical(shown).encode()).hexdigest()


def hold(round: Round) -> None:
    """Locks the round until the transaction ends, and reads it again."""
    if not Round.objects.select_for_update(no_key=True).filter(pk=round.pk).values_list("pk"):
        raise Refused("De ronde is verwijderd.")
    round.refresh_from_db()


def refuse_unless(round: Round, state: RoundState) -> None:
    """Raises Refused when the round is in another state."""
    if round.state != state:
        raise Refused(
            f"De ronde {round.code} is {round.get_state_display()}; dit kan alleen als zij "
            f"{state.label} is."
        )


def refuse_wrong(round: Round) -> None:
    """Raises Refused with every reason for which the round cannot be stored."""
    try:
        round.full_clean()
    except ValidationError as error:
        raise Refused.from_validation(error, round) from error
    if round.code in RESERVED_CODES:
        raise Refused(f"De code {round.code} is al een adres van flevonorm; kies een andere.")
    if round.opens_on and round.closes_on < round.opens_on:
        raise Refused("De ronde sluit niet voor zij opent.")


def _tell_of_opening(round: Round, participant: Organisation, by: User | None) -> None:
    notify(
        users=holders(Permission.SUBMIT, participant),
        kind=NoticeKind.ROUND_OPENED,
        key=f"round {round.pk} {participant.code}",
        text=f"{round} is open voor {participant}, tot en met {date_format(round.closes_on)}.",
        address=round.get_absolute_url(),
        by=by,
    )


def told(round: Round) -> dict[str, Any]:
    """What the log tells of a round, in the words of the screen; without what is not set."""
    values = {
        "norm": round.norm.reference,
        "code": round.code,
        "naam": round.name,
        "soort": round.kind,
        "peildatum": round.reference_date,
        "opent op": round.opens_on,
        "sluit op": round.closes_on,
        "bespreking in het DVC op": round.college_on,
    }
    return {name: value for name, value in values.items() if value is not None}
