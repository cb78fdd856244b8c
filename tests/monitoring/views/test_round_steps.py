"""Opening, closing and publishing: what is shown before, and the button."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ambitions.choices import NormState
from monitoring.actions.reopening import reopen_assessment
from monitoring.actions.rounds import close_round
from monitoring.actions.rounds import open_round as open_round_now
from monitoring.choices import RoundState
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.factories import (
    PROVINCE,
    fill_round,
    make_exemption,
    make_norm,
    make_round,
    set_result,
)
from tests.monitoring.assessments import adopted, assessment_of

PLANNED = RoundState.PLANNED


@pytest.fixture
def district(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.district_coordinator)


def text_of(district: Client, address: str) -> str:
    """A page as one line of text, with its markup."""
    response = district.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


# --- Opening --------------------------------------------------------------------------------------


def test_opening_shows_who_takes_part_and_what_does_not_apply(
    world: World, district: Client
) -> None:
    round = make_round(norm=world.norm, code="ronde", state=PLANNED)
    point = world.norm.points.get(code="A1")
    make_exemption(organisation=world.urk, point=point, from_round=round, reason="Geen haven.")

    page = text_of(district, "/rondes/ronde/openen/")

    assert "4 organisaties en 5 ambitiepunten: 17 resultaten om in te vullen." in page
    assert "<dt>Gemeente (3)</dt> <dd> Almere, Lelystad, Urk </dd>" in page
    assert "2 resultaten volgens de norm, 1 door een vrijstelling." in page
    assert "Volgens de norm niet voor een provincie: A3, B2" in page
    assert "Urk, A1, vrijgesteld: Geen haven." in page


@pytest.mark.parametrize("replaced", [False, True], ids=["same version", "next version"])
def test_opening_shows_what_applies_again(world: World, district: Client, replaced: bool) -> None:
    before = make_round(
        norm=world.norm, state=PLANNED, name="Meting 1", reference_date=date(2025, 1, 1)
    )
    make_exemption(
        organisation=world.urk,
        point=world.norm.points.get(code="A1"),
        from_round=before,
        until_round=before,
    )
    open_round_now(round=before, by=None)
    close_round(round=before, by=None)
    norm = world.norm
    if replaced:
        norm = make_norm(region=world.region, code="norm", version="2.0", state=NormState.DRAFT)
        norm.points.get(code="A2").replaces.add(world.norm.points.get(code="A1"))
        type(norm).objects.filter(pk=norm.pk).update(state=NormState.PUBLISHED)
    make_round(norm=norm, code="ronde", state=PLANNED)

    page = text_of(district, "/rondes/ronde/openen/")

    assert "In Meting 1 was hiervoor een vrijstelling; die is afgelopen." in page
    code = "A2" if replaced else "A1"
    assert f"<li>Urk: {code} Ambitiepunt {code}</li>" in page


def test_opening_opens_the_round(world: World, district: Client) -> None:
    make_round(norm=world.norm, code="ronde", state=PLANNED)
    seen = district.get("/rondes/ronde/openen/").context["form"]["seen"].value()

    response = district.post("/rondes/ronde/openen/", {"seen": seen}, follow=True)

    assert response.redirect_chain == [("/rondes/ronde/", 302)]
    assert "is open met 20 resultaten" in response.content.decode()
    assert district.post("/rondes/ronde/openen/", {"seen": seen}).status_code == 409


def test_opening_of_a_norm_that_nobody_is_asked_says_so(world: World, district: Client) -> None:
    norm = make_norm(region=world.region, content={"A": {"A1": ()}})
    make_round(norm=norm, code="ronde", state=PLANNED)
    address = "/rondes/ronde/openen/"
    seen = district.get(address).context["form"]["seen"].value()

    response = district.post(address, {"seen": seen})

    assert response.status_code == 409
    assert "op geen enkele organisatie van de regio van toepassing" in response.content.decode()


# --- Closing --------------------------------------------------------------------------------------


def test_closing_shows_what_is_missing(world: World, district: Client, open_round: Round) -> None:
    fill_round(round=open_round)
    adopted(open_round, world.lelystad, by=world.other_coordinator)
    set_result(round=open_round, organisation="GM0034", point="A1", status="unanswered")
    set_result(round=open_round, organisation="GM0034", point="B1", status="unanswered")
    set_result(round=open_round, organisation="GM0184", point="A2", status="partly")

    page = text_of(district, f"/rondes/{open_round.code}/sluiten/")

    assert "2 van 18 resultaten zijn <strong>nog niet ingevuld</strong>" in page
    assert "tellen zij als niet behaald" in page
    assert "Nog niet ingediend: 3 van 4. Nog niet vastgesteld: 3 van 4" in page
    assert "<dt>Almere</dt> <dd> Concept. Nog niet ingevuld (2): A1, B1. </dd>" in page
    assert "<dt>Urk</dt> <dd> Concept. Zonder toelichting (1): A2. </dd>" in page
    assert "<dt>Lelystad</dt> <dd> Vastgesteld. Volledig ingevuld. </dd>" in page


def test_closing_closes_the_round_once(district: Client, open_round: Round) -> None:
    address = f"/rondes/{open_round.code}/sluiten/"

    assert district.post(address).status_code == 302
    response = district.post(address)

    assert response.status_code == 409
    assert "De ronde ronde-open is gesloten; dit kan alleen als zij open is." in (
        response.content.decode()
    )


def test_closing_reads_as_often_for_more_organisations(
    world: World, district: Client, open_round: Round
) -> None:
    """The same for four participants and for one."""
    small = make_norm(region=world.region, content={"A": {"A1": (PROVINCE,)}})
    make_round(norm=small, code="klein")

    counts = [_queries(district, f"/rondes/{code}/sluiten/") for code in (open_round.code, "klein")]

    assert counts[0] == counts[1]


# --- Publishing -----------------------------------------------------------------------------------


def test_publishing_shows_the_figure_and_who_did_not_adopt(world: World, district: Client) -> None:
    make_round(
        norm=world.norm,
        code="ronde",
        state=RoundState.CLOSED,
        statuses={("GM0034", "A1"): "achieved"},
    )

    page = text_of(district, "/rondes/ronde/publiceren/")

    assert "5,6" in page
    assert "4 van 4 invullingen zijn nog niet vastgesteld. Na de publicatie kan dat niet meer." in (
        page
    )


def test_publishing_publishes_once(world: World, district: Client) -> None:
    round = make_round(norm=world.norm, code="ronde", state=RoundState.CLOSED)

    response = district.post("/rondes/ronde/publiceren/", follow=True)

    assert round.publications.get().sha256 in response.content.decode()
    assert district.post("/rondes/ronde/publiceren/").status_code == 409


def test_publishing_waits_for_who_is_reopened(
    world: World, district: Client, open_round: Round
) -> None:
    close_round(round=open_round, by=None)
    assessment = assessment_of(open_round, world.almere)
    reopen_assessment(assessment=assessment, reason="Vul aan.", by=None)
    address = f"/rondes/{open_round.code}/publiceren/"

    assert "is nog heropend" in district.get(address, follow=True).content.decode()
    assert district.post(address).status_code == 409


def test_step_that_is_not_the_next_goes_back_with_the_reason(
    district: Client, open_round: Round
) -> None:
    response = district.get(f"/rondes/{open_round.code}/publiceren/", follow=True)

    assert response.redirect_chain == [(f"/rondes/{open_round.code}/", 302)]
    assert "is open; dit is niet de stap van nu." in response.content.decode()


def _queries(district: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert district.get(address).status_code == 200
    return len(captured)
