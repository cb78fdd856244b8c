"""Text of people in a workbook: as it was typed, never computed, and read in again unchanged."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambitions.choices import NormState
from monitoring.choices import RoundState
from monitoring.files.results_file import read_results
from monitoring.models import Result, Round
from monitoring.plain_text import MAX_TEXT
from reports.exports.ods_text import paragraphs
from reports.exports.sheet_text import CUT, MOST, fitting
from tests.conftest import World
from tests.exporting import exported
from tests.factories import make_norm, make_organisation, make_round, set_result
from tests.reports.exports.reading import ods_cells, texts_in, workbook
from tests.running import say

HOSTILE = {
    "formula": "=1+1",
    "plus": "+31 6",
    "minus": "-5",
    "at": "@SUM(A1)",
    "tab": "\t=1",
    "carriage return": "\r=1",
    "apostrophe": "'=1",
    "dde": "=cmd|'/c calc'!A1",
    "link": "https://voorbeeld.test/?a=1&b=2",
    "number": "0123",
    "date": "1-2-2026",
    "escape": "_x0041_ en _x000D_ en _x005F_",
    "control": "bel\x07 en \x1b[0m",
    "markup": "<b>vet</b> & <script>alert(1)</script> ]]>",
    "rich": "<r><t>x</t></r>",
    "quotes": "\"dubbel\" en 'enkel'",
    "lines": "een\n\ndrie\ttab",
    "spaces": "  voor,   midden, na  ",
    "emoji": "👩🏽‍🚒 🇳🇱",
    "right to left": "אבג العربية",
    "typst": '#import "x": $ * _',
}

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff")


def filled(round: Round, text: str) -> Round:
    set_result(round=round, organisation="GM0034", point="A1", explanation=text)
    return round


def read_back(content: bytes, folder: Path) -> str:
    path = folder / "ronde.xlsx"
    path.write_bytes(content)
    rows = {(row.organisation, row.point): row.explanation for row in read_results(path).rows}
    return rows["GM0034", "A1"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_comes_back_through_import_as_it_was(
    open_round: Round, tmp_path: Path, text: str
) -> None:
    assert read_back(exported(filled(open_round, text), "xlsx"), tmp_path) == text


def test_what_is_no_character_is_told_by_its_number(open_round: Round, tmp_path: Path) -> None:
    content = exported(filled(open_round, "a\ufffeb\uffffc"), "xlsx")

    assert read_back(content, tmp_path) == "a[U+FFFE]b[U+FFFF]c"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"), max_size=40
    )
)
def test_any_text_comes_back_through_import_as_it_was(
    open_round: Round, tmp_path: Path, text: str
) -> None:
    assert read_back(exported(filled(open_round, text), "xlsx"), tmp_path) == text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_is_never_a_formula_or_a_link_in_excel(open_round: Round, text: str) -> None:
    book = workbook(exported(filled(open_round, text), "xlsx"))

    cells = [cell for row in book["Resultaten"].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if cell.hyperlink]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_stands_in_opendocument_as_it_was_typed(open_round: Round, text: str) -> None:
    content = exported(filled(open_round, text), "ods")

    row = next(
        row for row in ods_cells(content)["Resultaten"] if (row[1], row[4]) == ("GM0034", "A1")
    )
    wanted = re.sub("[\x07\x1b]", lambda found: f"[U+{ord(found[0]):04X}]", text)
    assert row[7] == wanted.replace("\r", "\n")
    table = texts_in(content).partition('table:name="Resultaten"')[2].partition("</table:table>")[0]
    assert "table:formula" not in table
    assert "text:a" not in table


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("gewoon", "<text:p>gewoon</text:p>"),
        ("a\nb", "<text:p>a</text:p><text:p>b</text:p>"),
        ("a   b", '<text:p>a<text:s text:c="3"/>b</text:p>'),
        ("a\tb", "<text:p>a<text:tab/>b</text:p>"),
        ("<&>", "<text:p>&lt;&amp;&gt;</text:p>"),
        ("\x01", "<text:p>[U+0001]</text:p>"),
    ],
)
def test_paragraphs_keep_lines_tabs_and_spaces(text: str, written: str) -> None:
    assert paragraphs(text) == written


def test_longest_explanation_fits_and_comes_back(open_round: Round, tmp_path: Path) -> None:
    text = "é" * MAX_TEXT

    assert read_back(exported(filled(open_round, text), "xlsx"), tmp_path) == text


def test_text_that_no_cell_can_hold_says_that_it_was_cut(open_round: Round) -> None:
    text = "😀" * MAX_TEXT
    assert fitting(text).endswith(CUT)
    assert len(fitting(text).encode("utf-16-le")) // 2 <= MOST
    assert fitting("😀" * (MOST // 2)) == "😀" * (MOST // 2)

    book = workbook(exported(filled(open_round, text), "xlsx"))

    assert book["Resultaten"]["H2"].value == fitting(text)


def test_hostile_names_and_titles_stand_as_they_are(world: World) -> None:
    name, title = "<script>alert(1)</script> & =zo", "=1+1"
    make_organisation(region=world.other_region, code="GM7777", name=name)
    norm = make_norm(
        region=world.other_region, code="norm-x", title="Norm & <b>", state=NormState.DRAFT
    )
    norm.points.update(title=title)
    norm.themes.update(title="@thema")
    norm.state = NormState.PUBLISHED
    norm.save()
    round = make_round(norm=norm, name='Ronde "1" & <i>', state=RoundState.CLOSED)

    for format in ("xlsx", "ods"):
        content = exported(round, format)
        assert "<script>" not in texts_in(content)
    book = workbook(exported(round, "xlsx"))
    assert name in [cell.value for cell in book["Organisaties"]["B"]]
    assert book["Ambitiepunten"]["B5"].data_type == "s"
    assert book["Uitleg"].oddHeader.left.text == "&BVertrouwelijk, gesloten"


def test_file_that_is_taken_and_read_in_changes_nothing(world: World, tmp_path: Path) -> None:
    round = make_round(norm=world.norm, code="ronde-x")
    for number, text in enumerate(HOSTILE.values()):
        point = f"A{number % 3 + 1}"
        set_result(round=round, organisation="GM0034", point=point, explanation=text)
    before = list(Result.objects.order_by("pk").values("pk", "status", "explanation", "version"))
    path = tmp_path / "ronde.xlsx"
    path.write_bytes(exported(round, "xlsx"))

    said = say("import_results", "ronde-x", path)

    assert "0 gewijzigd" in said
    after = list(Result.objects.order_by("pk").values("pk", "status", "explanation", "version"))
    assert after == before
