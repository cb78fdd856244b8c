"""`/wat-als/`: the figures as they are, beside what they would be if some points were achieved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from ambitions.models import AmbitionPoint, Organisation, Theme
from monitoring.achievement import Figure, points_between
from monitoring.choices import TO_ACHIEVE
from monitoring.links import ResultLinks
from monitoring.models import ImprovementAction, Round
from monitoring.places import Place
from monitoring.projection import Projection, project
from reports.dashboards.reading import RoundRead, read_round
from reports.dashboards.what_if_question import Question, Reach, Ticks, read_ticks, written


@dataclass(frozen=True, slots=True)
class Tick:
    """A point that still has to be achieved, to tick; `value` is how the address says it."""

    point: AmbitionPoint
    status: str
    value: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class ThemeTicks:
    theme: Theme
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class OrganisationTicks:
    organisation: Organisation
    themes: tuple[ThemeTicks, ...]
    is_open: bool

    @property
    def count(self) -> int:
        return sum(len(theme.ticks) for theme in self.themes)

    @property
    def ticked(self) -> int:
        return sum(tick.is_ticked for theme in self.themes for tick in theme.ticks)


@dataclass(frozen=True, slots=True)
class DueAction:
    """An unfinished improvement action with its due date in time.

    `counts` is false when its point has nothing left to achieve.
    """

    action: ImprovementAction
    organisation: Organisation
    counts: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """The points of an organisation that count as achieved in the projection."""

    organisation: Organisation
    points: tuple[AmbitionPoint, ...]


@dataclass(frozen=True, slots=True)
class ProjectedLine:
    """A figure as it is, with the way to its results, and as it would be, which has none."""

    name: str
    page: str
    actual: Figure
    href: str
    projected: Figure

    @property
    def points(self) -> int | None:
        return points_between(self.projected, self.actual)


@dataclass(frozen=True, slots=True)
class ProjectedTable:
    """`total` is None as long as the user may not see everything that it would count."""

    id: str
    caption: str
    head: str
    lines: tuple[ProjectedLine, ...]
    total: ProjectedLine | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """`address` leads to the same projection, with what counted in it only.

    `tables` are empty as long as no point counts as achieved.
    """

    round: Round
    question: Question
    shown: tuple[Organisation, ...]
    shows_all: bool
    reach: Reach
    ticks: Ticks
    actions: tuple[DueAction, ...]
    taken: tuple[Taken, ...]
    tables: tuple[ProjectedTable, ...]
    choices: tuple[OrganisationTicks, ...]
    address: str

    @property
    def count(self) -> int:
        return sum(len(taken.points) for taken in self.taken)


def what_if(user: User, round: Round, question: Question) -> WhatIf:
    """Four queries at most, whatever the number of organisations and points; writes nothing."""
    read = read_round(user, round)
    reach = Reach.of(user, read, question.organisation)
    ticks = read_ticks(question, read, reach)
    actions = tuple(_due_actions(user, read, reach, question))
    due = {(due.organisation.pk, due.action.point_id) for due in actions}
    themes = {point.pk: point.theme_id for point in read.points}
    projection = project(round, read.statuses, themes, ticks.places | due)
    return WhatIf(
        round=round,
        question=question,
        shown=read.shown,
        shows_all=read.shows_all,
        reach=reach,
        ticks=ticks,
        actions=actions,
        taken=tuple(_taken(read, projection)),
        tables=tuple(_tables(read, reach, projection)) if projection.taken else (),
        choices=tuple(_choices(read, reach, ticks.places)),
        address=_address(read, reach, ticks.places, question),
    )


def _due_actions(
    user: User, read: RoundRead, reach: Reach, question: Question
) -> Iterator[DueAction]:
    """Those that the user may read, as everywhere; the earliest first."""
    if question.due_before is None or question.is_too_long or not reach.organisations:
        return
    organisations = {organisation.pk: organisation for organisation in reach.organisations}
    actions = ImprovementAction.objects.visible_to(user).unfinished()
    for action in actions.filter(
        organisation__in=organisations, point__norm=read.round.norm, due_on__lt=question.due_before
    ).select_related("point"):
        status = read.statuses.get((action.organisation_id, action.point_id))
        yield DueAction(action, organisations[action.organisation_id], counts=status in TO_ACHIEVE)


def _taken(read: RoundRead, projection: Projection) -> Iterator[Taken]:
    for organisation in read.shown:
        points = tuple(p for p in read.points if (organisation.pk, p.pk) in projection.taken)
        if points:
            yield Taken(organisation, points)


def _tables(read: RoundRead, reach: Reach, projection: Projection) -> Iterator[ProjectedTable]:
    links = ResultLinks.of(read.round)
    now, then = read.figures, projection.figures
    all_together = ProjectedLine(
        "Alle organisaties samen", "", now.total, links.base, projected=then.total
    )
    organisations = tuple(
        ProjectedLine(
            name=organisation.name,
            page=organisation.get_absolute_url(),
            actual=now.organisation(organisation.pk),
            href=links.to(organisation=organisation),
            projected=then.organisation(organisation.pk),
        )
        for organisation in reach.organisations
    )
    yield ProjectedTable(
        id="per-organisatie",
        caption="Per organisatie",
        head="Organisatie",
        lines=organisations,
        total=all_together if read.shows_all else None,
    )
    if reach.of_all(read) or not reach.is_everybody:
        yield ProjectedTable(
            id="per-thema",
            caption="Per thema",
            head="Thema",
            lines=tuple(_theme_lines(read, reach, projection)),
            total=all_together if reach.is_everybody else organisations[0],
        )


def _theme_lines(read: RoundRead, reach: Reach, projection: Projection) -> Iterator[ProjectedLine]:
    """Of the one organisation that is looked at, else of all."""
    links = ResultLinks.of(read.round)
    one = None if reach.is_everybody else reach.organisations[0]
    for theme in read.themes:
        actual, projected = (
            figures.cell(one.pk, theme.pk) if one else figures.theme(theme.pk)
            for figures in (read.figures, projection.figures)
        )
        href = links.to(organisation=one, theme=theme)
        yield ProjectedLine(str(theme), "", actual, href, projected)


def _choices(
    read: RoundRead, reach: Reach, ticked: frozenset[Place]
) -> Iterator[OrganisationTicks]:
    """What each organisation still has to achieve, by theme; without those who have nothing."""
    for organisation in reach.organisations:
        ticks = [
            Tick(point, status, written(organisation, point), (organisation.pk, point.pk) in ticked)
            for point in read.points
            if (status := read.statuses[organisation.pk, point.pk]) in TO_ACHIEVE
        ]
        if ticks:
            yield OrganisationTicks(
                organisation=organisation,
                themes=tuple(_by_theme(read.themes, ticks)),
                is_open=not reach.is_everybody or any(tick.is_ticked for tick in ticks),
            )


def _by_theme(themes: Sequence[Theme], ticks: Sequence[Tick]) -> Iterator[ThemeTicks]:
    for theme in themes:
        if found := tuple(tick for tick in ticks if tick.point.theme_id == theme.pk):
            yield ThemeTicks(theme, found)


def _address(read: RoundRead, reach: Reach, ticked: frozenset[Place], question: Question) -> str:
    points = [
        ("punt", written(organisation, point))
        for organisation in reach.organisations
        for point in read.points
        if (organisation.pk, point.pk) in ticked
    ]
    query = [
        ("regio", read.round.norm.region.code),
        ("ronde", read.round.code),
        ("organisatie", reach.code),
        *points,
    ]
    if question.due_before:
        query.append(("tot", question.due_before.isoformat()))
    return f"{reverse('what_if')}?{urlencode(query, safe=':')}"
