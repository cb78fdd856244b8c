"""Every number in a workbook is that of the JSON, and its formulas come to the same."""

import json
from typing import Any

import pytest

from ambitions.choices import FormulaId
from monitoring.choices import ResultStatus, RoundState
from monitoring.models import Publication, Round
from tests.conftest import World
from tests.exporting import exported
from tests.extremes import extreme_region
from tests.factories import MUNICIPALITY, Content, fill_round, make_norm, make_round
from tests.reports.conftest import RICH, MakeRound
from tests.reports.exports.evaluator import Evaluator
from tests.reports.exports.reading import (
    HEAD,
    NOTHING,
    SHEETS,
    expected,
    figures,
    ods_cells,
    ods_document,
    tidied,
    workbook,
    xlsx_cells,
)

CELLS = {"xlsx": xlsx_cells, "ods": ods_cells}
NUMBERED: Content = {
    "1": {"1.1": (MUNICIPALITY,), "1.10": (MUNICIPALITY,), "1e1": (MUNICIPALITY,)},
    "10": {"10.1": (MUNICIPALITY,), "a1": (MUNICIPALITY,), "A1": (MUNICIPALITY,)},
}
"""Codes that a spreadsheet takes for one another."""


def holds(round: Round, document: dict[str, Any], format: str) -> None:
    found = figures(CELLS[format](exported(round, format)))

    wanted = expected(document)
    assert {key: tidied(beside.ours) for key, beside in found.items()} == wanted
    assert {key: tidied(beside.live) for key, beside in found.items()} == wanted
    assert {beside.control for beside in found.values()} == {0}


def recomputed(evaluator: Evaluator) -> dict[str, list[list[Any]]]:
    """Every cell, computed anew."""
    return {
        sheet.title: [
            [evaluator.cell(sheet.title, row, column) for column in range(1, sheet.max_column + 1)]
            for row in range(1, sheet.max_row + 1)
        ]
        for sheet in evaluator.book.worksheets
        if sheet.title in SHEETS
    }


def reckons(round: Round) -> None:
    """The formulas, computed by somebody else, come to the JSON, and the controls to 0."""
    document = json.loads(exported(round, "json"))
    evaluator = Evaluator(workbook(exported(round, "xlsx")))
    found = figures(recomputed(evaluator))

    assert {key: tidied(beside.live) for key, beside in found.items()} == expected(document)
    assert {beside.control for beside in found.values()} == {0}
    assert evaluator.named("controle_alles") == 0
    assert evaluator.cell("Uitleg", 2, 2) == "Ja, alle controles zijn 0."


@pytest.mark.parametrize("format", CELLS)
@pytest.mark.parametrize("formula", FormulaId)
def test_every_number_of_a_published_round_is_that_of_its_publication(
    world: World, rich_round: MakeRound, formula: FormulaId, format: str
) -> None:
    norm = make_norm(region=world.region, code="norm-x", content=RICH, formula=formula)
    round = rich_round(RoundState.PUBLISHED, norm=norm)

    holds(round, json.loads(Publication.objects.get(round=round).content), format)


@pytest.mark.parametrize("format", CELLS)
@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.CLOSED])
def test_every_number_of_a_round_is_that_of_its_json(
    world: World, rich_round: MakeRound, state: RoundState, format: str
) -> None:
    round = rich_round(state)

    holds(round, json.loads(exported(round, "json")), format)


@pytest.mark.parametrize("format", CELLS)
def test_figures_of_one_organisation_are_those_of_its_json(
    world: World, rich_round: MakeRound, format: str
) -> None:
    round = rich_round(RoundState.OPEN)

    found = figures(CELLS[format](exported(round, format, world.almere)))

    document = json.loads(exported(round, "json", world.almere))
    assert {key: tidied(beside.live) for key, beside in found.items()} == expected(document)
    assert [key for key in found if key[0] == "Organisaties"] == [("Organisaties", "GM0034")]


@pytest.mark.parametrize("format", CELLS)
def test_forty_organisations_with_long_texts_hold(world: World, format: str) -> None:
    round = extreme_region(rounds=1)

    holds(round, json.loads(exported(round, "json")), format)


