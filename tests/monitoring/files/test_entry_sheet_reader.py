"""What comes back from an entry sheet that people worked on, and what is refused of it."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from accounts.refusals import FileRefused
from monitoring.choices import ResultStatus
from monitoring.files.entry_sheet_layout import HEADINGS, HIDDEN_SHEET
from monitoring.files.entry_sheet_reader import FilledSheet
from monitoring.plain_text import MAX_TEXT
from tests.entry_sheets import (
    NAME,
    cell_of,
    filled_in,
    heading_row,
    line,
    made,
    read,
    visible,
    worked_on,
)

LINES = (line(1, explanation="Was zo."), line(2), line(1, theme="B"))
TAMPERED = f"{NAME}: dit blad is gewijzigd op plaatsen die vastliggen; haal een nieuw blad op."


def refused(file: bytes, **whose: str) -> list[str]:
    with pytest.raises(FileRefused) as caught:
        read(file, **whose)
    return list(caught.value.lines)


def changed(sheet: FilledSheet) -> dict[str, dict[str, Any]]:
    """What differs from what was taken along, by code."""
    return {
        row.code: {name: new for name, new in row.filled.items() if new != row.base[name]}
        for row in sheet.rows
    }


def place(book: Workbook, code: str, name: str) -> str:
    return str(cell_of(book, code, name).coordinate)


# --- What is read ---------------------------------------------------------------------------------


@pytest.mark.parametrize("by_theme", [True, False])
def test_untouched_sheet_changes_nothing(by_theme: bool) -> None:
    sheet = read(worked_on(made(*LINES, by_theme=by_theme)))

    assert (sheet.rows, sheet.unchanged, sheet.absent) == ((), 3, ())


@pytest.mark.parametrize("by_theme", [True, False])
def test_filled_in_fields_are_read(by_theme: bool) -> None:
    file = worked_on(
        made(*LINES, by_theme=by_theme),
        filled_in("A1", status="deels behaald", explanation="Nieuw\r\nregel 2"),
        filled_in("A2", private_note="Voor ons", is_shared="ja"),
        filled_in("B1", status=" Behaald "),
    )

    sheet = read(file)

    assert changed(sheet) == {
        "A1": {"status": "partly", "explanation": "Nieuw\nregel 2"},
        "A2": {"private_note": "Voor ons", "is_shared": True},
        "B1": {"status": "achieved"},
    }
    assert sheet.rows[0].base["explanation"] == "Was zo."
    assert (sheet.rows[0].result, sheet.rows[0].version) == (101, 1)
    assert sheet.unchanged == 0


def test_emptied_cells_are_empty_values() -> None:
    line_ = line(1, status="achieved", explanation="Ja.", is_shared=True)
    file = worked_on(made(line_), filled_in("A1", status=None, explanation=None, is_shared=None))

    assert changed(read(file)) == {
        "A1": {"status": "unanswered", "explanation": "", "is_shared": False}
    }


def test_moved_rows_and_columns_are_found() -> None:
    def sort_backwards(book: Workbook) -> None:
        (sheet,) = visible(book)
        top = heading_row(sheet)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(top + 1)]
        for at, row in enumerate(reversed(rows), start=top + 1):
            for column, value in enumerate(row, start=1):
                sheet.cell(at, column).value = value

    def turn_round(book: Workbook) -> None:
        (sheet,) = visible(book)
        for row in list(sheet.iter_rows(heading_row(sheet))):
            for cell, value in zip(row, [cell.value for cell in reversed(row)], strict=True):
                cell.value = value

    file = worked_on(made(*LINES), filled_in("A2", status="behaald"), sort_backwards, turn_round)

    sheet = read(file)

    assert changed(sheet) == {"A2": {"status": "achieved"}}
    assert sheet.unchanged == 2


def test_deleted_rows_and_sheets_are_named_and_left_alone() -> None:
    def delete(book: Workbook) -> None:
        visible(book)[0].delete_rows(cell_of(book, "A2", "code").row)
        del book["Thema B"]

    sheet = read(worked_on(made(*LINES, by_theme=True), delete))

    assert (sheet.rows, sheet.unchanged, sheet.absent) == ((), 1, ("A2", "B1"))


def test_notes_outside_the_columns_are_left_alone() -> None:
    def scribble(book: Workbook) -> None:
        (sheet,) = visible(book)
        sheet.cell(1, 20).value = "kladje"
        sheet.cell(cell_of(book, "A1", "code").row, 20).value = "=1+1"
        sheet.cell(200, 20).value = date(2026, 1, 1)
        book.create_sheet("Eigen aantekeningen").append(["Code", "iets"])

    assert read(worked_on(made(*LINES), scribble)).unchanged == 3


@pytest.mark.parametrize(("value", "text"), [(2025, "2025"), (12.0, "12"), (0, "0")])
def test_whole_number_is_the_text_that_it_shows(value: float, text: str) -> None:
    file = worked_on(made(line(1)), filled_in("A1", explanation=value))

    assert changed(read(file)) == {"A1": {"explanation": text}}


def test_text_that_may_not_be_typed_stays_where_it_was() -> None:
    """An import may have brought it; only what is new is looked into."""
    stored = line(1, explanation="\u202eomgekeerd\x01", status=ResultStatus.NOT_APPLICABLE)
    file = worked_on(made(stored), filled_in("A1", private_note="Erbij"))

    assert changed(read(file)) == {"A1": {"private_note": "Erbij"}}


def test_text_too_long_for_a_cell_locks_its_row() -> None:
    long = line(1, locked="te lang", explanation="🙂" * 20_000)

    assert read(made(long)).rows == ()


# --- What is refused ------------------------------------------------------------------------------


def test_every_error_comes_with_its_place() -> None:
    file = worked_on(
        made(*LINES),
        filled_in("A1", status="bijna", explanation="=1+1"),
        filled_in("A2", explanation="x" * (MAX_TEXT + 1), is_shared="misschien"),
        filled_in("B1", private_note="\u202eomgekeerd"),
    )

    lines = refused(file)

    where = [message.partition(": ")[0] for message in lines]
    assert where == [
        f"{NAME}, blad Invulblad, rij 8, kolom 5 (Status)",
        f"{NAME}, blad Invulblad, rij 8, kolom 6 (Toelichting)",
        f"{NAME}, blad Invulblad, rij 9, kolom 6 (Toelichting)",
        f"{NAME}, blad Invulblad, rij 9, kolom 8 (Delen als goed voorbeeld)",
        f"{NAME}, blad Invulblad, rij 10, kolom 7 (Interne notitie)",
    ]
    assert "in E8 staat 'bijna'; kies 'behaald', 'deels behaald'" in lines[0]
    assert "in F8 staat een formule; typ de waarde zelf." in lines[1]
    assert "een tekst van meer dan 20000 tekens" in lines[2]
    assert "leesrichting" in lines[4]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("=A1", "formule"),
        ("#REF!", "foutwaarde"),
        (True, "WAAR of ONWAAR"),
        (date(2026, 11, 24), "datum"),
        (datetime(2026, 11, 24, 12), "datum"),
        (time(12, 30), "datum"),
        (12.5, "getal"),
    ],
)
@pytest.mark.parametrize("name", ["explanation", "code", "result"])
def test_what_is_no_text_is_refused(value: object, what: str, name: str) -> None:
    file = worked_on(made(*LINES), filled_in("A1", **{name: value}))

    (only,) = refused(file)

    assert what in only
    assert f"({HEADINGS[name]})" in only


def test_number_that_shows_otherwise_is_refused() -> None:
    def as_percentage(book: Workbook) -> None:
        cell = cell_of(book, "A1", "explanation")
        cell.value, cell.number_format = 1, "0%"

    assert "staat een getal" in refused(worked_on(made(*LINES), as_percentage))[0]


def test_renamed_or_removed_column_is_named() -> None:
    def rename(book: Workbook) -> None:
        (sheet,) = visible(book)
        for cell in sheet[heading_row(sheet)]:
            if cell.value in {"Toelichting", "Kenmerk"}:
                cell.value = "Iets anders"

    assert refused(worked_on(made(*LINES), rename)) == [
        f"{NAME}, blad Invulblad, rij 7: de kolom 'Kenmerk' ontbreekt.",
        f"{NAME}, blad Invulblad, rij 7: de kolom 'Toelichting' ontbreekt.",
    ]


def test_doubled_column_is_named() -> None:
    def double(book: Workbook) -> None:
        (sheet,) = visible(book)
        sheet.cell(heading_row(sheet), 15).value = "status"

    (only,) = refused(worked_on(made(*LINES), double))
    assert only.endswith("de kolom 'Status' staat er twee keer.")


def test_removed_headings_are_missed() -> None:
    def remove(book: Workbook) -> None:
        (sheet,) = visible(book)
        sheet.delete_rows(1, heading_row(sheet))

    assert refused(worked_on(made(*LINES), remove)) == [
        f"{NAME}, blad Invulblad: de rij met de koppen ontbreekt."
    ]


def test_workbook_without_any_row_is_refused() -> None:
    def empty(book: Workbook) -> None:
        (sheet,) = visible(book)
        sheet.delete_rows(1, 100)

    (only,) = refused(worked_on(made(*LINES), empty))
    assert "er is geen blad met de koppen" in only


def added(values: dict[str, str]) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        (sheet,) = visible(book)
        for name, value in values.items():
            sheet.cell(30, cell_of(book, "A1", name).column).value = value

    return change


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"status": "behaald"}, "rij 30: deze rij hoort niet bij het invulblad"),
        ({"code": "A9", "status": "behaald"}, "rij 30: deze rij hoort niet bij het invulblad"),
        ({"result": "99", "code": "A9"}, "rij 30: deze rij hoort niet bij het invulblad"),
        ({"result": "101", "code": "A1"}, "in B30 staat A1, en ook in rij 8 van blad Invulblad."),
        ({"result": "101", "code": "A2"}, "in B30 hoort A1; haal een nieuw blad op"),
    ],
)
def test_added_row_is_refused(values: dict[str, str], what: str) -> None:
    (only,) = refused(worked_on(made(*LINES), added(values)))

    assert what in only


def test_answer_to_a_point_that_does_not_apply_is_refused() -> None:
    locked = line(1, locked="vrijgesteld", status=ResultStatus.NOT_APPLICABLE)
    file = worked_on(made(locked, line(2)), filled_in("A1", status="behaald", explanation="Toch"))

    lines = refused(file)

    assert [message.rpartition(": ")[2] for message in lines] == [
        "in E8 kunt u niets invullen.",
        "in F8 kunt u niets invullen.",
    ]


def test_not_applicable_cannot_be_chosen() -> None:
    file = worked_on(made(line(1)), filled_in("A1", status="niet van toepassing"))

    assert "staat 'niet van toepassing'; kies" in refused(file)[0]


def test_very_many_errors_are_not_all_told() -> None:
    lines = [line(number) for number in range(1, 80)]
    wrong = [filled_in(line.code, status="bijna") for line in lines]

    told = refused(worked_on(made(*lines), *wrong))

    assert len(told) == 51
    assert told[-1] == f"{NAME}: en nog 29 fouten."


# --- Whose sheet ----------------------------------------------------------------------------------


def test_sheet_of_another_round_or_organisation_is_refused() -> None:
    file = made(*LINES)

    assert refused(file, round="ronde-2") == [
        f"{NAME}: dit blad is van de ronde ronde-open, niet van ronde-2."
    ]
    assert refused(file, organisation="GM0995") == [
        f"{NAME}: dit blad is van de organisatie GM0034, niet van GM0995."
    ]


def test_sheet_for_reading_is_refused() -> None:
    assert "alleen om te lezen" in refused(made(*LINES, locked="Te lezen."))[0]


def test_workbook_without_the_hidden_sheet_is_refused() -> None:
    def remove(book: Workbook) -> None:
        del book[HIDDEN_SHEET]

    assert "geen invulblad van deze toepassing" in refused(worked_on(made(*LINES), remove))[0]


@pytest.mark.parametrize(
    "value", ["", "iets", ".", None, 12, "=1+1", "eyJhIjoxfQ:7mE_9m0cWmVJ8vYUjUQqQ"]
)
def test_changed_hidden_sheet_is_refused(value: object) -> None:
    def change(book: Workbook) -> None:
        book[HIDDEN_SHEET]["A1"].value = value

    assert refused(worked_on(made(*LINES), change)) == [TAMPERED]


def test_hidden_sheet_of_another_workbook_knows_none_of_the_rows() -> None:
    """Rows under another's seal have marks that it does not know."""
    other = made(line(7))

    def swap(book: Workbook) -> None:
        source = load_workbook(io.BytesIO(other))[HIDDEN_SHEET]
        book[HIDDEN_SHEET]["A1"].value = source["A1"].value

    assert all(
        "deze rij hoort niet" in message for message in refused(worked_on(made(*LINES), swap))
    )
