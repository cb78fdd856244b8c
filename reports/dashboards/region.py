"""`/regio/`: the figures of one round, and the heat map of points by organisations."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import AmbitionPoint, Organisation, Region, Theme
from monitoring.achievement import Figure
from monitoring.figures import RoundFigures, figure_of
from monitoring.links import ResultLinks
from monitoring.models import Result, Round
from reports.dashboards.lines import FigureLine


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One point: the status of every shown organisation, in the order of the heads.

    `figure` is None as long as the user may not see all organisations of the round.
    """

    point: AmbitionPoint
    statuses: tuple[str, ...]
    figure: Figure | None
    href: str


@dataclass(frozen=True, slots=True)
class HeatTheme:
    """One theme: its figure for every shown organisation, and for all when all are shown."""

    theme: Theme
    figures: tuple[FigureLine, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class RegionDashboard:
    """Figures of a round; `shown` are the organisations whose statuses the user may see."""

    region: Region
    round: Round
    rounds: tuple[Round, ...]
    total: Figure
    total_href: str
    organisations: tuple[FigureLine, ...]
    themes: tuple[FigureLine, ...]
    shown: tuple[Organisation, ...]
    heat_map: tuple[HeatTheme, ...]
    shows_all: bool


def region_rounds(user: User, region: Region) -> list[Round]:
    """The rounds of the region whose region figures the user may see, newest first."""
    rounds = Round.objects.visible_to(user).of_region(region).with_norm().newest_first()
    provisional = can(user, Permission.VIEW_PROVISIONAL_REGION, region)
    return [round for round in rounds if round.is_final or (round.is_open and provisional)]


def region_dashboard(
    user: User, region: Region, round: Round, rounds: Iterable[Round]
) -> RegionDashboard:
    """Four queries, whatever the number of organisations, points and rounds."""
    read = _read(user, round)
    links = ResultLinks.of(round)
    return RegionDashboard(
        region=region,
        round=round,
        rounds=tuple(rounds),
        total=read.figures.total,
        total_href=links.base,
        organisations=tuple(
            FigureLine(
                name=organisation.name,
                page=organisation.get_absolute_url(),
                figure=read.figures.organisation(organisation.pk)
                if organisation in read.shown
                else None,
                href=links.to(organisation=organisation),
            )
            for organisation in read.participants
        ),
        themes=tuple(
            FigureLine(str(theme), "", read.figures.theme(theme.pk), links.to(theme=theme))
            for theme in read.themes
        ),
        shown=read.shown,
        heat_map=tuple(_heat_theme(read, theme, links) for theme in read.themes),
        shows_all=read.shows_all,
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """A round as it was read for one user; statuses by organisation and point."""

    round: Round
    points: list[AmbitionPoint]
    participants: list[Organisation]
    shown: tuple[Organisation, ...]
    statuses: dict[tuple[int, int], str]
    figures: RoundFigures

    @property
    def shows_all(self) -> bool:
        return len(self.shown) == len(self.participants)

    @property
    def themes(self) -> list[Theme]:
        """The themes that have points, in the norm's order."""
        return list({point.theme_id: point.theme for point in self.points}.values())


def _read(user: User, round: Round) -> _Read:
    points = list(round.norm.points.select_related("theme").order_by("position"))
    participants = Organisation.objects.filter(assessments__round=round).in_order()
    statuses = {
        (organisation, point): status
        for organisation, point, status in round.results.values_list(
            "organisation_id", "point_id", "status"
        )
    }
    visible = set(
        Result.objects.visible_to(user)
        .filter(round=round)
        .order_by()
        .values_list("organisation_id", flat=True)
        .distinct()
    )
    theme_of = {point.pk: point.theme_id for point in points}
    return _Read(
        round=round,
        points=points,
        participants=participants,
        shown=tuple(organisation for organisation in participants if organisation.pk in visible),
        statuses=statuses,
        figures=RoundFigures.of_rows(
            round, ((o, theme_of[p], status) for (o, p), status in statuses.items())
        ),
    )


def _heat_theme(read: _Read, theme: Theme, links: ResultLinks) -> HeatTheme:
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
    return HeatTheme(
        theme=theme,
        figures=tuple(figures),
        rows=tuple(
            _heat_row(read, point, links) for point in read.points if point.theme_id == theme.pk
        ),
    )


def _heat_row(read: _Read, point: AmbitionPoint, links: ResultLinks) -> HeatRow:
    statuses = tuple(read.statuses[organisation.pk, point.pk] for organisation in read.shown)
    return HeatRow(
        point=point,
        statuses=statuses,
        figure=figure_of(read.round, statuses) if read.shows_all else None,
        href=links.to(point=point),
    )
