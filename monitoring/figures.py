"""The figures of one round, from the smallest groups that are asked for, by adding tallies."""

from dataclasses import dataclass

from monitoring.achievement import FORMULAS, Figure, Formula, Tally, pool
from monitoring.models import Round
from monitoring.querysets import ResultQuerySet


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """Figures of a set of results: in total, per organisation, per theme, per point.

    Groups are named by primary key; a group without results has an empty figure. Two queries,
    whatever the number of organisations.
    """

    formula: Formula
    cells: dict[tuple[int, int], Tally]
    """By organisation and theme."""
    points: dict[int, Tally]

    @classmethod
    def of(cls, round: Round, results: ResultQuerySet) -> "RoundFigures":
        """The figures of `results`, which are all results of the round or a part of them."""
        return cls(
            formula=FORMULAS[round.norm.formula],
            cells={
                (organisation, theme): tally
                for (organisation, theme), tally in results.tallies(
                    "organisation", "point__theme"
                ).items()
            },
            points={point: tally for (point,), tally in results.tallies("point").items()},
        )

    @property
    def total(self) -> Figure:
        return self._figure(pool(self.cells.values()))

    def organisation(self, organisation: int) -> Figure:
        return self._figure(pool(t for (o, _), t in self.cells.items() if o == organisation))

    def theme(self, theme: int) -> Figure:
        return self._figure(pool(tally for (_, t), tally in self.cells.items() if t == theme))

    def cell(self, organisation: int, theme: int) -> Figure:
        return self._figure(self.cells.get((organisation, theme), Tally()))

    def point(self, point: int) -> Figure:
        return self._figure(self.points.get(point, Tally()))

    def _figure(self, tally: Tally) -> Figure:
        return Figure(tally, self.formula)
