"""The page for the DVC is one page, with seven organisations and five themes."""

import io

import pikepdf
import pytest

from ambitions.choices import FormulaId
from monitoring.choices import RoundState
from reports.documents.blocks import Level
from reports.kinds.one_pager import KIND
from reports.material.reading import of_publication
from tests.conftest import World
from tests.factories import MUNICIPALITY, PROVINCE, make_norm, make_organisation
from tests.reports.conftest import MakeRound
from tests.reports.kinds.making import made

BOTH = (MUNICIPALITY, PROVINCE)
NAMES = ("Dronten", "Noordoostpolder", "Zeewolde")


@pytest.mark.parametrize("formula", FormulaId)
def test_seven_organisations_and_five_themes_fit_one_sheet(
    world: World, rich_round: MakeRound, formula: FormulaId
) -> None:
    pdf = pytest.importorskip("reports.documents.pdf")
    neighbours = [make_organisation(region=world.region, name=name) for name in NAMES]
    world.urk.neighbours.add(*neighbours)
    content = {theme: {f"{theme}{each}": BOTH for each in range(1, 9)} for theme in "ABCDE"}
    norm = make_norm(region=world.region, code="heel", content=content, formula=formula)
    round = rich_round(RoundState.PUBLISHED, norm=norm)
    document = made(KIND, of_publication(round.publications.get()))

    with pikepdf.open(io.BytesIO(pdf.write(document))) as pages:
        assert len(pages.pages) == 1
    assert document.mark.level == Level.CONFIDENTIAL
