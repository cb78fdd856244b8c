"""The figures of one round, by adding the tallies of its smallest groups."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from monitoring.achievement import FORMULAS, Figure, Formula, Tally, pool
from monitoring.models import Round
from monitoring.querysets import ResultQuerySet


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """Figures of a set of results: in total, per organisation, per theme, and of both together.

    Groups are named by primary key; a group without results has an empty figure. One query,
    whatever the number of organisations.
    """

    formula: Formula
    cells: dict[tuple[int, int], Tally]
    """By organisation and theme."""

    @classmethod
    def of(cls, round: Round, results: ResultQuerySet) -> "RoundFigures":
        """The figures of `results`, which are all results of the round or a part of them."""
        tallies = results.tallies("organisation", "point__theme")
        return cls(
            FORMULAS[round.norm.formula],
            {(organisation, theme): tally for (organisation, theme), tally in tallies.items()},
        )

    @classmethod
    def of_rows(cls, round: Round, rows: Iterable[tuple[int, int, str]]) -> "RoundFigures":
        """The figures of rows that are in memory: (organisation, theme, status) each.

        For a page or file that shows the rows too: counted again in the database, figures and
        rows of an open round could differ by what was saved in between.
        """
        statuses: dict[tuple[int, int], list[str]] = defaultdict(list)
        for organisation, theme, status in rows:
            statuses[organisation, theme].append(status)
        cells = {place: Tally.of(found) for place, found in statuses.items()}
        return cls(FORMULAS[round.norm.formula], cells)

    @property
    def total(self) -> Figure:
        return self._figure(pool(self.cells.values()))

    def organisation(self, organisation: int) -> Figure:
        return self._figure(pool(t for (o, _), t in self.cells.items() if o == organisation))

    def by_organisation(self, organisations: Iterable[int]) -> dict[int, Figure]:
        """The figure of each of them, in one go however many there are."""
        tallies = dict.fromkeys(organisations, Tally())
        for (organisation, _), tally in self.cells.items():
            tallies[organisation] += tally
        return {organisation: self._figure(tally) for organisation, tally in tallies.items()}

    def theme(self, theme: int) -> Figure:
        return self._figure(pool(tally for (_, t), tally in self.cells.items() if t == theme))

    def cell(self, organisation: int, theme: int) -> Figure:
        return self._figure(self.cells.get((organisation, theme), Tally()))

    def _figure(self, tally: Tally) -> Figure:
        return Figure(tally, self.formula)


def figure_of(round: Round, statuses: Iterable[str]) -> Figure:
    """The figure of statuses that are in memory, by the formula of the round's norm."""
    return Figure(Tally.of(statuses), FORMULAS[round.norm.formula])
