"""For everybody: how far, and never who lacks what."""

import json
from dataclasses import replace
from datetime import date

import pytest

from accounts.refusals import Refused
from monitoring.choices import ActivityKind, ResultStatus, RoundState
from reports.documents.blocks import Level, Number
from reports.kinds.kind import build
from reports.kinds.public_summary import KIND
from reports.material.material import Activity, Evidence, Example, Improvement, Material
from reports.material.reading import of_publication, of_round
from tests.conftest import World
from tests.extremes import extreme_region
from tests.factories import PROVINCE, WATER_BOARD, fill_round, make_norm, make_round
from tests.reports.conftest import MakeRound, advance
from tests.reports.kinds.making import built, made, order_for, table, with_surroundings
from tests.reports.kinds.walk import numbers, plain, texts

SECRET = "geheim-verhaal"
TOLD = ("achieved", "applicable", "not_applicable", "rounded")


@pytest.fixture
def material(rich_round: MakeRound) -> Material:
    """With something typed in every place where people type."""
    found = of_publication(rich_round(RoundState.PUBLISHED).publications.get())
    rows = tuple(replace(row, explanation=SECRET) for row in found.rows)
    points = tuple(
        replace(point, title=f"onderwerp {'i' * number}.")
        for number, point in enumerate(found.points, start=1)
    )
    achieved = next(row for row in rows if row.status == ResultStatus.ACHIEVED)
    lacking = next(row for row in rows if row.status == ResultStatus.NOT_ACHIEVED)
    evidence = (Evidence(SECRET, SECRET, "https://voorbeeld.test/" + SECRET),)
    return with_surroundings(
        replace(found, rows=rows, points=points),
        activities=tuple(
            Activity(kind, SECRET, date(2026, 5, 1), people, SECRET, ("GM0034",), ("A1",))
            for kind, people in (
                (ActivityKind.TRAINING, 40),
                (ActivityKind.TRAINING, 25),
                (ActivityKind.CAMPAIGN, None),
            )
        ),
        examples=(
            Example(achieved.organisation, achieved.point, evidence),
            Example(lacking.organisation, lacking.point, evidence),
        ),
        improvements=(
            Improvement("GM0034", "A2", SECRET, SECRET, date(2026, 1, 1), "planned", SECRET),
        ),
    )


def test_region_is_told_in_total_and_per_theme(material: Material) -> None:
    document = made(KIND, material)

    rows = table(document, "Behaald per thema, in getallen")
    assert [row[0] for row in rows] == [*(each.title for each in material.themes), "Totaal"]
    assert document.mark.level == Level.PUBLIC


def test_nothing_of_one_organisation_is_anywhere_in_it(material: Material) -> None:
    document = made(KIND, material)

    everything = "\n".join(texts(document))
    assert SECRET not in everything
    for organisation in material.organisations:
        assert organisation.name not in everything
        assert organisation.code not in everything
    assert {number.figure.split(":")[0] for number in numbers(document)} <= {
        "totaal",
        "thema A",
        "thema B",
        "thema C",
        "ambitiepunten",
        "thema's",
        "gemeenten",
        "trainingen",
        "publieksacties",
        "deelnemers",
    }
    assert not [word for word in plain(document).split() if word.strip("().:") in {"A1", "B2"}]


def test_activities_are_counted_and_not_named(material: Material) -> None:
    document = made(KIND, material)

    said = "".join(run.content for b in document.blocks for run in getattr(b, "runs", ()))
    assert "Samen hielden de organisaties twee trainingen en een publieksactie." in said
    assert "Daaraan deden, voor zover geteld, 65 mensen mee." in said


