"""Results from CSV: what is read, and what is refused at which row and column."""

import csv
from pathlib import Path

import pytest

from accounts.refusals import FileRefused
from monitoring.files.limits import MAX_COLUMNS, MAX_ROWS
from monitoring.files.results_file import ResultRow, read_results
from tests.files import HEADING, csv_path

HEAD = "organisatie;ambitiepunt;status;toelichting"
NO_UTF8 = "r.csv: het bestand is geen tekst in UTF-8; bewaar het als 'CSV UTF-8'."
UNREADABLE = "deze rij is niet te lezen: een aanhalingsteken klopt niet, of een cel is te lang."
STATUSES = "kies 'behaald', 'deels behaald', 'niet behaald', 'n.v.t.' of laat leeg."


def read(folder: Path, content: str | bytes) -> tuple[ResultRow, ...]:
    path = folder / "r.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_results(path).rows


def refusal(folder: Path, content: str | bytes) -> list[str]:
    with pytest.raises(FileRefused) as caught:
        read(folder, content)
    return list(caught.value.lines)


def one(folder: Path, content: str | bytes) -> ResultRow:
    (row,) = read(folder, content)
    return row


# --- What is read ---------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_read_results_with_every_delimiter_and_with_a_bom(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    path = csv_path(
        tmp_path,
        ("GM0034", "A1", "behaald", "Eén; twee, drie\tvier"),
        delimiter=delimiter,
        encoding=encoding,
    )

    (row,) = read_results(path).rows

    assert (row.number, row.organisation, row.point, row.status) == (2, "GM0034", "A1", "achieved")
    assert row.explanation == "Eén; twee, drie\tvier"
    assert row.round is None


def test_read_results_with_columns_in_any_order_and_case(tmp_path: Path) -> None:
    content = "Titel;STATUS; toelichting ;Ronde;naam;thema;Ambitiepunt;organisatie\n"
    content += "Scan;behaald;Ja.;r1;Almere;A;A1;GM0034\n"

    row = one(tmp_path, content)

    assert (row.organisation, row.point, row.explanation, row.round) == (
        "GM0034",
        "A1",
        "Ja.",
        "r1",
    )
    assert row.problem("status", "").column == 2


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("behaald", "achieved"),
        (" BEHAALD ", "achieved"),
        ("Deels behaald", "partly"),
        ("deels   behaald", "partly"),
        ("Niet Behaald", "not_achieved"),
        ("N.V.T.", "not_applicable"),
        ("", "unanswered"),
        ("   ", "unanswered"),
        ("\u00a0behaald\u00a0", "achieved"),
    ],
)
def test_read_results_of_a_status_in_any_case_with_blanks(
    tmp_path: Path, word: str, status: str
) -> None:
    assert one(tmp_path, f"{HEAD}\nGM0034;A1;{word};\n").status == status


def test_read_results_takes_blanks_around_codes_away(tmp_path: Path) -> None:
    row = one(tmp_path, f"{HEAD}\n GM0034 ; A1 ;behaald;  blijft  \n")

    assert (row.organisation, row.point, row.explanation) == ("GM0034", "A1", "  blijft  ")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_read_results_with_every_line_end(tmp_path: Path, newline: str) -> None:
    content = newline.join([HEAD, "GM1;A1;behaald;", "GM2;A1;behaald;", ""])

    assert [row.number for row in read(tmp_path, content)] == [2, 3]


@pytest.mark.parametrize("text", ["een\ntwee", "een\r\ntwee\r\n", "een\rtwee", "\n\n"])
def test_read_results_keeps_newlines_in_quoted_texts(tmp_path: Path, text: str) -> None:
    path = csv_path(tmp_path, ("GM0034", "A1", "behaald", text))

    assert read_results(path).rows[0].explanation == text


def test_read_results_of_a_quoted_text_with_quotes(tmp_path: Path) -> None:
    assert one(tmp_path, f'{HEAD}\nGM1;A1;;"Zij zei ""ja""; echt."\n').explanation == (
        'Zij zei "ja"; echt.'
    )


def test_read_results_skips_empty_lines_and_counts_them(tmp_path: Path) -> None:
    rows = read(tmp_path, f"{HEAD}\n\nGM1;A1;;\n;;;\n\nGM2;A1;;\n\n")

    assert [(row.number, row.organisation) for row in rows] == [(3, "GM1"), (6, "GM2")]


def test_read_results_allows_empty_columns_on_the_right(tmp_path: Path) -> None:
    assert one(tmp_path, f"{HEAD};;\nGM1;A1;behaald;Ja.;;\n").explanation == "Ja."


def test_read_results_with_only_a_heading_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD) == ()


def test_read_results_of_exactly_the_greatest_number_of_rows(tmp_path: Path) -> None:
    lines = [HEAD, *(f"GM{number};A1;;" for number in range(MAX_ROWS - 1))]

    assert len(read(tmp_path, "\n".join(lines))) == MAX_ROWS - 1


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("", ["organisatie", "ambitiepunt", "status", "toelichting"]),
        ("organisatie;ambitiepunt;toelichting", ["status"]),
    ],
)
def test_read_results_names_every_column_that_is_not_there(
    tmp_path: Path, heading: str, lines: list[str]
) -> None:
    assert refusal(tmp_path, heading) == [
        f"r.csv, rij 1: de kolom '{name}' ontbreekt." for name in lines
    ]


