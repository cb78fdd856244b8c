"""Cells and rows of the tables that several parts have."""

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise

from monitoring.choices import ResultStatus
from monitoring.templatetags import figures
from monitoring.templatetags.figures import NO_BREAK_SPACE, NOTHING
from reports.documents.blocks import Cell, Column, Number, Table, Text
from reports.material import names
from reports.material.material import Material, Point, Theme
from reports.texts.numbers import Numbers

Row = tuple[Cell, ...]
SYMBOLS = {**figures.SYMBOLS, ResultStatus.PARTLY: "\N{PLUS-MINUS SIGN}"}
"""As on the screen, but for the half circle, which the fonts of documents do not have."""
REST = {
    "deels behaald": 1.05,
    "niet behaald": 1.05,
    "nog niet ingevuld": 1.2,
    "niet van toepassing": 0.8,
}
"""What a table tells beside what is achieved, of what is applicable, and how wide it is."""
PARTS = ("behaald", "deels behaald", "niet behaald", "nog niet ingevuld", "van toepassing")
"""What a sum is made of, and what it comes to."""
SUMMED = {"van toepassing": 1.3}
"""How wide a column of a sum is, where its words ask for more than the others."""
SHORT = {"niet van toepassing": "n.v.t."}


def words(content: str | Promise, *, strong: bool = False) -> Cell:
    return Cell((Text(str(content), strong),))


def or_nothing(content: str) -> Cell:
    """What somebody typed, or a dash."""
    return words(content if content.strip() else NOTHING)


def count(numbers: Numbers, figure: str) -> Cell:
    """A number beside the figures (`Kind.counts`)."""
    return Cell((Number(numbers.written(figure), figure),))


def figure(
    material: Material, place: str, *, strong: bool = False, has_column: bool = False
) -> Cell:
    """A figure in one cell: "83 %, 218 van 263", or "86 %, 218 en 12 deels van 263".

    What is partly achieved stands not in it where it has a column of its own.
    """
    share, achieved, partly, applicable = (
        material.number(place, measure, strong=strong)
        for measure in ("procent", "behaald", "deels behaald", "van toepassing")
    )
    if has_column or not material.figure(place).partly_in_share:
        return Cell((share, Text(", ", strong), achieved, Text(" van ", strong), applicable))
    made = (share, Text(", ", strong), achieved, Text(" en ", strong), partly)
    # Kept together, so that no number stands alone on the second line of a narrow cell.
    return Cell((*made, Text(f" deels van{NO_BREAK_SPACE}", strong), applicable))


def status(of: str) -> Cell:
    """A status as symbol, word and shade."""
    found = ResultStatus(of)
    return Cell((Text(f"{SYMBOLS[found]} {found.label}"),), found.value)


def columns(first: str, *labels: str, width: float = 3.2) -> tuple[Column, ...]:
    """A column of words, and narrow ones of numbers."""
    return (Column(first, width), *(Column(label, 1, "end") for label in labels))


def figure_table(
    material: Material, title: str, first: str, lines: Iterable[tuple[str, str]], total: str = ""
) -> Table:
    """A table with a figure on each line, by its name and place; a `total` comes last."""
    rows = tuple(
        (
            words(name, strong=strong),
            figure(material, place, strong=strong, has_column=True),
            *_measured(material, place, REST, strong=strong),
        )
        for name, place, strong in _with_total(lines, total)
    )
    rest = (Column(SHORT.get(measure, measure), width, "end") for measure, width in REST.items())
    return Table(title, (Column(first, 4.3), Column("behaald", 2, "end"), *rest), rows)


def sum_table(
    material: Material, title: str, first: str, lines: Iterable[tuple[str, str]], total: str
) -> Table:
    """The same with a column for each part of the sum, to add up and to divide."""
    rows = tuple(
        (
            words(name, strong=strong),
            *_measured(material, place, (*PARTS, "procent met decimaal"), strong=strong),
        )
        for name, place, strong in _with_total(lines, total)
    )
    heads = (Column(part, SUMMED.get(part, 1.05), "end") for part in (*PARTS, "procent"))
    return Table(title, (Column(first, 2.8), *heads), rows)


def _with_total(lines: Iterable[tuple[str, str]], total: str) -> Iterator[tuple[str, str, bool]]:
    yield from ((name, place, False) for name, place in lines)
    if total:
        yield "Samen", total, True


def _measured(
    material: Material, place: str, measures: Iterable[str], *, strong: bool
) -> Iterator[Cell]:
    return (Cell((material.number(place, measure, strong=strong),)) for measure in measures)


def theme_name(theme: Theme) -> str:
    return f"{theme.code} {theme.title}"


def point_name(point: Point) -> str:
    return f"{point.code} {point.title}"


def theme_lines(material: Material, organisation: str = "") -> Iterator[tuple[str, str]]:
    """Every theme with its place, of all organisations or of one."""
    for theme in material.themes:
        place = names.cell(organisation, theme.code) if organisation else names.theme(theme.code)
        yield theme_name(theme), place


def organisation_lines(material: Material, theme: str = "") -> Iterator[tuple[str, str]]:
    """Every organisation with its place, over all themes or in one that has points for it."""
    for organisation in material.organisations:
        place = names.organisation(organisation.code)
        if theme:
            place = names.cell(organisation.code, theme)
        if not theme or material.figure(place).tally.total:
            yield organisation.name, place


def name_of(material: Material, code: str) -> str:
    """The name of an organisation; its code when it does not take part in the round."""
    return next((each.name for each in material.organisations if each.code == code), code)


def by_code(material: Material) -> dict[str, Point]:
    return {point.code: point for point in material.points}
