"""What somebody was refused is in the log, and from where."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.middleware import REQUEST_ID_HEADER
from accounts.models import AuditEvent, AuditPersonalData
from monitoring.models import Round
from tests.conftest import SignIn, World

pytestmark = pytest.mark.django_db


def refusals() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(type="access_refused").in_chain())


def test_page_that_is_not_yours_is_in_the_log(world: World, sign_in: SignIn) -> None:
    sign_in(world.coordinator).get("/rondes/geheim/", HTTP_USER_AGENT="Firefox")

    (event,) = refusals()
    assert event.actor == world.coordinator
    assert event.new_values == {
        "pagina": "round_detail",
        "methode": "GET",
        "status": 404,
        "code": "geheim",
    }
    assert event.personal.values == {"adres": "127.0.0.1", "programma": "Firefox"}


def test_save_that_is_refused_is_in_the_log(
    world: World, sign_in: SignIn, published_round: Round
) -> None:
    sign_in(world.coordinator).post(f"/rondes/{published_round.code}/invoer/GM0034/")

    (event,) = refusals()
    assert (event.new_values["methode"], event.new_values["status"]) == ("POST", 409)


@pytest.mark.parametrize("path", ["/nergens/", "/rondes/"])
def test_page_that_does_not_exist_or_is_given_is_not(
    world: World, sign_in: SignIn, path: str
) -> None:
    sign_in(world.coordinator).get(path)

    assert refusals() == []


def test_visitor_leaves_no_refusals(client: Client, db: None) -> None:
    client.get("/rondes/geheim/")

    assert refusals() == []


def test_every_request_has_a_number_of_its_own(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.coordinator)

    numbers = {client.get("/rondes/geheim/").headers[REQUEST_ID_HEADER] for _ in range(2)}

    assert len(numbers) == 2
    assert {event.request_id for event in refusals()} == numbers


def test_number_that_a_visitor_sends_is_not_taken_over(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.coordinator)

    client.get("/rondes/geheim/", headers={REQUEST_ID_HEADER: "zelf-verzonnen"})

    assert refusals()[0].request_id != "zelf-verzonnen"


def test_long_address_and_program_are_cut(world: World, sign_in: SignIn) -> None:
    sign_in(world.coordinator).get(f"/rondes/{'x' * 3000}/", HTTP_USER_AGENT="y" * 3000)

    (event,) = refusals()
    assert len(event.new_values["code"]) == 80
    assert len(event.personal.values["programma"]) == 200


@pytest.mark.parametrize(
    ("count", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.66, 203.0.113.9", "203.0.113.9"),
        (1, "geen adres", ""),
    ],
)
def test_network_address_is_what_our_own_proxy_tells(
    world: World,
    sign_in: SignIn,
    settings: Settings,
    count: int,
    forwarded: str,
    expected: str,
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = count

    sign_in(world.coordinator).get("/rondes/geheim/", HTTP_X_FORWARDED_FOR=forwarded)

    (event,) = refusals()
    personal = AuditPersonalData.objects.filter(event=event).first()
    assert (personal.values["adres"] if personal else "") == expected
