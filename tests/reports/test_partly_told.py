"""Where partly achieved counts half, every percentage follows from the counts that stand with it.

Whoever reads "70 %, 3 van 5" cannot see where the 70 comes from. So nothing is taken from our own
words here: the numbers of a page or a report are read back, divided, and compared.
"""

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest

from ambitions.choices import FormulaId
from monitoring.achievement import FORMULAS, Figure, Tally
from monitoring.choices import RoundState
from reports.documents.blocks import Chart, Document, Number, Table, words
from reports.kinds import evaluation, public_summary
from reports.kinds.kind import Kind
from reports.material.material import Material
from reports.material.reading import of_publication
from tests.conftest import SignIn, World
from tests.factories import make_norm
from tests.reports.conftest import RICH, MakeRound
from tests.reports.document import Element
from tests.reports.kinds.test_partly import BY_KIND, measured, report
from tests.reports.kinds.walk import all_runs
from tests.reports.walk import walk

HALF = FORMULAS["behaald-half-1"]
COUNTED = r"(\d+)(?: (?:behaald )?en (\d+) deels(?: behaald)?)? van \s*(\d+)"
SAID = re.compile(rf"(\d[\d,]*) (?:%|procent), {COUNTED}")
SHOWN = re.compile(rf"(\d[\d,]*) %.*?{COUNTED}", re.DOTALL)
PARTS = ("fn-figure", "fn-figure-inline", "fn-headline")


def wrong(found: Iterator[tuple[str, ...]]) -> tuple[int, list[tuple[str, ...]]]:
    """How many had partly achieved results, and those whose percentage is another."""
    halves = 0
    apart: list[tuple[str, ...]] = []
    for percentage, achieved, partly, applicable in found:
        rest = int(applicable) - int(achieved) - int(partly or 0)
        figure = Figure(Tally(int(achieved), int(partly or 0), rest), HALF)
        precise = str(figure.percentage).replace(".", ",")
        halves += bool(partly)
        if percentage not in {str(figure.rounded), precise}:
            apart.append((percentage, achieved, partly, applicable))
    return halves, apart


def on_page(page: Element) -> Iterator[tuple[str, ...]]:
    parts = [part for name in PARTS for part in page.all(css=name)]
    parts += [cell for cell in page.all("td") if cell.all(css="fn-heatmap__counts")]
    for part in parts:
        text = part.text.replace("\N{NO-BREAK SPACE}", " ")
        yield from (found.groups() for found in [SHOWN.search(text)] if found)
    for description in page.all("desc"):
        yield from SAID.findall(description.text.replace("\N{NO-BREAK SPACE}", " "))


def in_document(document: Document) -> Iterator[tuple[str, ...]]:
    """In running words and pictures; tables with a column for each count are below."""
    for runs in all_runs(document):
        if any(run.figure.endswith("deels behaald") for run in runs if isinstance(run, Number)):
            yield from SAID.findall(words(runs).replace("\N{NO-BREAK SPACE}", " "))
    for block in document.blocks:
        if isinstance(block, Chart):
            yield from SAID.findall(block.description)


def rows_without_partly(document: Document, material: Material) -> list[str]:
    """Rows with a percentage and what is achieved of it, without what is partly achieved."""
    places = [place for place, figure in material.figures.items() if figure.partly]
    rows = [row for block in document.blocks if isinstance(block, Table) for row in block.rows]
    found = []
    for row in rows:
        figures = {run.figure for cell in row for run in cell.runs if isinstance(run, Number)}
        found += [
            words(row[0].runs)
            for place in places
            if {f"{place}: procent", f"{place}: procent met decimaal"} & figures
            and f"{place}: behaald" in figures
            and f"{place}: deels behaald" not in figures
        ]
    return found


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.PUBLISHED])
def test_every_figure_on_every_page_follows_from_its_counts(
    world: World, sign_in: SignIn, rich_round: MakeRound, state: RoundState
) -> None:
    norm = make_norm(region=world.region, content=RICH, formula=FormulaId.ACHIEVED_HALF)
    rich_round(RoundState.PUBLISHED, norm=norm, code="eerder", reference_date=date(2024, 10, 1))
    rich_round(state, norm=norm, code="later", reference_date=date(2025, 10, 1))
    for place, organisation in enumerate([world.almere, world.urk]):
        organisation.tile_row, organisation.tile_column = 1, place
        organisation.save()
    halves = pages = 0

    for address, page in walk(sign_in(world.district_coordinator), most=70):
        counted, apart = wrong(on_page(page))
        assert apart == [], address
        halves += counted
        pages += 1

    assert pages > 50
    assert halves > 2 * pages


@BY_KIND
def test_every_table_and_chart_of_a_report_tells_what_is_partly_achieved(
    world: World, rich_round: MakeRound, kind: Kind
) -> None:
    material = measured(world, rich_round, FormulaId.ACHIEVED_HALF)

    document = report(kind, material)

    assert rows_without_partly(document, material) == []
    assert wrong(in_document(document))[1] == []


def test_course_and_comparison_of_a_report_follow_from_their_counts(
    world: World, rich_round: MakeRound
) -> None:
    norm = make_norm(region=world.region, content=RICH, formula=FormulaId.ACHIEVED_HALF)
    rich_round(RoundState.PUBLISHED, norm=norm, code="eerder", reference_date=date(2024, 10, 1))
    later = rich_round(RoundState.PUBLISHED, norm=norm, code="later")
    material = of_publication(later.publications.get())

    document = report(evaluation.KIND, material)
    halves, apart = wrong(in_document(document))

    assert rows_without_partly(document, material) == []
    assert apart == []
    assert halves > 20


@pytest.mark.parametrize("formula", FormulaId)
def test_data_of_the_public_summary_can_be_divided(
    world: World, rich_round: MakeRound, formula: FormulaId
) -> None:
    document = report(public_summary.KIND, measured(world, rich_round, formula))

    assert document.attachment is not None
    total = json.loads(document.attachment.content)["total"]
    assert ("partly" in total) is (formula == FormulaId.ACHIEVED_HALF)
