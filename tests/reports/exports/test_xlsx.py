"""How the Excel workbook is put together: its sheets, paper, properties, charts and bytes."""

import io
import re
import zipfile

import pytest
from openpyxl import Workbook

from ambitions.choices import FormulaId
from monitoring.choices import RoundState
from monitoring.models import Publication, Round
from reports.exports.csv import HEADING
from tests.conftest import World
from tests.exporting import exported
from tests.factories import MUNICIPALITY, Content, make_norm, make_round
from tests.reports.conftest import MakeRound
from tests.reports.exports.reading import HEAD, SHEETS, workbook

ALL = ("Resultaten", "Uitleg", *SHEETS, "Grafieken")


def book_of(round: Round) -> Workbook:
    return workbook(exported(round, "xlsx"))


def explained(book: Workbook) -> dict[str, str]:
    return {str(term): str(text) for term, text, *_ in book["Uitleg"].values if text is not None}


def test_rows_are_those_of_the_csv_on_the_first_sheet(world: World, rich_round: MakeRound) -> None:
    round = rich_round(RoundState.CLOSED)
    lines = exported(round, "csv").decode("utf-8-sig").splitlines()

    book = book_of(round)

    assert tuple(book.sheetnames) == ALL
    assert book.active.title == "Uitleg"
    rows = [[cell or "" for cell in row] for row in book["Resultaten"].values]
    assert tuple(rows[0]) == HEADING
    assert [";".join(row) for row in rows] == lines


def test_rows_suit_a_filter_and_a_pivot_table(world: World, rich_round: MakeRound) -> None:
    sheet = book_of(rich_round(RoundState.PUBLISHED))["Resultaten"]

    assert not sheet.merged_cells.ranges
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:H{sheet.max_row}"
    assert sheet.max_row == 29
    assert all(row[0] for row in sheet.values)
    assert {cell.number_format for cell in sheet["H"][1:]} <= {"@", "General"}
    assert len(sheet.conditional_formatting) == 1
    (colours,) = sheet.conditional_formatting
    assert len(colours.rules) == 5


def test_every_sheet_is_set_up_for_paper(world: World, rich_round: MakeRound) -> None:
    round = rich_round(RoundState.PUBLISHED)
    publication = Publication.objects.get(round=round)

    for sheet in book_of(round).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in {None, 1}
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddHeader.left.text == "&BVertrouwelijk, gepubliceerd"
        assert sheet.oddFooter.left.text.startswith("ronde-rijk, publicatie 1, formule behaald-1")
        assert publication.sha256 in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text == "Bladzijde &P van &N"


def test_heads_are_repeated_on_every_page_and_stay_in_sight(
    world: World, rich_round: MakeRound
) -> None:
    book = book_of(rich_round(RoundState.CLOSED))

    assert book["Resultaten"].print_title_rows == "$1:$1"
    for name in SHEETS:
        assert book[name].print_title_rows == f"${HEAD}:${HEAD}"
        assert book[name].freeze_panes in {f"B{HEAD + 1}", f"C{HEAD + 1}"}
        assert book[name].auto_filter.ref.startswith(f"A{HEAD}:")


def test_formulas_speak_of_rows_and_controls_by_name(world: World, rich_round: MakeRound) -> None:
    book = book_of(rich_round(RoundState.CLOSED))

    names = {name for name in book.defined_names if not name.startswith("_")}
    assert names == {
        "rij_organisatie",
        "rij_thema",
        "rij_ambitiepunt",
        "rij_status",
        "controle_totaal",
        "controle_organisaties",
        "controle_themas",
        "controle_organisatie_thema",
        "controle_ambitiepunten",
        "controle_alles",
    }
    formula = book["Organisaties"]["D5"].value
    assert formula == "=COUNTIFS(rij_organisatie,$A5,rij_status,D$4)"


def test_headings_of_figures_are_all_different(world: World, rich_round: MakeRound) -> None:
    book = book_of(rich_round(RoundState.CLOSED))

    for name in SHEETS:
        headings = [cell.value for cell in book[name][HEAD]]
        assert len(set(headings)) == len(headings)


