"""`/organisaties/<code>/`: one organisation in one round, beside the region."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import Organisation, Theme
from monitoring.achievement import Figure
from monitoring.choices import TO_ACHIEVE, ResultStatus
from monitoring.confidence import Confidence, Grounds
from monitoring.figures import RoundFigures, figure_of
from monitoring.links import ResultLinks, help_address
from monitoring.models import ImprovementAction, Result, Round
from monitoring.pages.help_requests import may_ask_for
from monitoring.pages.improvements import ImprovementLine, stage_of
from monitoring.waterbed import compare, lower_points
from reports.dashboards.changes import round_before
from reports.dashboards.headline import Headline
from reports.dashboards.lines import FigureLine
from reports.dashboards.reading import may_see_region
from reports.dashboards.trend import OrganisationHistory, Trend
from reports.dashboards.waterbed_selection import Count, WaterbedLinks


@dataclass(frozen=True, slots=True)
class ThemeResults:
    theme: Theme
    figure: Figure
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    """An organisation that achieved a point; `shares` when it offers that as a good example.

    `help_href` is where it is asked for help, empty for who does not ask for this organisation.
    """

    organisation: Organisation
    shares: bool
    help_href: str


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A result that is applicable and not achieved, with what is done and who can help."""

    result: Result
    actions: tuple[ImprovementLine, ...]
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """`region` is None where the user may not see the region's figure of this round.

    The results carry `readable` and `text`, see `ResultQuerySet.shown_to`. `before` is the round
    with which figures are compared, None without one of the same norm version. `confidence` is
    None where the user may not read what the results rest on.
    """

    organisation: Organisation
    round: Round
    rounds: tuple[Round, ...]
    before: Round | None
    headline: Headline
    total: Figure
    total_href: str
    total_before: Figure | None
    total_before_href: str
    region: Figure | None
    ahead: Count | None
    """Points that a neighbour has achieved; None without such points that the user may see."""
    themes: tuple[FigureLine, ...]
    total_history: tuple[Figure, ...]
    trend: Trend | None
    left: tuple[OpenPoint, ...]
    results: tuple[ThemeResults, ...]
    is_own: bool
    may_enter: bool
    confidence: Confidence | None


def organisation_rounds(user: User, organisation: Organisation) -> list[Round]:
    """Rounds in which the organisation takes part and the user may see its statuses."""
    visible = Result.objects.visible_to(user).filter(organisation=organisation)
    return list(
        Round.objects.visible_to(user)
        .filter(pk__in=visible.order_by().values("round"))
        .with_norm()
        .newest_first()
    )


def organisation_page(
    user: User, organisation: Organisation, round: Round, rounds: Sequence[Round]
) -> OrganisationPage:
    """For a round in which the user may see the organisation's statuses; four queries at most.

    `rounds` are those of which the user may see them, newest first.
    """
    shown = Result.objects.shown_to(user).filter(round=round, organisation=organisation)
    results = list(shown.with_trust(user).with_grounds().order_by("point__position"))
    figures = RoundFigures.of_rows(
        round, ((organisation.pk, result.point.theme_id, result.status) for result in results)
    )
    everybody = _Everybody.read(user, organisation, round)
    region = _region_figure(user, round, everybody)
    history = OrganisationHistory.of(organisation, rounds)
    earlier = _earlier(history, round, rounds)
    themes = {result.point.theme_id: result.point.theme for result in results}
    return OrganisationPage(
        organisation=organisation,
        round=round,
        rounds=tuple(rounds),
        before=earlier.round if earlier else None,
        headline=Headline.beside(figures.total, earlier.round, earlier.figures.total)
        if earlier
        else Headline.alone(figures.total),
        total=figures.total,
        total_href=ResultLinks.of(round).to(organisation=organisation),
        total_before=earlier.figures.total if earlier else None,
        total_before_href=ResultLinks.of(earlier.round).to(organisation=organisation)
        if earlier
        else "",
        region=region,
        ahead=_ahead(organisation, round, results, everybody) if region else None,
        themes=tuple(
            _theme_line(theme, round, figures, history, earlier) for theme in themes.values()
        ),
        total_history=history.until(round),
        trend=history.trend,
        left=tuple(_left(user, organisation, round, results, everybody)),
        results=tuple(
            ThemeResults(
                theme,
                figures.theme(theme.pk),
                tuple(result for result in results if result.point.theme_id == theme.pk),
            )
            for theme in themes.values()
        ),
        is_own=can(user, Permission.VIEW_ORGANISATION, organisation),
        may_enter=round.is_open and can(user, Permission.ENTER_RESULTS, organisation),
        confidence=_confidence(results),
    )


