"""Inviting people, and what concerns the account of somebody of the region."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.events import EventType
from accounts.models import AuditEvent, Invitation, User
from accounts.permissions import Role
from accounts.querysets import digest_of
from accounts.refusals import Refused
from ambitions.actions.memberships import NO_ROLE_FOR, give_role
from ambitions.actions.people import (
    NOT_YOURS_ALONE,
    OWN_ACCOUNT,
    Invited,
    invite_person,
    rename_person,
    reset_second_factor_of_person,
    switch_account_of_anybody,
    switch_person,
)
from ambitions.models import Membership, Organisation, Region
from tests.ambitions.actions.test_memberships import LAST_ONE, last_event, second_coordinator
from tests.breaking import nothing_written, refused
from tests.conftest import World
from tests.factories import PASSWORD, make_member


def invite(
    world: World,
    *,
    email: str = "anna@voorbeeld.test",
    name: str = "Anna",
    role: Role = Role.EXECUTIVE,
    target: Organisation | Region | None = None,
    ends_on: date | None = None,
) -> Invited:
    return invite_person(
        email=email,
        name=name,
        role=role,
        target=target or world.almere,
        ends_on=ends_on,
        by=world.district_coordinator,
    )


def add_factor(user: User) -> None:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})


def test_invite_somebody_new_makes_account_role_and_invitation(world: World) -> None:
    invited = invite(world)

    user = User.objects.get(email="anna@voorbeeld.test")
    assert (invited.user, user.name, user.has_usable_password()) == (user, "Anna", False)
    assert Membership.objects.get(user=user).organisation == world.almere
    assert invited.token is not None
    assert Invitation.objects.get(user=user).token_digest == digest_of(invited.token)
    types = AuditEvent.objects.in_chain().values_list("type", flat=True)
    assert list(types)[-3:] == [
        EventType.ACCOUNT_MADE,
        EventType.ROLE_GIVEN,
        EventType.INVITED,
    ]


def test_invite_somebody_of_another_region_gives_the_role_and_keeps_the_name(world: World) -> None:
    invited = invite(world, email="ELDERS@voorbeeld.test", name="Ik kies zelf")

    assert invited.user == world.outsider
    assert invited.token is None
    assert User.objects.get(pk=world.outsider.pk).name == world.outsider.name
    assert not Invitation.objects.exists()
    assert world.outsider.memberships.count() == 2


def test_invite_somebody_who_never_accepted_sends_a_new_invitation(world: World) -> None:
    first = invite(world)

    second = invite(world, role=Role.COORDINATOR)

    assert second.token not in (None, first.token)
    assert Invitation.objects.count() == 2
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize("email", ["geen adres", "", "a@b@c.test", "x" * 300 + "@voorbeeld.test"])
def test_invite_to_no_address_writes_nothing(world: World, email: str) -> None:
    with nothing_written(), pytest.raises(Exception, match="e-mailadres: "):
        invite(world, email=email)


def test_invite_for_a_role_that_does_not_fit_writes_nothing(world: World) -> None:
    with refused("De rol RIEC-analist past niet bij Almere."):
        invite(world, role=Role.ANALYST)


def test_invite_a_technical_administrator_is_refused(world: World) -> None:
    with refused(NO_ROLE_FOR):
        invite(world, email="beheer@voorbeeld.test")


def test_rename_somebody_of_the_region(world: World) -> None:
    by, person = world.district_coordinator, world.executive

    rename_person(user=person, name="Mr. B.", was=person.name, region=world.region, by=by)

    assert User.objects.get(pk=person.pk).name == "Mr. B."
    assert last_event().region == "flevoland"


def test_reset_second_factor_takes_all_away_and_ends_the_sessions(
    world: World, client: Client
) -> None:
    person = world.executive
    client.post("/", {"login": person.email, "password": PASSWORD})
    assert UserSession.objects.filter(user=person).exists()
    add_factor(person)

    reset_second_factor_of_person(user=person, region=world.region, by=world.district_coordinator)

    assert not Authenticator.objects.exists()
    assert not UserSession.objects.filter(user=person).exists()
    assert client.get("/regio/").status_code == 302
    event = last_event()
    assert (event.type, event.region) == (EventType.FACTORS_RESET, "flevoland")


def test_reset_second_factor_that_is_not_there_is_refused(world: World) -> None:
    with refused(f"{world.executive} heeft geen tweede stap."):
        reset_second_factor_of_person(
            user=world.executive, region=world.region, by=world.district_coordinator
        )


def test_reset_ones_own_second_factor_is_refused(world: World) -> None:
    by = world.district_coordinator
    add_factor(by)

    with refused(OWN_ACCOUNT):
        reset_second_factor_of_person(user=by, region=world.region, by=by)


@pytest.mark.parametrize("shared", ["outsider", "administrator"])
def test_account_that_others_rely_on_is_not_changed(world: World, shared: str) -> None:
    """Giving somebody of another region a role gives no hold on their account."""
    by, person = world.district_coordinator, getattr(world, shared)
    if shared == "outsider":
        give_role(user=person, role=Role.ANALYST, target=world.region, by=by)
    add_factor(person)
    of_region = {"user": person, "region": world.region, "by": by}

    with refused(NOT_YOURS_ALONE):
        reset_second_factor_of_person(**of_region)
    with refused(NOT_YOURS_ALONE):
        switch_person(active=False, **of_region)
    with refused(NOT_YOURS_ALONE):
        rename_person(name="Anders", was=person.name, **of_region)


def test_switch_somebody_off_and_on(world: World, client: Client) -> None:
    by, person = world.district_coordinator, world.executive
    client.force_login(person)

    switch_person(user=person, active=False, region=world.region, by=by)

    assert client.get("/regio/").status_code == 302
    assert last_event().new_values == {"account": "uitgeschakeld"}
    switch_person(user=person, active=True, region=world.region, by=by)
    assert User.objects.get(pk=person.pk).is_active


def test_switch_oneself_off_is_refused(world: World) -> None:
    by = world.district_coordinator
    second_coordinator(world)

    with refused(OWN_ACCOUNT):
        switch_person(user=by, active=False, region=world.region, by=by)


def test_switch_the_last_district_coordinator_off_is_refused(world: World) -> None:
    with refused(LAST_ONE):
        switch_person(user=world.district_coordinator, active=False, region=world.region, by=None)


def test_switch_a_district_coordinator_off_when_another_stays(world: World) -> None:
    other = make_member(role=Role.DISTRICT_COORDINATOR, target=world.region)

    switch_person(user=other, active=False, region=world.region, by=world.district_coordinator)

    assert not User.objects.get(pk=other.pk).is_active


# --- By the technical administrator ---------------------------------------------------------------


def test_administrator_switches_an_account_off_and_on(world: World) -> None:
    user = world.user("outsider")
    Membership.objects.create(
        user=world.nobody, role="district_coordinator", region=world.other_region
    )

    switch_account_of_anybody(user=user, active=False, by=world.administrator)
    assert not User.objects.get(pk=user.pk).is_active
    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.actor) == ("account_changed", world.administrator)

    switch_account_of_anybody(user=user, active=True, by=world.administrator)
    assert User.objects.get(pk=user.pk).is_active


def test_administrator_leaves_no_region_without_a_district_coordinator(world: World) -> None:
    with nothing_written(), pytest.raises(Refused, match="andere districtsco"):
        switch_account_of_anybody(user=world.user("outsider"), active=False, by=world.administrator)


def test_administrator_does_not_switch_oneself_off(world: World) -> None:
    with nothing_written(), pytest.raises(Refused):
        switch_account_of_anybody(
            user=world.user("administrator"), active=False, by=world.administrator
        )


def test_administration_site_switches_accounts_by_the_action(world: World, client: Client) -> None:
    client.force_login(world.administrator)
    path = f"/admin/accounts/user/{world.coordinator.pk}/change/"

    client.post(path, {"name": "Iemand anders"})

    changed = User.objects.get(pk=world.coordinator.pk)
    assert not changed.is_active
    assert changed.name == world.coordinator.name
    assert AuditEvent.objects.newest_first()[0].type == "account_changed"


def test_administration_site_tells_what_was_refused(world: World, client: Client) -> None:
    client.force_login(world.administrator)

    response = client.post(f"/admin/accounts/user/{world.outsider.pk}/change/", follow=True)

    assert "andere districtsco" in response.content.decode()
    assert User.objects.get(pk=world.outsider.pk).is_active
