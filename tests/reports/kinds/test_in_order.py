"""Whatever a report lists stands in the order of its organisations and of the norm."""

import json
from datetime import date
from itertools import pairwise

import pytest

from monitoring.choices import ResultStatus, RoundState
from monitoring.models import Publication
from reports.documents.blocks import Heading, PageBreak
from reports.kinds import council_letter, evaluation
from reports.material.material import Material
from reports.material.reading import of_publication
from tests.conftest import World
from tests.factories import MUNICIPALITY, WATER_BOARD, make_norm, make_round, set_result
from tests.reports.conftest import MakeRound, advance
from tests.reports.kinds.making import made, table
from tests.reports.kinds.walk import plain

CODES = ("GM0995", "GM0184", "GM0034", "PV24")
"""Not the order of the names: Almere, Lelystad, Urk, and then the province."""


@pytest.fixture
def told(rich_round: MakeRound) -> Material:
    """A publication whose surroundings tell everything in another order."""
    publication: Publication = rich_round(RoundState.PUBLISHED).publications.get()
    surroundings = json.loads(publication.surroundings)
    surroundings["activities"] = [
        {
            "kind": "training",
            "title": "Training",
            "held_on": "2022-09-01",
            "participants": 3,
            "description": "",
            "organisations": list(CODES),
            "points": ["B1", "A2", "A1"],
        }
    ]
    surroundings["examples"] = [
        {"organisation": code, "point": point, "evidence": []}
        for point in ("B1", "A1")
        for code in CODES[:3]
    ]
    surroundings["improvements"] = [
        {
            "organisation": code,
            "point": "A1",
            "title": f"Actie van {code}",
            "owner": "",
            "due_on": f"2022-0{month}-01",
            "state": "done",
            "outcome": "",
        }
        for month, code in enumerate(CODES, start=1)
    ]
    surroundings["exemptions"] = [
        {"organisation": code, "point": "A2", "reason": "Kan niet.", "until": None}
        for code in CODES
    ]
    # Only the object in memory: the row itself never changes.
    publication.surroundings = json.dumps(surroundings)
    return of_publication(publication)


def test_lists_follow_the_organisations_and_the_norm(told: Material) -> None:
    document = made(
        evaluation.KIND, told, parts=frozenset(part.name for part in evaluation.KIND.parts)
    )

    names = [each.name for each in told.organisations]
    assert names == ["Almere", "Lelystad", "Urk", "Provincie Flevoland"]
    [activity] = table(document, "Activiteiten")
    assert activity[2:4] == ["Almere, Lelystad, Urk en Provincie Flevoland", "A1, A2, B1"]
    examples = [(row[0].split()[0], row[1]) for row in table(document, "Goede voorbeelden")]
    assert examples == [(point, name) for point in ("A1", "B1") for name in names[:3]]
    done = table(document, "Verbeteracties die zijn uitgevoerd of vervallen")
    assert [row[0] for row in done] == names
    assert [row[0] for row in table(document, "Vrijstellingen")] == names


def test_letter_of_who_did_not_take_part_before_compares_nothing(world: World) -> None:
    both = (MUNICIPALITY, WATER_BOARD)
    first = make_norm(region=world.region, code="eerst", content={"A": {"A1": (MUNICIPALITY,)}})
    before = date(2020, 6, 1)
    make_round(norm=first, code="eerder", state=RoundState.PUBLISHED, reference_date=before)
    second = make_norm(
        region=world.region, code="eerst", version="2.0", content={"A": {"A1": both, "A2": both}}
    )
    round = make_round(norm=second, code="nu")
    for code in ("WS0650", "GM0034"):
        set_result(round=round, organisation=code, point="A1", status=ResultStatus.ACHIEVED)
    advance(round, RoundState.PUBLISHED)
    material = of_publication(round.publications.get())

    water_board = plain(made(council_letter.KIND, material, organisation="WS0650"))
    municipality = plain(made(council_letter.KIND, material, organisation="GM0034"))

    assert "deden wij niet mee. Vergelijken kan daarom nog niet." in water_board
    assert "die ronde ging over een andere versie van de norm" in municipality
    assert "50,0\N{NO-BREAK SPACE}% ingevuld. Wat nog niet is ingevuld, telt mee" in water_board


def test_part_of_words_alone_begins_no_page(rich_round: MakeRound) -> None:
    """A first round has nothing to compare with: one sentence that needs no page."""
    material = of_publication(rich_round(RoundState.PUBLISHED).publications.get())
    parts = frozenset({"veranderd", "verloop", "themas"})

    blocks = made(evaluation.KIND, material, parts=parts).blocks

    begins = {
        block.content: isinstance(before, PageBreak)
        for before, block in pairwise(blocks)
        if isinstance(block, Heading) and block.level == 1
    }
    assert begins == {
        "Samenvatting": True,
        "Wat is er veranderd?": False,
        "Verloop over de rondes": False,
        "Per thema": True,
    }