def _confidence(results: Iterable[Result]) -> Confidence | None:
    """For who may read what the results rest on, and not only what is shared; else None."""
    if not all(result.is_entrusted for result in results):  # type: ignore[attr-defined]
        return None
    names = Grounds._fields
    return Confidence.of(Grounds(*(getattr(each, name) for name in names)) for each in results)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The organisation's figures in the round before, of the same norm version."""

    round: Round
    figures: RoundFigures


def _earlier(
    history: OrganisationHistory, round: Round, rounds: Sequence[Round]
) -> _Earlier | None:
    before = round_before(round, rounds)
    if before is None or before.norm_id != round.norm_id:
        return None
    return _Earlier(before, history.figures[before.pk])


def _theme_line(
    theme: Theme,
    round: Round,
    figures: RoundFigures,
    history: OrganisationHistory,
    earlier: _Earlier | None,
) -> FigureLine:
    def href(of: Round) -> str:
        return ResultLinks.of(of).to(organisation=history.organisation, theme=theme)

    return FigureLine(
        name=str(theme),
        page="",
        figure=figures.theme(theme.pk),
        href=href(round),
        before=earlier.figures.theme(theme.pk) if earlier else None,
        before_href=href(earlier.round) if earlier else "",
        history=history.until(round, theme),
    )


class _Other(NamedTuple):
    """One result of the round; `is_visible` says whether its status may be told.

    `is_beside` says whether it is of a neighbour of the page's organisation.
    """

    organisation: int
    point: int
    status: str
    is_shared: bool
    is_visible: bool
    is_beside: bool


@dataclass(frozen=True, slots=True)
class _Everybody:
    """All results of the round, for its figure, and the organisations that they are of."""

    results: list[_Other]
    organisations: dict[int, Organisation]

    @classmethod
    def read(cls, user: User, organisation: Organisation, round: Round) -> "_Everybody":
        """One query; rows and not models, for there are hundreds of them."""
        visible = Result.objects.visible_to(user).filter(pk=OuterRef("pk"))
        rows = (
            round.results.order_by()
            .annotate(
                is_visible=Exists(visible),
                is_beside=ExpressionWrapper(
                    Q(organisation__in=organisation.neighbours.order_by().values("pk")),
                    output_field=BooleanField(),
                ),
            )
            .values_list(
                *("organisation_id", "point_id", "status", "is_shared"),
                *("is_visible", "is_beside"),
                *("organisation__code", "organisation__name", "organisation__kind"),
            )
        )
        results, organisations = [], {}
        for *result, code, name, kind in rows:
            results.append(_Other(*result))
            key = results[-1].organisation
            if key not in organisations:
                organisations[key] = Organisation(pk=key, code=code, name=name, kind=kind)
        return cls(results, organisations)


def _region_figure(user: User, round: Round, everybody: _Everybody) -> Figure | None:
    if not may_see_region(user, round):
        return None
    return figure_of(round, (result.status for result in everybody.results))


def _ahead(
    organisation: Organisation,
    round: Round,
    results: Iterable[Result],
    everybody: _Everybody,
) -> Count | None:
    statuses = {(organisation.pk, result.point_id): result.status for result in results}
    points = [point for _, point in statuses]
    statuses |= {
        (other.organisation, other.point): other.status
        for other in everybody.results
        if other.is_beside and other.is_visible
    }
    pairs = [(organisation.pk, other) for other in {o for o, _ in statuses} - {organisation.pk}]
    lacking = [o for o, _ in lower_points(compare(statuses, pairs, points))]
    number = lacking.count(organisation.pk)
    links = WaterbedLinks.of(round.norm.region, round)
    return Count(number, links.to(organisation=organisation)) if number else None


def _left(
    user: User,
    organisation: Organisation,
    round: Round,
    results: Iterable[Result],
    everybody: _Everybody,
) -> Iterator[OpenPoint]:
    achieved: dict[int, list[tuple[Organisation, bool]]] = defaultdict(list)
    for other in everybody.results:
        if other.status == ResultStatus.ACHIEVED and other.is_visible:
            shares = other.is_shared and round.is_published
            achieved[other.point].append((everybody.organisations[other.organisation], shares))
    actions: dict[int, list[ImprovementLine]] = defaultdict(list)
    visible = ImprovementAction.objects.visible_to(user).filter(organisation=organisation)
    today = timezone.localdate()
    for action in visible.unfinished().order_by("due_on", "pk"):
        line = ImprovementLine(action, stage_of(action, today), may_change=False)
        actions[action.point_id].append(line)
    asks = organisation in may_ask_for(user, organisation.region_id)
    for result in results:
        if result.status in TO_ACHIEVE:
            yield OpenPoint(
                result=result,
                actions=tuple(actions[result.point_id]),
                colleagues=tuple(
                    Colleague(other, shares, help_address(result.point, other) if asks else "")
                    for other, shares in sorted(
                        achieved[result.point_id], key=lambda found: found[0].order
                    )
                ),
            )
