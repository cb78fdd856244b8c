"""The report of one organisation: its own figures, and nothing of another."""

import json
from datetime import date

import pytest

from accounts.refusals import Refused
from monitoring.actions.publication import publish_round
from monitoring.choices import RoundState
from monitoring.snapshot import as_document, as_json, take
from reports.documents.blocks import Document, Heading, Level, Table, words
from reports.kinds import organisation_report
from reports.kinds.kind import Order
from reports.kinds.parts.notices import PROVISIONAL
from reports.material.material import Material
from reports.material.part import json_of, part_of
from reports.material.reading import of_publication, of_round
from tests.conftest import World
from tests.extremes import extreme_region
from tests.factories import (
    MUNICIPALITY,
    PARTNER,
    PROVINCE,
    get_result,
    make_norm,
    make_organisation,
    make_round,
)
from tests.reports.conftest import MakeRound
from tests.reports.documents.samples import MOMENT
from tests.reports.kinds.conftest import HOSTILE, PRIVATE, SECRET, Builder, published
from tests.reports.kinds.walk import assert_numbers_are_of, numbers, plain, texts

report = Builder(organisation_report.KIND)
ALMERE, LELYSTAD, URK = "GM0034", "GM0995", "GM0184"


def checked(material: Material, organisation: str) -> Document:
    """The report, with every number compared with the JSON."""
    document = report(material, organisation=organisation).document
    order = Order(document.mark, "", MOMENT, organisation=organisation)
    counts = organisation_report.counts(part_of(material, organisation), order)
    assert_numbers_are_of(document, material, counts)
    return document


def headings(document: Document) -> list[str]:
    return [
        block.content
        for block in document.blocks
        if isinstance(block, Heading) and block.level == 1
    ]


def table(document: Document, title: str) -> list[list[str]]:
    [found] = [
        block for block in document.blocks if isinstance(block, Table) and block.title == title
    ]
    return [[words(cell.runs) for cell in row] for row in found.rows]


def test_own_figures_stand_beside_the_total_of_the_region(full_round: MakeRound) -> None:
    material = published(full_round(RoundState.PUBLISHED))
    document = checked(material, ALMERE)

    own, total = material.figures[f"organisatie {ALMERE}"], material.figures["totaal"]
    said = plain(document)
    assert document.title == "Almere en de Norm van de tests"
    assert document.mark.level == Level.CONFIDENTIAL
    assert f"Almere heeft {own.rounded}\N{NO-BREAK SPACE}% van de ambitiepunten behaald" in said
    assert f"Alle organisaties samen hebben {total.rounded}\N{NO-BREAK SPACE}% behaald" in said
    assert headings(document) == [
        "Waar staat Almere?",
        "Wat is er veranderd?",
        "Verloop over de rondes",
        "Wat ligt er nog?",
        "Verbeteracties",
        "Goede voorbeelden van anderen",
        "Begrippen",
        "Waar komen de cijfers vandaan?",
        "Vertrouwelijke bijlage",
    ]


def test_what_is_left_is_what_is_not_achieved(full_round: MakeRound) -> None:
    material = published(full_round(RoundState.PUBLISHED))

    found = table(checked(material, ALMERE), "Ambitiepunten die nog niet zijn behaald")

    assert [row[0].split()[0] for row in found] == [
        row.point
        for row in material.rows_of(ALMERE)
        if row.status in ("partly", "not_achieved", "unanswered")
    ]
    assert found[0][2].startswith("Wanneer ")


def test_annex_holds_every_own_result_as_typed(full_round: MakeRound) -> None:
    material = published(full_round(RoundState.PUBLISHED))
    said = plain(checked(material, ALMERE))

    assert HOSTILE in said
    for row in material.rows_of(ALMERE):
        assert row.explanation in said
    assert PRIVATE not in said
    assert SECRET not in said


@pytest.mark.parametrize("state", [RoundState.CLOSED, RoundState.PUBLISHED, RoundState.OPEN])
def test_nothing_of_another_organisation_is_told(state: RoundState, full_round: MakeRound) -> None:
    round = full_round(state)
    material = of_publication(round.publications.get()) if state == "published" else of_round(round)

    everything = "\n".join(texts(report(material, organisation=LELYSTAD).document))

    shared = {HOSTILE} if state == RoundState.PUBLISHED else set()
    others = {row.explanation for row in material.rows if row.organisation != LELYSTAD}
    assert {each for each in others if each and each in everything} <= shared
    for name in ("GM0034", "GM0184", "PV24", "Urk", "Provincie", "Plan opstellen", "2026-114"):
        assert name not in everything
    assert ("Almere" in everything) == (state == RoundState.PUBLISHED)


