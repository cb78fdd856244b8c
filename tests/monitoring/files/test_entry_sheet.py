"""The entry sheet as it is written: what stands in it, what is open, and what it says of itself."""

import io
import random
from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from monitoring.choices import ResultStatus
from monitoring.files.entry_sheet_layout import (
    HEADINGS,
    HIDDEN_SHEET,
    MAX_CELL,
    SheetLine,
    seal,
    unseal,
)
from monitoring.plain_text import NO_SIGNALS, tidy
from tests.entry_sheets import (
    Change,
    cell_of,
    content,
    filled_in,
    heading_row,
    line,
    made,
    read,
    visible,
    worked_on,
)

LOCKED = "niet van toepassing volgens de norm"


def opened(file: bytes) -> Workbook:
    return load_workbook(io.BytesIO(file))


def headings(book: Workbook) -> list[Any]:
    sheet = visible(book)[0]
    return [cell.value for cell in sheet[heading_row(sheet)]]


def test_sheet_says_whose_it_is_and_what_not_to_write() -> None:
    book = opened(made(line(1)))

    head = [visible(book)[0].cell(row, 1).value for row in range(1, 6)]
    assert head[0] == "Invulblad Almere"
    assert head[1] == "Ronde. De ronde sluit op 24 november 2026. Vertrouwelijk."
    assert NO_SIGNALS in head
    assert book.properties.title == "Invulblad Almere, Ronde"


def test_sheet_has_a_part_per_theme_or_one_list() -> None:
    lines = (line(1), line(2), line(1, theme="B"))

    by_theme, one_list = opened(made(*lines, by_theme=True)), opened(made(*lines))

    assert by_theme.sheetnames == ["Thema A", "Thema B", HIDDEN_SHEET]
    assert one_list.sheetnames == ["Invulblad", HIDDEN_SHEET]
    assert HEADINGS["theme"] in headings(one_list)
    assert HEADINGS["theme"] not in headings(by_theme)
    assert visible(by_theme)[1].cell(2, 1).value == "Thema B Thema"


def test_sheet_leaves_out_what_its_user_may_not_see() -> None:
    lines = (line(1),)

    status_only = headings(opened(made(*lines, fields=("status",))))

    assert status_only == ["Thema", "Code", "Ambitiepunt", "Behaald wanneer", "Status", "Kenmerk"]
    assert "Status vorige ronde" in headings(opened(made(*lines, has_previous=True)))


def test_only_what_is_to_be_filled_in_is_open() -> None:
    book = opened(made(line(1), line(2, locked=LOCKED)))
    sheet = visible(book)[0]

    is_open = [name for name in HEADINGS if name != "previous" and opens(book, "A1", name)]

    assert is_open == ["status", "explanation", "private_note", "is_shared"]
    assert not any(opens(book, "A2", name) for name in is_open)
    assert cell_of(book, "A2", "status").value == LOCKED
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert book[HIDDEN_SHEET].sheet_state == "veryHidden"
    assert sheet.column_dimensions[cell_of(book, "A1", "result").column_letter].hidden


def opens(book: Workbook, code: str, name: str) -> bool:
    return not cell_of(book, code, name).protection.locked


def test_sheet_for_reading_has_nothing_open_and_says_so() -> None:
    book = opened(made(line(1), locked="Alleen om te lezen."))

    assert not opens(book, "A1", "status")
    assert visible(book)[0].cell(3, 1).value == "Alleen om te lezen."


def test_status_and_sharing_are_chosen_from_a_list() -> None:
    book = opened(made(line(1), line(2, status=ResultStatus.NOT_APPLICABLE)))
    lists = {
        str(rule.sqref): rule.formula1
        for rule in visible(book)[0].data_validations.dataValidation
        if rule.type == "list"
    }

    four = '"behaald,deels behaald,niet behaald,nog niet ingevuld"'
    assert lists[cell_of(book, "A1", "status").coordinate] == four
    assert lists[cell_of(book, "A2", "status").coordinate] == four[:-1] + ',niet van toepassing"'
    assert lists[cell_of(book, "A1", "is_shared").coordinate] == '"ja,nee"'


