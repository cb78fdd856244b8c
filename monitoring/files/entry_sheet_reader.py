"""Reads an entry sheet that was filled in: what its user changed, row by row.

Rows are known by their hidden mark, columns by their heading, so that both may be moved. What the
workbook was made from comes from its sealed sheet (`entry_sheet_layout`). A field that says what it
said is not looked into; what is new has to be possible. All errors come at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.utils.cell import get_column_letter

from accounts.refusals import FileRefused, Problem
from monitoring.choices import ANSWERS, ResultStatus
from monitoring.files.entry_sheet_layout import (
    CODE,
    HEADINGS,
    HIDDEN_SHEET,
    IS_SHARED,
    KEY,
    NO,
    STATUS,
    YES,
    Sealed,
    SheetLine,
    Tampered,
    shown,
    unseal,
)
from monitoring.files.workbook import Cell, Rows, Unclear, cell_text, read_workbook
from monitoring.plain_text import MAX_TEXT, why_not

TAMPERED = Problem("dit blad is gewijzigd op plaatsen die vastliggen; haal een nieuw blad op.")
NOT_OURS = Problem(
    "dit is geen invulblad van deze toepassing, of het verborgen deel ontbreekt. "
    "Lever het hele bestand in dat u ophaalde."
)
FOR_READING = Problem("dit blad was alleen om te lezen; haal een nieuw blad op om in te vullen.")
NO_ROWS = Problem("er is geen blad met de koppen van het invulblad; haal een nieuw blad op.")
ADDED = "deze rij hoort niet bij het invulblad; voeg geen rijen toe."

WORDS: dict[str, dict[str, Any]] = {
    STATUS: {
        **{status.label: status.value for status in (*ANSWERS, ResultStatus.UNANSWERED)},
        "": ResultStatus.UNANSWERED.value,
    },
    IS_SHARED: {YES: True, NO: False, "": False},
}
"""What may stand in a cell of which one chooses the content."""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row in which something was changed; `base` and `filled` hold all fields of the sheet."""

    result: int
    version: int
    code: str
    base: Mapping[str, Any]
    filled: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """What came back: the changed rows, how many were not, and the codes that were not there."""

    name: str
    round: str
    organisation: str
    fields: tuple[str, ...]
    rows: tuple[FilledRow, ...]
    unchanged: int
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """One visible sheet of the workbook, with the place of each column by its name."""

    title: str
    rows: Rows
    columns: Mapping[str, int]

    def problem(self, number: int, name: str, message: str) -> Problem:
        """About one cell; people know it by a name such as D7, so the message begins with it."""
        column = self.columns[name] + 1
        cell = f"{get_column_letter(column)}{number}"
        return Problem(f"in {cell} {message}", number, column, HEADINGS[name], sheet=self.title)


def read_entry_sheet(name: str, content: bytes, *, round: str, organisation: str) -> FilledSheet:
    """Reads the entry sheet of a round and an organisation.

    Raises FileRefused, with every error and its place, for what is no entry sheet of these two or
    cannot be taken over.
    """
    sheets = read_workbook(name, content)
    sealed = _unsealed(name, sheets)
    if (other := _why_other(sealed, round, organisation)) is not None:
        raise FileRefused(name, [other])
    problems: list[Problem] = []
    lines = {str(line.result): line for line in sealed.lines}
    tables = list(_tables(sheets, sealed, problems))
    if not tables and not problems:
        problems.append(NO_ROWS)
    found: dict[str, str] = {}
    rows = []
    for table in tables:
        rows += list(_filled(table, sealed.fields, lines, found, problems))
    if problems:
        order = list(sheets)
        problems.sort(
            key=lambda p: (order.index(p.sheet) if p.sheet else 0, p.row or 0, p.column or 0)
        )
        raise FileRefused(name, problems)
    changed = tuple(row for row in rows if row.filled != row.base)
    return FilledSheet(
        name=name,
        round=sealed.round,
        organisation=sealed.organisation,
        fields=sealed.fields,
        rows=changed,
        unchanged=len(rows) - len(changed),
        absent=tuple(line.code for line in sealed.lines if line.code not in found),
    )


def _unsealed(name: str, sheets: Mapping[str, Rows]) -> Sealed:
    if HIDDEN_SHEET not in sheets:
        raise FileRefused(name, [NOT_OURS])
    pieces = [str(cells[0].value) for _, cells in sheets[HIDDEN_SHEET]]
    try:
        return unseal("".join(pieces))
    except Tampered as error:
        raise FileRefused(name, [TAMPERED]) from error


def _why_other(sealed: Sealed, round: str, organisation: str) -> Problem | None:
    if sealed.round != round:
        return Problem(f"dit blad is van de ronde {sealed.round}, niet van {round}.")
    if sealed.organisation != organisation:
        return Problem(
            f"dit blad is van de organisatie {sealed.organisation}, niet van {organisation}."
        )
    return FOR_READING if sealed.is_for_reading else None


