"""The evaluation report of regions at the edge of what occurs."""

from datetime import date
from time import process_time

import pytest

from ambitions.choices import NormState
from monitoring.choices import ResultStatus, RoundState
from reports.documents.blocks import Document, Heading, Paragraph, words
from reports.kinds import evaluation
from reports.kinds.kind import Order
from reports.kinds.parts.heat_map import COLUMNS
from reports.material.material import Material
from reports.material.reading import of_round
from tests.conftest import World
from tests.extremes import LONG_EXPLANATION, extreme_region
from tests.factories import MUNICIPALITY, make_norm, make_round
from tests.reports.conftest import MakeRound
from tests.reports.documents.samples import MOMENT
from tests.reports.kinds.conftest import Builder, published
from tests.reports.kinds.walk import assert_numbers_are_of, numbers, plain

report = Builder(evaluation.KIND)
ONE_POINT = {"A": {"A1": (MUNICIPALITY,)}}
NONSENSE = ("None", "{", "}", "  ", " 1 ambitiepunten", " 1 resultaten", "één gemeenten", " ,")
"""What stands in no sentence of an ordinary report, whatever its numbers."""


def built(material: Material) -> Document:
    """The report with all numbers checked, and its sentences looked over."""
    document = report(material).document
    order = Order(document.mark, "", MOMENT)
    assert_numbers_are_of(document, material, evaluation.counts(material, order))
    for sentence in sentences(document):
        assert sentence[0] == sentence[0].upper(), sentence
        assert not [wrong for wrong in NONSENSE if wrong in sentence], sentence
    return document


def sentences(document: Document) -> list[str]:
    return [words(block.runs) for block in document.blocks if isinstance(block, Paragraph)]


def test_one_organisation_with_one_point(db: None) -> None:
    document = built(
        published(extreme_region(organisations=1, content=ONE_POINT, statuses=("achieved",)))
    )

    said = plain(document)
    assert "De gemeente heeft 100\N{NO-BREAK SPACE}% van de ambitiepunten behaald." in said
    assert "Zo is er 1 resultaat: 1 behaald." in said
    assert "De organisatie heeft dit hele thema behaald. Het ambitiepunt is overal behaald." in said
    assert "Er zijn geen ambitiepunten die bij twee buren van toepassing zijn." in said


def test_two_organisations_of_which_one_achieved_nothing(db: None) -> None:
    statuses = ("achieved", "not_achieved")
    document = built(
        published(extreme_region(organisations=2, content=ONE_POINT, statuses=statuses, rounds=1))
    )

    said = plain(document)
    assert "Eén van de twee organisaties heeft dit hele thema behaald." in said
    assert "Wij hebben buren op één ambitiepunt vergeleken. In 1 geval heeft de een" in said
    assert "Er is geen eerdere ronde. Vergelijken kan daarom nog niet." in said
    assert "Er is nog geen eerdere ronde gepubliceerd." in said


@pytest.mark.parametrize("status", ResultStatus.values)
def test_everything_has_one_status(status: str, db: None) -> None:
    document = built(published(extreme_region(organisations=3, statuses=(status,), rounds=1)))

    if status == ResultStatus.NOT_APPLICABLE:
        assert "Er zijn in deze ronde geen ambitiepunten om te beoordelen." in sentences(document)
        assert "Als wij anders zouden rekenen" not in plain(document)
    if status == ResultStatus.UNANSWERED:
        assert any("0,0\N{NO-BREAK SPACE}% ingevuld" in said for said in sentences(document))


def test_nothing_changed_since_the_round_before(rich_round: MakeRound) -> None:
    before = rich_round(RoundState.PUBLISHED, reference_date=date(2025, 10, 1))
    document = built(
        published(rich_round(RoundState.PUBLISHED, norm=before.norm, code="ronde-daarna"))
    )

    said = plain(document)
    assert f"Dat is evenveel als bij {before.name}. Toen was het" in said
    assert f"Geen enkel resultaat dat bij {before.name} nog niet was behaald" in said
    assert "Geen enkel resultaat ging van behaald terug naar deels of niet behaald." in said


def test_round_in_which_nothing_is_filled_in(rich_round: MakeRound, world: World) -> None:
    round = make_round(norm=make_norm(region=world.region, code="leeg"), state=RoundState.OPEN)

    document = built(of_round(round))

    assert "Er zijn geen verbeteracties die nog lopen." in plain(document)
    assert "Er zijn in deze ronde geen goede voorbeelden gedeeld." in plain(document)
    assert "Er zijn geen activiteiten bekend" in plain(document)
    assert "Er zijn in deze ronde geen vrijstellingen." in plain(document)


def test_round_before_of_another_version_is_not_compared(
    rich_round: MakeRound, world: World
) -> None:
    before = rich_round(RoundState.PUBLISHED, reference_date=date(2025, 10, 1))
    newer = make_norm(region=world.region, code="rijke-norm", version="2.0", state=NormState.DRAFT)
    newer.points.get(code="B1").replaces.add(before.norm.points.get(code="A1"))
    newer.state = NormState.PUBLISHED
    newer.save()
    round = make_round(
        norm=newer,
        code="ronde-nieuw",
        state=RoundState.PUBLISHED,
        statuses={("GM0184", "B1"): "achieved", ("GM0995", "B1"): "achieved"},
    )

    document = built(published(round))

    said = plain(document)
    assert "Vergelijken kan niet." in said
    assert "Vier ambitiepunten hebben geen voorganger in de vorige versie." in said
    assert "Sommige ambitiepunten komen in de plaats van een ambitiepunt" in said
    assert "behaald bij gekomen" not in said.partition("Wat is er veranderd?")[0]
    assert "procentpunten meer" not in said
    assert "procentpunten minder" not in said
    assert not [each for each in numbers(document) if "procentpunten sinds" in each.figure]
    assert any(
        "Bij een nieuwe versie van de norm begint een nieuwe lijn." in each
        for each in sentences(document)
    )


def test_forty_organisations_with_long_names_and_explanations(db: None) -> None:
    material = published(extreme_region())
    start = process_time()
    document = built(material)
    assert process_time() - start < 5

    assert len([each for each in document.blocks if isinstance(each, Heading)]) > 80
    assert LONG_EXPLANATION in plain(document)


def test_theme_of_many_points_is_divided_over_tables(world: World) -> None:
    content = {"A": {f"A{number}": (MUNICIPALITY,) for number in range(1, 3 * COLUMNS)}}
    norm = make_norm(region=world.region, code="breed", content=content)
    document = built(published(make_round(norm=norm, state=RoundState.PUBLISHED)))

    said = plain(document)
    assert "Ambitiepunten A1 tot en met A7" in said
    assert "Ambitiepunten A15 tot en met A20" in said
