"""Exempting an organisation from a point, from a planned round on."""

from datetime import date

import pytest

from monitoring.actions.exemptions import grant_exemption
from monitoring.actions.rounds import open_round
from monitoring.choices import RoundState
from monitoring.models import Exemption, Round
from tests.breaking import refused
from tests.conftest import World
from tests.factories import make_exemption, make_round


@pytest.fixture
def planned(world: World) -> Round:
    return make_round(norm=world.norm, code="eerste", state=RoundState.PLANNED)


def test_grant_exemption_stores_who_why_and_from_when(world: World, planned: Round) -> None:
    exemption = grant_exemption(
        organisation=world.urk,
        point=world.norm.points.get(code="A1"),
        reason="  Geen haven.\n",
        from_round=planned,
        until_round=None,
        by=world.district_coordinator,
    )

    exemption = Exemption.objects.get(pk=exemption.pk)
    assert exemption.reason == "Geen haven."
    assert (exemption.from_round, exemption.until_round) == (planned, None)
    assert exemption.granted_by == world.district_coordinator
    assert exemption.granted_at is not None


def test_grant_exemption_for_one_round(world: World, planned: Round) -> None:
    exemption = make_exemption(
        organisation=world.urk,
        point=world.norm.points.get(code="A1"),
        from_round=planned,
        until_round=planned,
    )

    assert exemption.until_round == planned


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.CLOSED, RoundState.PUBLISHED])
def test_grant_exemption_from_a_round_that_opened_is_refused(
    world: World, state: RoundState
) -> None:
    round = make_round(norm=world.norm, code="ronde", state=state)
    point = world.norm.points.get(code="A1")

    with refused("De ronde ronde is al open; de toepasselijkheid staat vast."):
        make_exemption(organisation=world.urk, point=point, from_round=round)


@pytest.mark.parametrize("which", ["from_round", "until_round"])
def test_grant_exemption_for_a_round_of_another_norm_is_refused(
    world: World, planned: Round, which: str
) -> None:
    other = make_round(norm=world.other_norm, code="elders", state=RoundState.PLANNED)
    rounds = {"from_round": planned, "until_round": planned, which: other}
    point = world.norm.points.get(code="A1")

    with refused("De ronde elders meet niet de norm van ambitiepunt A1."):
        make_exemption(
            organisation=world.urk,
            point=point,
            from_round=rounds["from_round"],
            until_round=rounds["until_round"],
        )


def test_grant_exemption_that_ends_before_it_begins_is_refused(
    world: World, planned: Round
) -> None:
    earlier = make_round(norm=world.norm, state=RoundState.PLANNED, reference_date=date(2020, 1, 1))
    point = world.norm.points.get(code="A1")

    with refused("De laatste ronde van een vrijstelling ligt niet voor de eerste."):
        make_exemption(organisation=world.urk, point=point, from_round=planned, until_round=earlier)


def test_grant_exemption_without_a_reason_is_refused(world: World, planned: Round) -> None:
    point = world.norm.points.get(code="A1")

    with refused("reden: Dit veld kan niet leeg zijn"):
        make_exemption(organisation=world.urk, point=point, from_round=planned, reason=" \n ")


def test_grant_exemption_twice_is_refused(world: World, planned: Round) -> None:
    point = world.norm.points.get(code="A1")
    make_exemption(organisation=world.urk, point=point, from_round=planned)

    with refused(
        "Vrijstelling met deze Organisatie, Ambitiepunt en Vanaf monitoringsronde bestaat al."
    ):
        make_exemption(organisation=world.urk, point=point, from_round=planned)


def test_grant_exemption_believes_the_database_about_the_round(
    world: World, planned: Round
) -> None:
    """The form's round was read before a colleague opened it."""
    open_round(round=Round.objects.get(pk=planned.pk), by=None)
    assert planned.state == RoundState.PLANNED
    point = world.norm.points.get(code="A1")

    with refused("De ronde eerste is al open; de toepasselijkheid staat vast."):
        make_exemption(organisation=world.urk, point=point, from_round=planned)


def test_grant_exemption_to_an_organisation_of_another_region_is_refused(
    world: World, planned: Round
) -> None:
    point = world.norm.points.get(code="A1")

    with refused("De organisatie Elders hoort niet bij de regio van de norm."):
        make_exemption(organisation=world.elsewhere, point=point, from_round=planned)
