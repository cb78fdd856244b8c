"""`/regio/`: the figures of one round, and the heat map of points by organisations."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import AmbitionPoint, Organisation, Region, Theme
from monitoring.achievement import Figure
from monitoring.figures import RoundFigures, figure_of
from monitoring.links import ResultLinks
from monitoring.models import Result, Round
from reports.dashboards.changes import Changes, changes_since, round_before
from reports.dashboards.headline import Headline
from reports.dashboards.lines import FigureLine
from reports.dashboards.trend import Trend, region_trend


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
    headline: Headline
    trend: Trend | None
    changes: Changes | None


def region_rounds(user: User, region: Region) -> list[Round]:
    """The rounds of the region whose region figures the user may see, newest first."""
    rounds = Round.objects.visible_to(user).of_region(region).with_norm().newest_first()
    provisional = can(user, Permission.VIEW_PROVISIONAL_REGION, region)
    return [round for round in rounds if round.is_final or (round.is_open and provisional)]


def region_dashboard(
    user: User, region: Region, round: Round, rounds: Sequence[Round]
) -> RegionDashboard:
    """Six queries at most, whatever the number of organisations, points and rounds.

    `rounds` are those of which the user may see the region's figure, newest first.
    """
    read = _read(user, round)
    links = ResultLinks.of(round)
    trend = region_trend(rounds)
    before = round_before(round, rounds)
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
        headline=_headline(read.figures.total, round, before, trend),
        trend=trend,
        changes=_changes(user, read, before),
    )


def _changes(user: User, read: "_Read", before: Round | None) -> Changes | None:
    if before is None:
        return None
    return changes_since(
        user,
        before,
        read.round,
        points=read.points,
        organisations=read.shown,
        statuses=read.statuses,
    )


def _headline(total: Figure, round: Round, before: Round | None, trend: Trend | None) -> Headline:
    if before is None or trend is None or before.norm_id != round.norm_id:
        return Headline.alone(total)
    [line] = (line for line in trend.lines if line.round == before)
    return Headline.beside(total, before, line.figure)


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
    visible = Result.objects.visible_to(user).filter(round=round, organisation=OuterRef("pk"))
    participants = (
        Organisation.objects.filter(assessments__round=round)
        .annotate(is_shown=Exists(visible))
        .in_order()
    )
    statuses = {
        (organisation, point): status
        for organisation, point, status in round.results.values_list(
            "organisation_id", "point_id", "status"
        )
    }
    theme_of = {point.pk: point.theme_id for point in points}
    return _Read(
        round=round,
        points=points,
        participants=participants,
        shown=tuple(each for each in participants if each.is_shown),  # type: ignore[attr-defined]
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
