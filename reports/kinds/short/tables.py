"""Tables and charts of figures that fit a short report."""

from collections.abc import Iterable, Sequence

from reports.charts.share_bars import Bar, share_bars
from reports.documents.blocks import Cell, Chart, Column, Runs, Table, Text
from reports.material import names
from reports.material.material import Material

PERCENT, ACHIEVED, APPLICABLE = "procent", "behaald", "van toepassing"

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
    rows = [_row(material, name, place) for name, place in lines]
    if total:
        rows.append(_row(material, *total, strong=True))
    return Table(
        title,
        (
            Column(head, 5),
            Column("behaald", 1.2, "end"),
            Column("aantal behaald", 1.5, "end"),
            Column("van toepassing", 1.5, "end"),
        ),
        tuple(rows),
    )


def figure_chart(material: Material, title: str, name: str, lines: Sequence[Line]) -> Chart:
    """The same percentages as bars; `name` is the chart's own in the document."""
    bars = tuple(
        Bar(label, material.figure(place).share, names.MEASURES[PERCENT](material.figure(place)))
        for label, place in lines
    )
    description = "; ".join(f"{bar.name}: {bar.label}" for bar in bars)
    picture = share_bars(bars, name=name, title=title, description=description)
    return Chart(picture, title, description)


def facts_table(title: str, facts: Iterable[tuple[str, str]]) -> Table:
    """Terms with what they are, without heads."""
    return Table(
        title,
        (Column("", 1), Column("", 2)),
        tuple((Cell((Text(term),)), Cell((Text(value),))) for term, value in facts),
        has_head=False,
    )


def _row(material: Material, name: str, place: str, *, strong: bool = False) -> tuple[Cell, ...]:
    words: Runs = (Text(name, strong),)
    numbers = (
        (material.number(place, measure, strong=strong),)
        for measure in (PERCENT, ACHIEVED, APPLICABLE)
    )
    return (Cell(words), *(Cell(number) for number in numbers))
