"""Results from an Excel workbook, written here by openpyxl."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from accounts.refusals import FileRefused
from monitoring.files.limits import MAX_COLUMNS, MAX_ROWS
from monitoring.files.results_file import ResultRow, read_results
from monitoring.files.xlsx import MAX_ENTRIES
from tests.files import HEADING

BROKEN = "r.xlsx: dit is geen Excel-bestand (.xlsx) dat te lezen is."
SHEET = "xl/worksheets/sheet1.xml"
TOO_LARGE = "r.xlsx: het Excel-bestand is uitgepakt te groot."


def workbook(*rows: tuple[Any, ...], heading: tuple[str, ...] = HEADING) -> Workbook:
    book = Workbook()
    assert book.active is not None
    for row in (heading, *rows):
        book.active.append(row)
    return book


def save(folder: Path, book: Workbook) -> Path:
    path = folder / "r.xlsx"
    book.save(path)
    return path


def read(folder: Path, *rows: tuple[Any, ...]) -> tuple[ResultRow, ...]:
    return read_results(save(folder, workbook(*rows))).rows


def refusal(path: Path) -> list[str]:
    with pytest.raises(FileRefused) as caught:
        read_results(path)
    return list(caught.value.lines)


def put(folder: Path, content: bytes) -> Path:
    path = folder / "r.xlsx"
    path.write_bytes(content)
    return path


def rewrite(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """Changes the entries of a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in book.infolist():
            packed.writestr(entry.filename, change(entry.filename, book.read(entry)))
    path.write_bytes(out.getvalue())


# --- What is read ---------------------------------------------------------------------------------


def test_read_xlsx_of_an_ordinary_sheet(tmp_path: Path) -> None:
    rows = read(tmp_path, ("GM0034", "A1", " Behaald ", "Eén\nregel"), ("GM0995", "A1", None, None))

    assert [(r.number, r.organisation, r.point, r.status, r.explanation) for r in rows] == [
        (2, "GM0034", "A1", "achieved", "Eén\nregel"),
        (3, "GM0995", "A1", "unanswered", ""),
    ]


def test_read_xlsx_of_codes_that_excel_made_numbers(tmp_path: Path) -> None:
    (row,) = read(tmp_path, (34, 1.0, "behaald", 12.5))

    assert (row.organisation, row.point, row.explanation) == ("34", "1", "12.5")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 11, 24), "2026-11-24"),
        (datetime(2026, 11, 24, 13, 30), "2026-11-24T13:30:00"),
        (10**15, "1000000000000000"),
        (0.1, "0.1"),
    ],
)
def test_read_xlsx_of_other_values_as_they_show(tmp_path: Path, value: object, text: str) -> None:
    (row,) = read(tmp_path, ("GM1", "A1", "behaald", value))

    assert row.explanation == text


def test_read_xlsx_skips_empty_rows_and_counts_them(tmp_path: Path) -> None:
    rows = read(tmp_path, ("GM1", "A1", None, None), (), ("GM2", "A1", None, None), ())

    assert [(row.number, row.organisation) for row in rows] == [(2, "GM1"), (4, "GM2")]


def test_read_xlsx_takes_the_first_sheet(tmp_path: Path) -> None:
    book = workbook(("GM1", "A1", "behaald", ""))
    book.create_sheet("Uitleg").append(["iets heel anders"])

    assert len(read_results(save(tmp_path, book)).rows) == 1


def test_read_xlsx_starts_at_the_first_cell(tmp_path: Path) -> None:
    """A heading in the second row is not found by guessing."""
    book = Workbook()
    assert book.active is not None
    for column, name in enumerate(HEADING, start=1):
        book.active.cell(row=2, column=column, value=name)

    assert refusal(save(tmp_path, book))[0].startswith("r.xlsx, rij 1")


@pytest.mark.parametrize("text", ["=1+1", "+31", "-5", "@iemand", "'x", "'=x", "\ttab", "''"])
def test_read_xlsx_keeps_text_that_looks_like_a_formula(tmp_path: Path, text: str) -> None:
    book = workbook(("GM1", "A1", "behaald", ""))
    assert book.active is not None
    cell = book.active.cell(row=2, column=4, value=text)
    cell.data_type = "s"

    (row,) = read_results(save(tmp_path, book)).rows

    assert row.explanation == text


def test_read_xlsx_knows_a_workbook_by_its_content(tmp_path: Path) -> None:
    path = save(tmp_path, workbook(("GM1", "A1", "behaald", ""))).rename(tmp_path / "r.csv")

    assert len(read_results(path).rows) == 1


# --- What is refused ------------------------------------------------------------------------------


def test_read_xlsx_refuses_a_stray_cell_on_the_right(tmp_path: Path) -> None:
    book = workbook(("GM1", "A1", "behaald", "", None, "kladje"))

    assert refusal(save(tmp_path, book)) == ["r.xlsx, rij 2: 6 kolommen in plaats van 4."]


def test_read_xlsx_names_an_unknown_column(tmp_path: Path) -> None:
    book = workbook(heading=(*HEADING, "oordeel"))

    assert refusal(save(tmp_path, book)) == [
        "r.xlsx, rij 1, kolom 5: de kolom 'oordeel' is onbekend."
    ]


