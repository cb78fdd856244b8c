"""The results of a selection, read once for whatever is said of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from accounts.models import User
from ambitions.models import AmbitionPoint, Organisation
from monitoring.confidence import Confidence, Grounds
from monitoring.models import Round
from monitoring.snapshot import Row
from reports.dashboards.results import Narrowing, narrow


class Sight(NamedTuple):
    """What a user may know of one result, see `ResultQuerySet.with_sight`."""

    is_visible: bool
    is_entrusted: bool
    readable: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class SelectedResult:
    """A result with its place; `text` is empty where the user may not read the explanation."""

    organisation: Organisation
    point: AmbitionPoint
    sight: Sight
    grounds: Grounds

    @property
    def status(self) -> str:
        return self.grounds.status

    @property
    def readable(self) -> bool:
        return self.sight.readable

    @property
    def text(self) -> str:
        return self.sight.text

    def as_row(self) -> Row:
        """As it goes into a file; the explanation only where the user may read it."""
        return Row(self.organisation, self.point, self.status, self.text)


@dataclass(frozen=True, slots=True)
class SelectionRead:
    """`results` are all of the selection, also those that the user may not see, in order.

    Only `visible` goes into a page or file as rows.
    """

    round: Round
    narrowing: Narrowing
    organisations: tuple[Organisation, ...]
    points: tuple[AmbitionPoint, ...]
    results: tuple[SelectedResult, ...]

    @property
    def visible(self) -> tuple[SelectedResult, ...]:
        return tuple(result for result in self.results if result.sight.is_visible)

    @property
    def hidden(self) -> int:
        """How many results the user may not see yet."""
        return sum(not result.sight.is_visible for result in self.results)


def read_selection(
    user: User, round: Round, narrowing: Narrowing, *, texts: bool = True
) -> SelectionRead:
    """Three queries at most; without `texts` the explanations stay in the database."""
    organisations = _organisations(round, narrowing)
    points = _points(round, narrowing)
    sight = Sight._fields if texts else Sight._fields[:-1]
    rows = (
        narrow(round.results.all(), narrowing)
        .with_sight(user)
        .with_grounds()
        .order_by()
        .values_list("organisation_id", "point_id", *Grounds._fields, *sight)
    )
    width = len(Grounds._fields)
    found = {
        (organisation, point): (Sight(*rest[width:]), Grounds(*rest[:width]))
        for organisation, point, *rest in rows
    }
    results = (
        SelectedResult(organisation, point, *found[organisation.pk, point.pk])
        for organisation in organisations
        for point in points
        if (organisation.pk, point.pk) in found
    )
    return SelectionRead(round, narrowing, organisations, points, tuple(results))


def confidence_in(results: Iterable[SelectedResult]) -> Confidence:
    return Confidence.of(result.grounds for result in results)


def _organisations(round: Round, narrowing: Narrowing) -> tuple[Organisation, ...]:
    if narrowing.organisation:
        return (narrowing.organisation,)
    return tuple(Organisation.objects.filter(assessments__round=round).in_order())


def _points(round: Round, narrowing: Narrowing) -> tuple[AmbitionPoint, ...]:
    if narrowing.point:
        return (narrowing.point,)
    points = round.norm.points.select_related("theme").order_by("position")
    return tuple(points.filter(theme=narrowing.theme) if narrowing.theme else points)
