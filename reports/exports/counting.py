"""Figures of the very rows that go into a file, counted while they come past."""

from collections import defaultdict
from collections.abc import Iterator

from ambitions.models import Organisation
from monitoring.achievement import Figure
from monitoring.figures import RoundFigures, figure_of
from reports.exports.extract import Extract, Line


class Counting:
    """Of an extract; the figures are there once all rows have passed.

    Counted by the database at another moment, figures and rows of an open round could differ by
    what was saved in between.
    """

    def __init__(self, extract: Extract) -> None:
        self.extract = extract
        self._cells: dict[tuple[int, int], list[str]] = defaultdict(list)
        self._points: list[list[str]] = [[] for _ in extract.points]

    def lines(self) -> Iterator[tuple[Organisation, list[Line]]]:
        """The lines of the extract, each counted."""
        themes = [point.theme_id for point in self.extract.points]
        for organisation, lines in self.extract.lines():
            for place, status, _ in lines:
                self._cells[organisation.pk, themes[place]].append(status)
                self._points[place].append(status)
            yield organisation, lines

    def figures(self) -> RoundFigures:
        rows = ((*place, status) for place, found in self._cells.items() for status in found)
        return RoundFigures.of_rows(self.extract.round, rows)

    def point_figures(self) -> list[Figure]:
        """In the norm's order."""
        return [figure_of(self.extract.round, found) for found in self._points]
