"""The sheets of figures of a workbook, whatever kind of file it becomes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.text import slugify

from monitoring.achievement import FORMULAS, Figure, Formula
from monitoring.choices import ResultStatus
from monitoring.templatetags.figures import percent
from reports.exports import formulas
from reports.exports.counting import Counting
from reports.exports.csv import WORDS

HEAD = 4
"""The row of the headings; above it stand what it is and for whom."""
LIVE = (
    *(WORDS[status] or status.label for status in ResultStatus),
    "van toepassing",
    "percentage behaald",
    "in hele procenten",
    "ingevuld",
)
OURS = tuple(f"flevonorm: {label}" for label in LIVE)
CONTROL = "controle (moet 0 zijn)"
LIVE_BAND, OUR_BAND = "Berekend in dit werkblad", "Volgens flevonorm"
ROWS_OF = {"organisatie": "rij_organisatie", "thema": "rij_thema", "ambitiepunt": "rij_ambitiepunt"}
"""The named ranges of the rows, by the heading of the column that narrows them."""
COUNTS = len(ResultStatus)


TOTAL = "Totaal"
SHEETS = (TOTAL, "Organisaties", "Thema's", "Organisatie × thema", "Ambitiepunten")
CHARTED = frozenset({"Organisaties", "Thema's"})

Keys = tuple[str, ...]
Keyed = tuple[Keys, Figure]


class Style(StrEnum):
    """How what stands in a cell is written."""

    TEXT = "text"
    COUNT = "count"
    TENTHS = "tenths"
    WHOLE = "whole"
    CONTROL = "control"


PLACES = {Style.TENTHS: 1, Style.WHOLE: 0}
"""Decimals of a share that is written as a percentage."""
STYLES = (*[Style.COUNT] * (COUNTS + 1), Style.TENTHS, Style.WHOLE, Style.TENTHS)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, or a formula and what it comes to."""

    value: str | int | float
    style: Style = Style.TEXT
    formula: str = ""

    @property
    def written(self) -> str:
        """As it stands on the screen: a share of 0.834 as "83,4 %"."""
        if isinstance(self.value, str) or self.style not in PLACES:
            return str(self.value)
        return percent(f"{self.value:.{PLACES[self.style]}%}".rstrip("%"))


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """Figures one below the other, each named by the texts of its key columns.

    `is_live` tells that its counts are formulas over the rows; `has_chart` that they are drawn.
    """

    name: str
    title: str
    keys: Keys
    lines: tuple[Keyed, ...]
    formula: Formula
    is_live: bool
    has_chart: bool = False

    @property
    def control(self) -> str:
        """The named range of its controls."""
        return f"controle_{slugify(self.name).replace('-', '_')}"

    @property
    def headings(self) -> tuple[str, ...]:
        return (*self.keys, *LIVE, *OURS, CONTROL)

    @property
    def last(self) -> int:
        """The last row; that of an empty sheet is empty."""
        return HEAD + max(1, len(self.lines))

    def rows(self) -> Iterator[list[Cell]]:
        """The cells of each line."""
        exact = not self._are_told_apart()
        for row, (key, figure) in enumerate(self.lines, start=HEAD + 1):
            values = _values(figure)
            live = [
                Cell(value, style, formula)
                for value, style, formula in zip(
                    values, STYLES, self._formulas(row, exact=exact), strict=True
                )
            ]
            ours = [Cell(value, style) for value, style in zip(values, STYLES, strict=True)]
            yield [
                *map(Cell, key),
                *live,
                *ours,
                Cell(0, Style.CONTROL, self._control(row)),
            ]

    def _are_told_apart(self) -> bool:
        places = [place for place, key in enumerate(self.keys) if key in ROWS_OF]
        return all(
            formulas.are_told_apart({key[place] for key, _ in self.lines}) for place in places
        )

    def _formulas(self, row: int, *, exact: bool) -> Iterator[str]:
        first = len(self.keys)
        place = [f"{letters(first + number)}{row}" for number in range(len(LIVE))]
        for number, status in enumerate(ResultStatus):
            like = f"{letters(first + number)}${HEAD}" if WORDS[status] else '""'
            yield formulas.count(self._conditions(row), like, exact=exact) if self.is_live else ""
        yield f"=SUM({place[0]}:{place[COUNTS - 2]})"
        parts = (place[0], place[1], place[COUNTS])
        yield formulas.achieved(self.formula, *parts, units=1000)
        yield formulas.achieved(self.formula, *parts, units=100)
        filled = f"({place[COUNTS]}-{place[COUNTS - 2]})"
        yield formulas.share(filled, place[COUNTS], 1000)

    def _conditions(self, row: int) -> list[tuple[str, str]]:
        """What a row must be like to count: as the codes among the keys say, or there at all."""
        found = [
            (ROWS_OF[key], f"${letters(place)}{row}")
            for place, key in enumerate(self.keys)
            if key in ROWS_OF and not (key == "thema" and "ambitiepunt" in self.keys)
        ]
        return found or [("rij_ambitiepunt", formulas.FILLED)]

    def _control(self, row: int) -> str:
        first, size = len(self.keys), len(LIVE)
        one, other = (
            f"{letters(start)}{row}:{letters(start + size - 1)}{row}"
            for start in (first, first + size)
        )
        return formulas.differences(one, other)