@pytest.mark.parametrize(
    ("participants", "sentence"),
    [
        ((None,), "een training."),
        ((0,), "een training."),
        ((1,), "een training. Daaraan deed één mens mee."),
        ((20, 5), "twee trainingen. Daaraan deden 25 mensen mee."),
    ],
)
def test_people_who_took_part_are_counted(
    material: Material, participants: tuple[int | None, ...], sentence: str
) -> None:
    held = date(2026, 5, 1)
    activities = tuple(
        Activity(ActivityKind.TRAINING, "x", held, people, "", (), ()) for people in participants
    )

    document = made(KIND, with_surroundings(material, activities=activities))

    said = ["".join(run.content for run in getattr(block, "runs", ())) for block in document.blocks]
    assert f"Samen hielden de organisaties {sentence}" in said


def test_good_examples_are_points_that_somebody_achieved(material: Material) -> None:
    assert material.surroundings
    achieved, lacking = (each.point for each in material.surroundings.examples)
    titles = {point.code: point.title for point in material.points}

    said = plain(made(KIND, material))

    assert titles[achieved].capitalize() in said
    assert lacking != achieved
    assert titles[lacking].capitalize() not in said


def test_attachment_is_exactly_what_is_told(material: Material) -> None:
    attachment = made(KIND, material).attachment

    assert attachment
    content = json.loads(attachment.content)
    round = json.loads(material.content)
    assert content["schema"] == "flevonorm.summary/1"
    assert set(content) == {"schema", "formula", "norm", "round", "total", "themes"}
    for told, figure in zip(
        [content["total"], *content["themes"]], [round["total"], *round["themes"]], strict=True
    ):
        assert all(
            told[key] == figure[key]
            for key in ("achieved", "applicable", "not_applicable", "rounded")
        )
        assert not set(told) & {"partly", "not_achieved", "unanswered", "percentage"}
    assert attachment.content == made(KIND, material).attachment.content  # type: ignore[union-attr]


def test_hidden_themes_are_in_neither_text_nor_attachment(world: World) -> None:
    content = {
        "A": {"A1": ("municipality",)},
        "B": {"B1": (PROVINCE, WATER_BOARD)},
    }
    norm = make_norm(region=world.region, code="smal", content=content)  # type: ignore[arg-type]
    round = make_round(norm=norm)
    fill_round(round=round)
    advance(round, RoundState.PUBLISHED)

    document = made(KIND, of_publication(round.publications.get()))

    assert "Cijfers per thema staan hier niet." in plain(document)
    assert not [each for each in numbers(document) if each.figure.startswith("thema ")]
    assert document.attachment
    assert json.loads(document.attachment.content)["themes"] == []


@pytest.mark.parametrize(
    "field",
    [
        "organisatie GM0034: niet behaald",
        "organisatie GM0034, thema A: behaald",
        "ambitiepunt A1: behaald",
    ],
)
def test_edited_sentence_cannot_name_a_figure_of_one(material: Material, field: str) -> None:
    order = order_for(KIND, texts={"headline": f"Almere: {{{field}}}."})

    with pytest.raises(Refused, match="bestaat niet"):
        build(KIND, material, order)


def test_edited_sentence_is_marked_and_keeps_its_numbers(material: Material) -> None:
    document = made(KIND, material, texts={"headline": "Al {totaal: procent}, knap."})

    [paragraph] = [block for block in document.blocks if getattr(block, "changed", False)]
    assert [run.figure for run in paragraph.runs if isinstance(run, Number)] == [  # type: ignore[union-attr]
        "totaal: procent"
    ]


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.CLOSED])
def test_round_that_is_not_published_has_none(rich_round: MakeRound, state: RoundState) -> None:
    with pytest.raises(Refused, match="gepubliceerd"):
        build(KIND, of_round(rich_round(state)), order_for(KIND))


def test_publication_without_surroundings_tells_the_figures(material: Material) -> None:
    document = made(KIND, replace(material, surroundings=None))

    assert "Wat is er gedaan?" not in plain(document)
    assert "totaal: procent" in [number.figure for number in numbers(document)]


def test_forty_organisations(db: None) -> None:
    document = built(KIND, of_publication(extreme_region().publications.get())).document

    assert "40" in plain(document)
    assert "Kennis" not in plain(document)
