"""Giving, changing and ending a role for an organisation or a region."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.actions.users import CHANGED_MEANWHILE, switch_account
from accounts.events import EventType
from accounts.models import AuditEvent, User
from accounts.permissions import Permission, Role
from accounts.refusals import Refused
from ambitions.access import can
from ambitions.actions.memberships import (
    NO_ROLE_FOR,
    OWN_ROLE,
    change_end_date,
    end_role,
    give_role,
)
from ambitions.models import Membership
from tests.breaking import nothing_written, refused
from tests.conftest import World
from tests.factories import make_member

LAST_ONE = (
    "Dit kan niet: er moet in Flevoland een andere districtscoördinator zijn die blijft. "
    "Geef eerst iemand anders deze rol, zonder laatste dag."
)
PAST = "De laatste dag is al voorbij. Kies vandaag of een latere dag."


def today() -> date:
    return timezone.localdate()


def tomorrow() -> date:
    return today() + timedelta(days=1)


def role_of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def last_event() -> AuditEvent:
    event = AuditEvent.objects.newest_first().first()
    assert event is not None
    return event


# --- Giving ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.DISTRICT_COORDINATOR, Role.ANALYST])
def test_give_role_for_a_region(world: World, role: Role) -> None:
    membership = give_role(user=world.nobody, role=role, target=world.region, by=None)

    membership = Membership.objects.get(pk=membership.pk)
    assert (membership.user, membership.role) == (world.nobody, role)
    assert (membership.region, membership.organisation) == (world.region, None)
    assert str(membership) == f"Niemand: {role.label} (Flevoland)"


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EXECUTIVE])
def test_give_role_for_an_organisation(world: World, role: Role) -> None:
    membership = give_role(user=world.nobody, role=role, target=world.almere, by=None)

    membership = Membership.objects.get(pk=membership.pk)
    assert (membership.region, membership.organisation) == (None, world.almere)


def test_give_role_is_recorded_with_region_and_organisation(world: World) -> None:
    by = world.district_coordinator

    give_role(
        user=world.nobody, role=Role.EXECUTIVE, target=world.almere, ends_on=tomorrow(), by=by
    )

    event = last_event()
    assert (event.type, event.actor) == (EventType.ROLE_GIVEN, by)
    assert (event.region, event.organisation) == ("flevoland", "GM0034")
    assert event.subject == f"gebruiker {world.nobody.pk}"
    assert event.new_values == {"rol": "bestuurder", "laatste dag": tomorrow().isoformat()}


@pytest.mark.parametrize(("role", "name"), [(Role.ANALYST, "region"), (Role.EXECUTIVE, "almere")])
def test_give_role_that_is_held_already_writes_nothing(world: World, role: Role, name: str) -> None:
    target = getattr(world, name)
    first = give_role(user=world.nobody, role=role, target=target, by=None)

    with nothing_written():
        assert give_role(user=world.nobody, role=role, target=target, by=None) == first


def test_give_role_that_was_ended_takes_it_up_again(world: World) -> None:
    membership = role_of(world.executive)
    end_role(membership=membership, by=world.district_coordinator)

    again = give_role(
        user=world.executive,
        role=Role.EXECUTIVE,
        target=world.almere,
        by=world.district_coordinator,
    )

    assert again.pk == membership.pk
    assert again.given_at > membership.given_at
    assert (again.ended_at, again.ends_on) == (None, None)
    assert can(world.user("executive"), Permission.VIEW_ORGANISATION, world.almere)


def test_give_role_whose_last_day_is_over_takes_it_up_again(world: World) -> None:
    Membership.objects.filter(user=world.executive).update(ends_on=today() - timedelta(days=1))

    give_role(user=world.executive, role=Role.EXECUTIVE, target=world.almere, by=None)

    assert role_of(world.executive).ends_on is None
    assert last_event().type == EventType.ROLE_GIVEN


@pytest.mark.parametrize("role", [Role.DISTRICT_COORDINATOR, Role.ANALYST])
def test_give_role_of_a_region_for_an_organisation_is_refused(world: World, role: Role) -> None:
    with refused(f"De rol {role.label} past niet bij Almere."):
        give_role(user=world.nobody, role=role, target=world.almere, by=None)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EXECUTIVE])
def test_give_role_of_an_organisation_for_a_region_is_refused(world: World, role: Role) -> None:
    with refused(f"De rol {role.label} past niet bij Flevoland."):
        give_role(user=world.nobody, role=role, target=world.region, by=None)


def test_give_role_to_a_user_who_is_gone_is_refused(world: World) -> None:
    gone = world.user("nobody")
    pk = gone.pk
    gone.delete()
    gone.pk = pk

    with nothing_written(), pytest.raises(Refused, match=r"^gebruiker: "):
        give_role(user=gone, role=Role.ANALYST, target=world.region, by=None)


def test_give_role_to_a_technical_administrator_is_refused(world: World) -> None:
    with refused(NO_ROLE_FOR):
        give_role(user=world.administrator, role=Role.ANALYST, target=world.region, by=None)


def test_give_role_to_an_account_that_is_off_is_refused(world: World) -> None:
    switch_account(user=world.nobody, active=False, by=None)

    with refused(NO_ROLE_FOR):
        give_role(user=world.nobody, role=Role.ANALYST, target=world.region, by=None)


def test_give_role_to_oneself_is_refused(world: World) -> None:
    by = world.district_coordinator

    with refused(OWN_ROLE):
        give_role(user=by, role=Role.COORDINATOR, target=world.almere, by=by)


def test_give_role_that_is_over_before_it_begins_is_refused(world: World) -> None:
    past = today() - timedelta(days=1)

    with refused(PAST):
        give_role(user=world.nobody, role=Role.ANALYST, target=world.region, ends_on=past, by=None)


# --- The last day ---------------------------------------------------------------------------------


def test_change_end_date_sets_and_takes_away(world: World) -> None:
    by, membership = world.district_coordinator, role_of(world.executive)

    change_end_date(membership=membership, ends_on=tomorrow(), was=None, by=by)

    assert role_of(world.executive).ends_on == tomorrow()
    assert last_event().old_values == {"laatste dag": "geen"}
    assert last_event().new_values == {"laatste dag": tomorrow().isoformat(), "rol": "bestuurder"}
    change_end_date(membership=membership, ends_on=None, was=tomorrow(), by=by)
    assert role_of(world.executive).ends_on is None


def test_change_end_date_to_the_same_writes_nothing(world: World) -> None:
    with nothing_written():
        change_end_date(
            membership=role_of(world.executive),
            ends_on=None,
            was=None,
            by=world.district_coordinator,
        )


def test_change_end_date_that_somebody_changed_meanwhile_is_refused(world: World) -> None:
    by, membership = world.district_coordinator, role_of(world.executive)
    change_end_date(membership=membership, ends_on=tomorrow(), was=None, by=by)

    with refused(CHANGED_MEANWHILE):
        change_end_date(membership=membership, ends_on=today(), was=None, by=by)


def test_change_end_date_of_a_role_that_ended_is_refused(world: World) -> None:
    by, membership = world.district_coordinator, role_of(world.executive)
    end_role(membership=membership, by=by)

    with refused(CHANGED_MEANWHILE):
        change_end_date(membership=membership, ends_on=tomorrow(), was=None, by=by)


def test_change_end_date_to_the_past_is_refused(world: World) -> None:
    with refused(PAST):
        change_end_date(
            membership=role_of(world.executive),
            ends_on=today() - timedelta(days=1),
            was=None,
            by=world.district_coordinator,
        )


def test_change_end_date_of_ones_own_role_is_refused(world: World) -> None:
    by = world.district_coordinator

    with refused(OWN_ROLE):
        change_end_date(membership=role_of(by), ends_on=tomorrow(), was=None, by=by)


# --- Ending ---------------------------------------------------------------------------------------


def test_end_role_takes_effect_at_once(world: World) -> None:
    end_role(membership=role_of(world.coordinator), by=world.district_coordinator)

    assert not can(world.user("coordinator"), Permission.ENTER_RESULTS, world.almere)
    event = last_event()
    assert (event.type, event.old_values) == (EventType.ROLE_ENDED, {"rol": "coördinator"})
    assert (event.region, event.organisation) == ("flevoland", "GM0034")


def test_end_role_that_ended_is_refused(world: World) -> None:
    membership = role_of(world.coordinator)
    end_role(membership=membership, by=world.district_coordinator)

    with refused("Deze rol is al beëindigd."):
        end_role(membership=membership, by=world.district_coordinator)


def test_end_ones_own_role_when_another_stays(world: World) -> None:
    make_member(role=Role.DISTRICT_COORDINATOR, target=world.region)
    by = world.district_coordinator

    end_role(membership=role_of(by), by=by)

    assert not can(world.user("district_coordinator"), Permission.MANAGE_USERS, world.region)


# --- The last district coordinator ----------------------------------------------------------------


def second_coordinator(world: World, *, ends_on: date | None = None) -> User:
    user = make_member(role=Role.DISTRICT_COORDINATOR, target=world.region)
    Membership.objects.filter(user=user).update(ends_on=ends_on)
    return user


@pytest.mark.parametrize("by", ["district_coordinator", "outsider"])
def test_last_district_coordinator_cannot_be_ended(world: World, by: str) -> None:
    with refused(LAST_ONE):
        end_role(membership=role_of(world.district_coordinator), by=getattr(world, by))


def test_last_district_coordinator_gets_no_last_day(world: World) -> None:
    with refused(LAST_ONE):
        change_end_date(
            membership=role_of(world.district_coordinator), ends_on=tomorrow(), was=None, by=None
        )


def test_one_whose_account_is_off_does_not_count(world: World) -> None:
    switch_account(user=second_coordinator(world), active=False, by=None)

    with refused(LAST_ONE):
        end_role(membership=role_of(world.district_coordinator), by=None)


def test_one_whose_role_ended_does_not_count(world: World) -> None:
    other = second_coordinator(world)
    end_role(membership=role_of(other), by=None)

    with refused(LAST_ONE):
        end_role(membership=role_of(world.district_coordinator), by=None)


def test_one_who_leaves_later_is_no_reason_to_leave_for_good(world: World) -> None:
    second_coordinator(world, ends_on=tomorrow())

    with refused(LAST_ONE):
        end_role(membership=role_of(world.district_coordinator), by=None)


def test_one_who_leaves_later_can_leave_now_when_another_stays(world: World) -> None:
    other = second_coordinator(world, ends_on=tomorrow())

    end_role(membership=role_of(other), by=None)

    assert role_of(other).ended_at is not None


def test_a_later_last_day_is_always_possible(world: World) -> None:
    Membership.objects.filter(user=world.district_coordinator).update(ends_on=today())

    change_end_date(
        membership=role_of(world.district_coordinator), ends_on=tomorrow(), was=today(), by=None
    )

    assert role_of(world.district_coordinator).ends_on == tomorrow()


def test_coordinator_of_another_region_does_not_count(world: World) -> None:
    give_role(
        user=world.district_coordinator,
        role=Role.DISTRICT_COORDINATOR,
        target=world.other_region,
        by=None,
    )

    with refused(LAST_ONE):
        end_role(
            membership=Membership.objects.get(user=world.district_coordinator, region=world.region),
            by=None,
        )
