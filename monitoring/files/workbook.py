"""Sheets of an .xlsx workbook of an unknown hand, cell by cell, with bounded memory and time.

Before openpyxl sees it, the archive is unpacked within limits and every part is gone through once,
without building anything: no document types or entities, and no more elements than an entry sheet
can have. Formulas are seen as formulas and nothing is computed.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any, TypeAlias
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.cell.text import Text
from openpyxl.utils.escape import unescape
from openpyxl.xml.constants import SHEET_MAIN_NS

from accounts.refusals import FileRefused, Problem
from monitoring.files.xlsx import BROKEN, unpacked
from monitoring.plain_text import tidy

MAX_MEGABYTES = 5
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
MAX_UNPACKED = 30 * 1024 * 1024
MAX_ELEMENTS = 200_000
"""Of all parts together; an entry sheet of a hundred points has some ten thousand."""
MAX_ROWS = 1_000
MAX_COLUMNS = 50
LAST_ROW = 1_048_576
"""Of Excel; LibreOffice writes it down in sheets with far fewer."""

NOT_EXCEL = Problem(
    "dit is geen Excel-werkmap. Bewaar het invulblad als .xlsx en lever dat bestand in."
)
TOO_LARGE = Problem(f"het bestand is groter dan {MAX_MEGABYTES} MB.")
TOO_MUCH = Problem("er staat te veel in dit bestand voor een invulblad.")
PROTECTED = Problem(
    "het bestand is met een wachtwoord beveiligd; sla het op zonder wachtwoord en probeer opnieuw."
)
OLD = Problem("dit is een oude Excel-werkmap (.xls). Bewaar het invulblad als .xlsx.")
OPEN_DOCUMENT = Problem("dit is een ODF-werkblad (.ods). Bewaar het invulblad als .xlsx.")
BINARY = Problem("dit is een binaire Excel-werkmap (.xlsb). Bewaar het invulblad als .xlsx.")
MACROS = Problem("er zitten macro's in dit bestand. Bewaar het als .xlsx, zonder macro's.")
UNSAFE = Problem("er staan verwijzingen in dit bestand die niet in een invulblad horen.")
TOO_MANY = Problem(f"er staan meer dan {MAX_ROWS} rijen in dit blad.")
TOO_WIDE = Problem(f"er staan meer dan {MAX_COLUMNS} kolommen in dit blad.")

AS_TYPED = frozenset({"General", "@", "0"})
"""Number formats in which a whole number shows as the number that it is."""

SHARED_STRINGS = "xl/sharedStrings.xml"
STRING = f"{{{SHEET_MAIN_NS}}}si"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

Cell: TypeAlias = Any
"""A cell of openpyxl: `value`, `data_type` (f: formula, e: error), `number_format`."""
Rows: TypeAlias = list[tuple[int, tuple[Cell, ...]]]
"""Rows in which something stands, each with its number, from 1 on; of at most MAX_COLUMNS cells."""


class Unclear(Exception):
    """What stands in a cell is no plain text; says what is."""


def read_workbook(file: str, content: bytes) -> Mapping[str, Rows]:
    """The rows of each sheet by its name, in order, hidden ones too.

    Raises FileRefused for what is no such workbook, is protected by a password, holds macros, or
    is too large.
    """
    if len(content) > MAX_BYTES:
        raise FileRefused(file, [TOO_LARGE])
    if content.startswith(_OLE):
        raise FileRefused(file, [PROTECTED if _ENCRYPTED in content else OLD])
    if not content.startswith(b"PK"):
        raise FileRefused(file, [NOT_EXCEL])
    archive = unpacked(file, content, MAX_UNPACKED)
    _refuse_other_kinds(file, archive)
    archive.seek(0)
    try:
        book = openpyxl.load_workbook(archive, read_only=True, keep_links=False)
        strings = _shared_strings(archive)
        return {sheet.title: _rows(file, sheet, strings) for sheet in book.worksheets}
    except FileRefused:
        raise
    except Exception as error:
        # openpyxl raises whatever a broken part makes it stumble over.
        raise FileRefused(file, [BROKEN]) from error


def _refuse_other_kinds(file: str, archive: io.BytesIO) -> None:
    with zipfile.ZipFile(archive) as entries:
        names = entries.namelist()
        if "mimetype" in names:
            raise FileRefused(file, [OPEN_DOCUMENT])
        if "xl/workbook.bin" in names:
            raise FileRefused(file, [BINARY])
        if "[Content_Types].xml" not in names:
            raise FileRefused(file, [NOT_EXCEL])
        types = entries.read("[Content_Types].xml").lower()
        if b"macroenabled" in types or any("vbaproject" in name.lower() for name in names):
            raise FileRefused(file, [MACROS])
        elements = 0
        for name in names:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                for _ in _elements(file, entries, name):
                    elements += 1
                    if elements > MAX_ELEMENTS:
                        raise FileRefused(file, [TOO_MUCH])


def _elements(file: str, entries: zipfile.ZipFile, name: str) -> Iterator[None]:
    """One None for each element of a part; raises FileRefused for what no part may hold."""
    try:
        with entries.open(name) as part:
            for event, element in iterparse(part, ("start", "end"), forbid_dtd=True):
                element.clear()
                if event == "start":
                    yield
    except DefusedXmlException as error:
        raise FileRefused(file, [UNSAFE]) from error
    except (ParseError, ValueError, LookupError) as error:
        # LookupError: an encoding that does not exist.
        raise FileRefused(file, [BROKEN]) from error


def _shared_strings(archive: io.BytesIO) -> list[str]:
    """The texts to which cells refer by number, as they stand in the file.

    What openpyxl reads itself has lost `x005F_`, with which a text says that it holds no escape.
    """
    with zipfile.ZipFile(archive) as entries:
        if SHARED_STRINGS not in entries.namelist():
            return []
        with entries.open(SHARED_STRINGS) as part:
            return [
                Text.from_tree(element).content
                for _, element in iterparse(part, forbid_dtd=True)
                if element.tag == STRING
            ]


def _rows(file: str, sheet: Any, strings: list[str]) -> Rows:
    sheet._shared_strings = strings
    # What a sheet says of its own size may be a lie.
    sheet.reset_dimensions()
    rows: Rows = []
    wide = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > LAST_ROW:
            raise FileRefused(file, [BROKEN])
        if len(cells) > MAX_COLUMNS:
            wide += 1
            if wide > MAX_ROWS or _holds_anything(cells[MAX_COLUMNS:]):
                raise FileRefused(file, [replace(TOO_WIDE, sheet=sheet.title)])
        if _holds_anything(cells[:MAX_COLUMNS]):
            rows.append((number, cells[:MAX_COLUMNS]))
        if len(rows) > MAX_ROWS:
            raise FileRefused(file, [replace(TOO_MANY, sheet=sheet.title)])
    return rows


def _holds_anything(cells: Sequence[Cell]) -> bool:
    return any(cell is not EMPTY_CELL and cell.value is not None for cell in cells)


def cell_text(cell: Cell) -> str:
    """The text that a cell shows, with the line ends that are stored; empty for an empty cell.

    Raises Unclear where that cannot be told for sure, and for a formula whatever it shows.
    """
    value = cell.value
    if cell.data_type == "f":
        raise Unclear("staat een formule; typ de waarde zelf.")
    if cell.data_type == "e":
        raise Unclear("staat een foutwaarde; typ de waarde zelf.")
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(unescape(value))
    if isinstance(value, bool):
        raise Unclear("staat WAAR of ONWAAR; typ het als tekst.")
    if isinstance(value, date | time | timedelta):
        raise Unclear("staat een datum of tijd; typ die als tekst.")
    if cell.number_format in AS_TYPED and float(value).is_integer():
        return str(int(value))
    raise Unclear("staat een getal; typ het als tekst.")
