"""What one organisation may leave out and a neighbour of its kind has achieved."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from ambitions.models import Organisation
from monitoring.choices import ResultScope, ResultStatus
from monitoring.models import Result
from reports.dashboards.neighbours import Neighbours
from reports.dashboards.reading import RoundRead
from reports.dashboards.waterbed_selection import Selection


@dataclass(frozen=True, slots=True)
class WatchLine:
    """The result carries `readable` and `text`, see `ResultQuerySet.shown_to`."""

    result: Result
    neighbours: tuple[Organisation, ...]


def not_applicable_watch(
    user: User, read: RoundRead, pairs: Sequence[Neighbours], selection: Selection
) -> tuple[WatchLine, ...]:
    """Results that are n.v.t. by an exemption or as an answer, not by the norm. One query.

    Of the pairs, and narrowed to the theme and the organisation of the selection.
    """
    results = (
        Result.objects.shown_to(user)
        .filter(round=read.round, status=ResultStatus.NOT_APPLICABLE)
        .exclude(scope=ResultScope.NOT_BY_NORM)
        .order_by("point__position")
    )
    lines = (
        WatchLine(result, _comparable(read, pairs, result))
        for result in results
        if selection.theme in (None, result.point.theme)
        and selection.organisation in (None, result.organisation)
    )
    found = [line for line in lines if line.neighbours]
    return tuple(sorted(found, key=lambda line: line.result.organisation.order))


def _comparable(
    read: RoundRead, pairs: Sequence[Neighbours], result: Result
) -> tuple[Organisation, ...]:
    """The neighbours of the same kind that have achieved the point."""
    beside = [
        other
        for pair in pairs
        for one, other in (pair, pair[::-1])
        if one == result.organisation and other.kind == one.kind
    ]
    return tuple(
        other
        for other in beside
        if read.statuses.get((other.pk, result.point_id)) == ResultStatus.ACHIEVED
    )
