"""All results of one round, as far as one user may see them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import AmbitionPoint, Organisation, Theme
from monitoring.confidence import Confidence, Grounds
from monitoring.figures import RoundFigures
from monitoring.models import Result, Round


@dataclass(frozen=True, slots=True)
class RoundRead:
    """A round as it was read for one user; statuses by organisation and point."""

    round: Round
    points: list[AmbitionPoint]
    participants: list[Organisation]
    shown: tuple[Organisation, ...]
    statuses: dict[tuple[int, int], str]
    figures: RoundFigures
    shows_neighbours: bool
    """Whether two of `shown` border on each other."""
    confidence: Confidence | None
    """What the results rest on, when that was asked for."""

    @property
    def shows_all(self) -> bool:
        return len(self.shown) == len(self.participants)

    @property
    def themes(self) -> list[Theme]:
        """The themes that have points, in the norm's order."""
        return list({point.theme_id: point.theme for point in self.points}.values())


def read_round(user: User, round: Round, *, grounds: bool = False) -> RoundRead:
    """Three queries, whatever the number of organisations and points.

    With `grounds` the results come with what they rest on.
    """
    points = list(round.norm.points.select_related("theme").order_by("position"))
    visible = Result.objects.visible_to(user).filter(round=round)
    beside = Organisation.neighbours.through.objects.filter(
        Exists(visible.filter(organisation=OuterRef("to_organisation"))),
        from_organisation=OuterRef("pk"),
    )
    participants = (
        Organisation.objects.filter(assessments__round=round)
        .annotate(
            is_shown=Exists(visible.filter(organisation=OuterRef("pk"))), is_beside=Exists(beside)
        )
        .in_order()
    )
    shown = tuple(each for each in participants if each.is_shown)  # type: ignore[attr-defined]
    results = round.results.with_grounds() if grounds else round.results.all()
    fields = Grounds._fields if grounds else ("status",)
    rows = list(results.values_list("organisation_id", "point_id", *fields))
    statuses = {(organisation, point): status for organisation, point, status, *_ in rows}
    theme_of = {point.pk: point.theme_id for point in points}
    return RoundRead(
        round=round,
        points=points,
        participants=participants,
        shown=shown,
        statuses=statuses,
        figures=RoundFigures.of_rows(
            round, ((o, theme_of[p], status) for (o, p), status in statuses.items())
        ),
        shows_neighbours=any(each.is_beside for each in shown),  # type: ignore[attr-defined]
        confidence=Confidence.of(Grounds(*found) for _, _, *found in rows) if grounds else None,
    )


def may_see_region(user: User, round: Round) -> bool:
    """Whether the user may see the region's figures of a round; nobody does before it opens."""
    provisional = can(user, Permission.VIEW_PROVISIONAL_REGION, round.norm.region)
    return round.is_final or (round.is_open and provisional)


def may_see_region_confidence(user: User, round: Round, *, organisations: int) -> bool:
    """Whether the user may see what the figure over all `organisations` rests on.

    Of two organisations, who knows the one could tell what evidence the other has.
    """
    follows = can(user, Permission.VIEW_PROVISIONAL_REGION, round.norm.region)
    return may_see_region(user, round) and (organisations > 2 or follows)
