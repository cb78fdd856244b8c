"""What reports say where partly achieved counts half, and where it does not."""

import pytest

from ambitions.choices import FormulaId
from monitoring.choices import RoundState
from reports.documents.blocks import Document, Number, Paragraph, Table, words
from reports.kinds import (
    council_letter,
    evaluation,
    mededeling,
    one_pager,
    organisation_report,
    public_summary,
)
from reports.kinds.kind import Kind
from reports.material.material import Material
from reports.material.reading import of_publication
from tests.conftest import World
from tests.factories import make_norm
from tests.reports.conftest import RICH, MakeRound
from tests.reports.kinds.making import made
from tests.reports.kinds.walk import plain

MODULES = (
    evaluation,
    organisation_report,
    one_pager,
    mededeling,
    council_letter,
    public_summary,
)
BY_KIND = pytest.mark.parametrize(
    "kind", [module.KIND for module in MODULES], ids=lambda kind: kind.name
)
SENTENCES = {
    evaluation.KIND.name: "van {total.applicable}, en {total.partly} deels, wat",
    one_pager.KIND.name: "beoordeelbare resultaten, en {total.partly} deels, wat",
    mededeling.KIND.name: "{total.applicable} resultaten, en {total.partly} deels, wat",
    public_summary.KIND.name: "{total.applicable} resultaten, en {total.partly} deels, wat",
    council_letter.KIND.name: "punten die voor ons gelden, en {own.partly} deels, wat",
    organisation_report.KIND.name: "van {own.applicable}, en {own.partly} deels, wat",
}


def measured(world: World, rich_round: MakeRound, formula: FormulaId) -> Material:
    norm = make_norm(region=world.region, code=f"norm-{formula}", content=RICH, formula=formula)
    round = rich_round(RoundState.PUBLISHED, norm=norm, code=f"ronde-{formula}")
    return of_publication(round.publications.get())


def report(kind: Kind, material: Material) -> Document:
    about = {"organisation": "GM0034"} if kind.of_organisation else {}
    return made(kind, material, parts=frozenset(part.name for part in kind.parts), **about)


def lacking(document: Document, material: Material) -> list[str]:
    """Sentences with a percentage and what is achieved of it, without what is partly achieved."""
    found = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            figures = {run.figure for run in block.runs if isinstance(run, Number)}
            places = {each.removesuffix(": procent") for each in figures}
            found += [
                words(block.runs)
                for place in places
                if {f"{place}: procent", f"{place}: behaald"} <= figures
                and material.figure(place).partly
                and f"{place}: deels behaald" not in figures
            ]
    return found


@BY_KIND
def test_half_is_told_beside_every_percentage(
    world: World, rich_round: MakeRound, kind: Kind
) -> None:
    material = measured(world, rich_round, FormulaId.ACHIEVED_HALF)
    figures = {"total": material.figure("totaal"), "own": material.figure("organisatie GM0034")}
    if kind is evaluation.KIND:
        figures["total"] = material.figure("thema A")

    document = report(kind, material)

    assert lacking(document, material) == []
    said = plain(document)
    assert SENTENCES[kind.name].format(**figures) in said
    assert "Deels behaald telt voor de helft" in said or kind is one_pager.KIND
    assert "telt niet als behaald" not in said


@BY_KIND
def test_nothing_is_halved_where_only_achieved_counts(
    world: World, rich_round: MakeRound, kind: Kind
) -> None:
    said = plain(report(kind, measured(world, rich_round, FormulaId.ACHIEVED)))

    assert "wat voor de helft telt" not in said
    assert "Deels behaald telt niet" in said or kind is one_pager.KIND
    assert "helft van de deels" not in said


@pytest.mark.parametrize("kind", [one_pager.KIND, public_summary.KIND], ids=lambda kind: kind.name)
def test_tables_have_what_the_percentage_is_made_of(
    world: World, rich_round: MakeRound, kind: Kind
) -> None:
    heads = {}
    for formula in FormulaId:
        material = measured(world, rich_round, formula)
        heads[formula] = {
            column.label
            for block in report(kind, material).blocks
            if isinstance(block, Table)
            for column in block.columns
        }

    assert heads[FormulaId.ACHIEVED_HALF] - heads[FormulaId.ACHIEVED] == {"deels behaald"}


def test_definition_and_formula_follow_the_norm(world: World, rich_round: MakeRound) -> None:
    said = plain(report(evaluation.KIND, measured(world, rich_round, FormulaId.ACHIEVED_HALF)))

    assert "Dat telt voor de helft." in said
    assert "Het aantal behaalde resultaten plus de helft van de deels behaalde, gedeeld" in said
    assert "is het aantal behaalde resultaten plus de helft van de deels behaalde, gedeeld" in said
