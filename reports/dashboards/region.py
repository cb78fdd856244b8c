"""`/regio/`: the figures of one round, and the heat map of points by organisations."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from ambitions.models import Organisation, Region
from monitoring.achievement import Figure
from monitoring.confidence import Confidence
from monitoring.links import ResultLinks
from monitoring.models import Round
from reports.dashboards.changes import Changes, changes_since, round_before
from reports.dashboards.headline import Headline
from reports.dashboards.heat_map import HeatMap, Selection, heat_map
from reports.dashboards.lines import FigureLine
from reports.dashboards.maps import RegionMap, region_map
from reports.dashboards.reading import (
    RoundRead,
    may_see_region,
    may_see_region_confidence,
    read_round,
)
from reports.dashboards.trend import Trend, region_trend
from reports.dashboards.waterbed_selection import WaterbedLinks


@dataclass(frozen=True, slots=True)
class RegionDashboard:
    """Figures of a round; `shown` are the organisations whose statuses the user may see."""

    region: Region
    round: Round
    rounds: tuple[Round, ...]
    total: Figure
    total_href: str
    organisations: tuple[FigureLine, ...]
    map: RegionMap | None
    waterbed_href: str
    """Where neighbours differ; empty as long as the user sees no two that are neighbours."""
    themes: tuple[FigureLine, ...]
    shown: tuple[Organisation, ...]
    heat_map: HeatMap
    shows_all: bool
    headline: Headline
    trend: Trend | None
    changes: Changes | None
    confidence: Confidence | None


def region_rounds(user: User, region: Region) -> list[Round]:
    """The rounds of the region whose region figures the user may see, newest first."""
    rounds = Round.objects.visible_to(user).of_region(region).with_norm().newest_first()
    return [round for round in rounds if may_see_region(user, round)]


def region_dashboard(
    user: User, region: Region, round: Round, rounds: Sequence[Round], selection: Selection
) -> RegionDashboard:
    """Six queries at most, whatever the number of organisations, points and rounds.

    `rounds` are those of which the user may see the region's figure, newest first.
    """
    read = read_round(user, round, grounds=True)
    links = ResultLinks.of(round)
    trend = region_trend(rounds)
    before = round_before(round, rounds)
    changes = _changes(user, read, before)
    lines = tuple(
        _organisation_line(read, organisation, links) for organisation in read.participants
    )
    return RegionDashboard(
        region=region,
        round=round,
        rounds=tuple(rounds),
        total=read.figures.total,
        total_href=links.base,
        organisations=lines,
        map=region_map(zip(read.participants, lines, strict=True)),
        waterbed_href=WaterbedLinks.of(region, round).base if read.shows_neighbours else "",
        themes=tuple(
            FigureLine(str(theme), "", read.figures.theme(theme.pk), links.to(theme=theme))
            for theme in read.themes
        ),
        shown=read.shown,
        heat_map=heat_map(read, selection, changes.points if changes else frozenset()),
        shows_all=read.shows_all,
        headline=_headline(read.figures.total, round, before, trend),
        trend=trend,
        changes=changes,
        confidence=_confidence(user, read),
    )


def _organisation_line(
    read: RoundRead, organisation: Organisation, links: ResultLinks
) -> FigureLine:
    shown = organisation in read.shown
    return FigureLine(
        name=organisation.name,
        page=organisation.get_absolute_url(),
        figure=read.figures.organisation(organisation.pk) if shown else None,
        href=links.to(organisation=organisation),
    )


def _changes(user: User, read: RoundRead, before: Round | None) -> Changes | None:
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


def _confidence(user: User, read: RoundRead) -> Confidence | None:
    number = len(read.participants)
    allowed = may_see_region_confidence(user, read.round, organisations=number)
    return read.confidence if allowed else None


def _headline(total: Figure, round: Round, before: Round | None, trend: Trend | None) -> Headline:
    if before is None or trend is None or before.norm_id != round.norm_id:
        return Headline.alone(total)
    [line] = (line for line in trend.lines if line.round == before)
    return Headline.beside(total, before, line.figure)
