"""Tables and charts of figures that fit a short report."""

from collections.abc import Iterable, Mapping, Sequence

from reports.charts.share_bars import Bar, share_bars
from reports.documents.blocks import Cell, Chart, Column, Table
from reports.kinds.kind import Fact
from reports.kinds.parts import cells, partly
from reports.material import names
from reports.material.material import Material

PERCENT = "procent"
WIDTH = 135.0
"""Millimetres of a chart: its words are as large as those of the text around it."""
MEASURES = (
    ("procent", PERCENT, 1.1),
    ("behaald", "behaald", 1.1),
    ("van toepassing", "van toepassing", 1.7),
    ("n.v.t.", "niet van toepassing", 0.9),
)
"""What a table says of each figure: the words above it, the measure and the width."""
PARTLY = ("deels behaald", "deels behaald", 1.5)
"""The same, where it is a part of the percentage."""

MISSING = "nog in te vullen"

Line = tuple[str, str]
"""What stands before a figure, and the place of the figure."""


def theme_lines(material: Material, codes: Iterable[str], organisation: str = "") -> list[Line]:
    """Of the whole region, or of one organisation."""
    wanted = set(codes)
    return [
        (
            theme.title,
            names.cell(organisation, theme.code) if organisation else names.theme(theme.code),
        )
        for theme in material.themes
        if theme.code in wanted
    ]


def figure_table(
    material: Material, title: str, head: str, lines: Sequence[Line], total: Line | None = None
) -> Table:
    """Per line the percentage and the counts behind it, and the total below in bold."""
    rows = [figure_row(material, line) for line in lines]
    if total:
        rows.append(figure_row(material, total, strong=True))
    return rows_table(material, title, head, rows)


def rows_table(
    material: Material, title: str, head: str, rows: Iterable[tuple[Cell, ...]]
) -> Table:
    numbers = (Column(label, width, "end") for label, _, width in _measures(material))
    return Table(title, (Column(head, 5), *numbers), tuple(rows))


def figure_row(material: Material, line: Line, *, strong: bool = False) -> tuple[Cell, ...]:
    name, place = line
    numbers = (
        material.number(place, measure, strong=strong) for _, measure, _ in _measures(material)
    )
    return (cells.words(name, strong=strong), *(Cell((number,)) for number in numbers))


def _measures(material: Material) -> tuple[tuple[str, str, float], ...]:
    share, achieved, *rest = MEASURES
    return (share, achieved, PARTLY, *rest) if partly.is_told(material) else MEASURES


def figure_chart(material: Material, title: str, name: str, lines: Sequence[Line]) -> Chart:
    """The same percentages as bars; `name` is the chart's own in the document."""
    bars = tuple(
        Bar(label, material.figure(place).share, names.MEASURES[PERCENT](material.figure(place)))
        for label, place in lines
    )
    description = "; ".join(f"{bar.name}: {bar.label}" for bar in bars)
    picture = share_bars(bars, name=name, title=title, description=description)
    return Chart(picture, title, description, WIDTH)


def filled_in(facts: Iterable[Fact], found: Mapping[str, str]) -> list[tuple[str, str]]:
    """What only people know, by what it is called; or that somebody has to fill it in."""
    return [(fact.label, found.get(fact.name, "").strip() or MISSING) for fact in facts]


def facts_table(title: str, facts: Iterable[tuple[str, str]]) -> Table:
    """Terms with what they are, without heads."""
    return Table(
        title,
        (Column("", 1), Column("", 2)),
        tuple((cells.words(term), cells.words(value)) for term, value in facts),
        has_head=False,
    )
