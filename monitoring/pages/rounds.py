"""What a round will do, shown before it does: opening, closing and publishing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import scope
from ambitions.choices import NormState, OrganisationKind
from ambitions.models import AmbitionPoint, Norm, Organisation
from monitoring.achievement import Figure
from monitoring.actions.rounds import frozen_results
from monitoring.choices import AssessmentState, ResultScope, ResultStatus
from monitoring.figures import RoundFigures
from monitoring.models import Assessment, Result, Round


@dataclass(frozen=True, slots=True)
class Kind:
    """The participants of one kind, and the points that the norm does not ask of them."""

    label: str
    organisations: tuple[Organisation, ...]
    not_asked: tuple[AmbitionPoint, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening a round makes. `returning` are results exempted in the round before only."""

    kinds: tuple[Kind, ...]
    participants: int
    points: int
    applicable: int
    not_by_norm: int
    exempted: tuple[Result, ...]
    returning: tuple[Result, ...]
    before: Round | None


@dataclass(frozen=True, slots=True)
class Missing:
    """How ready one organisation is: points without an answer, or without an explanation."""

    assessment: Assessment
    unanswered: tuple[AmbitionPoint, ...]
    unexplained: tuple[AmbitionPoint, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a round takes over as it is."""

    lines: tuple[Missing, ...]
    total: Figure
    not_handed_in: int
    not_adopted: int


def norms_to_measure(user: User) -> list[Norm]:
    """Published norm versions of the regions in which the user manages rounds."""
    regions = scope(user, Permission.MANAGE_ROUNDS).regions
    norms = Norm.objects.filter(region__in=regions, state=NormState.PUBLISHED)
    return list(norms.select_related("region").order_by("title", "-version"))


def opening(round: Round) -> Opening:
    """Seven queries at most, whatever the number of participants."""
    participants = Organisation.objects.to_whom_applies(round.norm).in_order()
    results = frozen_results(round, participants)
    by_scope: dict[str, list[Result]] = {scope: [] for scope in ResultScope}
    for result in results:
        by_scope[result.scope].append(result)
    before = Round.objects.before(round).newest_first().first()
    return Opening(
        kinds=_kinds(participants, by_scope[ResultScope.NOT_BY_NORM]),
        participants=len(participants),
        points=len({result.point_id for result in results}),
        applicable=len(by_scope[ResultScope.APPLICABLE]),
        not_by_norm=len(by_scope[ResultScope.NOT_BY_NORM]),
        exempted=tuple(by_scope[ResultScope.EXEMPTED]),
        returning=_returning(round, before, by_scope[ResultScope.APPLICABLE]),
        before=before,
    )


def closing(round: Round) -> Closing:
    """What is missing per organisation; three queries."""
    assessments = round.assessments.select_related("organisation")
    unanswered: dict[int, list[AmbitionPoint]] = {}
    unexplained: dict[int, list[AmbitionPoint]] = {}
    incomplete = round.results.incomplete().order_by("point__position")
    for result in incomplete.select_related("point"):
        answered = result.status != ResultStatus.UNANSWERED
        found = unexplained if answered else unanswered
        found.setdefault(result.organisation_id, []).append(result.point)
    lines = tuple(
        Missing(
            assessment,
            tuple(unanswered.get(assessment.organisation_id, ())),
            tuple(unexplained.get(assessment.organisation_id, ())),
        )
        for assessment in sorted(assessments, key=lambda found: found.organisation.order)
    )
    states = [line.assessment.state for line in lines]
    return Closing(
        lines=lines,
        total=RoundFigures.of(round, round.results.all()).total,
        not_handed_in=sum(not line.assessment.is_handed_in for line in lines),
        not_adopted=sum(state != AssessmentState.ADOPTED for state in states),
    )


def _kinds(participants: Sequence[Organisation], not_by_norm: Sequence[Result]) -> tuple[Kind, ...]:
    of_kind: dict[str, list[Organisation]] = {}
    for organisation in participants:
        of_kind.setdefault(organisation.kind, []).append(organisation)
    not_asked: dict[str, dict[int, AmbitionPoint]] = {}
    for result in not_by_norm:
        points = not_asked.setdefault(result.organisation.kind, {})
        points[result.point_id] = result.point
    return tuple(
        Kind(
            OrganisationKind(kind).label,
            tuple(organisations),
            tuple(not_asked.get(kind, {}).values()),
        )
        for kind, organisations in of_kind.items()
    )


def _returning(
    round: Round, before: Round | None, applicable: Sequence[Result]
) -> tuple[Result, ...]:
    """What applies again: exempted in the round before, whose point this norm may have replaced."""
    if before is None:
        return ()
    exempted = set(
        before.results.filter(scope=ResultScope.EXEMPTED).values_list("organisation", "point")
    )
    came_from = _replaced_points(round, before)
    return tuple(
        result
        for result in applicable
        if any(
            (result.organisation_id, point) in exempted
            for point in came_from.get(result.point_id, ())
        )
    )


def _replaced_points(round: Round, before: Round) -> Mapping[int, Sequence[int]]:
    """The points of the round before that each point of this round goes on."""
    points = round.norm.points.order_by()
    if before.norm_id == round.norm_id:
        return {point: (point,) for point in points.values_list("pk", flat=True)}
    came_from: dict[int, list[int]] = {}
    for new, old in points.filter(replaces__norm=before.norm_id).values_list("pk", "replaces"):
        came_from.setdefault(new, []).append(old)
    return came_from
