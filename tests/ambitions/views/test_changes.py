"""Changing the roles and the account of somebody of the region."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Invitation, User
from accounts.permissions import Role
from ambitions.actions.memberships import end_role
from ambitions.models import Membership, RightsReview
from tests.ambitions.actions.test_memberships import LAST_ONE, role_of, tomorrow
from tests.ambitions.actions.test_people import add_factor, invite
from tests.ambitions.views.test_users import summary
from tests.conftest import World
from tests.factories import PASSWORD
from tests.reports.document import document, read
from tests.signing_in import MINUTE, confirm_identity


def page_of(user: User, rest: str = "") -> str:
    return f"/beheer/gebruikers/{user.pk}/{rest}"


def test_another_role_is_given(manager: Client, world: World) -> None:
    data = {"role": "coordinator", "target": "GM0995", "ends_on": ""}

    response = manager.post(page_of(world.executive, "rol/"), data)

    assert response["Location"] == page_of(world.executive)
    assert Membership.objects.filter(user=world.executive, organisation=world.lelystad).exists()


def test_last_day_is_set(manager: Client, world: World) -> None:
    path = page_of(world.executive, f"rol/{role_of(world.executive).pk}/laatste-dag/")

    manager.post(path, {"ends_on": tomorrow().isoformat(), "was": ""})

    assert role_of(world.executive).ends_on == tomorrow()
    field = read(manager, path).one("input", name="ends_on")
    assert field.attributes["value"] == tomorrow().isoformat()


def test_last_day_on_top_of_another_change_is_refused(manager: Client, world: World) -> None:
    path = page_of(world.executive, f"rol/{role_of(world.executive).pk}/laatste-dag/")
    manager.post(path, {"ends_on": tomorrow().isoformat(), "was": ""})

    response = manager.post(path, {"ends_on": "2099-01-01", "was": ""})

    assert response.status_code == 409
    assert "Iemand anders heeft dit intussen gewijzigd." in summary(response)
    assert role_of(world.executive).ends_on == tomorrow()


def test_role_is_ended_after_asking(manager: Client, world: World) -> None:
    path = page_of(world.executive, f"rol/{role_of(world.executive).pk}/beeindigen/")

    page = read(manager, path)

    assert "De rol vervalt meteen." in page.one("main").text
    assert role_of(world.executive).ended_at is None
    response = manager.post(path, follow=True)
    assert role_of(world.executive).ended_at is not None
    assert "is beëindigd" in document(response).one(css="fn-messages").text


def test_role_that_somebody_else_ended_meanwhile_is_refused(manager: Client, world: World) -> None:
    path = page_of(world.executive, f"rol/{role_of(world.executive).pk}/beeindigen/")
    end_role(membership=role_of(world.executive), by=None)

    response = manager.post(path)

    assert response.status_code == 409
    assert "Deze rol is al beëindigd." in summary(response)


def test_last_district_coordinator_is_told_why_not(manager: Client, world: World) -> None:
    own = world.district_coordinator

    response = manager.post(page_of(own, f"rol/{role_of(own).pk}/beeindigen/"))

    assert response.status_code == 409
    assert LAST_ONE in summary(response)


def test_name_is_changed(manager: Client, world: World) -> None:
    path = page_of(world.executive, "naam/")

    manager.post(path, {"name": "Mr. B.", "was": world.executive.name, "email": "ander@x.test"})

    person = User.objects.get(pk=world.executive.pk)
    assert (person.name, person.email) == ("Mr. B.", world.executive.email)
    assert manager.post(path, {"name": "C.", "was": world.executive.name}).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_invitation_is_sent_again(manager: Client, world: World) -> None:
    person = invite(world).user

    response = manager.post(page_of(person, "uitnodiging/"), follow=True)

    assert len(mail.outbox) == 1
    assert Invitation.objects.filter(user=person, withdrawn_at=None).count() == 1
    assert "gemaild" in document(response).one(css="fn-messages").text


def test_invitation_for_who_has_accepted_is_refused(manager: Client, world: World) -> None:
    response = manager.post(page_of(world.executive, "uitnodiging/"))

    assert response.status_code == 409
    assert "heeft het account al in gebruik" in summary(response)


def test_invitation_is_withdrawn(manager: Client, world: World) -> None:
    person = invite(world).user

    manager.post(page_of(person, "uitnodiging/intrekken/"))

    assert not Invitation.objects.usable(timezone.now()).exists()
    assert "ingetrokken" in read(manager, page_of(person)).one("main").text


@pytest.mark.django_db(transaction=True)
def test_second_step_is_taken_away_and_the_person_hears_of_it(
    manager: Client, world: World
) -> None:
    add_factor(world.executive)

    manager.post(page_of(world.executive, "tweede-stap/"))

    (message,) = mail.outbox
    assert message.to == [world.executive.email]
    assert "tweede stap" in message.body


@pytest.mark.parametrize(("way", "active"), [("uitschakelen", False), ("inschakelen", True)])
def test_account_is_switched(manager: Client, world: World, way: str, active: bool) -> None:
    User.objects.filter(pk=world.executive.pk).update(is_active=not active)

    manager.post(page_of(world.executive, f"account/{way}/"))

    assert User.objects.get(pk=world.executive.pk).is_active is active


def test_account_is_switched_in_two_ways_only(manager: Client, world: World) -> None:
    assert manager.post(page_of(world.executive, "account/verwijderen/")).status_code == 404


def test_review_is_stored_with_its_remark(manager: Client, world: World) -> None:
    page = read(manager, "/beheer/rechten/")
    (path,) = (href for href in page.one("main").hrefs() if "beoordelen" in href)
    seen = read(manager, path).one("input", name="seen").attributes["value"]

    response = manager.post(path, {"remark": "<b>Klopt</b>", "seen": seen}, follow=True)

    review = RightsReview.objects.get()
    text = document(response).one("main").text
    assert "De beoordeling van 5 rollen is vastgelegd." in text
    assert "<b>Klopt</b>" in text
    assert f"door {world.district_coordinator}" in text
    assert review.sha256 in text


def test_review_of_a_list_that_changed_since_it_was_opened_is_refused(
    manager: Client, world: World
) -> None:
    page = read(manager, "/beheer/rechten/")
    (path,) = (href for href in page.one("main").hrefs() if "beoordelen" in href)
    invite(world, role=Role.COORDINATOR)
    seen = read(manager, path).one("input", name="seen").attributes["value"]

    response = manager.post(path, {"remark": "", "seen": seen})

    assert response.status_code == 409
    assert "De lijst is gewijzigd sinds u haar opende." in summary(response)
    assert not RightsReview.objects.exists()


def test_rights_file_is_downloaded(manager: Client) -> None:
    response = manager.get("/beheer/rechten/export/")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="rechten-flevoland-')
    assert response["Cache-Control"] == "no-store"


def test_what_was_sent_is_done_once_identity_is_confirmed(client: Client, world: World) -> None:
    confirm_identity(client, world.district_coordinator, ago=20 * MINUTE)
    path = page_of(world.executive, f"rol/{role_of(world.executive).pk}/beeindigen/")
    asked = client.post(path)
    assert role_of(world.executive).ended_at is None

    response = client.post(asked["Location"], {"password": PASSWORD})

    assert response["Location"] == page_of(world.executive)
    assert role_of(world.executive).ended_at is not None
