"""The sheets of the Excel workbook of a round."""

from collections.abc import Iterator, Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.exports.about import About
from reports.exports.counting import Counting
from reports.exports.csv import HEADING, WORDS
from reports.exports.explanation import NAME as EXPLANATION
from reports.exports.explanation import Line
from reports.exports.figure_sheets import (
    HEAD,
    LIVE,
    LIVE_BAND,
    OUR_BAND,
    Cell,
    FigureSheet,
    Style,
    letters,
)
from reports.exports.sheet_text import fitting
from reports.exports.xlsx_styles import Styles, set_up, write_text

RESULTS = "Resultaten"
WIDTHS = (18, 12, 26, 8, 13, 44, 15, 70)
"""Of the columns of the rows, in characters."""
NARROW = 11
KEY_WIDTHS = {"naam": 26, "titel": 44, "soort": 12}


def write_results(book: Workbook, styles: Styles, about: About, counting: Counting) -> None:
    """The rows, and the names by which the formulas know them."""
    extract = counting.extract
    sheet = book.add_worksheet(RESULTS)
    # Wrapped lines make a spreadsheet measure every row when it opens; a large one would wait.
    last_column = styles.text if extract.is_large else styles.wrapped
    for column, (heading, width) in enumerate(zip(HEADING, WIDTHS, strict=True)):
        is_last = column == len(HEADING) - 1
        sheet.set_column(column, column, width, last_column if is_last else styles.text)
        sheet.write_string(0, column, heading, styles.heading)
    row = 0
    for row, cells in enumerate(_rows(counting), start=1):
        for column, text in enumerate(cells):
            if text:
                write_text(sheet, row, column, text)
    last = max(row, 1)
    for column, name in ((1, "organisatie"), (3, "thema"), (4, "ambitiepunt"), (6, "status")):
        letter = letters(column)
        book.define_name(f"rij_{name}", f"={RESULTS}!${letter}$2:${letter}${last + 1}")
    _colour_statuses(sheet, styles, last)
    sheet.autofilter(0, 0, last, len(HEADING) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    set_up(sheet, about)


def _rows(counting: Counting) -> Iterator[tuple[str, ...]]:
    """The cells of every row, as in the CSV but for what guards text there."""
    round = counting.extract.round
    points = [(point.theme.code, point.code, point.title) for point in counting.extract.points]
    for organisation, lines in counting.lines():
        head = (round.code, organisation.code, organisation.name)
        for place, status, explanation in lines:
            yield (*head, *points[place], WORDS[status], fitting(explanation))


def _colour_statuses(sheet: Worksheet, styles: Styles, last: int) -> None:
    column = HEADING.index("status")
    for status, look in styles.by_status.items():
        rule = (
            {"type": "cell", "criteria": "==", "value": f'"{WORDS[status]}"'}
            if WORDS[status]
            else {"type": "blanks"}
        )
        sheet.conditional_format(1, column, last, column, {**rule, "format": look})


def write_explanation(book: Workbook, styles: Styles, about: About, lines: Sequence[Line]) -> None:
    """What the workbook is and whether its controls are 0; it is what opens first."""
    sheet = book.add_worksheet(EXPLANATION)
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 92)
    for row, line in enumerate(lines):
        if line.cell is None:
            write_text(sheet, row, 0, line.term, styles.title if row == 0 else styles.band)
            continue
        write_text(sheet, row, 0, line.term, styles.term)
        if line.cell.style == Style.TEXT:
            write_text(sheet, row, 1, str(line.cell.value), styles.wrapped)
        else:
            _write_cell(sheet, row, 1, line.cell, styles.term)
        if line.cell.style == Style.CONTROL:
            _colour_control(sheet, styles, row, 1, row)
    sheet.activate()
    set_up(sheet, about)


def write_figures(book: Workbook, styles: Styles, about: About, figures: FigureSheet) -> None:
    """Figures, each computed here and beside it as flevonorm has it."""
    sheet = book.add_worksheet(figures.name)
    first = len(figures.keys)
    sheet.set_column(first, len(figures.headings) - 1, NARROW)
    for column, key in enumerate(figures.keys):
        sheet.set_column(column, column, KEY_WIDTHS.get(key, 13))
    write_text(sheet, 0, 0, f"{figures.title}: {about.title}", styles.title)
    sheet.write_string(1, 0, about.mark, styles.note)
    sheet.write_string(2, first, LIVE_BAND, styles.band)
    sheet.write_string(2, first + len(LIVE), OUR_BAND, styles.band)
    for column, heading in enumerate(figures.headings):
        sheet.write_string(HEAD - 1, column, heading, styles.heading)
    for row, cells in enumerate(figures.rows(), start=HEAD):
        for column, cell in enumerate(cells):
            is_ours = first + len(LIVE) <= column < first + 2 * len(LIVE)
            look = (styles.ours if is_ours else styles.by_style)[cell.style]
            _write_cell(sheet, row, column, cell, look)
    control = len(figures.headings) - 1
    place = f"${letters(control)}${HEAD + 1}:${letters(control)}${figures.last}"
    quoted = figures.name.replace("'", "''")
    book.define_name(figures.control, f"='{quoted}'!{place}")
    _colour_control(sheet, styles, HEAD, control, figures.last - 1)
    sheet.freeze_panes(HEAD, min(first, 2))
    sheet.autofilter(HEAD - 1, 0, figures.last - 1, control)
    sheet.repeat_rows(HEAD - 1)
    set_up(sheet, about)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    if cell.formula:
        sheet.write_formula(row, column, cell.formula, look, cell.value)
    elif isinstance(cell.value, str):
        write_text(sheet, row, column, cell.value, look)
    else:
        sheet.write_number(row, column, cell.value, look)


def _colour_control(sheet: Worksheet, styles: Styles, first: int, column: int, last: int) -> None:
    for criteria, look in (("==", styles.right), ("!=", styles.wrong)):
        rule = {"type": "cell", "criteria": criteria, "value": 0, "format": look}
        sheet.conditional_format(first, column, last, column, rule)