def letters(place: int) -> str:
    """The name of a column, from 0 on: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def figure_sheets(counting: Counting) -> tuple[FigureSheet, ...]:
    """Of an extract whose rows have all passed."""
    extract = counting.extract
    formula = FORMULAS[extract.round.norm.formula]
    return tuple(
        FigureSheet(
            name=name,
            title=title,
            keys=keys,
            lines=tuple(lines),
            formula=formula,
            is_live=name == TOTAL or not extract.is_large,
            has_chart=name in CHARTED,
        )
        for name, title, keys, lines in _contents(counting)
    )


def _contents(counting: Counting) -> Iterator[tuple[str, str, Keys, Iterable[Keyed]]]:
    """Name, title, keys and lines of each sheet."""
    extract, figures = counting.extract, counting.figures()
    organisations, themes, points = extract.organisations, extract.themes, extract.points
    yield TOTAL, "Alle resultaten samen", ("onderdeel",), [(("alles",), figures.total)]
    found = figures.by_organisation(each.pk for each in organisations)
    yield (
        "Organisaties",
        "Per organisatie",
        ("organisatie", "naam", "soort"),
        [
            ((each.code, each.name, each.get_kind_display()), found[each.pk])
            for each in organisations
        ],
    )
    yield (
        "Thema's",
        "Per thema",
        ("thema", "titel"),
        [((theme.code, theme.title), figures.theme(theme.pk)) for theme in themes],
    )
    yield (
        "Organisatie × thema",
        "Per organisatie en thema",
        ("organisatie", "naam", "thema", "titel"),
        (
            ((each.code, each.name, theme.code, theme.title), figures.cell(each.pk, theme.pk))
            for each in organisations
            for theme in themes
        ),
    )
    yield (
        "Ambitiepunten",
        "Per ambitiepunt",
        ("ambitiepunt", "titel", "thema"),
        (
            ((point.code, point.title, point.theme.code), figure)
            for point, figure in zip(points, counting.point_figures(), strict=True)
        ),
    )


def _values(figure: Figure) -> Sequence[str | int | float]:
    """The figure as the cells hold it: counts, and shares from 0 to 1 as they are rounded."""
    tally = figure.tally
    return (
        *(getattr(tally, status.value) for status in ResultStatus),
        figure.applicable,
        _share(figure.percentage, 1000),
        formulas.NOTHING if figure.rounded is None else figure.rounded / 100,
        _share(figure.coverage, 1000),
    )


def _share(percentage: str | None, units: int) -> str | float:
    """A percentage of the figure as a share; the very number that the formula comes to."""
    return formulas.NOTHING if percentage is None else int(percentage.replace(".", "")) / units
