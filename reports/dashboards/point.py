"""`/ambitiepunten/…`: what one point asks, and where every organisation stood in each round."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from accounts.models import User
from ambitions.models import AmbitionPoint, Organisation
from monitoring.figures import figure_of
from monitoring.links import ResultLinks
from monitoring.models import Assessment, Result, Round
from reports.dashboards.lines import FigureLine


@dataclass(frozen=True, slots=True)
class OrganisationHistory:
    """Statuses in the order of the page's rounds; None where the user may see none."""

    organisation: Organisation
    statuses: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class PointPage:
    point: AmbitionPoint
    kinds: tuple[str, ...]
    replaces: tuple[AmbitionPoint, ...]
    replaced_by: tuple[AmbitionPoint, ...]
    rounds: tuple[FigureLine, ...]
    """Per round the figure of this point, None where not every organisation may be seen."""
    histories: tuple[OrganisationHistory, ...]


def point_page(user: User, point: AmbitionPoint) -> PointPage:
    """Rounds oldest first; only those in which the user may see any organisation."""
    results = Result.objects.visible_to(user).filter(point=point).select_related("organisation")
    seen: dict[int, dict[int, Result]] = defaultdict(dict)
    for result in results:
        seen[result.round_id][result.organisation_id] = result
    rounds = list(
        Round.objects.visible_to(user)
        .filter(pk__in=seen)
        .with_norm()
        .order_by("reference_date", "pk")
    )
    participants = Counter(
        Assessment.objects.filter(round__in=seen).values_list("round_id", flat=True)
    )
    organisations = {result.organisation_id: result.organisation for result in results}
    return PointPage(
        point=point,
        kinds=tuple(row.get_kind_display() for row in point.applicability.order_by("pk")),
        replaces=tuple(point.replaces.select_related("norm").order_by("position")),
        replaced_by=tuple(point.replaced_by.select_related("norm").order_by("position")),
        rounds=tuple(
            _round_line(round, point, seen[round.pk], len(seen[round.pk]) == participants[round.pk])
            for round in rounds
        ),
        histories=tuple(
            OrganisationHistory(
                organisation,
                tuple(_status(seen[round.pk].get(organisation.pk)) for round in rounds),
            )
            for organisation in sorted(organisations.values(), key=lambda known: known.order)
        ),
    )


def _round_line(
    round: Round, point: AmbitionPoint, results: dict[int, Result], complete: bool
) -> FigureLine:
    return FigureLine(
        name=round.name,
        page=round.get_absolute_url(),
        figure=figure_of(round, (result.status for result in results.values()))
        if complete
        else None,
        href=ResultLinks.of(round).to(point=point),
        provisional=round.is_provisional,
    )


def _status(result: Result | None) -> str | None:
    return result.status if result else None