def test_explanation_tells_round_norm_formula_and_seal(world: World, rich_round: MakeRound) -> None:
    round = rich_round(RoundState.PUBLISHED)

    told = explained(book_of(round))

    assert told["Ronde"] == f"{round.name} (ronde-rijk), tussentijdse meting"
    assert told["Norm"] == "Norm van de tests, versie 1.0 (rijke-norm)"
    assert "Deels behaald telt niet mee" in told["Formule behaald-1"]
    assert told["SHA-256"] == Publication.objects.get(round=round).sha256
    assert told["Organisaties"] == "4, alle deelnemers van de ronde"
    assert "Voorlopig" not in told
    assert "Voorbeeld" not in told


def test_explanation_of_half_formula_and_example_says_so(world: World) -> None:
    norm = make_norm(region=world.region, code="x", formula=FormulaId.ACHIEVED_HALF, example=True)

    told = explained(book_of(make_round(norm=norm, state=RoundState.CLOSED)))

    assert "de helft van deels behaald" in told["Formule behaald-half-1"]
    assert told["Voorbeeld"] == "Dit zijn voorbeeldgegevens. De inhoud is verzonnen."
    assert told["Publicatie"] == "De ronde is niet gepubliceerd. Er is dus nog geen zegel."


def test_part_of_an_open_round_is_provisional_and_names_its_organisation(
    world: World, open_round: Round
) -> None:
    book = workbook(exported(open_round, "xlsx", world.almere))

    assert explained(book)["Organisaties"] == "Alleen Almere (GM0034)"
    assert explained(book)["Voorlopig"].startswith("De cijfers zijn voorlopig.")
    assert book["Organisaties"].oddHeader.left.text == "&BVertrouwelijk, voorlopig"
    assert book["Organisaties"].oddFooter.left.text == "Niet gepubliceerd"
    assert {row[1] for row in book["Resultaten"].values} == {"organisatie", "GM0034"}


def test_properties_tell_mark_and_seal(world: World, rich_round: MakeRound) -> None:
    round = rich_round(RoundState.PUBLISHED)
    publication = Publication.objects.get(round=round)

    book = book_of(round)

    assert book.properties.title == f"Resultaten {round.name}"
    assert book.properties.subject == "Norm van de tests 1.0"
    assert book.properties.creator == "flevonorm"
    assert book.properties.created == publication.published_at.replace(microsecond=0, tzinfo=None)
    own = {each.name: each.value for each in book.custom_doc_props.props}
    assert own == {
        "Vertrouwelijkheid": "vertrouwelijk",
        "Stand": "gepubliceerd",
        "Ronde": "ronde-rijk",
        "Publicatie": "1",
        "Formule": "behaald-1",
        "SHA-256": publication.sha256,
        "flevonorm-seal": f"flevonorm-seal:ronde-rijk/1/{publication.sha256}",
    }


def test_charts_have_titles_and_say_in_words_what_they_are(
    world: World, rich_round: MakeRound
) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(rich_round(RoundState.CLOSED), "xlsx"))) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        charts = [archive.read(f"xl/charts/chart{number}.xml").decode() for number in (1, 2)]

    titles = [
        "Resultaten per organisatie, naar status",
        "Resultaten per thema, naar status",
    ]
    assert re.findall(r'descr="([^"]*)"', drawing) == [
        f"{titles[0]}. De aantallen staan op het blad Organisaties.",
        f"{titles[1]}. De aantallen staan op het blad Thema's.",
    ]
    for title, chart in zip(titles, charts, strict=True):
        assert title in chart
        assert chart.count("<c:ser>") == 5
        assert "Organisatie ×" not in chart


@pytest.mark.parametrize("format", ["csv", "json", "xlsx", "ods"])
@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.PUBLISHED])
def test_made_again_the_file_is_the_same(
    world: World, rich_round: MakeRound, state: RoundState, format: str
) -> None:
    round = rich_round(state)

    assert exported(round, format) == exported(Round.objects.get(pk=round.pk), format)


@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_round_of_one_organisation_with_one_point_makes_a_workbook(
    world: World, format: str
) -> None:
    content: Content = {"A": {"A1": (MUNICIPALITY,)}}
    norm = make_norm(region=world.other_region, code="klein", content=content)

    assert len(exported(make_round(norm=norm), format)) > 1000
