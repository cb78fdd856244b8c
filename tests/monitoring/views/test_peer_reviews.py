"""The page of the collegiale toets, and its questions."""

import pytest
from django.test import Client

from monitoring.choices import PeerReviewState
from monitoring.models import PeerReview, Round
from tests.conftest import SignIn, World
from tests.reports.document import Element, document

pytestmark = pytest.mark.django_db

ALMERE = "/rondes/ronde-open/invoer/GM0034/collegiale-toets/"
LELYSTAD = "/rondes/ronde-open/invoer/GM0995/collegiale-toets/"


def page(client: Client, path: str) -> Element:
    response = client.get(path)
    assert response.status_code == 200
    return document(response)


@pytest.fixture
def almere(world: World, open_round: Round, sign_in: SignIn) -> Client:
    return sign_in(world.coordinator)


@pytest.fixture
def lelystad(world: World) -> Client:
    client = Client()
    client.force_login(world.other_coordinator)
    return client


@pytest.fixture
def review(almere: Client) -> PeerReview:
    """Almere asked Lelystad, by the form."""
    assert almere.post(f"{ALMERE}vragen/", {"organisation": "GM0995"})["Location"] == ALMERE
    return PeerReview.objects.get()


def test_choice_is_the_other_participants(almere: Client) -> None:
    options = page(almere, f"{ALMERE}vragen/").one("select").all("option")

    assert [option.attributes["value"] for option in options] == ["", "GM0995", "GM0184", "PV24"]


@pytest.mark.parametrize("organisation", ["", "GM0034", "WS0650", "GM9999", "\0"])
def test_who_cannot_be_asked_is_no_choice(almere: Client, organisation: str) -> None:
    response = almere.post(f"{ALMERE}vragen/", {"organisation": organisation})

    assert response.status_code == 422
    assert not PeerReview.objects.exists()


def test_doubled_question_is_a_conflict(almere: Client, review: PeerReview) -> None:
    assert almere.post(f"{ALMERE}vragen/", {"organisation": "GM0995"}).status_code == 409


def test_both_pages_show_it_from_their_own_side(
    almere: Client, lelystad: Client, review: PeerReview
) -> None:
    asked = page(almere, ALMERE).one("article")
    assert [link.text for link in asked.all("a")] == ["Vraag intrekken"]
    assert "gevraagd" in asked.text

    received = page(lelystad, LELYSTAD).one("article")
    assert [link.text for link in received.all("a")] == ["Meedoen", "Afwijzen"]


def test_from_question_to_end(almere: Client, lelystad: Client, review: PeerReview) -> None:
    assert lelystad.get("/rondes/ronde-open/invoer/GM0034/meekijken/").status_code == 404

    assert lelystad.post(f"{LELYSTAD}{review.pk}/meedoen/").status_code == 302
    assert lelystad.get("/rondes/ronde-open/invoer/GM0034/meekijken/").status_code == 200
    links = [link.text for link in page(lelystad, LELYSTAD).one("article").all("a")]
    assert links == ["Meekijken", "Afronden"]

    assert almere.post(f"{ALMERE}{review.pk}/afronden/").status_code == 302
    assert lelystad.get("/rondes/ronde-open/invoer/GM0034/meekijken/").status_code == 404
    assert not page(almere, ALMERE).one("article").all("a")
    assert lelystad.post(f"{LELYSTAD}{review.pk}/afronden/").status_code == 409


def test_refusal_and_a_second_answer(lelystad: Client, review: PeerReview) -> None:
    assert lelystad.post(f"{LELYSTAD}{review.pk}/afwijzen/").status_code == 302
    assert lelystad.post(f"{LELYSTAD}{review.pk}/meedoen/").status_code == 409

    review.refresh_from_db()
    assert review.state == PeerReviewState.REFUSED


def test_asker_does_not_answer_for_the_other(
    almere: Client, lelystad: Client, review: PeerReview
) -> None:
    assert almere.post(f"{ALMERE}{review.pk}/meedoen/").status_code == 404
    assert almere.post(f"{LELYSTAD}{review.pk}/meedoen/").status_code == 404
    assert lelystad.post(f"{LELYSTAD}{review.pk}/misschien/").status_code == 404
    assert lelystad.post(f"{LELYSTAD}{review.pk + 1}/meedoen/").status_code == 404
    assert lelystad.post(f"{LELYSTAD}{10**30}/afronden/").status_code == 404


def test_review_of_two_others_is_not_there(
    world: World, open_round: Round, almere: Client, review: PeerReview
) -> None:
    PeerReview.objects.filter(pk=review.pk).update(
        assessment=open_round.assessments.get(organisation=world.urk)
    )

    assert almere.post(f"{ALMERE}{review.pk}/afronden/").status_code == 404
    assert "Lelystad" not in page(almere, ALMERE).one("main").text


def test_district_and_executive_see_that_there_is_one(
    world: World, almere: Client, review: PeerReview
) -> None:
    for who in ("district_coordinator", "executive"):
        client = Client()
        client.force_login(world.user(who))
        shown = page(client, "/rondes/ronde-open/invoer/GM0034/stand/")
        assert "Lelystad: gevraagd" in shown.text
        assert client.get(ALMERE).status_code == 404
