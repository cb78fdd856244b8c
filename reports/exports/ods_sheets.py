"""The sheets of an OpenDocument spreadsheet of a round, as text from front to back."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from reports.exports.about import About
from reports.exports.counting import Counting
from reports.exports.csv import HEADING, WORDS
from reports.exports.explanation import ALL_CONTROLS, Line, explanation
from reports.exports.explanation import NAME as EXPLANATION
from reports.exports.figure_sheets import (
    HEAD,
    LIVE,
    LIVE_BAND,
    OUR_BAND,
    Cell,
    FigureSheet,
    Style,
    figure_sheets,
    letters,
)
from reports.exports.formulas import open_formula
from reports.exports.layout import (
    EXPLANATION_WIDTHS,
    FIGURE_WIDTH,
    KEY_WIDTH,
    KEY_WIDTHS,
    NAMED,
    RESULTS,
    WIDTHS,
    key_widths,
)
from reports.exports.ods_parts import NAMESPACES, XML
from reports.exports.ods_styles import automatic_styles, column_name, column_style
from reports.exports.ods_text import paragraphs

ALL_WIDTHS = {*WIDTHS, *EXPLANATION_WIDTHS, *KEY_WIDTHS.values(), FIGURE_WIDTH, KEY_WIDTH}
EMPTY = "<table:table-cell/>"
# As in Excel: whole cells, without regard to capitals, `*` and `?` for any letters.
RECKONING = (
    '<table:calculation-settings table:case-sensitive="false"'
    ' table:search-criteria-must-apply-to-whole-cell="true" table:automatic-find-labels="false"'
    ' table:use-regular-expressions="false" table:use-wildcards="true"/>'
)


def content(counting: Counting, about: About) -> Iterator[str]:
    """The part with all cells; the rows come past and are not kept."""
    yield f"{XML}<office:document-content {NAMESPACES}><office:automatic-styles>"
    yield automatic_styles()
    yield "".join(map(column_style, sorted(ALL_WIDTHS)))
    yield f"</office:automatic-styles><office:body><office:spreadsheet>{RECKONING}"
    yield from _results(counting)
    sheets = figure_sheets(counting)
    lines = explanation(counting.extract, about, sheets)
    yield from _explanation(lines)
    for sheet in sheets:
        yield from _figures(sheet, about)
    yield _names(counting.extract.rows, sheets, len(lines))
    yield "</office:spreadsheet></office:body></office:document-content>\n"


def _results(counting: Counting) -> Iterator[str]:
    extract = counting.extract
    yield _begin(RESULTS, WIDTHS)
    yield _head(_row(_text(heading, "head") for heading in HEADING))
    points = [
        "".join(map(_plain, (point.theme.code, point.code, point.title)))
        for point in extract.points
    ]
    statuses = {status: _text(word, "status") for status, word in WORDS.items()}
    for organisation, lines in counting.lines():
        head = "".join(map(_plain, (extract.round.code, organisation.code, organisation.name)))
        yield "".join(
            f'<table:table-row table:style-name="row">{head}{points[place]}{statuses[status]}'
            f"{_plain(explanation)}</table:table-row>"
            for place, status, explanation in lines
        )
    yield "</table:table>"


def _explanation(lines: Sequence[Line]) -> Iterator[str]:
    yield _begin(EXPLANATION, EXPLANATION_WIDTHS)
    for place, line in enumerate(lines):
        if line.cell is None:
            yield _row([_text(line.term, "part" if place else "title")])
            continue
        looks = {Style.TEXT: "text", Style.COUNT: "left", Style.CONTROL: "sum"}
        value = _cell(line.cell, looks[line.cell.style])
        yield _row([_text(line.term, "term"), value])
    yield "</table:table>"


def _figures(sheet: FigureSheet, about: About) -> Iterator[str]:
    first, size = len(sheet.keys), len(LIVE)
    widths = [*key_widths(sheet.keys), *[FIGURE_WIDTH] * (2 * size + 1)]
    yield _begin(sheet.name, widths)
    yield _row([_text(f"{sheet.title}: {about.title}", "title")])
    yield _row([_text(about.mark, "note")])
    bands = {first: LIVE_BAND, first + size: OUR_BAND}
    yield _row(
        _text(bands[place], "band") if place in bands else EMPTY for place in range(len(widths))
    )
    yield _head(_row(_text(heading, "head") for heading in sheet.headings))
    for cells in sheet.rows():
        yield _row(
            _cell(cell, f"our_{cell.style}" if first + size <= place < first + 2 * size else "")
            for place, cell in enumerate(cells)
        )
    yield "</table:table>"


def _names(rows: int, sheets: Sequence[FigureSheet], lines: int) -> str:
    """What the formulas call the rows and the controls, and where the filters stand."""
    last = max(rows, 1) + 1
    places = {f"rij_{name}": (RESULTS, letters(HEADING.index(name)), 2, last) for name in NAMED}
    for sheet in sheets:
        column = letters(len(sheet.headings) - 1)
        places[sheet.control] = (sheet.name, column, HEAD + 1, sheet.last)
    places[ALL_CONTROLS] = (EXPLANATION, "B", lines, lines)
    named = "".join(
        f'<table:named-range table:name="{name}" table:base-cell-address="${RESULTS}.$A$1"'
        f' table:cell-range-address="{_range(*place)}"/>'
        for name, place in places.items()
    )
    filtered = f"{RESULTS}.A1:{RESULTS}.{letters(len(HEADING) - 1)}{last}"
    return (
        f"<table:named-expressions>{named}</table:named-expressions><table:database-ranges>"
        f'<table:database-range table:name="rijen" table:target-range-address="{filtered}"'
        ' table:display-filter-buttons="true"/></table:database-ranges>'
    )


def _range(sheet: str, column: str, first: int, last: int) -> str:
    quoted = escape("'{}'".format(sheet.replace("'", "''")))
    return f"${quoted}.${column}${first}:${quoted}.${column}${last}"


def _begin(name: str, widths: Iterable[float]) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="{column_name(width)}"/>' for width in widths
    )
    return f'<table:table table:name="{escape(name)}" table:style-name="sheet">{columns}'


def _head(row: str) -> str:
    """Repeated on every page."""
    return f"<table:table-header-rows>{row}</table:table-header-rows>"


def _row(cells: Iterable[str]) -> str:
    return f'<table:table-row table:style-name="row">{"".join(cells)}</table:table-row>'


def _plain(text: str) -> str:
    return _text(text, "text") if text else EMPTY


def _text(text: str, look: str) -> str:
    if not text:
        return f'<table:table-cell table:style-name="{look}"/>'
    return (
        f'<table:table-cell table:style-name="{look}" office:value-type="string">'
        f"{paragraphs(text)}</table:table-cell>"
    )


def _cell(cell: Cell, look: str = "") -> str:
    """A cell with its value, and its formula where it has one."""
    look = look or cell.style.value
    formula = f' table:formula="{escape(open_formula(cell.formula))}"' if cell.formula else ""
    if isinstance(cell.value, str):
        kind = f'office:value-type="string" office:string-value="{escape(cell.value)}"'
        if not formula:
            return _text(cell.value, look)
    else:
        is_share = cell.style in {Style.TENTHS, Style.WHOLE}
        number = "percentage" if is_share else "float"
        kind = f'office:value-type="{number}" office:value="{cell.value}"'
    return (
        f'<table:table-cell table:style-name="{look}"{formula} {kind}>'
        f"{paragraphs(cell.written)}</table:table-cell>"
    )
