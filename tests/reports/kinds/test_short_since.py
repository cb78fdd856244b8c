"""What the short reports say of the round before."""

from dataclasses import replace
from datetime import date

import pytest

from monitoring.choices import ResultStatus, RoundState
from reports.dashboards.changes import GAINED, LOST
from reports.documents.blocks import Runs, words
from reports.kinds import council_letter, mededeling, one_pager, public_summary
from reports.kinds.kind import Kind
from reports.kinds.short.changes import turns_sentence
from reports.material.material import Material
from reports.material.reading import of_publication
from reports.texts.fields import say
from reports.texts.numbers import Numbers
from tests.conftest import World
from tests.factories import fill_round, make_round, set_result
from tests.reports.conftest import advance
from tests.reports.kinds.making import made
from tests.reports.kinds.walk import numbers, plain

EARLIER = date(2025, 10, 1)
KINDS = (one_pager.KIND, mededeling.KIND, public_summary.KIND, council_letter.KIND)


@pytest.fixture
def later(world: World) -> Material:
    """Before, Almere lacked A1 and A2 and had B1; now it has A1 and lacks B1."""
    before = make_round(norm=world.norm, name="Nulmeting", reference_date=EARLIER)
    now = make_round(norm=world.norm, name="Meting")
    for round, lacking in ((before, ("A1", "A2")), (now, ("A2", "B1", "B2"))):
        fill_round(round=round)
        for point in lacking:
            set_result(
                round=round, organisation="GM0034", point=point, status=ResultStatus.NOT_ACHIEVED
            )
        advance(round, RoundState.PUBLISHED)
    return of_publication(now.publications.get())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_difference_is_told_in_percentage_points(later: Material, kind: Kind) -> None:
    document = made(kind, later, organisation="GM0034")

    place = "organisatie GM0034" if kind.of_organisation else "totaal"
    assert f"{place}: procentpunten sinds" in " ".join(each.figure for each in numbers(document))
    assert "minder dan bij Nulmeting" in plain(document)


def test_page_for_the_dvc_counts_what_was_gained_and_lost(later: Material) -> None:
    said = plain(made(one_pager.KIND, later))

    assert "Er kwam één behaald resultaat bij en er vielen twee weg." in said


@pytest.mark.parametrize("kind", [mededeling.KIND, public_summary.KIND])
def test_earlier_total_of_two_organisations_is_not_told(later: Material, kind: Kind) -> None:
    assert later.surroundings
    assert later.surroundings.before
    start = f"{later.surroundings.before.code}, organisatie "
    organisations = [place for place in later.figures if place.startswith(start)]
    few = replace(
        later,
        figures={
            place: figure
            for place, figure in later.figures.items()
            if place not in organisations[2:]
        },
    )

    document = made(kind, few)

    assert "sinds" not in " ".join(each.figure for each in numbers(document))
    assert "Nulmeting" not in plain(document)


@pytest.mark.parametrize(
    ("gained", "lost", "sentence"),
    [
        (0, 0, "Er kwam geen enkel behaald resultaat bij en er viel er geen weg."),
        (1, 0, "Er kwam één behaald resultaat bij; geen enkel resultaat viel weg."),
        (20, 1, "Er kwamen 20 behaalde resultaten bij en er viel één weg."),
        (0, 1, "Er viel één behaald resultaat weg."),
        (0, 3, "Er vielen drie behaalde resultaten weg."),
    ],
)
def test_turns_in_words(later: Material, gained: int, lost: int, sentence: str) -> None:
    counts = {GAINED: gained, LOST: lost}

    runs: Runs = say(turns_sentence(counts), Numbers(later, counts))

    assert words(runs) == sentence


def test_no_round_before_says_nothing() -> None:
    assert turns_sentence({}) == ""
