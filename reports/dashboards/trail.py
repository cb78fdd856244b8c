"""`/rondes/<code>/cijfer/`: "Hoe komen we aan dit cijfer?", from the figure down to the rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.choices import FormulaId
from monitoring.achievement import (
    FORMULAS,
    Figure,
    OrganisationMean,
    mean_of,
    tenths_between,
)
from monitoring.confidence import Confidence
from monitoring.figures import figure_of
from monitoring.links import ResultLinks
from monitoring.models import Round
from reports.dashboards.reading import may_see_region, may_see_region_confidence
from reports.dashboards.results import Narrowing
from reports.dashboards.selection import (
    SelectedResult,
    SelectionRead,
    confidence_in,
    read_selection,
)

MOST_ROWS = 100
"""Of a narrowed selection, the rows that stand on the page itself."""

Rows = Sequence[SelectedResult]


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One part of the total; `figure` is None where the user may not see it yet.

    `trail` leads to how its own figure came about, `results` to its rows. `confidence` is given
    for themes, where the user may see it.
    """

    name: str
    figure: Figure | None
    trail: str
    results: str
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """Percentage points from the official percentage to another; None when either is missing."""

    points: str | None

    @property
    def is_none(self) -> bool:
        return self.points == "0.0"

    @property
    def is_less(self) -> bool:
        return bool(self.points) and str(self.points).startswith("-")

    @property
    def size(self) -> str:
        return (self.points or "").removeprefix("-")


@dataclass(frozen=True, slots=True)
class OtherFormula:
    """The same counts by a formula that is not the norm's."""

    label: str
    figure: Figure
    apart: Apart


@dataclass(frozen=True, slots=True)
class MeanBeside:
    """The mean of the organisations, beside the figure."""

    mean: OrganisationMean
    apart: Apart


@dataclass(frozen=True, slots=True)
class Trail:
    """How a figure came about. The lines of each table add up to `figure`.

    `figure` counts all participants when `is_region`, else the results that the user may see; it
    is None when there are results and the user may see none of them. `rows` is None when they do
    not stand on the page. `file_href` is empty for who may not take them along.
    """

    round: Round
    narrowing: Narrowing
    figure: Figure | None
    is_region: bool
    hidden: int
    themes: tuple[TrailLine, ...]
    organisations: tuple[TrailLine, ...]
    points: tuple[TrailLine, ...]
    rows: Rows | None
    others: tuple[OtherFormula, ...]
    mean: MeanBeside | None
    confidence: Confidence | None
    href: str
    results_href: str
    file_href: str

    @property
    def shows_grounds(self) -> bool:
        """Whether there is anything to tell of the confidence per theme."""
        lines = [line.confidence for line in self.themes if line.confidence]
        return not all(confidence.is_bare for confidence in lines)


def figure_trail(user: User, round: Round, narrowing: Narrowing) -> Trail:
    """Three queries at most, whatever the number of organisations and points."""
    is_region = _is_whole(narrowing) and may_see_region(user, round)
    is_narrowed = bool(narrowing.theme) or not _is_whole(narrowing)
    read = read_selection(user, round, narrowing, texts=is_narrowed)
    counted = read.results if is_region else read.visible
    figure = _figure(round, counted)
    links = ResultLinks.of(round)
    return Trail(
        round=round,
        narrowing=narrowing,
        figure=figure if counted or not read.hidden else None,
        is_region=is_region,
        hidden=read.hidden,
        themes=tuple(_themes(user, read, counted, links)),
        organisations=tuple(_organisations(read, counted, links)),
        points=tuple(_points(read, counted, links)),
        rows=read.visible if is_narrowed and len(read.visible) <= MOST_ROWS else None,
        others=tuple(_others(figure)),
        mean=_mean(round, read, figure) if is_region and not read.hidden else None,
        confidence=confidence_in(counted) if _may_see_confidence(user, read, counted) else None,
        href=links.trail_base + narrowing.query,
        results_href=links.base + narrowing.query,
        file_href=reverse("figure_rows", args=[round.code]) + narrowing.query
        if read.visible and may_take_rows(user, round, narrowing)
        else "",
    )


def may_take_rows(user: User, round: Round, narrowing: Narrowing) -> bool:
    """Whether the user may take rows along as a file: of the organisation, or of the region."""
    if narrowing.organisation:
        return can(user, Permission.EXPORT_ORGANISATION, narrowing.organisation)
    return can(user, Permission.EXPORT_REGION, round.norm.region)


