"""What the working group DWO-F has to discuss about a round, read for one user.

It is no part of a round's material: it changes by the day, and no publication keeps it. Everybody
around the table gets it, also other organisations. So it tells who is how far and what waits for a
decision, and no status, explanation, question or action: what waits is counted, and a point is
named only where a question or an exemption has to be discussed.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import AmbitionPoint
from ambitions.models import Organisation as OrganisationModel
from monitoring.achievement import Figure
from monitoring.choices import AssessmentState, ThreadState
from monitoring.figures import RoundFigures
from monitoring.models import (
    Assessment,
    Exemption,
    ExemptionRequest,
    ImprovementAction,
    Result,
    ReviewRemark,
    Round,
    thread_state,
)

WAITING = (ThreadState.QUESTION, ThreadState.ANSWERED, ThreadState.CHANGED)
"""Conversations in which somebody is awaited: the organisation, or the district."""


@dataclass(frozen=True, slots=True)
class HandingIn:
    """How far an organisation is.

    `filled` is the figure whose coverage is told, None where the reader may not know.
    """

    organisation: str
    name: str
    state: AssessmentState
    is_handed_in: bool
    is_reopened: bool
    filled: Figure | None
    late: int
    """How many of its improvement actions are past their due date."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something about one point of one organisation; `detail` says how it stands."""

    organisation: str
    name: str
    point: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """`questions` is None for who does not take part in the review."""

    on: date
    closes_on: date
    college_on: date | None
    handing_in: tuple[HandingIn, ...]
    questions: tuple[Matter, ...] | None
    requests: tuple[Matter, ...]
    ending: tuple[Matter, ...]


def read_agenda(user: User, round: Round) -> Agenda | None:
    """Seven queries, however large the region; None for who does not follow the whole region."""
    region = round.norm.region
    if not can(user, Permission.VIEW_PROVISIONAL_REGION, region):
        return None
    reviews = can(user, Permission.REVIEW, region)
    return Agenda(
        on=timezone.localdate(),
        closes_on=round.closes_on,
        college_on=round.college_on,
        handing_in=_handing_in(user, round),
        questions=_questions(user, round) if reviews else None,
        requests=_requests(user, round),
        ending=_ending(user, round),
    )


def _handing_in(user: User, round: Round) -> tuple[HandingIn, ...]:
    found = Assessment.objects.visible_to(user).filter(round=round).with_round()
    figures = RoundFigures.of(round, Result.objects.visible_to(user).filter(round=round))
    shown = {organisation for organisation, _ in figures.cells}
    late = _late(user, round)
    return tuple(
        HandingIn(
            organisation=assessment.organisation.code,
            name=assessment.organisation.name,
            state=AssessmentState(assessment.state),
            is_handed_in=assessment.is_handed_in,
            is_reopened=assessment.is_reopened,
            filled=figures.organisation(assessment.organisation_id)
            if assessment.organisation_id in shown
            else None,
            late=late[assessment.organisation_id],
        )
        for assessment in sorted(found, key=lambda each: each.organisation.order)
    )


def _late(user: User, round: Round) -> Mapping[int, int]:
    """By key of the organisation; what is due today is not late yet."""
    yesterday = timezone.localdate() - timedelta(days=1)
    actions = ImprovementAction.objects.visible_to(user).due_until(yesterday)
    region = round.norm.region_id
    return Counter(
        actions.filter(organisation__region=region)
        .order_by()
        .values_list("organisation", flat=True)
    )


def _questions(user: User, round: Round) -> tuple[Matter, ...]:
    lasts = ReviewRemark.objects.between(None).filter(result__round=round).last_per_result()
    results = (
        Result.objects.visible_to(user)
        .filter(round=round, pk__in=lasts)
        .select_related("organisation", "point")
        .with_visibility(user)
        .in_order()
    )
    stands = [(result, thread_state(lasts[result.pk], result.version)) for result in results]
    return tuple(
        _matter(result.organisation, result.point, state.label)
        for result, state in stands
        if state in WAITING
    )


def _requests(user: User, round: Round) -> tuple[Matter, ...]:
    asked = ExemptionRequest.objects.visible_to(user).asked().filter(result__round=round)
    results = [request.result for request in asked.with_result()]
    results.sort(key=lambda result: (result.organisation.order, result.point.position))
    return tuple(_matter(result.organisation, result.point, "te beslissen") for result in results)


def _ending(user: User, round: Round) -> tuple[Matter, ...]:
    found = Exemption.objects.visible_to(user).ending_with(round).with_rounds()
    ordered = sorted(found, key=lambda each: (each.organisation.order, each.point.position))
    return tuple(
        _matter(each.organisation, each.point, "loopt af met deze ronde") for each in ordered
    )


def _matter(organisation: OrganisationModel, point: AmbitionPoint, detail: str) -> Matter:
    return Matter(organisation.code, organisation.name, point.code, point.title, detail)
