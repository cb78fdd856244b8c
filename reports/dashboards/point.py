"""`/ambitiepunten/…`: what one point asks, where everybody stood, and of whom one can learn."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from ambitions.models import AmbitionPoint, Organisation
from monitoring.choices import ResultStatus
from monitoring.figures import figure_of
from monitoring.links import ResultLinks, help_address
from monitoring.models import Result, Round
from monitoring.pages.help_requests import may_ask_for
from reports.dashboards.examples import (
    GoodExamples,
    PointActivities,
    good_examples,
    point_activities,
)
from reports.dashboards.lines import FigureLine


@dataclass(frozen=True, slots=True)
class OrganisationHistory:
    """Statuses in the order of the page's rounds; None where the user may see none."""

    organisation: Organisation
    statuses: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Helper:
    """An organisation that achieved the point, or one before or after it (`other`), and when."""

    organisation: Organisation
    round: Round
    other: AmbitionPoint | None
    href: str


@dataclass(frozen=True, slots=True)
class PointPage:
    """`helpers` is None for who asks for no organisation."""

    point: AmbitionPoint
    kinds: tuple[str, ...]
    replaces: tuple[AmbitionPoint, ...]
    replaced_by: tuple[AmbitionPoint, ...]
    rounds: tuple[FigureLine, ...]
    """Per round the figure of this point, None where not every organisation may be seen."""
    histories: tuple[OrganisationHistory, ...]
    examples: GoodExamples
    activities: PointActivities
    helpers: tuple[Helper, ...] | None


def point_page(user: User, point: AmbitionPoint) -> PointPage:
    """Rounds oldest first; only those in which the user may see any organisation.

    Six queries, whatever the number of organisations and rounds.
    """
    relatives = _relatives(user, point)
    family = {each.pk: each for each in (point, *relatives)}
    results = list(
        Result.objects.filter(point__in=family)
        .with_visibility(user)
        .select_related("organisation", "round__norm")
        .order_by("round__reference_date", "round", "pk")
    )
    visible = [result for result in results if result.is_visible]  # type: ignore[attr-defined]
    own = [result for result in visible if result.point_id == point.pk]
    rounds = list({result.round_id: result.round for result in own}.values())
    return PointPage(
        point=point,
        kinds=tuple(row.get_kind_display() for row in point.applicability.order_by("pk")),
        replaces=tuple(each for each in relatives if each.is_earlier),  # type: ignore[attr-defined]
        replaced_by=tuple(each for each in relatives if not each.is_earlier),  # type: ignore[attr-defined]
        rounds=tuple(_round_lines(rounds, point, results)),
        histories=tuple(_histories(rounds, own)),
        examples=good_examples(user, point, family.values()),
        activities=point_activities(user, point),
        helpers=_helpers(user, point, family, visible),
    )


def _relatives(user: User, point: AmbitionPoint) -> list[AmbitionPoint]:
    """The points that it replaces (`is_earlier`) and that replace it, of norms that the user sees.

    One query.
    """
    earlier = point.replaces.order_by().values("pk")
    later = point.replaced_by.order_by().values("pk")
    return list(
        AmbitionPoint.objects.visible_to(user)
        .filter(Q(pk__in=earlier) | Q(pk__in=later))
        .annotate(is_earlier=Exists(point.replaces.filter(pk=OuterRef("pk"))))
        .with_norm()
        .order_by("norm", "position")
    )


def _round_lines(
    rounds: Iterable[Round], point: AmbitionPoint, results: Iterable[Result]
) -> Iterator[FigureLine]:
    """Every participant has its result, so that a round is seen whole when all of them are."""
    of_round: dict[int, list[Result]] = defaultdict(list)
    for result in results:
        if result.point_id == point.pk:
            of_round[result.round_id].append(result)
    for round in rounds:
        found = of_round[round.pk]
        complete = all(result.is_visible for result in found)  # type: ignore[attr-defined]
        yield FigureLine(
            name=round.name,
            page=round.get_absolute_url(),
            figure=figure_of(round, (each.status for each in found)) if complete else None,
            href=ResultLinks.of(round).to(point=point),
            provisional=round.is_provisional,
        )


def _histories(rounds: Sequence[Round], results: Iterable[Result]) -> Iterator[OrganisationHistory]:
    statuses = {(each.organisation_id, each.round_id): each.status for each in results}
    organisations = {result.organisation_id: result.organisation for result in results}
    for organisation in sorted(organisations.values(), key=lambda known: known.order):
        yield OrganisationHistory(
            organisation, tuple(statuses.get((organisation.pk, round.pk)) for round in rounds)
        )


def _helpers(
    user: User, point: AmbitionPoint, family: Mapping[int, AmbitionPoint], results: Iterable[Result]
) -> tuple[Helper, ...] | None:
    """Who stood at behaald when the user last saw them; of its own point before another one.

    `results` are what the user may see, oldest first.
    """
    own = may_ask_for(user, point.norm.region_id)
    if not own:
        return None
    newest = {(result.organisation_id, result.point_id): result for result in results}
    # Of the family the point itself is first.
    places = sorted(newest, key=lambda place: list(family).index(place[1]))
    helpers: dict[int, Helper] = {}
    for organisation, about in places:
        result = newest[organisation, about]
        if result.status != ResultStatus.ACHIEVED or own == [result.organisation]:
            continue
        helpers.setdefault(
            organisation,
            Helper(
                organisation=result.organisation,
                round=result.round,
                other=family[about] if about != point.pk else None,
                href=help_address(family[about], result.organisation),
            ),
        )
    return tuple(sorted(helpers.values(), key=lambda helper: helper.organisation.order))
