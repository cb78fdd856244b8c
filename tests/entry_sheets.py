"""Entry sheets as people fill them in: opened, changed and saved by openpyxl, as by an office."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from monitoring.files.entry_sheet import write_entry_sheet
from monitoring.files.entry_sheet_layout import (
    FIELDS,
    HEADINGS,
    HIDDEN_SHEET,
    SheetContent,
    SheetLine,
)
from monitoring.files.entry_sheet_reader import FilledSheet, read_entry_sheet

NAME = "blad.xlsx"
Change = Callable[[Workbook], None]


def line(number: int = 1, *, locked: str = "", theme: str = "A", **values: Any) -> SheetLine:
    """A line of a point that nobody has answered, unless `values` says otherwise."""
    empty = {"status": "unanswered", "explanation": "", "private_note": "", "is_shared": False}
    return SheetLine(
        result=100 * (ord(theme) - 64) + number,
        version=1,
        code=f"{theme}{number}",
        locked=locked,
        values={**empty, **values},
        title=f"Punt {number}",
        theme=f"{theme} Thema",
        theme_code=theme,
    )


def content(*lines: SheetLine, fields: tuple[str, ...] = FIELDS, **options: Any) -> SheetContent:
    head = {
        "round": "ronde-open",
        "round_name": "Ronde",
        "organisation": "GM0034",
        "organisation_name": "Almere",
        "closes_on": date(2026, 11, 24),
    }
    return SheetContent(**{**head, **options}, fields=fields, lines=lines)


def made(*lines: SheetLine, by_theme: bool = False, **options: Any) -> bytes:
    return write_entry_sheet(content(*lines, **options), by_theme=by_theme)


def worked_on(file: bytes, *changes: Change) -> bytes:
    """The workbook after somebody opened it, changed it and saved it."""
    book = load_workbook(io.BytesIO(file))
    for change in changes:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled_in(code: str, /, **values: Any) -> Change:
    """Types values in the row of a point: `filled_in("A1", status="behaald")`."""

    def change(book: Workbook) -> None:
        for name, value in values.items():
            cell_of(book, code, name).value = value

    return change


def cell_of(book: Workbook, code: str, name: str) -> Cell:
    """The cell of a point and a field, on whatever sheet."""
    for sheet in visible(book):
        top = heading_row(sheet)
        columns = {cell.value: cell.column for cell in sheet[top]}
        for row in range(top + 1, sheet.max_row + 1):
            if sheet.cell(row, columns[HEADINGS["code"]]).value == code:
                found = sheet.cell(row, columns[HEADINGS[name]])
                assert isinstance(found, Cell)
                return found
    raise AssertionError(code)


def codes(book: Workbook) -> list[str]:
    """Of every point in the workbook, in the order of its sheets."""
    found = []
    for sheet in visible(book):
        top = heading_row(sheet)
        [column] = [cell.column for cell in sheet[top] if cell.value == HEADINGS["code"]]
        found += [str(sheet.cell(row, column).value) for row in range(top + 1, sheet.max_row + 1)]
    return found


def visible(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.title != HIDDEN_SHEET]


def heading_row(sheet: Worksheet) -> int:
    return next(row for row in range(1, 20) if sheet.cell(row, 2).value is not None)


def headings(book: Workbook) -> set[object]:
    """Of the first sheet."""
    sheet = visible(book)[0]
    return {cell.value for cell in sheet[heading_row(sheet)]}


def read(file: bytes, *, round: str = "ronde-open", organisation: str = "GM0034") -> FilledSheet:
    return read_entry_sheet(NAME, file, round=round, organisation=organisation)


def rewritten(file: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The workbook with other parts; None leaves one out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as book,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for entry in book.infolist():
            part = change(entry.filename, book.read(entry))
            if part is not None:
                packed.writestr(entry.filename, part)
    return out.getvalue()


def with_part(file: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one part more."""
    out = io.BytesIO(file)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, part)
    return out.getvalue()
