"""`/organisaties/<code>/`: one organisation in one round, beside the region."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import Organisation, Theme
from monitoring.achievement import Figure
from monitoring.confidence import Confidence, Grounds
from monitoring.figures import RoundFigures
from monitoring.links import ResultLinks
from monitoring.models import Result, Round
from reports.dashboards.changes import round_before
from reports.dashboards.everybody import Everybody
from reports.dashboards.headline import Headline
from reports.dashboards.left import OpenPoint, what_is_left
from reports.dashboards.lines import FigureLine
from reports.dashboards.trend import OrganisationHistory, Trend
from reports.dashboards.waterbed_selection import Count


@dataclass(frozen=True, slots=True)
class ThemeResults:
    theme: Theme
    figure: Figure
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The organisation's figures in the round before; `href` leads to the results of the total."""

    round: Round
    figures: RoundFigures
    href: str

    @property
    def total(self) -> Figure:
        return self.figures.total


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """`region` is None where the user may not see the region's figure of this round.

    The results carry `readable` and `text`, see `ResultQuerySet.shown_to`. `earlier` is what
    figures are compared with, None without a round before of the same norm version. `confidence` is
    None where the user may not read what the results rest on.
    """

    organisation: Organisation
    round: Round
    rounds: tuple[Round, ...]
    earlier: Earlier | None
    headline: Headline
    total: Figure
    total_href: str
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
    everybody = Everybody.read(user, organisation, round)
    region = everybody.region_figure(user)
    history = OrganisationHistory.of(organisation, rounds)
    earlier = _earlier(history, round, rounds)
    themes = {result.point.theme_id: result.point.theme for result in results}
    return OrganisationPage(
        organisation=organisation,
        round=round,
        rounds=tuple(rounds),
        earlier=earlier,
        headline=Headline.beside(figures.total, earlier.round, earlier.total)
        if earlier
        else Headline.alone(figures.total),
        total=figures.total,
        total_href=ResultLinks.of(round).to(organisation=organisation),
        region=region,
        ahead=everybody.ahead(results) if region else None,
        themes=tuple(
            _theme_line(theme, round, figures, history, earlier) for theme in themes.values()
        ),
        total_history=history.until(round),
        trend=history.trend,
        left=tuple(what_is_left(user, results, everybody)),
        results=tuple(_by_theme(results, figures)),
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


def _by_theme(results: Sequence[Result], figures: RoundFigures) -> Iterator[ThemeResults]:
    for theme, found in groupby(results, key=lambda result: result.point.theme):
        yield ThemeResults(theme, figures.theme(theme.pk), tuple(found))


def _earlier(history: OrganisationHistory, round: Round, rounds: Sequence[Round]) -> Earlier | None:
    before = round_before(round, rounds)
    if before is None or before.norm_id != round.norm_id:
        return None
    href = ResultLinks.of(before).to(organisation=history.organisation)
    return Earlier(before, history.figures[before.pk], href)


def _theme_line(
    theme: Theme,
    round: Round,
    figures: RoundFigures,
    history: OrganisationHistory,
    earlier: Earlier | None,
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