@pytest.mark.parametrize("formula", FormulaId)
@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.PUBLISHED])
def test_formulas_come_to_the_same_when_somebody_else_computes_them(
    world: World, rich_round: MakeRound, state: RoundState, formula: FormulaId
) -> None:
    norm = make_norm(region=world.region, code="norm-x", content=RICH, formula=formula)

    reckons(rich_round(state, norm=norm))


@pytest.mark.parametrize("formula", FormulaId)
def test_formulas_tell_codes_apart_that_a_spreadsheet_does_not(
    world: World, rich_round: MakeRound, formula: FormulaId
) -> None:
    norm = make_norm(region=world.region, code="norm-x", content=NUMBERED, formula=formula)

    reckons(rich_round(RoundState.CLOSED, norm=norm))


@pytest.mark.parametrize(
    ("achieved", "of", "whole", "tenths"),
    [
        (0, 3, 0, 0),
        (1, 201, 0.01, 0.005),
        (200, 201, 0.99, 0.995),
        (3, 3, 1, 1),
        (1, 8, 0.13, 0.125),
    ],
)
def test_formulas_round_half_up_and_say_all_or_none_only_when_it_is_so(
    world: World, achieved: int, of: int, whole: float, tenths: float
) -> None:
    content = {"A": {f"A{number}": (MUNICIPALITY,) for number in range(of)}}
    norm = make_norm(region=world.other_region, code="norm-x", content=content)
    round = make_round(norm=norm)
    keys = round.results.order_by("point__position").values_list("pk", flat=True)[:achieved]
    round.results.filter(pk__in=list(keys)).update(status=ResultStatus.ACHIEVED)

    reckons(round)

    total = figures(xlsx_cells(exported(round, "xlsx")))[("Totaal",)]
    assert tidied(total.live[6:8]) == [tenths, whole]


@pytest.mark.parametrize("format", CELLS)
def test_where_nothing_applies_there_is_a_dash_and_no_difference(world: World, format: str) -> None:
    round = make_round(norm=world.norm)
    fill_round(round=round, status=ResultStatus.NOT_APPLICABLE)

    holds(round, json.loads(exported(round, "json")), format)
    reckons(round)

    total = figures(CELLS[format](exported(round, format)))[("Totaal",)]
    assert total.live[5:] == [0, NOTHING, NOTHING, NOTHING]


def test_a_changed_row_shows_in_the_controls(world: World, rich_round: MakeRound) -> None:
    book = workbook(exported(rich_round(RoundState.PUBLISHED), "xlsx"))
    assert book["Resultaten"]["G2"].value == "behaald"
    book["Resultaten"]["G2"] = "niet behaald"

    evaluator = Evaluator(book)

    # Behaald, niet behaald and both percentages, on each of the five sheets.
    assert evaluator.named("controle_alles") == 20
    assert str(evaluator.cell("Uitleg", 2, 2)).startswith("Nee.")


def test_a_row_that_was_taken_out_shows_in_the_controls(
    world: World, rich_round: MakeRound
) -> None:
    book = workbook(exported(rich_round(RoundState.PUBLISHED), "xlsx"))
    for cell in book["Resultaten"][2]:
        cell.value = None

    assert Evaluator(book).named("controle_alles") > 0


def test_formulas_of_both_files_are_the_same(world: World, rich_round: MakeRound) -> None:
    round = rich_round(RoundState.PUBLISHED)
    book = workbook(exported(round, "xlsx"))
    tables = {table.name: table for table in ods_document(exported(round, "ods")).body.tables}

    for name in SHEETS:
        sheet, table = book[name], tables[name]
        for row in sheet.iter_rows(min_row=HEAD + 1):
            for cell in row:
                other = table.get_cell((cell.column - 1, cell.row - 1)).formula
                wanted = cell.value if cell.data_type == "f" else None
                assert (other and plain(other)) == wanted


def plain(formula: str) -> str:
    """An OpenFormula as Excel writes it."""
    return (
        formula.removeprefix("of:").replace("[.", "").replace(":.", ":").replace("]", "")
    ).replace(";", ",")
