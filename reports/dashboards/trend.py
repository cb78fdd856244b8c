"""The figures of a region or an organisation from round to round."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.safestring import SafeString

from ambitions.models import Organisation, Theme
from monitoring.achievement import FORMULAS, Figure, Tally
from monitoring.figures import RoundFigures
from monitoring.links import ResultLinks
from monitoring.models import Result, Round
from reports.charts.trend import Moment, trend


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round with the figure of it; `href` leads to its results."""

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
    return _trend(
        RoundLine(
            round,
            Figure(tallies.get((round.pk,), Tally()), FORMULAS[round.norm.formula]),
            ResultLinks.of(round).base,
        )
        for round in reversed(rounds)
    )


@dataclass(frozen=True, slots=True)
class OrganisationHistory:
    """The figures of one organisation in `rounds`, which go from old to new."""

    organisation: Organisation
    rounds: tuple[Round, ...]
    figures: dict[int, RoundFigures]
    """By the key of the round."""

    @classmethod
    def of(cls, organisation: Organisation, rounds: Sequence[Round]) -> "OrganisationHistory":
        """Of rounds from new to old in which the user may see the organisation.

        One query, and none for a single round: that has no history.
        """
        rounds = rounds if len(rounds) > 1 else ()
        results = Result.objects.filter(organisation=organisation, round__in=rounds)
        tallies = results.tallies("round", "point__theme")
        return cls(
            organisation,
            tuple(reversed(rounds)),
            {
                round.pk: RoundFigures(
                    FORMULAS[round.norm.formula],
                    {
                        (organisation.pk, theme): tally
                        for (key, theme), tally in tallies.items()
                        if key == round.pk
                    },
                )
                for round in rounds
            },
        )

    @property
    def trend(self) -> Trend | None:
        """None for a single round."""
        if not self.rounds:
            return None
        return _trend(
            RoundLine(
                round,
                self.figures[round.pk].total,
                ResultLinks.of(round).to(organisation=self.organisation),
            )
            for round in self.rounds
        )

    def until(self, round: Round, theme: Theme | None = None) -> tuple[Figure, ...]:
        """The figures in the rounds of one norm version, up to and with this one.

        Of a theme, or of all themes together without one.
        """
        same = [each for each in self.rounds if each.norm_id == round.norm_id]
        figures = [self.figures[each.pk] for each in same[: same.index(round) + 1]] if same else []
        return tuple(each.theme(theme.pk) if theme else each.total for each in figures)


def _trend(lines: Iterable[RoundLine]) -> Trend:
    shown = tuple(lines)
    moments = tuple(
        Moment(
            label=date_format(line.round.reference_date, "b Y"),
            version=line.round.norm.version,
            figure=line.figure,
        )
        for line in shown
    )
    return Trend(shown, trend(moments, name="verloop", title="Behaald per ronde, in procenten"))
