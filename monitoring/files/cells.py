"""Rows of text cells from a CSV or XLSX file of an unknown hand, with bounded memory and time."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from accounts.refusals import FileRefused, Problem
from ambitions.files.formula_text import unguarded
from monitoring.files import xlsx
from monitoring.files.limits import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_LARGE,
    TOO_MANY,
    TOO_WIDE,
    Cells,
)

DELIMITERS = ";,\t"


def read_cells(path: Path) -> Iterator[tuple[int, Cells]]:
    """Each row with its number, from 1 on (the heading).

    An .xlsx file is known by its content, anything else is read as CSV. Raises FileRefused for
    what is too large, not to be read, or not what it says.
    """
    try:
        if not path.is_file():
            raise FileRefused(path.name, [Problem("dit bestand bestaat niet.")])
        if path.stat().st_size > MAX_BYTES:
            raise FileRefused(path.name, [TOO_LARGE])
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise FileRefused(path.name, [Problem("het bestand kan niet worden gelezen.")]) from error
    if content.startswith(b"PK\x03\x04"):
        return xlsx.rows(path.name, content)
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
