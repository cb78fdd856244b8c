"""Giving a role for an organisation or a region."""

import pytest

from accounts.permissions import Role
from ambitions.actions.memberships import give_role
from ambitions.models import Membership
from ambitions.refusals import Refused
from tests.breaking import nothing_written, refused
from tests.conftest import World


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


@pytest.mark.parametrize(("role", "name"), [(Role.ANALYST, "region"), (Role.EXECUTIVE, "almere")])
def test_give_role_that_is_held_already_writes_nothing(world: World, role: Role, name: str) -> None:
    target = getattr(world, name)
    first = give_role(user=world.nobody, role=role, target=target, by=None)

    with nothing_written():
        assert give_role(user=world.nobody, role=role, target=target, by=None) == first


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
