"""The table of who may do what: the contract's, cell by cell."""

import pytest

from accounts.permissions import (
    GRANTS,
    ORGANISATION_ROLES,
    REGION_ROLES,
    Permission,
    Role,
    granted,
)

D, C, E, A = Role.DISTRICT_COORDINATOR, Role.COORDINATOR, Role.EXECUTIVE, Role.ANALYST

HOLDERS = {
    Permission.VIEW_REGION: {D, C, E, A},
    Permission.VIEW_PROVISIONAL_REGION: {D, A},
    Permission.VIEW_ORGANISATION: {C, E},
    Permission.VIEW_DRAFT_STATUSES: {D},
    Permission.VIEW_SUBMITTED: {D, A},
    Permission.VIEW_PRIVATE_NOTE: {C},
    Permission.ENTER_RESULTS: {D, C},
    Permission.ASSIGN_POINTS: {C},
    Permission.SUBMIT: {C},
    Permission.ASK_EXEMPTION: {C},
    Permission.ASK_HELP: {C, E},
    Permission.REVIEW: {D},
    Permission.EXPORT_ORGANISATION: {D, C, E, A},
    Permission.EXPORT_REGION: {D, A},
    Permission.WRITE_REPORT: {D, C, A},
    Permission.APPROVE_REPORT: {D, E, A},
    Permission.MANAGE_ROUNDS: {D},
    Permission.DECIDE_EXEMPTIONS: {D},
    Permission.MANAGE_USERS: {D},
    Permission.VIEW_AUDIT: {D},
    Permission.MANAGE_HOUSE_STYLE: {D},
}


def test_every_permission_has_its_holders_written_down_here() -> None:
    assert set(HOLDERS) == set(Permission)


@pytest.mark.parametrize("permission", list(Permission), ids=lambda permission: permission.name)
def test_permission_is_held_by_exactly_these_roles(permission: Permission) -> None:
    assert granted(permission) == HOLDERS[permission]


def test_every_role_is_in_the_table() -> None:
    assert set(GRANTS) == set(Role)


def test_every_role_is_for_a_region_or_for_an_organisation() -> None:
    assert {D, A} == REGION_ROLES
    assert {C, E} == ORGANISATION_ROLES
