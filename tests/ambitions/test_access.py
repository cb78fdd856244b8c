"""`can`, `scope` and what belongs to them, for every member of the cast."""

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.permissions import Permission, Role
from ambitions.access import Scope, can, memberships, organisations_of, regions_of, scope
from ambitions.actions.memberships import give_role
from tests.conftest import CAST, World

P = Permission
TARGETS = ("region", "other_region", "almere", "lelystad", "elsewhere")

REGION_WIDE = {P.VIEW_REGION}
OF_DISTRICT = {
    P.VIEW_REGION,
    P.VIEW_PROVISIONAL_REGION,
    P.VIEW_DRAFT_STATUSES,
    P.VIEW_SUBMITTED,
    P.ENTER_RESULTS,
    P.EXPORT_ORGANISATION,
    P.EXPORT_REGION,
    P.WRITE_REPORT,
    P.APPROVE_REPORT,
    P.MANAGE_ROUNDS,
    P.REVIEW,
    P.DECIDE_EXEMPTIONS,
    P.MANAGE_USERS,
    P.MANAGE_HOUSE_STYLE,
    P.VIEW_AUDIT,
}
OF_ANALYST = {
    P.VIEW_REGION,
    P.VIEW_PROVISIONAL_REGION,
    P.VIEW_SUBMITTED,
    P.EXPORT_ORGANISATION,
    P.EXPORT_REGION,
    P.WRITE_REPORT,
    P.APPROVE_REPORT,
}
OF_COORDINATOR = {
    P.VIEW_REGION,
    P.VIEW_ORGANISATION,
    P.VIEW_PRIVATE_NOTE,
    P.ENTER_RESULTS,
    P.ASSIGN_POINTS,
    P.SUBMIT,
    P.ASK_EXEMPTION,
    P.ASK_HELP,
    P.EXPORT_ORGANISATION,
    P.WRITE_REPORT,
}
OF_EXECUTIVE = {
    P.VIEW_REGION,
    P.VIEW_ORGANISATION,
    P.ASK_HELP,
    P.EXPORT_ORGANISATION,
    P.APPROVE_REPORT,
}

ALLOWED: dict[tuple[str, str], set[Permission]] = {
    ("district_coordinator", "region"): OF_DISTRICT,
    ("district_coordinator", "almere"): OF_DISTRICT,
    ("district_coordinator", "lelystad"): OF_DISTRICT,
    ("analyst", "region"): OF_ANALYST,
    ("analyst", "almere"): OF_ANALYST,
    ("analyst", "lelystad"): OF_ANALYST,
    ("coordinator", "region"): REGION_WIDE,
    ("coordinator", "almere"): OF_COORDINATOR,
    ("coordinator", "lelystad"): REGION_WIDE,
    ("executive", "region"): REGION_WIDE,
    ("executive", "almere"): OF_EXECUTIVE,
    ("executive", "lelystad"): REGION_WIDE,
    ("other_coordinator", "region"): REGION_WIDE,
    ("other_coordinator", "almere"): REGION_WIDE,
    ("other_coordinator", "lelystad"): OF_COORDINATOR,
    ("outsider", "other_region"): OF_DISTRICT,
    ("outsider", "elsewhere"): OF_DISTRICT,
}
"""What is not in this table is denied: default deny, also for a superuser."""


@pytest.mark.parametrize(("name", "target"), list(product(CAST, TARGETS)))
def test_can_is_the_table(world: World, name: str, target: str) -> None:
    user = world.user(name)

    held = {permission for permission in P if can(user, permission, getattr(world, target))}

    assert held == ALLOWED.get((name, target), set())


@pytest.mark.parametrize("name", CAST)
def test_can_of_an_inactive_user_is_nothing(world: World, name: str) -> None:
    user = world.user(name)
    user.is_active = False

    assert memberships(user) == ()
    assert not any(can(user, p, getattr(world, t)) for p, t in product(P, TARGETS))


@pytest.mark.parametrize("user", [AnonymousUser(), User(email="nieuw@voorbeeld.test")])
def test_can_of_somebody_without_an_account_is_nothing(world: World, user: User) -> None:
    assert not any(can(user, p, getattr(world, t)) for p, t in product(P, TARGETS))


def test_scope_of_a_region_role_is_the_region(world: World) -> None:
    reach = scope(world.analyst, P.EXPORT_REGION)

    assert reach == Scope(frozenset({world.region.pk}), frozenset())


def test_scope_of_an_organisation_role_is_the_organisation(world: World) -> None:
    reach = scope(world.coordinator, P.ENTER_RESULTS)

    assert reach == Scope(frozenset(), frozenset({world.almere.pk}))


def test_scope_of_what_is_region_wide_holds_the_region_of_the_organisation(world: World) -> None:
    assert scope(world.coordinator, P.VIEW_REGION).regions == {world.region.pk}


def test_scope_adds_up_roles(world: World) -> None:
    give_role(user=world.nobody, role=Role.COORDINATOR, target=world.urk, by=None)
    give_role(user=world.nobody, role=Role.DISTRICT_COORDINATOR, target=world.other_region, by=None)

    reach = scope(world.user("nobody"), P.ENTER_RESULTS)

    assert reach == Scope(frozenset({world.other_region.pk}), frozenset({world.urk.pk}))


def test_scope_of_a_permission_that_a_role_does_not_give_is_empty(world: World) -> None:
    reach = scope(world.executive, P.ENTER_RESULTS)

    assert reach == Scope(frozenset(), frozenset())


def test_memberships_are_read_once_per_user_object(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = world.user("coordinator")

    with django_assert_num_queries(1):
        assert all(can(user, P.VIEW_REGION, world.region) for _ in range(5))
        regions_of(user)
        organisations_of(user, P.ENTER_RESULTS)


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("district_coordinator", ["Flevoland"]),
        ("coordinator", ["Flevoland"]),
        ("outsider", ["Elders"]),
        ("nobody", []),
        ("administrator", []),
    ],
)
def test_regions_of_a_user_are_those_with_a_role(
    world: World, name: str, titles: list[str]
) -> None:
    assert [region.title for region in regions_of(world.user(name))] == titles


def test_regions_of_several_roles_are_once_each_by_title(world: World) -> None:
    give_role(user=world.nobody, role=Role.COORDINATOR, target=world.urk, by=None)
    give_role(user=world.nobody, role=Role.EXECUTIVE, target=world.almere, by=None)
    give_role(user=world.nobody, role=Role.ANALYST, target=world.other_region, by=None)

    assert regions_of(world.user("nobody")) == [world.other_region, world.region]


def test_organisations_of_a_user_are_those_with_a_role_there(world: World) -> None:
    give_role(user=world.nobody, role=Role.COORDINATOR, target=world.province, by=None)
    give_role(user=world.nobody, role=Role.COORDINATOR, target=world.urk, by=None)
    give_role(user=world.nobody, role=Role.EXECUTIVE, target=world.almere, by=None)
    user = world.user("nobody")

    assert organisations_of(user, P.ENTER_RESULTS) == [world.urk, world.province]
    assert organisations_of(user, P.VIEW_ORGANISATION) == [
        world.almere,
        world.urk,
        world.province,
    ]
    assert organisations_of(world.district_coordinator, P.ENTER_RESULTS) == []
