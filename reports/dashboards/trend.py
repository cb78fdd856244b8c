"""The figure of a region from round to round."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.safestring import SafeString

from monitoring.achievement import FORMULAS, Figure, Tally
from monitoring.links import ResultLinks
from monitoring.models import Result, Round
from reports.charts.trend import Moment, trend


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round with its figure over all organisations; `href` leads to its results."""

    round: Round
    figure: Figure
    href: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Lines from old to new. Rounds of different norm versions measure different points."""

    lines: tuple[RoundLine, ...]
    chart: SafeString

    @property
    def spans_versions(self) -> bool:
        return len({line.round.norm_id for line in self.lines}) > 1


def region_trend(rounds: Sequence[Round]) -> Trend | None:
    """Of rounds from new to old whose region figures may be seen; None for a single one.

    One query.
    """
    if len(rounds) < 2:
        return None
    tallies = Result.objects.filter(round__in=rounds).tallies("round")
    lines = tuple(
        RoundLine(
            round,
            Figure(tallies.get((round.pk,), Tally()), FORMULAS[round.norm.formula]),
            ResultLinks.of(round).base,
        )
        for round in reversed(rounds)
    )
    moments = [
        Moment(
            label=date_format(line.round.reference_date, "b Y"),
            version=line.round.norm.version,
            figure=line.figure,
        )
        for line in lines
    ]
    return Trend(lines, trend(moments, name="verloop", title="Behaald per ronde, in procenten"))