def test_no_field_names_a_figure_of_another_organisation(full_round: MakeRound) -> None:
    """What the material of the region holds is out of reach of who edits the sentences."""
    material = of_round(full_round(RoundState.CLOSED))
    for figure in (
        f"organisatie {ALMERE}: procent",
        f"organisatie {ALMERE}, thema A: behaald",
        f"ronde-voor, organisatie {ALMERE}: procent",
        f"organisatie {ALMERE}: procentpunten sinds ronde-voor",
        "thema A: behaald",
        "ambitiepunt A1: behaald",
        "waterbed: verschillen",
    ):
        with pytest.raises(Refused, match="bestaat niet"):
            report(material, organisation=URK, texts={"left.intro": f"{{{figure}}}"})


def test_round_that_is_open_tells_only_of_the_organisation(
    full_round: MakeRound, world: World
) -> None:
    round = full_round(RoundState.OPEN)
    for material in (of_round(round), of_round(round, world.almere)):
        document = report(material, organisation=ALMERE).document

        own = part_of(material, ALMERE).figures[f"organisatie {ALMERE}"]
        for number in numbers(document):
            if number.figure == "totaal: procent":
                assert number.content.startswith(str(own.rounded))
        said = plain(document)
        assert document.title.endswith("(voorlopig)")
        assert PROVISIONAL in said
        assert "Alle organisaties samen" not in said
        assert "Goede voorbeelden van anderen" not in said


def test_total_of_two_organisations_is_told_when_all_is_published(world: World) -> None:
    """Who knows the total of two, and the one, knows the other."""
    norm = make_norm(region=world.region, code="twee", content={"A": {"A1": (PROVINCE, PARTNER)}})
    make_organisation(region=world.region, code="P1", kind=PARTNER)
    round = make_round(norm=norm, state=RoundState.CLOSED)

    closed = plain(report(of_round(round), organisation="PV24").document)
    publish_round(round=round, by=None)
    open_to_all = plain(report(published(round), organisation="PV24").document)

    assert "Alle organisaties samen" not in closed
    assert "Alle organisaties samen" in open_to_all


def test_data_of_the_part_is_what_the_export_gives(full_round: MakeRound, world: World) -> None:
    round = full_round(RoundState.PUBLISHED)
    material = published(round)

    attached = report(material, organisation=ALMERE).document.attachment

    assert attached is not None
    assert attached.name == "ronde-vol-GM0034.json"
    round.refresh_from_db()
    assert attached.content == as_json(as_document(take(round, world.almere)))
    assert {row["organisation"] for row in json.loads(attached.content)["results"]} == {ALMERE}


def test_part_of_a_part_is_the_same(full_round: MakeRound) -> None:
    content = published(full_round(RoundState.PUBLISHED)).content

    assert json_of(json_of(content, ALMERE), ALMERE) == json_of(content, ALMERE)


def test_organisation_that_does_not_take_part_is_refused(full_round: MakeRound) -> None:
    material = of_round(full_round(RoundState.CLOSED))
    for code in (None, "WS0650", "GM9999", "\x00"):
        with pytest.raises(Refused, match="doet niet mee"):
            report(material, organisation=code)


def test_good_example_is_shown_to_who_has_still_to_achieve_it(full_round: MakeRound) -> None:
    material = published(full_round(RoundState.PUBLISHED))

    lacking = [
        row.organisation
        for row in material.rows
        if row.point == "A1" and row.status in ("partly", "not_achieved", "unanswered")
    ]
    assert lacking
    for organisation in ("GM0995", "GM0184", "PV24"):
        said = plain(checked(material, organisation))
        assert ("Openbaar verslag" in said) == (organisation in lacking)


def test_first_round_has_nothing_to_compare_with(db: None) -> None:
    round = extreme_region(
        organisations=1, content={"A": {"A1": (MUNICIPALITY,)}}, statuses=("achieved",), rounds=1
    )
    said = plain(checked(published(round), "GM7000"))

    assert "Vergelijken kan daarom nog niet." in said
    assert "Alles wat van toepassing is, is behaald." in said
    assert "Bij wat er nog ligt, heeft niemand een goed voorbeeld gedeeld." in said
    assert "Verloop over de rondes" not in said


def test_organisation_with_nothing_applicable(world: World) -> None:
    round = make_round(norm=world.norm, state=RoundState.OPEN, reference_date=date(2026, 10, 1))
    round.results.filter(organisation=world.urk).update(status="not_applicable")

    said = plain(checked(of_round(round, world.urk), URK))

    assert "Voor Urk zijn er in deze ronde geen ambitiepunten om te beoordelen." in said
    assert "Alles wat van toepassing is, is behaald." not in said


def test_same_material_gives_the_same_document(full_round: MakeRound) -> None:
    round = full_round(RoundState.PUBLISHED)

    first, second = (report(published(round), organisation=ALMERE) for _ in range(2))

    assert first == second
    assert get_result(round=round, organisation=ALMERE, point="A1").explanation == HOSTILE
