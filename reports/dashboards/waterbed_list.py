"""The list behind the numbers of the waterbed page: who lacks what, and which neighbour has it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ambitions.models import AmbitionPoint, Organisation
from monitoring.choices import PairOutcome
from monitoring.places import Place
from monitoring.waterbed import Comparison
from reports.dashboards.reading import RoundRead
from reports.dashboards.waterbed_selection import Selection


@dataclass(frozen=True, slots=True)
class Beside:
    """A neighbour, and its status on the point of the row."""

    organisation: Organisation
    status: str


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation on one point, beside the neighbours with which it was compared."""

    organisation: Organisation
    point: AmbitionPoint
    status: str
    others: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class WaterbedList:
    """`count` is how many comparisons there are in the rows."""

    selection: Selection
    rows: tuple[Row, ...]
    count: int


def waterbed_list(
    read: RoundRead, comparisons: Iterable[Comparison], selection: Selection
) -> WaterbedList:
    """By organisation and point, in the order of the page; of comparisons of the theme."""
    beside: dict[Place, list[int]] = defaultdict(list)
    chosen = [each for each in comparisons if selection.holds(each)]
    for each in chosen:
        first, second = _turned(each, selection)
        beside[first, each.point].append(second)
    organisations = {organisation.pk: organisation for organisation in read.shown}
    rows = tuple(
        Row(
            organisation=organisation,
            point=point,
            status=read.statuses[organisation.pk, point.pk],
            others=tuple(
                Beside(organisations[other], read.statuses[other, point.pk])
                for other in beside[organisation.pk, point.pk]
            ),
        )
        for organisation in read.shown
        for point in read.points
        if (organisation.pk, point.pk) in beside
    )
    return WaterbedList(selection, rows, len(chosen))


def _turned(comparison: Comparison, selection: Selection) -> tuple[int, int]:
    """The one that the list is about first, where neither of the two is the lower one."""
    first, second = comparison.first, comparison.second
    about = selection.organisation
    if about and about.pk == second and comparison.outcome != PairOutcome.DIFFERENCE:
        return second, first
    return first, second
