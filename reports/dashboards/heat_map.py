"""The status of every ambition point for every organisation, narrowed and put in order."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from django.http import Http404
from django.utils.safestring import SafeString

from ambitions.models import AmbitionPoint, Theme
from monitoring.achievement import Figure
from monitoring.choices import TO_ACHIEVE, ResultStatus
from monitoring.figures import figure_of
from monitoring.links import ResultLinks
from reports.charts.heat_map import Band, Row
from reports.charts.heat_map import heat_map as draw
from reports.dashboards.lines import FigureLine
from reports.dashboards.reading import RoundRead

CHANGED = "veranderd"
SHOWN = {"": "Alle", "open": "Niet bij iedereen", CHANGED: "Veranderd"}
ORDERS = {"": "De norm", "ontbreekt": "Meest ontbrekend"}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which points, and in which order: `theme` is a code, the others keys of SHOWN and ORDERS."""

    theme: str = ""
    shown: str = ""
    order: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Selection":
        """From the address; a word that is not known is a 404."""
        selection = cls(query.get("thema", ""), query.get("toon", ""), query.get("volgorde", ""))
        if selection.shown not in SHOWN or selection.order not in ORDERS:
            raise Http404
        return selection


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One point: the status of every shown organisation, in the order of the heads.

    `figure` is None as long as the user may not see all organisations of the round.
    """

    point: AmbitionPoint
    statuses: tuple[str, ...]
    figure: Figure | None
    href: str

    @property
    def lacking(self) -> int:
        """How many of the shown organisations still have to achieve it."""
        return sum(status in TO_ACHIEVE for status in self.statuses)

    @property
    def is_of_nobody(self) -> bool:
        return self.lacking > 0 and ResultStatus.ACHIEVED not in self.statuses

    @property
    def is_of_everybody(self) -> bool:
        return self.lacking == 0 and ResultStatus.ACHIEVED in self.statuses


@dataclass(frozen=True, slots=True)
class HeatTheme:
    """One theme: its figure for every shown organisation, and for all when all are shown.

    Without a theme: points of all of them, in another order than the norm's.
    """

    theme: Theme | None
    figures: tuple[FigureLine, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """`nobody` and `everybody` are the points that none, or all whom they apply to, achieved.

    They are empty as long as the user may not see all organisations. `themes` can be
    chosen from. `picture` is of all points, whatever the selection.
    """

    selection: Selection
    picture: SafeString
    themes: tuple[Theme, ...]
    groups: tuple[HeatTheme, ...]
    nobody: tuple[AmbitionPoint, ...]
    everybody: tuple[AmbitionPoint, ...]

    @property
    def count(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def heat_map(read: RoundRead, selection: Selection, changed: Set[int]) -> HeatMap:
    """No query. `changed` are the keys of points with a result that is not what it was."""
    links = ResultLinks.of(read.round)
    rows = [_row(read, point, links) for point in read.points]
    if selection.theme and selection.theme not in {theme.code for theme in read.themes}:
        raise Http404
    chosen = [row for row in rows if _is_chosen(row, selection, changed)]
    if selection.order:
        # In the norm's order where as many lack it: sorting keeps that.
        ordered = sorted(chosen, key=lambda row: -row.lacking)
        groups = [HeatTheme(theme=None, figures=(), rows=tuple(ordered))]
    else:
        groups = [*_by_theme(read, chosen, links)]
    return HeatMap(
        selection=selection,
        picture=_picture(read),
        themes=tuple(read.themes),
        groups=tuple(group for group in groups if group.rows),
        nobody=tuple(row.point for row in rows if read.shows_all and row.is_of_nobody),
        everybody=tuple(row.point for row in rows if read.shows_all and row.is_of_everybody),
    )


def _picture(read: RoundRead) -> SafeString:
    sizes = Counter(point.theme_id for point in read.points)
    return draw(
        tuple(Band(str(theme), sizes[theme.pk]) for theme in read.themes),
        tuple(
            Row(
                organisation.name,
                tuple(read.statuses[organisation.pk, point.pk] for point in read.points),
            )
            for organisation in read.shown
        ),
        name="kaart",
        title="Alle ambitiepunten in één beeld",
    )


def _is_chosen(row: HeatRow, selection: Selection, changed: Set[int]) -> bool:
    if selection.theme and row.point.theme.code != selection.theme:
        return False
    if selection.shown == CHANGED:
        return row.point.pk in changed
    return row.lacking > 0 if selection.shown else True


def _by_theme(read: RoundRead, rows: list[HeatRow], links: ResultLinks) -> Iterator[HeatTheme]:
    for theme in read.themes:
        figures = [
            FigureLine(
                name=organisation.name,
                page="",
                figure=read.figures.cell(organisation.pk, theme.pk),
                href=links.to(organisation=organisation, theme=theme),
            )
            for organisation in read.shown
        ]
        if read.shows_all:
            total = read.figures.theme(theme.pk)
            figures.append(FigureLine("alle organisaties", "", total, links.to(theme=theme)))
        yield HeatTheme(
            theme=theme,
            figures=tuple(figures),
            rows=tuple(row for row in rows if row.point.theme_id == theme.pk),
        )


def _row(read: RoundRead, point: AmbitionPoint, links: ResultLinks) -> HeatRow:
    statuses = tuple(read.statuses[organisation.pk, point.pk] for organisation in read.shown)
    return HeatRow(
        point=point,
        statuses=statuses,
        figure=figure_of(read.round, statuses) if read.shows_all else None,
        href=links.to(point=point),
    )