def _figure(round: Round, results: Rows) -> Figure:
    return figure_of(round, (result.status for result in results))


def _grouped(
    results: Iterable[SelectedResult], key: Callable[[SelectedResult], int]
) -> Mapping[int, Rows]:
    groups: dict[int, list[SelectedResult]] = defaultdict(list)
    for result in results:
        groups[key(result)].append(result)
    return groups


def _themes(
    user: User, read: SelectionRead, counted: Rows, links: ResultLinks
) -> Iterator[TrailLine]:
    """Where no theme and no point is named."""
    sure = _may_see_theme_confidence(user, read, counted)
    organisation = read.narrowing.organisation
    if read.narrowing.theme or read.narrowing.point:
        return
    themes = {point.theme_id: point.theme for point in read.points}
    for key, rows in _grouped(counted, lambda result: result.point.theme_id).items():
        yield TrailLine(
            name=str(themes[key]),
            figure=_figure(read.round, rows),
            trail=links.trail(organisation=organisation, theme=themes[key]),
            results=links.to(organisation=organisation, theme=themes[key]),
            confidence=confidence_in(rows) if sure else None,
        )


def _organisations(read: SelectionRead, counted: Rows, links: ResultLinks) -> Iterator[TrailLine]:
    """Of all that are counted, when they are several and no point is named.

    Without a figure where the user may not see it yet.
    """
    theme = read.narrowing.theme
    groups = _grouped(counted, lambda result: result.organisation.pk)
    if read.narrowing.point or len(groups) < 2:
        return
    for organisation in read.organisations:
        if rows := groups.get(organisation.pk):
            shown = all(result.sight.is_visible for result in rows)
            yield TrailLine(
                name=organisation.name,
                figure=_figure(read.round, rows) if shown else None,
                trail=links.trail(organisation=organisation, theme=theme),
                results=links.to(organisation=organisation, theme=theme),
            )


def _points(read: SelectionRead, counted: Rows, links: ResultLinks) -> Iterator[TrailLine]:
    """Of one theme of several organisations, and only where the user may see every result."""
    wanted = read.narrowing
    if wanted.theme is None or wanted.organisation or wanted.point or read.hidden:
        return
    groups = _grouped(counted, lambda result: result.point.pk)
    for point in read.points:
        yield TrailLine(
            name=str(point),
            figure=_figure(read.round, groups.get(point.pk, ())),
            trail=links.trail(point=point),
            results=links.to(point=point),
        )


def _others(figure: Figure) -> Iterator[OtherFormula]:
    for formula in FORMULAS.values():
        if formula != figure.formula:
            other = Figure(figure.tally, formula)
            apart = Apart(tenths_between(other.percentage, figure.percentage))
            yield OtherFormula(FormulaId(formula.id).label, other, apart)


def _mean(round: Round, read: SelectionRead, figure: Figure) -> MeanBeside:
    groups = _grouped(read.results, lambda result: result.organisation.pk)
    mean = mean_of(_figure(round, rows) for rows in groups.values())
    return MeanBeside(mean, Apart(tenths_between(mean.mean_percentage, figure.percentage)))


def _may_see_confidence(user: User, read: SelectionRead, counted: Rows) -> bool:
    """Of results whose evidence the user may read, or over all participants of the round."""
    if read.narrowing.theme:
        return _may_see_theme_confidence(user, read, counted)
    number = len(read.organisations)
    whole = may_see_region_confidence(user, read.round, organisations=number)
    return _are_entrusted(counted) or (_is_whole(read.narrowing) and whole)


def _may_see_theme_confidence(user: User, read: SelectionRead, counted: Rows) -> bool:
    """As before, but over all participants only for who follows the region.

    A theme can be of one organisation alone, and the others with the total would tell of it.
    """
    region = read.round.norm.region
    follows = can(user, Permission.VIEW_PROVISIONAL_REGION, region)
    return _are_entrusted(counted) or (_is_whole(read.narrowing) and follows and bool(counted))


def _are_entrusted(results: Rows) -> bool:
    return bool(results) and all(result.sight.is_entrusted for result in results)


def _is_whole(narrowing: Narrowing) -> bool:
    return narrowing.organisation is None and narrowing.point is None
