"""What pages show of activities: with one point, one by itself, and the list of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can, organisations_of, regions_of, scope
from ambitions.choices import NormState
from ambitions.models import AmbitionPoint, Norm, Organisation, Region, Theme
from monitoring.models import Activity, Assessment, Result

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity with its organisations and points, both in order."""

    activity: Activity
    organisations: Sequence[Organisation]
    points: Sequence[AmbitionPoint]
    may_change: bool

    @property
    def is_example(self) -> bool:
        """Whether it serves an invented norm."""
        return any(point.norm.example for point in self.points)


@dataclass(frozen=True, slots=True)
class PointActivities:
    """The activities of an organisation for one point, the newest first."""

    activities: Sequence[Activity]
    may_add: bool


def activities_of(user: User, result: Result, assessment: Assessment) -> PointActivities:
    """One query."""
    organisation = assessment.organisation
    found = Activity.objects.visible_to(user).serving(result.point)
    return PointActivities(
        list(found.filter(organisations=organisation).order_by("-held_on", "-pk")),
        can(user, Permission.ENTER_RESULTS, organisation),
    )


def activity_lines(user: User, activities: Iterable[Activity]) -> list[ActivityLine]:
    """Lines of activities that were read `with_place`; no query beside theirs."""
    lines = []
    for activity in activities:
        organisations = sorted(activity.organisations.all(), key=lambda found: found.order)
        points = sorted(
            activity.points.all(), key=lambda point: (point.norm.version, point.position)
        )
        may_change = any(can(user, Permission.ENTER_RESULTS, found) for found in organisations)
        lines.append(ActivityLine(activity, organisations, points, may_change))
    return lines


@dataclass(frozen=True, slots=True)
class ActivityList:
    """A page of activities; the numbers are of the whole selection.

    `people` are the participants together, of all but the `unknown` activities without a number.
    """

    page: Page[Activity]
    lines: Sequence[ActivityLine]
    activities: int
    people: int
    unknown: int

    @property
    def is_example(self) -> bool:
        return any(line.is_example for line in self.lines)


def activity_list(
    user: User,
    *,
    kind: str = "",
    organisation: Organisation | None = None,
    year: int | None = None,
    page: str | None = None,
) -> ActivityList:
    """The activities that the user may see and that fit, the newest first; five queries."""
    found = Activity.objects.visible_to(user)
    if kind:
        found = found.filter(kind=kind)
    if organisation is not None:
        found = found.filter(organisations=organisation)
    if year is not None:
        found = found.filter(held_on__year=year)
    shown = Paginator(found.with_place().order_by("-held_on", "-pk"), PER_PAGE).get_page(page)
    return ActivityList(page=shown, lines=activity_lines(user, shown), **found.numbers())


def activity_years(user: User) -> list[int]:
    """The years in which there was any, the newest first; one query."""
    return [day.year for day in Activity.objects.visible_to(user).dates("held_on", "year", "DESC")]


def recording_regions(user: User) -> list[Region]:
    """The regions in which the user may record activities, by title; no query."""
    reach = scope(user, Permission.ENTER_RESULTS)
    own = {found.region_id for found in organisations_of(user, Permission.ENTER_RESULTS)}
    return [region for region in regions_of(user) if region.pk in reach.regions | own]


def points_to_serve(
    region: Region, chosen: Iterable[AmbitionPoint] = ()
) -> Mapping[Theme, Sequence[AmbitionPoint]]:
    """Points to choose from, by theme: of the newest published version of every norm of the region.

    And of the versions of points that are `chosen` already. Two queries.
    """
    norms: dict[str, int] = {}
    for norm in Norm.objects.filter(region=region, state=NormState.PUBLISHED).order_by("pk"):
        norms[norm.code] = norm.pk
    wanted = {*norms.values(), *(point.norm_id for point in chosen)}
    points = AmbitionPoint.objects.filter(norm__in=wanted).with_norm()
    by_theme: dict[Theme, list[AmbitionPoint]] = {}
    for point in points.order_by("-norm", "position"):
        by_theme.setdefault(point.theme, []).append(point)
    return by_theme
