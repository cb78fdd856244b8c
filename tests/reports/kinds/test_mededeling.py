"""A Mededeling to Provinciale Staten: the province's form, and no organisation in it."""

from dataclasses import replace

import pytest

from accounts.refusals import Refused
from monitoring.choices import RoundState
from reports.documents.blocks import Heading, Level, Table
from reports.kinds.kind import build
from reports.kinds.mededeling import KIND
from reports.material.material import Material
from reports.material.reading import of_publication, of_round
from tests.conftest import World
from tests.factories import fill_round, make_round
from tests.reports.conftest import MakeRound, advance
from tests.reports.documents.samples import HOSTILE
from tests.reports.kinds.making import made, order_for, table
from tests.reports.kinds.walk import plain, texts

SIDE = "Gegevens van deze mededeling"


@pytest.fixture
def material(rich_round: MakeRound) -> Material:
    return of_publication(rich_round(RoundState.PUBLISHED).publications.get())


def test_form_is_that_of_the_province(material: Material) -> None:
    document = made(KIND, material, facts={"registration": "3312456", "holder": "A. Bakker"})

    assert table(document, SIDE) == [
        ["Registratienummer", "3312456"],
        ["Datum", "nog in te vullen"],
        ["Auteur", "nog in te vullen"],
        ["Afdeling", "nog in te vullen"],
        ["Openbaarheid", "Intern"],
        ["Portefeuillehouder", "A. Bakker"],
        ["Ter kennisname aan", "PS en burgerleden"],
    ]
    headings = [block.content for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["Onderwerp", "Kern mededeling", "Mededeling"]
    [side] = [each for each in document.blocks if isinstance(each, Table) and not each.has_head]
    assert side.title == SIDE


def test_heavier_mark_is_said_in_the_side_block(material: Material) -> None:
    order = order_for(KIND)
    heavier = replace(order, mark=replace(order.mark, level=Level.CONFIDENTIAL))

    document = build(KIND, material, heavier).document

    assert ["Openbaarheid", "Vertrouwelijk"] in table(document, SIDE)


def test_no_organisation_is_in_it(material: Material) -> None:
    everything = "\n".join(texts(made(KIND, material)))

    for organisation in material.organisations:
        assert organisation.name not in everything
        assert organisation.code not in everything


@pytest.mark.parametrize("hostile", HOSTILE)
def test_facts_are_text_as_typed(material: Material, hostile: str) -> None:
    facts = dict.fromkeys(("registration", "day", "author", "department", "holder"), hostile)

    rows = table(made(KIND, material, facts=facts), SIDE)

    assert [row[1] for row in rows].count(hostile.strip()) == 5


def test_unknown_facts_are_nowhere(material: Material) -> None:
    assert "verrassing" not in plain(made(KIND, material, facts={"onbekend": "verrassing"}))


def test_blank_fact_is_still_to_be_filled_in(material: Material) -> None:
    document = made(KIND, material, facts={"author": " "})

    assert ["Auteur", "nog in te vullen"] in table(document, SIDE)


def test_closed_round_has_one(rich_round: MakeRound) -> None:
    document = made(KIND, of_round(rich_round(RoundState.CLOSED)))

    assert not document.title.endswith("(voorlopig)")


def test_everything_achieved_is_kept(world: World) -> None:
    round = make_round(norm=world.norm)
    fill_round(round=round)
    advance(round, RoundState.PUBLISHED)

    said = plain(made(KIND, of_publication(round.publications.get())))

    assert "houden vast wat zij hebben bereikt" in said
    assert "nog niet zijn behaald" not in said


def test_nothing_achieved_is_refused(world: World) -> None:
    material = of_publication(
        make_round(norm=world.norm, state=RoundState.PUBLISHED).publications.get()
    )

    with pytest.raises(Refused):
        build(KIND, material, order_for(KIND))
