"""A letter to the own council: the own figures, no points, and nothing of another organisation."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from accounts.refusals import Refused
from monitoring.choices import ImprovementState, ResultStatus, RoundState
from reports.kinds.council_letter import KIND
from reports.kinds.kind import build
from reports.material.material import Improvement, Material
from reports.material.reading import of_publication, of_round
from tests.conftest import World
from tests.factories import (
    MUNICIPALITY,
    PARTNER,
    PROVINCE,
    WATER_BOARD,
    fill_round,
    make_norm,
    make_organisation,
    make_round,
    set_result,
)
from tests.reports.conftest import MakeRound, advance
from tests.reports.kinds.making import made, order_for, table, with_surroundings
from tests.reports.kinds.walk import numbers, plain, texts

KINDS = (MUNICIPALITY, PROVINCE, WATER_BOARD, PARTNER)


@pytest.fixture
def material(world: World) -> Material:
    """Of every kind somebody; each achieved A1 and lacks A2."""
    make_organisation(region=world.region, code="RIEC", name="RIEC", kind=PARTNER)
    content = {"A": {"A1": KINDS, "A2": KINDS}, "B": {"B1": KINDS}}
    return measured(world, content, ("A1", "B1"))


def measured(world: World, content: object, achieved: Sequence[str]) -> Material:
    norm = make_norm(region=world.region, code="brief", content=content)  # type: ignore[arg-type]
    round = make_round(norm=norm)
    fill_round(round=round, status=ResultStatus.NOT_ACHIEVED)
    for result in round.results.filter(point__code__in=achieved).select_related("organisation"):
        code = result.organisation.code
        if result.status != ResultStatus.NOT_APPLICABLE:
            set_result(round=round, organisation=code, point=result.point.code)
    advance(round, RoundState.PUBLISHED)
    return of_publication(round.publications.get())


@pytest.mark.parametrize(
    ("code", "title", "sentence"),
    [
        ("GM0034", "Raadsinformatiebrief", "Het college informeert de raad over"),
        ("PV24", "Statenbrief", "Gedeputeerde Staten informeren Provinciale Staten over"),
        (
            "WS0650",
            "Brief aan het algemeen bestuur",
            "Het dagelijks bestuur informeert het algemeen bestuur over",
        ),
        ("RIEC", "Informatiebrief", "De directie informeert het bestuur over"),
    ],
)
def test_letter_has_the_words_of_its_kind(
    material: Material, code: str, title: str, sentence: str
) -> None:
    document = made(KIND, material, organisation=code)

    assert document.title.startswith(f"{title}: ")
    assert sentence in plain(document)


def test_own_figures_and_the_total_are_all_there_is(material: Material) -> None:
    document = made(KIND, material, organisation="GM0034")

    places = {each.figure.rpartition(":")[0] for each in numbers(document)}
    assert places == {
        "organisatie GM0034",
        "organisatie GM0034, thema A",
        "organisatie GM0034, thema B",
        "totaal",
    }
    everything = "\n".join(texts(document))
    for other in material.organisations:
        assert other.code == "GM0034" or other.name not in everything
    for point in material.points:
        assert point.title not in everything


def test_total_of_two_organisations_is_not_told(world: World) -> None:
    content = {"A": {"A1": (PROVINCE, WATER_BOARD), "A2": (PROVINCE, WATER_BOARD)}}

    document = made(KIND, measured(world, content, ("A1",)), organisation="PV24")

    assert "totaal" not in {each.figure.rpartition(":")[0] for each in numbers(document)}


def test_theme_of_which_nothing_is_achieved_hides_the_themes(world: World) -> None:
    content = {"A": {"A1": KINDS}, "B": {"B1": KINDS}}

    document = made(KIND, measured(world, content, ("A1",)), organisation="GM0034")

    assert not [each for each in numbers(document) if "thema" in each.figure]


def test_nothing_achieved_has_no_letter(world: World) -> None:
    material = measured(world, {"A": {"A1": KINDS}}, ())

    with pytest.raises(Refused, match="nog niets behaald"):
        build(KIND, material, order_for(KIND, organisation="GM0034"))


def test_everything_achieved_lacks_nothing(world: World) -> None:
    said = plain(made(KIND, measured(world, {"A": {"A1": KINDS}}, ("A1",)), organisation="GM0034"))

    assert "houdt vast wat is bereikt" in said
    assert "nog niet zijn behaald" not in said


def test_one_point_is_told_in_the_singular(world: World) -> None:
    said = plain(made(KIND, measured(world, {"A": {"A1": KINDS}}, ("A1",)), organisation="GM0034"))

    assert "Voor ons geldt één punt. Dat hebben wij behaald: 100\N{NO-BREAK SPACE}%." in said
    assert "punten die voor ons gelden" not in said


@pytest.mark.parametrize("code", [None, "", "GM9999", "GM0034\x00"])
def test_organisation_that_does_not_take_part_has_no_letter(
    material: Material, code: str | None
) -> None:
    with pytest.raises(Refused, match="doet niet mee"):
        build(KIND, material, order_for(KIND, organisation=code))


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        ((), ""),
        ((ImprovementState.DONE,), ""),
        ((ImprovementState.PLANNED, ImprovementState.DONE), "Er is één verbeteractie gepland"),
        ((ImprovementState.PLANNED,) * 2, "Er zijn twee verbeteracties gepland"),
    ],
)
def test_improvement_actions_are_counted_and_not_named(
    material: Material, states: tuple[str, ...], sentence: str
) -> None:
    due = date(2027, 1, 1)
    told = with_surroundings(
        material,
        improvements=(
            Improvement("GM0995", "A2", "van een ander", "x", due, "planned", ""),
            *(Improvement("GM0034", "A2", "geheime actie", "x", due, each, "") for each in states),
        ),
    )

    document = made(KIND, told, organisation="GM0034")

    said = "".join(run.content for b in document.blocks for run in getattr(b, "runs", ()))
    assert sentence in said
    assert ("verbeteractie" in said) == bool(sentence)
    assert "geheime actie" not in said


def test_edited_sentence_cannot_name_another(material: Material) -> None:
    edited = {"headline": "{organisatie GM0995: procent}"}
    order = order_for(KIND, organisation="GM0034", texts=edited)

    with pytest.raises(Refused, match="bestaat niet"):
        build(KIND, material, order)


def test_facts_stand_in_the_head(material: Material) -> None:
    document = made(
        KIND, material, organisation="WS0650", facts={"contact": "<b>J. Jansen</b>", "day": ""}
    )

    assert table(document, "Gegevens van deze brief") == [
        ["Aan", "Het algemeen bestuur"],
        ["Van", "Het dagelijks bestuur"],
        ["Registratienummer", "nog in te vullen"],
        ["Datum", "nog in te vullen"],
        ["Portefeuillehouder", "nog in te vullen"],
        ["Contactpersoon", "<b>J. Jansen</b>"],
    ]


def test_own_part_of_a_round_has_a_letter_without_the_total(
    world: World, rich_round: MakeRound
) -> None:
    round = rich_round(RoundState.CLOSED)

    document = made(KIND, of_round(round, world.almere), organisation="GM0034")

    assert "totaal" not in {each.figure.rpartition(":")[0] for each in numbers(document)}


def test_publication_without_surroundings(material: Material) -> None:
    assert made(KIND, replace(material, surroundings=None), organisation="GM0034")