def test_missing_explanation_is_coloured() -> None:
    book = opened(made(line(1)))

    ((place, (rule,)),) = visible(book)[0].conditional_formatting._cf_rules.items()

    assert str(place.sqref) == cell_of(book, "A1", "explanation").coordinate
    status = cell_of(book, "A1", "status")
    assert f'${status.column_letter}{status.row}="deels behaald"' in rule.formula[0]


def test_sheet_is_set_up_for_screen_and_paper() -> None:
    sheet = visible(opened(made(line(1))))[0]
    top = heading_row(sheet)

    assert sheet.freeze_panes == f"C{top + 1}"
    assert sheet.print_title_rows == f"${top}:${top}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_same_content_gives_the_same_bytes() -> None:
    lines = (line(1, explanation="Één"), line(2))

    assert made(*lines) == made(*lines)
    assert made(*lines) != made(lines[0])


def test_seal_remembers_what_it_was_given() -> None:
    lines = (line(1, explanation="Tekst", is_shared=True), line(2, locked=LOCKED))

    sealed = unseal(seal(content(*lines)))

    assert (sealed.round, sealed.organisation) == ("ronde-open", "GM0034")
    for remembered, given_ in zip(sealed.lines, lines, strict=True):
        assert (remembered.result, remembered.version) == (given_.result, given_.version)
        assert (remembered.code, remembered.locked) == (given_.code, given_.locked)
        assert remembered.values == given_.values


def test_hidden_part_is_cut_in_pieces_that_fit_a_cell() -> None:
    chance = random.Random(1)
    lines = [line(number, explanation=chance.randbytes(2_000).hex()) for number in range(1, 30)]
    file = made(*lines)

    pieces = [str(row[0].value) for row in opened(file)[HIDDEN_SHEET].iter_rows()]

    assert len(pieces) > 1
    assert max(map(len, pieces)) <= MAX_CELL
    assert read(file).unchanged == len(lines)


def test_sheet_without_points_can_be_made() -> None:
    assert opened(made(by_theme=True)).sheetnames == ["Invulblad", HIDDEN_SHEET]


# --- There and back -------------------------------------------------------------------------------

AWKWARD = (
    "=1+1",
    "'=x",
    "'",
    "+31 6",
    "@iemand",
    "\ttab\nen regel\n\n ",
    "  spaties  ",
    "🙂 emoji 👩‍👩‍👧",
    "<r><t>x</t></r>",
    "<r>",
    "<b>&amp;</b>",
    "http://voorbeeld.test/",
    "0012",
    "\x01\x1f\x7f\x85",
    "\ufffe\uffff",
    "a" * 20_000,
)
ESCAPES = ("_x0041_", "x005F_", "_x000D_ en _x000A_")
TEXTS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60),
    min_size=15,
    max_size=15,
)


def lines_of(texts: Sequence[str]) -> list[SheetLine]:
    """Each text as an explanation and as a note."""
    stored = enumerate(map(tidy, texts), start=1)
    return [line(number, explanation=text, private_note=text) for number, text in stored]


def come_back(texts: Sequence[str], *work: Change) -> list[str]:
    """The texts that are not as they were, after somebody worked on the sheet."""
    file = made(*lines_of(texts))
    rows = read(worked_on(file, *work) if work else file).rows
    return [row.filled["explanation"] for row in rows]


def test_awkward_texts_come_back_unchanged() -> None:
    assert come_back([*AWKWARD, *ESCAPES]) == []


def test_awkward_texts_come_back_from_an_office_unchanged() -> None:
    """Without what openpyxl itself, the office of these tests, does not keep."""
    assert come_back([*AWKWARD, ""], filled_in("A17", status="behaald")) == [""]


@given(texts=TEXTS)
@settings(max_examples=10, deadline=None)
def test_every_text_comes_back_unchanged(texts: list[str]) -> None:
    assert come_back(texts) == []


def test_text_too_long_for_a_cell_is_left_out() -> None:
    book = opened(made(line(1, locked="te lang", explanation="🙂" * 20_000)))

    assert cell_of(book, "A1", "explanation").value is None
