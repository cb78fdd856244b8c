"""Files that are no entry sheet, or want to hurt: refused with one clear line, in bounded time."""

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from accounts.refusals import FileRefused, Problem
from monitoring.files import workbook
from monitoring.files.workbook import MAX_BYTES, read_workbook
from monitoring.files.xlsx import BROKEN
from tests.entry_sheets import (
    NAME,
    Change,
    filled_in,
    line,
    made,
    rewritten,
    with_part,
    worked_on,
)

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEGABYTE = 1024 * 1024


def refused(file: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        read_workbook(NAME, file)
    (only,) = caught.value.lines
    return only.removeprefix(NAME).removeprefix(": ")


def sheet_of(rows: bytes) -> bytes:
    """An entry sheet of which the rows are anything at all."""

    def change(name: str, part: bytes) -> bytes:
        if name != SHEET:
            return part
        head = part.partition(b"<sheetData>")[0]
        return head + b"<sheetData>" + rows + b"</sheetData></worksheet>"

    return rewritten(made(line(1)), change)


def test_every_sheet_is_read_with_its_name_and_row_numbers() -> None:
    sheets = read_workbook(NAME, made(line(1), line(1, theme="B"), by_theme=True))

    assert list(sheets) == ["Thema A", "Thema B", "_flevonorm"]
    assert [number for number, _ in sheets["Thema A"]] == [1, 2, 3, 4, 5, 6, 8, 9]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", workbook.NOT_EXCEL),
        (b"organisatie;status\nGM0034;behaald\n", workbook.NOT_EXCEL),
        (b"%PDF-1.7", workbook.NOT_EXCEL),
        (b"PK\x03\x04" + b"\0" * 100, BROKEN),
        (b"P" * (MAX_BYTES + 1), workbook.TOO_LARGE),
        (OLE + b"\0" * 500, workbook.OLD),
        (OLE + "EncryptedPackage".encode("utf-16-le"), workbook.PROTECTED),
    ],
    ids=["nothing", "csv", "pdf", "zeros", "large", "xls", "password"],
)
def test_other_file_is_refused_by_what_it_is(content: bytes, problem: Problem) -> None:
    assert refused(content) == problem.message


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ("mimetype", workbook.OPEN_DOCUMENT),
        ("xl/workbook.bin", workbook.BINARY),
        ("xl/vbaProject.bin", workbook.MACROS),
    ],
)
def test_other_workbook_is_refused_by_what_is_in_it(part: str, problem: Problem) -> None:
    assert refused(with_part(made(line(1)), part, b"x")) == problem.message


def test_workbook_that_says_it_may_hold_macros_is_refused() -> None:
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    other = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"

    file = rewritten(made(line(1)), lambda _name, part: part.replace(plain, other))

    assert refused(file) == workbook.MACROS.message


def test_archive_without_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("tekst.txt", "geen werkmap")

    assert refused(out.getvalue()) == workbook.NOT_EXCEL.message