def test_read_results_names_an_unknown_column(tmp_path: Path) -> None:
    assert refusal(tmp_path, f"{HEAD};oordeel\n") == [
        "r.csv, rij 1, kolom 5: de kolom 'oordeel' is onbekend."
    ]


def test_read_results_names_a_column_without_a_name(tmp_path: Path) -> None:
    assert refusal(tmp_path, "organisatie;;ambitiepunt;status;toelichting\n") == [
        "r.csv, rij 1, kolom 2: de kolom 'zonder naam' is onbekend."
    ]


def test_read_results_names_a_doubled_column(tmp_path: Path) -> None:
    assert refusal(tmp_path, f"{HEAD};Status\n") == [
        "r.csv, rij 1, kolom 5: de kolom 'status' staat er twee keer."
    ]


def test_read_results_shortens_a_very_long_heading(tmp_path: Path) -> None:
    (line,) = refusal(tmp_path, f"{HEAD};{'x' * 1000}\n")

    assert len(line) < 120


def test_read_results_refuses_a_doubled_pair(tmp_path: Path) -> None:
    content = f"{HEAD}\nGM1;A1;behaald;\nGM1;A2;;\n GM1 ;A1;;\n"

    assert refusal(tmp_path, content) == [
        "r.csv, rij 4, kolom 2 (ambitiepunt): GM1 met A1 staat ook in rij 2."
    ]


def test_read_results_refuses_an_unknown_status(tmp_path: Path) -> None:
    assert refusal(tmp_path, f"{HEAD}\nGM1;A1;bijna;\n") == [
        f"r.csv, rij 2, kolom 3 (status): 'bijna' is geen status; {STATUSES}"
    ]


@pytest.mark.parametrize(
    ("row", "cells"), [("GM1;A1;behaald", 3), ("GM1;A1;behaald;Ja;nog iets", 5), ("GM1", 1)]
)
def test_read_results_refuses_a_row_of_another_width(tmp_path: Path, row: str, cells: int) -> None:
    assert refusal(tmp_path, f"{HEAD}\n{row}\n") == [
        f"r.csv, rij 2: {cells} kolommen in plaats van 4."
    ]


def test_read_results_gives_every_error_in_the_order_of_the_file(tmp_path: Path) -> None:
    content = f"{HEAD}\nGM1;A1;x;\nGM1\nGM1;A1;;\nGM2;A1;y;\n"

    places = [line.partition(": ")[0] for line in refusal(tmp_path, content)]

    assert places == [
        "r.csv, rij 2, kolom 3 (status)",
        "r.csv, rij 3",
        "r.csv, rij 4, kolom 2 (ambitiepunt)",
        "r.csv, rij 5, kolom 3 (status)",
    ]


def test_read_results_refuses_a_nul(tmp_path: Path) -> None:
    lines = refusal(tmp_path, f"{HEAD}\nGM1;A1;behaald;a\0b\n")

    assert len(lines) == 1
    assert lines[0].startswith("r.csv, rij 2")


@pytest.mark.parametrize("text", ['"open', '"a"b', '"a" "b"'])
def test_read_results_refuses_quotes_that_do_not_fit(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, f"{HEAD}\nGM1;A1;;\nGM1;A2;;{text}\n") == [
        f"r.csv, rij 3: {UNREADABLE}"
    ]


def test_read_results_refuses_a_cell_that_is_too_long(tmp_path: Path) -> None:
    text = "x" * (csv.field_size_limit() + 1)

    assert refusal(tmp_path, f"{HEAD}\nGM1;A1;;{text}\n") == [f"r.csv, rij 2: {UNREADABLE}"]


@pytest.mark.parametrize(
    "content",
    [
        f"{HEAD}\nGM1;A1;;caf\xe9\n".encode("latin-1"),
        f"{HEAD}\n".encode("utf-16"),
        b"\x89PNG\r\n\x1a\n\xff\xfe\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # an .xls of before 2007
        b"GM1;\xed\xa0\x80",
    ],
    ids=["latin-1", "utf-16", "png", "xls", "surrogate"],
)
def test_read_results_refuses_what_is_no_utf8(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content) == [NO_UTF8]


def test_read_results_refuses_a_row_too_many(tmp_path: Path) -> None:
    content = "\n".join([HEAD, *["GM1;A1;;"] * MAX_ROWS])

    assert refusal(tmp_path, content) == [f"r.csv: het bestand heeft meer dan {MAX_ROWS} rijen."]


def test_read_results_refuses_a_column_too_many(tmp_path: Path) -> None:
    assert refusal(tmp_path, ";" * MAX_COLUMNS) == [
        f"r.csv: het bestand heeft meer dan {MAX_COLUMNS} kolommen."
    ]


@pytest.mark.parametrize("name", ["nergens.csv", ".", "x" * 300, "a\0b"])
def test_read_results_refuses_what_is_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_results(tmp_path / name)

    (line,) = caught.value.lines
    assert line.endswith((": dit bestand bestaat niet.", ": het bestand kan niet worden gelezen."))


@pytest.mark.parametrize("content", ["", "\n", "\ufeff", "\n\n\n"])
def test_read_results_refuses_an_empty_file(tmp_path: Path, content: str) -> None:
    lines = refusal(tmp_path, content)

    assert lines == [f"r.csv, rij 1: de kolom '{name}' ontbreekt." for name in HEADING]