def test_read_xlsx_refuses_a_doubled_pair(tmp_path: Path) -> None:
    book = workbook(("GM1", "A1", "", ""), ("GM1", "A1", "", ""))

    assert refusal(save(tmp_path, book)) == [
        "r.xlsx, rij 3, kolom 2 (ambitiepunt): GM1 met A1 staat ook in rij 2."
    ]


@pytest.mark.parametrize("value", [True, 1, "bijna"])
def test_read_xlsx_refuses_a_value_that_is_no_status(tmp_path: Path, value: object) -> None:
    (line,) = refusal(save(tmp_path, workbook(("GM1", "A1", value, ""))))

    assert line.startswith(
        f"r.xlsx, rij 2, kolom 3 (status): '{str(value).lower()}' is geen status;"
    )


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "=1/0", "=VLOOKUP(1,A1:B2,2)"])
@pytest.mark.parametrize("column", [1, 2, 3, 4])
def test_read_xlsx_refuses_an_error_and_a_formula_without_a_value(
    tmp_path: Path, value: str, column: int
) -> None:
    """Taken for an empty cell, it would erase what is stored."""
    book = workbook(("GM1", "A1", "behaald", "Ja."))
    assert book.active is not None
    book.active.cell(row=2, column=column, value=value)

    assert refusal(save(tmp_path, book)) == [
        f"r.xlsx, rij 2, kolom {column} ({HEADING[column - 1]}): "
        "hier staat een fout of een formule zonder uitkomst."
    ]


def test_read_xlsx_of_a_formula_with_a_value_is_its_value(tmp_path: Path) -> None:
    path = save(tmp_path, workbook(("GM1", "A1", '="behaald"', "")))
    formula = b'<f>"behaald"</f><v></v>'
    computed = b'<f>"behaald"</f><v>behaald</v>'

    def compute(name: str, content: bytes) -> bytes:
        assert name != SHEET or formula in content.replace(b"<v />", b"<v></v>")
        content = content.replace(b"<v />", b"<v></v>").replace(formula, computed)
        return content.replace(b'<c r="C2">', b'<c r="C2" t="str">')

    rewrite(path, compute)

    assert [row.status for row in read_results(path).rows] == ["achieved"]


def test_read_xlsx_refuses_a_sheet_far_too_wide(tmp_path: Path) -> None:
    book = workbook()
    assert book.active is not None
    book.active.cell(row=1, column=16384, value="ver weg")

    assert refusal(save(tmp_path, book)) == [
        f"r.xlsx: het bestand heeft meer dan {MAX_COLUMNS} kolommen."
    ]


def test_read_xlsx_refuses_a_sheet_far_too_long(tmp_path: Path) -> None:
    book = workbook()
    assert book.active is not None
    book.active.cell(row=1_048_576, column=1, value="ver weg")

    assert refusal(save(tmp_path, book)) == [
        f"r.xlsx: het bestand heeft meer dan {MAX_ROWS} rijen."
    ]


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 1000, b"PK\x03\x04 en dan gewone tekst\n"],
    ids=["nothing", "zeros", "text"],
)
def test_read_xlsx_refuses_a_broken_archive(tmp_path: Path, content: bytes) -> None:
    assert refusal(put(tmp_path, content)) == [BROKEN]


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_read_xlsx_refuses_half_a_workbook(tmp_path: Path, kept: float) -> None:
    content = save(tmp_path, workbook(("GM1", "A1", "", ""))).read_bytes()

    assert refusal(put(tmp_path, content[: int(len(content) * kept)])) == [BROKEN]


def archive(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return out.getvalue()


def test_read_xlsx_refuses_an_archive_of_something_else(tmp_path: Path) -> None:
    assert refusal(put(tmp_path, archive(tekst=b"geen werkmap"))) == [BROKEN]


def test_read_xlsx_refuses_an_archive_with_very_many_entries(tmp_path: Path) -> None:
    content = archive(**{f"e{number}": b"" for number in range(MAX_ENTRIES + 1)})

    assert refusal(put(tmp_path, content)) == [TOO_LARGE]


def test_read_xlsx_refuses_a_bomb(tmp_path: Path) -> None:
    bomb = archive(**{f"xl/blad{number}": b"\0" * (30 * 1024 * 1024) for number in range(4)})
    assert len(bomb) < 1024 * 1024

    assert refusal(put(tmp_path, bomb)) == [TOO_LARGE]


def test_read_xlsx_refuses_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    size = 150 * 1024 * 1024
    path = save(tmp_path, workbook(("GM1", "A1", "", "")))
    rewrite(path, lambda name, content: b" " * size if name == SHEET else content)
    honest = path.read_bytes()
    lie = honest.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lie != honest

    assert refusal(put(tmp_path, lie)) == [BROKEN]


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("XFD1048576", f"het bestand heeft meer dan {MAX_ROWS} rijen."),
        ("A1048576", f"het bestand heeft meer dan {MAX_ROWS} rijen."),
        ("XFD2", f"het bestand heeft meer dan {MAX_COLUMNS} kolommen."),
    ],
)
def test_one_cell_far_away_is_refused_before_memory_is_taken_for_it(
    tmp_path: Path, place: str, fault: str
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "organisatie"
    sheet[place] = "ver weg"

    assert refusal(save(tmp_path, book)) == [f"r.xlsx: {fault}"]
