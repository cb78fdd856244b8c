"""The sheets of the Excel workbook of a round."""

from collections.abc import Iterator, Sequence
from itertools import islice

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.exports.about import About
from reports.exports.counting import Counting
from reports.exports.csv import HEADING, WORDS
from reports.exports.explanation import ALL_CONTROLS, Line
from reports.exports.explanation import NAME as EXPLANATION
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
from reports.exports.layout import (
    EXPLANATION_WIDTHS,
    FIGURE_WIDTH,
    NAMED,
    RESULTS,
    WIDTHS,
    key_widths,
)
from reports.exports.sheet_text import fitting, height
from reports.exports.xlsx_styles import Styles, set_up, write_text

HEADING_HEIGHT, THREE_LINES = 26, 48


def write_results(book: Workbook, styles: Styles, about: About, counting: Counting) -> None:
    """The rows, and the names by which the formulas know them."""
    extract = counting.extract
    sheet = book.add_worksheet(RESULTS)
    for column, (heading, width) in enumerate(zip(HEADING, WIDTHS, strict=True)):
        # A format makes every cell longer, and wrapped lines are measured when the file opens.
        sheet.set_column(column, column, width, None if extract.is_large else styles.wrapped)
        sheet.write_string(0, column, heading, styles.heading)
    last = max(1, _write_rows(sheet, counting))
    for name in NAMED:
        letter = letters(HEADING.index(name))
        book.define_name(f"rij_{name}", f"={RESULTS}!${letter}$2:${letter}${last + 1}")
    _colour_statuses(sheet, styles, last)
    sheet.autofilter(0, 0, last, len(HEADING) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    set_up(sheet, about)


def _write_rows(sheet: Worksheet, counting: Counting) -> int:
    """How many there are."""
    row = 0
    for row, cells in enumerate(_rows(counting), start=1):
        if not counting.extract.is_large:
            texts = zip(cells, WIDTHS, strict=True)
            sheet.set_row(row, height(*islice(texts, 2, None)))
        for column, text in enumerate(cells):
            if not text:
                continue
            if text[0] == "<":
                write_text(sheet, row, column, text)
            else:
                sheet.write_string(row, column, text)
    return row


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
    for column, width in enumerate(EXPLANATION_WIDTHS):
        sheet.set_column(column, column, width)
    for row, line in enumerate(lines):
        if line.cell is None:
            sheet.set_row(row, HEADING_HEIGHT)
            write_text(sheet, row, 0, line.term, styles.title if row == 0 else styles.part)
            continue
        texts = (line.term, str(line.cell.value))
        sheet.set_row(row, height(*zip(texts, EXPLANATION_WIDTHS, strict=True)))
        write_text(sheet, row, 0, line.term, styles.term)
        is_text = line.cell.style == Style.TEXT
        _write_cell(sheet, row, 1, line.cell, styles.wrapped if is_text else styles.left)
        if line.cell.style == Style.CONTROL:
            _colour_control(sheet, styles, row, 1, row)
    book.define_name(ALL_CONTROLS, f"={EXPLANATION}!$B${len(lines)}")
    sheet.activate()
    set_up(sheet, about)
    sheet.fit_to_pages(1, 1)


def write_figures(book: Workbook, styles: Styles, about: About, figures: FigureSheet) -> None:
    """Figures, each computed here and beside it as flevonorm has it."""
    sheet = book.add_worksheet(figures.name)
    first = len(figures.keys)
    widths = key_widths(figures.keys)
    sheet.set_column(first, len(figures.headings) - 1, FIGURE_WIDTH)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    _write_head(sheet, styles, about, figures)
    for row, cells in enumerate(figures.rows(), start=HEAD):
        sheet.set_row(
            row, height(*((str(c.value), w) for c, w in zip(cells, widths, strict=False)))
        )
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


def _write_head(sheet: Worksheet, styles: Styles, about: About, figures: FigureSheet) -> None:
    first = len(figures.keys)
    sheet.set_row(0, HEADING_HEIGHT)
    write_text(sheet, 0, 0, f"{figures.title}: {about.title}", styles.title)
    sheet.write_string(1, 0, about.mark, styles.note)
    sheet.write_string(2, first, LIVE_BAND, styles.band)
    sheet.write_string(2, first + len(LIVE), OUR_BAND, styles.band)
    sheet.set_row(HEAD - 1, THREE_LINES)
    for column, heading in enumerate(figures.headings):
        sheet.write_string(HEAD - 1, column, heading, styles.heading)


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
