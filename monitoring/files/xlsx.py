"""Cells of the first sheet of an .xlsx file of an unknown hand.

python-calamine reads the values. It takes a cell with an error, or with a formula that was never
computed, for an empty one; here such cells are found first, since an empty cell erases a result.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import python_calamine

from accounts.refusals import FileRefused, Problem
from monitoring.files.limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS, TOO_MANY, TOO_WIDE, Cells

MAX_UNPACKED = 100 * 1024 * 1024
MAX_ENTRIES = 1000
BROKEN = Problem("dit is geen Excel-bestand (.xlsx) dat te lezen is.")

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*\br:id=\"([^\"]+)\"")
_TARGET = re.compile(rb"<Relationship\b[^>]*?>")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v>[^<]")


class Unreadable(str):
    """A cell with an error, or with a formula without a value."""

    __slots__ = ()


def rows(file: str, content: bytes) -> Iterator[tuple[int, Cells]]:
    """Each row with its number, from 1 on; raises FileRefused for what is too large or broken."""
    archive = unpacked(file, content, MAX_UNPACKED)
    try:
        sheet_xml = _first_sheet(archive)
        _refuse_far_cells(file, sheet_xml)
        unreadable = _unreadable_cells(sheet_xml)
        archive.seek(0)
        sheet = python_calamine.load_workbook(archive).get_sheet_by_index(0)
    except (python_calamine.CalamineError, IndexError, KeyError, OSError) as error:
        raise FileRefused(file, [BROKEN]) from error
    if sheet.total_height > MAX_ROWS:
        raise FileRefused(file, [TOO_MANY])
    if sheet.total_width > MAX_COLUMNS:
        raise FileRefused(file, [TOO_WIDE])
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells = [_as_text(value) for value in row]
        if any(len(cell) > MAX_CELL for cell in cells):
            raise FileRefused(file, [Problem("een cel is te lang.", number)])
        for column in unreadable.get(number, ()):
            if column <= len(cells):
                cells[column - 1] = Unreadable("#")
        yield number, cells


def unpacked(file: str, content: bytes, most: int) -> io.BytesIO:
    """The archive again, without compression; of at most so many bytes.

    Unpacked here, within the limits, because the size that an archive tells of its entries may be
    a lie: zipfile reads no further than that size, other readers do.
    """
    plain = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as packed,
            zipfile.ZipFile(plain, "w") as unpacked,
        ):
            entries = packed.infolist()
            size = sum(entry.file_size for entry in entries)
            if len({entry.filename for entry in entries}) < len(entries):
                raise FileRefused(file, [BROKEN])
            if len(entries) > MAX_ENTRIES or size > most:
                raise FileRefused(file, [Problem("het Excel-bestand is uitgepakt te groot.")])
            for entry in entries:
                unpacked.writestr(entry.filename, packed.read(entry))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        # RuntimeError: an entry with a password, or a compression that nobody uses.
        raise FileRefused(file, [BROKEN]) from error
    plain.seek(0)
    return plain


def _refuse_far_cells(file: str, sheet: bytes) -> None:
    """One cell in the far corner makes the reader take memory for every cell before it."""
    columns = set()
    for place in _PLACE.finditer(sheet):
        columns.add(place[1])
        if int(place[2]) > MAX_ROWS:
            raise FileRefused(file, [TOO_MANY])
    if any(_column(column.decode()) > MAX_COLUMNS for column in columns):
        raise FileRefused(file, [TOO_WIDE])


def _unreadable_cells(sheet: bytes) -> dict[int, list[int]]:
    """Columns of the cells with an error or a formula without a value, by row."""
    found: dict[int, list[int]] = {}
    if b't="e"' not in sheet and b"<f" not in sheet:
        return found
    # Found one after the other: each byte is read once, also when tags are never closed.
    at = sheet.find(b"<c ")
    while at >= 0:
        following = sheet.find(b"<c ", at + 1)
        cell = sheet[at : following if following >= 0 else None]
        at = following
        attributes, _, body = cell.partition(b">")
        computed = b"<f" not in body or _VALUE.search(body)
        place = _PLACE.search(attributes)
        if place and (b't="e"' in attributes or not computed):
            found.setdefault(int(place[2]), []).append(_column(place[1].decode()))
    return found


def _first_sheet(archive: io.BytesIO) -> bytes:
    """The XML of the first sheet; KeyError when the workbook names none."""
    with zipfile.ZipFile(archive) as entries:
        return entries.read(_path_of_first_sheet(entries))


def _path_of_first_sheet(entries: zipfile.ZipFile) -> str:
    sheet = _SHEET.search(entries.read("xl/workbook.xml"))
    for relationship in _TARGET.findall(entries.read("xl/_rels/workbook.xml.rels")):
        if sheet and b'Id="' + sheet[1] + b'"' in relationship:
            target = re.search(rb"\bTarget=\"([^\"]+)\"", relationship)
            if target:
                path = target[1].decode("utf-8", "replace")
                return path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    raise KeyError("first sheet")


def _column(letters: str) -> int:
    """ "A" is 1, "AA" is 27."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _as_text(value: Any) -> str:
    """What a cell shows: whole numbers without ".0", dates as 2026-11-24."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