@pytest.mark.parametrize("missing", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", STRINGS])
def test_workbook_that_misses_a_part_is_refused(missing: str) -> None:
    file = rewritten(made(line(1)), lambda name, part: None if name == missing else part)

    assert refused(file) == BROKEN.message


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_half_a_workbook_is_refused(kept: float) -> None:
    file = made(line(1))

    assert refused(file[: int(len(file) * kept)]) == BROKEN.message


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        file = with_part(made(line(1)), SHEET, b"<worksheet/>")

    assert refused(file) == BROKEN.message


# --- What wants to hurt ---------------------------------------------------------------------------

ENTITIES = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">]>'
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REMOTE = b'<!DOCTYPE x SYSTEM "http://voorbeeld.test/x.dtd">'


@pytest.mark.parametrize("name", [SHEET, STRINGS, "xl/workbook.xml", "docProps/core.xml"])
@pytest.mark.parametrize("dtd", [ENTITIES, EXTERNAL, REMOTE], ids=["bomb", "file", "address"])
def test_document_types_and_entities_are_refused(name: str, dtd: bytes) -> None:
    def change(part_name: str, part: bytes) -> bytes:
        if part_name != name:
            return part
        declaration, mark, rest = part.partition(b"?>")
        return declaration + mark + dtd + rest

    assert refused(rewritten(made(line(1)), change)) == workbook.UNSAFE.message


HOSTILE: dict[str, tuple[Callable[[], bytes], Problem]] = {
    "a million rows": (lambda: sheet_of(b"<row/>" * 1_000_000), workbook.TOO_MUCH),
    "deep": (lambda: sheet_of(b"<a>" * 1_000_000), workbook.TOO_MUCH),
    "a million styles": (
        lambda: rewritten(
            made(line(1)),
            lambda name, part: (
                part.replace(b"<cellXfs", b"<x/>" * 1_000_000 + b"<cellXfs")
                if name == "xl/styles.xml"
                else part
            ),
        ),
        workbook.TOO_MUCH,
    ),
    "a row very far down": (lambda: sheet_of(b'<row r="99999999999"/>'), BROKEN),
    "a number without end": (
        lambda: sheet_of(b'<row r="1"><c r="A1"><v>' + b"9" * 10_000 + b"</v></c></row>"),
        BROKEN,
    ),
    "a text that is not there": (
        lambda: sheet_of(b'<row r="1"><c r="A1" t="s"><v>9999</v></c></row>'),
        BROKEN,
    ),
    "nonsense": (lambda: sheet_of(b'<row r="x"><c r="1A"/></row>'), BROKEN),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbook_is_refused(name: str) -> None:
    make, problem = HOSTILE[name]

    assert refused(make()) == problem.message


def test_hostile_workbook_takes_bounded_memory() -> None:
    make, problem = HOSTILE["a million styles"]
    file = make()
    tracemalloc.start()
    try:
        assert refused(file) == problem.message
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 100 * MEGABYTE


def test_bomb_is_refused() -> None:
    file = with_part(made(line(1)), "xl/media/plaatje.png", b"\0" * (40 * MEGABYTE))
    assert len(file) < MEGABYTE

    assert refused(file) == "het Excel-bestand is uitgepakt te groot."


def test_far_cells_are_refused() -> None:
    wide = worked_on(made(line(1)), far(1, 400))
    long = worked_on(made(line(1)), *(far(row, 1) for row in range(9, 1010)))

    assert refused(wide) == f", blad Invulblad: {workbook.TOO_WIDE.message}"
    assert refused(long) == f", blad Invulblad: {workbook.TOO_MANY.message}"


def far(row: int, column: int) -> Change:
    def change(book: Workbook) -> None:
        book["Invulblad"].cell(row, column).value = "ver weg"

    return change


def test_empty_cells_and_rows_far_away_do_no_harm() -> None:
    """As LibreOffice leaves them behind."""
    rows = b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c><c r="XFD1"/></row>'
    last = b'<row r="1048576"><c r="XFD1048576"/></row>'

    sheets = read_workbook(NAME, sheet_of(rows + last))

    assert [number for number, _ in sheets["Invulblad"]] == [1]


def test_size_that_a_sheet_tells_of_itself_is_not_believed() -> None:
    file = rewritten(
        made(line(1)),
        lambda name, part: (
            re.sub(rb'<dimension ref="[^"]+"', b'<dimension ref="A1:XFD1048576"', part)
            if name == SHEET
            else part
        ),
    )

    assert len(read_workbook(NAME, file)["Invulblad"]) == 7


def test_wide_and_empty_rows_are_bounded() -> None:
    row = b'<row><c r="XFD%d"/></row>'

    problem = refused(sheet_of(b"".join(row % number for number in range(1, 3000))))

    assert problem == f", blad Invulblad: {workbook.TOO_WIDE.message}"


def test_formula_of_another_workbook_is_not_followed() -> None:
    file = worked_on(made(line(1)), filled_in("A1", explanation="='[http://x.test/b.xlsx]A'!A1"))

    cells = [cell for _, row in read_workbook(NAME, file)["Invulblad"] for cell in row]

    assert [cell.data_type for cell in cells].count("f") == 1
