"""What everybody else in a round has to do with one organisation, as far as a user may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from accounts.models import User
from ambitions.models import Organisation
from monitoring.achievement import Figure
from monitoring.figures import figure_of
from monitoring.models import Result, Round
from monitoring.waterbed import compare, lower_points
from reports.dashboards.reading import may_see_region
from reports.dashboards.waterbed_selection import Count, WaterbedLinks


class Other(NamedTuple):
    """One result of the round; `is_visible` says whether its status may be told.

    `is_beside` says whether it is of a neighbour of the page's organisation.
    """

    organisation: int
    point: int
    status: str
    is_shared: bool
    is_visible: bool
    is_beside: bool


@dataclass(frozen=True, slots=True)
class Everybody:
    """All results of a round and whose they are; `organisation` is the one that the page is of."""

    organisation: Organisation
    round: Round
    results: list[Other]
    organisations: dict[int, Organisation]

    @classmethod
    def read(cls, user: User, organisation: Organisation, round: Round) -> "Everybody":
        """One query; rows and not models, for there are hundreds of them."""
        visible = Result.objects.visible_to(user).filter(pk=OuterRef("pk"))
        rows = (
            round.results.order_by()
            .annotate(
                is_visible=Exists(visible),
                is_beside=ExpressionWrapper(
                    Q(organisation__in=organisation.neighbours.order_by().values("pk")),
                    output_field=BooleanField(),
                ),
            )
            .values_list(
                *("organisation_id", "point_id", "status", "is_shared"),
                *("is_visible", "is_beside"),
                *("organisation__code", "organisation__name", "organisation__kind"),
            )
        )
        results, organisations = [], {}
        for *result, code, name, kind in rows:
            results.append(Other(*result))
            key = results[-1].organisation
            if key not in organisations:
                organisations[key] = Organisation(pk=key, code=code, name=name, kind=kind)
        return cls(organisation, round, results, organisations)

    def region_figure(self, user: User) -> Figure | None:
        """The region's figure, for who may see it."""
        if not may_see_region(user, self.round):
            return None
        return figure_of(self.round, (result.status for result in self.results))

    def ahead(self, own: Iterable[Result]) -> Count | None:
        """At how many points a neighbour that may be seen is further than the `own` results."""
        key = self.organisation.pk
        statuses = {(key, result.point_id): result.status for result in own}
        points = [point for _, point in statuses]
        statuses |= {
            (other.organisation, other.point): other.status
            for other in self.results
            if other.is_beside and other.is_visible
        }
        pairs = [(key, other) for other in {place for place, _ in statuses} - {key}]
        lower = [place for place, _ in lower_points(compare(statuses, pairs, points))]
        links = WaterbedLinks.of(self.round.norm.region, self.round)
        number = lower.count(key)
        return Count(number, links.to(organisation=self.organisation)) if number else None
