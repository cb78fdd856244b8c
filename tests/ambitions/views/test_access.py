"""The administration is there for district coordinators, each for the own region."""

import re

import pytest
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from ambitions.actions.memberships import give_role
from ambitions.models import Membership
from tests.ambitions.actions.test_memberships import second_coordinator
from tests.conftest import World
from tests.factories import make_member
from tests.signing_in import MINUTE, confirm_identity

READ = (
    "/beheer/",
    "/beheer/gebruikers/",
    "/beheer/gebruikers/{person}/",
    "/beheer/rechten/",
    "/beheer/rechten/export/",
    "/beheer/logboek/",
    "/beheer/logboek/export/",
)
CHANGE = (
    "/beheer/gebruikers/uitnodigen/",
    "/beheer/gebruikers/{person}/naam/",
    "/beheer/gebruikers/{person}/rol/",
    "/beheer/gebruikers/{person}/rol/{role}/laatste-dag/",
    "/beheer/gebruikers/{person}/rol/{role}/beeindigen/",
    "/beheer/gebruikers/{person}/uitnodiging/",
    "/beheer/gebruikers/{person}/uitnodiging/intrekken/",
    "/beheer/gebruikers/{person}/tweede-stap/",
    "/beheer/gebruikers/{person}/account/uitschakelen/",
    "/beheer/rechten/beoordelen/",
)
OF_A_PERSON = [path for path in (*READ, *CHANGE) if "{person}" in path]
TOO_LONG_AGO = 20 * MINUTE


def address(path: str, person: User) -> str:
    role = Membership.objects.filter(user=person).first()
    return path.format(person=person.pk, role=role.pk if role else 1)


@pytest.mark.parametrize("path", [*READ, *CHANGE])
def test_page_is_there_for_a_district_coordinator(manager: Client, world: World, path: str) -> None:
    assert manager.get(address(path, world.executive)).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", [*READ, *CHANGE])
@pytest.mark.parametrize("name", ["analyst", "coordinator", "executive", "nobody", "administrator"])
@pytest.mark.parametrize("ago", [0, TOO_LONG_AGO])
def test_page_does_not_exist_for_anybody_else(
    client: Client, world: World, name: str, path: str, method: str, ago: float
) -> None:
    confirm_identity(client, getattr(world, name), ago=ago)

    response = getattr(client, method)(address(path, world.executive))

    assert response.status_code == (405 if method == "post" and path in READ else 404)


@pytest.mark.parametrize("path", [*READ, *CHANGE])
def test_visitor_is_sent_to_sign_in(client: Client, world: World, path: str) -> None:
    response = client.get(address(path, world.executive))

    assert response.status_code == 302
    assert response["Location"].startswith("/?next=/beheer/")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", OF_A_PERSON)
def test_person_of_another_region_is_as_one_who_does_not_exist(
    manager: Client, world: World, path: str, method: str
) -> None:
    there = address(path, world.outsider)
    nowhere = there.replace(f"/{world.outsider.pk}/", "/999999999999999999999/", 1)

    answers = [getattr(manager, method)(path) for path in (there, nowhere)]

    if method == "post" and path in READ:
        assert [answer.status_code for answer in answers] == [405, 405]
    else:
        assert [answer.status_code for answer in answers] == [404, 404]
        bodies = {re.sub(rb'value="\w{64}"', b"", answer.content) for answer in answers}
        assert len(bodies) == 1


@pytest.mark.parametrize("path", CHANGE)
def test_page_that_changes_access_asks_again_who_it_is(
    client: Client, world: World, path: str
) -> None:
    confirm_identity(client, world.district_coordinator, ago=TOO_LONG_AGO)

    for answer in (
        client.get(address(path, world.executive)),
        client.post(address(path, world.executive)),
    ):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/bevestigen/?next=")
    assert Membership.objects.filter(ended_at=None).count() == 6


def test_role_of_somebody_else_is_not_reached_by_a_person_of_the_region(
    manager: Client, world: World
) -> None:
    """Neither of another region, nor of another person than the address says."""
    for other in (world.outsider, world.coordinator):
        role = Membership.objects.get(user=other)

        response = manager.post(
            f"/beheer/gebruikers/{world.executive.pk}/rol/{role.pk}/beeindigen/"
        )

        assert response.status_code == 404
        assert Membership.objects.get(pk=role.pk).ended_at is None


def test_district_coordinator_whose_role_ended_is_out_at_once(
    manager: Client, world: World
) -> None:
    second_coordinator(world)
    Membership.objects.filter(user=world.district_coordinator).update(ended_at="2026-01-01T00:00Z")

    assert manager.get("/beheer/gebruikers/").status_code == 404
    assert manager.post("/beheer/gebruikers/uitnodigen/", {"name": "Anna"}).status_code == 404
    assert not User.objects.filter(name="Anna").exists()


@pytest.mark.parametrize("path", ["/beheer/rechten/", "/beheer/rechten/export/"])
def test_region_of_somebody_else_does_not_exist(manager: Client, world: World, path: str) -> None:
    for code in ("elders", "bestaat-niet", ""):
        assert manager.get(f"{path}?regio={code}").status_code == 404


def test_coordinator_of_two_regions_chooses(client: Client, world: World) -> None:
    both = make_member(role=Role.DISTRICT_COORDINATOR, target=world.region)
    give_role(user=both, role=Role.DISTRICT_COORDINATOR, target=world.other_region, by=None)
    confirm_identity(client, both)

    first, second = client.get("/beheer/rechten/"), client.get("/beheer/rechten/?regio=flevoland")

    assert "elders@voorbeeld.test" in first.content.decode()
    assert "elders@voorbeeld.test" not in second.content.decode()
