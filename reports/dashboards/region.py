"""`/regio/`: the figures of one round, and the heat map of points by organisations."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import AmbitionPoint, Organisation, Region, Theme
from monitoring.achievement import Figure
from monitoring.figures import RoundFigures, figure_of
from monitoring.links import results_url
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
    """Five queries, whatever the number of organisations, points and rounds."""
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
    figures = RoundFigures.of_rows(
        round, ((o, theme_of[p], status) for (o, p), status in statuses.items())
    )
    shown = tuple(organisation for organisation in participants if organisation.pk in visible)
    shows_all = len(shown) == len(participants)
    return RegionDashboard(
        region=region,
        round=round,
        rounds=tuple(rounds),
        total=figures.total,
        total_href=results_url(round),
        organisations=tuple(
            FigureLine(
                name=organisation.name,
                page=organisation.get_absolute_url(),
                figure=figures.organisation(organisation.pk) if organisation in shown else None,
                href=results_url(round, organisation=organisation),
            )
            for organisation in participants
        ),
        themes=tuple(
            FigureLine(str(theme), "", figures.theme(theme.pk), results_url(round, theme=theme))
            for theme in _themes(points)
        ),
        shown=shown,
        heat_map=_heat_map(round, points, shown, statuses, figures, shows_all),
        shows_all=shows_all,
    )


def _themes(points: list[AmbitionPoint]) -> list[Theme]:
    """The themes that have points, in the norm's order."""
    return list({point.theme_id: point.theme for point in points}.values())


def _heat_map(
    round: Round,
    points: list[AmbitionPoint],
    shown: tuple[Organisation, ...],
    statuses: dict[tuple[int, int], str],
    figures: RoundFigures,
    shows_all: bool,
) -> tuple[HeatTheme, ...]:
    rows: dict[int, list[HeatRow]] = {}
    for point in points:
        cells = tuple(statuses[organisation.pk, point.pk] for organisation in shown)
        rows.setdefault(point.theme_id, []).append(
            HeatRow(
                point=point,
                statuses=cells,
                figure=figure_of(round, cells) if shows_all else None,
                href=results_url(round, point=point),
            )
        )
    return tuple(
        HeatTheme(
            theme, _theme_figures(round, theme, shown, figures, shows_all), tuple(rows[theme.pk])
        )
        for theme in _themes(points)
    )


def _theme_figures(
    round: Round,
    theme: Theme,
    shown: tuple[Organisation, ...],
    figures: RoundFigures,
    shows_all: bool,
) -> tuple[FigureLine, ...]:
    lines = [
        FigureLine(
            name=organisation.name,
            page="",
            figure=figures.cell(organisation.pk, theme.pk),
            href=results_url(round, organisation=organisation, theme=theme),
        )
        for organisation in shown
    ]
    if shows_all:
        href = results_url(round, theme=theme)
        lines.append(FigureLine("alle organisaties", "", figures.theme(theme.pk), href))
    return tuple(lines)
