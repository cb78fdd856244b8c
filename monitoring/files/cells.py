"""Rows of text cells from a CSV or XLSX file of an unknown hand, with bounded memory and time."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import python_calamine

from ambitions.refusals import FileRefused, Problem
from monitoring.files.formula_text import unguarded

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_ENTRIES = 1000
MAX_ROWS = 100_000
MAX_COLUMNS = 50
MAX_CELL = csv.field_size_limit()
DELIMITERS = ";,\t"

Cells = list[str]

TOO_MANY = Problem(f"het bestand heeft meer dan {MAX_ROWS} rijen.")
TOO_WIDE = Problem(f"het bestand heeft meer dan {MAX_COLUMNS} kolommen.")
BROKEN = Problem("dit is geen Excel-bestand (.xlsx) dat te lezen is.")


def read_cells(path: Path) -> Iterator[tuple[int, Cells]]:
    """Each row with its number, from 1 on (the heading).

    An .xlsx file is known by its content, anything else is read as CSV. Raises FileRefused for
    what is too large, not to be read, or not what it says.
    """
    try:
        if not path.is_file():
            raise FileRefused(path.name, [Problem("dit bestand bestaat niet.")])
        if path.stat().st_size > MAX_BYTES:
            megabytes = MAX_BYTES // (1024 * 1024)
            raise FileRefused(path.name, [Problem(f"het bestand is groter dan {megabytes} MB.")])
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise FileRefused(path.name, [Problem("het bestand kan niet worden gelezen.")]) from error
    if content.startswith(b"PK\x03\x04"):
        return _xlsx_rows(path.name, content)
    return _csv_rows(path.name, content)


def _csv_rows(file: str, content: bytes) -> Iterator[tuple[int, Cells]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = Problem("het bestand is geen tekst in UTF-8; bewaar het als 'CSV UTF-8'.")
        raise FileRefused(file, [problem]) from error
    del content
    heading, _, _ = text.partition("\n")
    delimiter = max(DELIMITERS, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MAX_ROWS:
                raise FileRefused(file, [TOO_MANY])
            if len(cells) > MAX_COLUMNS:
                raise FileRefused(file, [TOO_WIDE])
            yield number, [unguarded(cell) for cell in cells]
    except csv.Error as error:
        problem = Problem(
            "deze rij is niet te lezen: een aanhalingsteken klopt niet, of een cel is te lang.",
            number + 1,
        )
        raise FileRefused(file, [problem]) from error


def _xlsx_rows(file: str, content: bytes) -> Iterator[tuple[int, Cells]]:
    try:
        workbook = python_calamine.load_workbook(_unpacked(file, content))
        sheet = workbook.get_sheet_by_index(0)
    except (python_calamine.CalamineError, IndexError, OSError) as error:
        raise FileRefused(file, [BROKEN]) from error
    if sheet.total_height > MAX_ROWS:
        raise FileRefused(file, [TOO_MANY])
    if sheet.total_width > MAX_COLUMNS:
        raise FileRefused(file, [TOO_WIDE])
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells = [_as_text(value) for value in row]
        if any(len(cell) > MAX_CELL for cell in cells):
            raise FileRefused(file, [Problem("een cel is te lang.", number)])
        yield number, cells


def _unpacked(file: str, content: bytes) -> io.BytesIO:
    """The archive again, without compression.

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
            if len(entries) > MAX_ENTRIES or size > MAX_UNPACKED:
                raise FileRefused(file, [Problem("het Excel-bestand is uitgepakt te groot.")])
            for entry in entries:
                unpacked.writestr(entry.filename, packed.read(entry))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        # RuntimeError: an entry with a password, or a compression that nobody uses.
        raise FileRefused(file, [BROKEN]) from error
    plain.seek(0)
    return plain


def _as_text(value: Any) -> str:
    """What a cell shows: whole numbers without ".0", dates as 2026-11-24."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
