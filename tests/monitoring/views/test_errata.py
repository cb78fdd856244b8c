"""The pages of a publication and of the erratum that puts one right."""

import pytest
from django.test import Client

from monitoring.actions.erratum import Correction, publish_erratum
from monitoring.models import Publication, Result, Round
from tests.breaking import nothing_written
from tests.conftest import SignIn, World
from tests.factories import get_result

ADDRESS = "/rondes/ronde-gepubliceerd/erratum/GM0034/?punt=A1"
REASON = "De uitslag was verwisseld."


@pytest.fixture
def district(world: World, sign_in: SignIn, published_round: Round) -> Client:
    return sign_in(world.district_coordinator)


@pytest.fixture
def result(published_round: Round) -> Result:
    """A1 of Almere, published as behaald."""
    return get_result(round=published_round, organisation="GM0034", point="A1")


def filled(result: Result, **changes: str) -> dict[str, str]:
    """The form of A1 as somebody filled it in."""
    values = {"version": str(result.version), "status": "not_achieved", "explanation": "Geen plan."}
    return {
        **{f"r{result.pk}-{name}": changes.pop(name, value) for name, value in values.items()},
        "reason": REASON,
        **changes,
    }


def previewed(district: Client, sent: dict[str, str]) -> dict[str, str]:
    """What the page of the preview sends when its button is pressed."""
    page = district.post(ADDRESS, {**sent, "bekijken": "1"})
    assert page.status_code == 200
    return {**sent, "seen": page.context["forms"].reason["seen"].value(), "publiceren": "1"}


# --- The erratum ----------------------------------------------------------------------------------


def test_points_to_choose_are_those_that_apply(district: Client) -> None:
    page = district.get("/rondes/ronde-gepubliceerd/erratum/PV24/").content.decode()

    assert "A1 Ambitiepunt A1 (nog niet ingevuld)" in page
    assert "A3 Ambitiepunt A3" not in page


def test_preview_shows_old_and_new_figures_and_writes_nothing(
    district: Client, result: Result
) -> None:
    with nothing_written():
        response = district.post(ADDRESS, {**filled(result), "bekijken": "1"})

    difference = response.context["difference"]
    assert [(row.organisation, row.old, row.new) for row in difference.rows] == [
        ("Almere", "achieved", "not_achieved")
    ]
    figures = {change.what: (change.old, change.new) for change in difference.figures}
    old, new = figures["Totaal"]
    assert (old.percentage, new.percentage) == ("5.6", "0.0")
    assert set(figures) == {
        "Totaal",
        "Almere",
        "Almere, thema A",
        "Thema A Thema A",
        "A1 Ambitiepunt A1",
    }
    assert "Erratum publiceren" in response.content.decode()


def test_publishing_what_was_previewed_goes_to_the_publication(
    district: Client, result: Result
) -> None:
    response = district.post(ADDRESS, previewed(district, filled(result)), follow=True)

    assert response.redirect_chain == [("/rondes/ronde-gepubliceerd/publicaties/2/", 302)]
    page = response.content.decode()
    assert REASON in page
    assert "Geen plan." not in page


def test_publishing_what_was_not_previewed_shows_the_preview(
    district: Client, result: Result
) -> None:
    seen = previewed(district, filled(result))

    with nothing_written():
        first = district.post(ADDRESS, {**filled(result), "publiceren": "1"})
        other = district.post(ADDRESS, {**seen, f"r{result.pk}-status": "partly"})

    assert (first.status_code, other.status_code) == (200, 200)
    assert first.context["difference"].rows[0].new == "not_achieved"
    assert other.context["difference"].rows[0].new == "partly"


def test_publishing_twice_is_a_conflict(district: Client, result: Result) -> None:
    sent = previewed(district, filled(result))
    assert district.post(ADDRESS, sent).status_code == 302

    response = district.post(ADDRESS, sent)

    assert response.status_code == 409
    assert "Er is niets anders dan wat is gepubliceerd." in response.content.decode()
    assert Publication.objects.count() == 2


def test_publishing_over_another_erratum_is_a_conflict_with_what_was_typed(
    district: Client, result: Result, published_round: Round
) -> None:
    sent = previewed(district, filled(result))
    other = Correction(result.pk, result.version, "partly", "Van een collega.")
    publish_erratum(round=published_round, corrections=[other], reason="Fout.", by=None)

    response = district.post(ADDRESS, sent)

    assert response.status_code == 409
    page = response.content.decode()
    assert "Iemand anders verbeterde Almere A1" in page
    assert "Geen plan." in page


@pytest.mark.parametrize(
    "changes",
    [
        {"version": ""},
        {"version": "een"},
        {"status": "not_applicable"},
        {"explanation": ""},
        {"explanation": "met \0"},
        {"explanation": "x" * 100_000},
        {"reason": ""},
        {"reason": "om\u202egekeerd"},
        {"status": "achieved", "explanation": ""},  # as it is published
    ],
)
def test_erratum_with_a_mistake_is_not_valid(
    district: Client, result: Result, changes: dict[str, str]
) -> None:
    with nothing_written():
        response = district.post(ADDRESS, {**filled(result, **changes), "publiceren": "1"})

    assert response.status_code == 422


def test_erratum_of_a_point_that_does_not_apply_is_not_there(district: Client) -> None:
    address = "/rondes/ronde-gepubliceerd/erratum/PV24/?punt=A3"

    assert district.post(address, {"reason": REASON}).status_code == 404


# --- The publication ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who", ["district_coordinator", "analyst", "executive", "other_coordinator"]
)
def test_publication_shows_the_difference_without_explanations(
    world: World, sign_in: SignIn, published_round: Round, result: Result, who: str
) -> None:
    correction = Correction(result.pk, result.version, "not_achieved", "Geen plan.")
    publish_erratum(round=published_round, corrections=[correction], reason=REASON, by=None)

    page = sign_in(world.user(who)).get("/rondes/ronde-gepubliceerd/publicaties/2/")

    content = page.content.decode()
    assert page.context["difference"].rows[0].is_explained_anew
    assert "toelichting gewijzigd" in content
    assert "Geen plan." not in content
    assert ("maak dan een erratum" in content) is (who == "district_coordinator")


def test_publication_that_was_replaced_says_so(
    district: Client, published_round: Round, result: Result
) -> None:
    correction = Correction(result.pk, result.version, "achieved", "Anders verwoord.")
    publish_erratum(round=published_round, corrections=[correction], reason=REASON, by=None)

    page = district.get("/rondes/ronde-gepubliceerd/publicaties/1/").content.decode()
    newest = district.get("/rondes/ronde-gepubliceerd/publicaties/2/").content.decode()

    assert 'href="/rondes/ronde-gepubliceerd/publicaties/2/">publicatie 2</a>' in page
    assert "Geen cijfer verandert." in newest