def _tables(
    sheets: Mapping[str, Rows], sealed: Sealed, problems: list[Problem]
) -> Iterator[_Table]:
    """The sheets with rows of the entry sheet, without what stands above and with the headings."""
    needed = (CODE, KEY, *sealed.fields)
    for title, rows in sheets.items():
        if title == HIDDEN_SHEET:
            continue
        place, found = _headings(rows, needed)
        if place is None:
            if _has_codes(rows, sealed):
                problems.append(Problem("de rij met de koppen ontbreekt.", sheet=title))
            continue
        number = rows[place][0]
        missing = [name for name in needed if name not in found]
        doubled = [name for name in needed if found.count(name) > 1]
        problems += [_about(title, number, name, "ontbreekt") for name in missing]
        problems += [_about(title, number, name, "staat er twee keer") for name in doubled]
        if not missing and not doubled:
            columns = {name: found.index(name) for name in needed}
            yield _Table(title, rows[place + 1 :], columns)


def _headings(rows: Rows, needed: Sequence[str]) -> tuple[int | None, list[str | None]]:
    """Which row holds the headings, and the name of each of its columns; None without such."""
    names = {HEADINGS[name].casefold(): name for name in needed}
    for place, (_, cells) in enumerate(rows):
        found = [names.get(_heading(cell)) for cell in cells]
        if len(set(found) - {None}) > 1:
            return place, found
    return None, []


def _about(title: str, number: int, name: str, what: str) -> Problem:
    return Problem(f"de kolom '{HEADINGS[name]}' {what}.", number, sheet=title)


def _heading(cell: Cell) -> str:
    return " ".join(cell.value.casefold().split()) if isinstance(cell.value, str) else ""


def _has_codes(rows: Rows, sealed: Sealed) -> bool:
    codes = {line.code for line in sealed.lines}
    return any(cell.value in codes for _, cells in rows for cell in cells)


def _filled(
    table: _Table,
    fields: tuple[str, ...],
    lines: Mapping[str, SheetLine],
    found: dict[str, str],
    problems: list[Problem],
) -> Iterator[FilledRow]:
    """The rows that can be filled in; notes in `found` where each line of the sheet stands."""
    for number, cells in table.rows:
        texts, unclear = _texts(table, number, cells)
        problems += unclear
        if not any(texts.values()) and not unclear:
            continue
        line = lines.get(texts[KEY].strip())
        misplaced = _misplaced(table, number, line, texts, found)
        if line is None or misplaced:
            # What is unclear about the row was said already.
            problems += [] if unclear or misplaced is None else [misplaced]
            continue
        found[line.code] = f"rij {number} van blad {table.title}"
        row, wrong = _row(table, number, fields, line, texts)
        problems += wrong
        if not line.locked:
            yield row


def _misplaced(
    table: _Table,
    number: int,
    line: SheetLine | None,
    texts: Mapping[str, str],
    found: Mapping[str, str],
) -> Problem | None:
    """Why a row is not that of the line of its mark, which is None for an unknown mark."""
    if line is None:
        return Problem(ADDED, number, sheet=table.title)
    code = texts[CODE].strip()
    if code != line.code:
        message = f"hoort {line.code}; haal een nieuw blad op en vul dat in."
        return table.problem(number, CODE, message)
    if code in found:
        return table.problem(number, CODE, f"staat {code}, en ook in {found[code]}.")
    return None


def _texts(
    table: _Table, number: int, cells: tuple[Cell, ...]
) -> tuple[dict[str, str], list[Problem]]:
    """The text of each cell that counts, and what is wrong with those that have none."""
    texts, problems = {}, []
    for name, at in table.columns.items():
        try:
            texts[name] = cell_text(cells[at]) if at < len(cells) else ""
        except Unclear as error:
            texts[name] = ""
            problems.append(table.problem(number, name, str(error)))
    return texts, problems


def _row(
    table: _Table,
    number: int,
    fields: tuple[str, ...],
    line: SheetLine,
    texts: Mapping[str, str],
) -> tuple[FilledRow, list[Problem]]:
    """A row as it was filled in, and what is wrong with its fields."""
    filled: dict[str, Any] = {}
    problems = []
    for name in fields:
        filled[name], wrong = line.values[name], None
        if texts[name] != shown(name, filled[name], line.locked):
            if line.locked:
                wrong = "kunt u niets invullen."
            else:
                filled[name], wrong = _value(name, texts[name])
        if wrong:
            problems.append(table.problem(number, name, wrong))
    return FilledRow(line.result, line.version, line.code, line.values, filled), problems


def _value(name: str, text: str) -> tuple[Any, str | None]:
    """The value of a field that was changed, or what is wrong with it."""
    if name not in WORDS:
        if len(text) > MAX_TEXT:
            return text, f"staat een tekst van meer dan {MAX_TEXT} tekens."
        reason = why_not(text)
        return text, reason and f"staat een tekst die niet kan. {reason}"
    word = " ".join(text.casefold().split())
    if word in WORDS[name]:
        return WORDS[name][word], None
    known = ", ".join(f"'{word}'" for word in WORDS[name] if word)
    return None, f"staat '{text.strip()[:40]}'; kies {known}."
