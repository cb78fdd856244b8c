"""What the database refuses of regions, organisations, norms and roles."""

from collections.abc import Callable

import pytest
from django.db.models import ProtectedError

from accounts.models import User
from accounts.permissions import Role
from ambitions.choices import NormState
from ambitions.models import Applicability, Membership, Norm, Organisation, Region
from tests.breaking import integrity_error, not_unique
from tests.conftest import World
from tests.factories import (
    MUNICIPALITY,
    PROVINCE,
    make_norm,
    make_organisation,
    make_point,
    make_region,
    make_theme,
)


def draft(world: World) -> Norm:
    return make_norm(region=world.region, state=NormState.DRAFT)


# --- Accounts -------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "columns"),
    [
        ("iemand@voorbeeld.test", "accounts_user.email"),
        ("Iemand@Voorbeeld.test", "index 'accounts_user_email_once'"),
    ],
)
def test_user_email_is_there_once_in_any_case(email: str, columns: str) -> None:
    User.objects.create(email="iemand@voorbeeld.test", name="Iemand")

    with not_unique("accounts_user_email", columns):
        User.objects.create(email=email, name="Een ander")


# --- Regions and organisations --------------------------------------------------------------------


@pytest.mark.django_db
def test_region_code_is_there_once() -> None:
    make_region(code="flevoland")

    with not_unique("ambitions_region_code", "ambitions_region.code"):
        make_region(code="flevoland")


def test_organisation_code_is_there_once_over_all_regions(world: World) -> None:
    with not_unique("ambitions_organisation_code", "ambitions_organisation.code"):
        make_organisation(region=world.other_region, code="GM0034")


def test_organisation_of_an_unknown_kind_is_refused(world: World) -> None:
    with integrity_error("ambitions_organisation_kind_known"):
        Organisation.objects.filter(pk=world.urk.pk).update(kind="village")


@pytest.mark.parametrize("tile", [{"tile_row": None}, {"tile_column": None}])
def test_organisation_with_half_a_tile_is_refused(world: World, tile: dict[str, None]) -> None:
    with integrity_error("ambitions_organisation_tile_whole"):
        Organisation.objects.filter(pk=world.urk.pk).update(**tile)


def test_organisation_without_any_inhabitants_is_refused(world: World) -> None:
    with integrity_error("ambitions_organisation_inhabitants_some"):
        Organisation.objects.filter(pk=world.urk.pk).update(inhabitants=0)


def test_tile_is_taken_once_in_a_region(world: World) -> None:
    with not_unique(
        "ambitions_organisation_tile_once",
        "ambitions_organisation.region_id, ambitions_organisation.tile_row, "
        "ambitions_organisation.tile_column",
    ):
        make_organisation(region=world.region, tile=(1, 1))


def test_tile_can_be_taken_in_another_region(world: World) -> None:
    assert make_organisation(region=world.other_region, tile=(1, 1)).tile_row == 1


def test_many_organisations_can_be_without_a_tile(world: World) -> None:
    assert Organisation.objects.filter(tile_row=None).count() == 3


# --- Norms ----------------------------------------------------------------------------------------


def test_norm_version_is_there_once(world: World) -> None:
    with not_unique("ambitions_norm_version_once", "ambitions_norm.code, ambitions_norm.version"):
        make_norm(region=world.other_region, code="norm", version="1.0")


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "final"}, "ambitions_norm_state_known"),
        ({"formula": "gemiddelde"}, "ambitions_norm_formula_known"),
    ],
)
def test_norm_with_an_unknown_value_is_refused(
    world: World, values: dict[str, str], constraint: str
) -> None:
    norm = draft(world)

    with integrity_error(constraint):
        Norm.objects.filter(pk=norm.pk).update(**values)


@pytest.mark.parametrize(("code", "position", "name"), [("A", 9, "code"), ("Z", 1, "position")])
def test_theme_code_and_place_are_there_once_in_a_norm(
    world: World, code: str, position: int, name: str
) -> None:
    norm = draft(world)
    columns = f"ambitions_theme.norm_id, ambitions_theme.{name}"

    with not_unique(f"ambitions_theme_{name}_once", columns):
        make_theme(norm=norm, code=code, position=position)


@pytest.mark.parametrize(("code", "position", "name"), [("A1", 9, "code"), ("Z", 1, "position")])
def test_point_code_and_place_are_there_once_in_a_norm(
    world: World, code: str, position: int, name: str
) -> None:
    theme = draft(world).themes.get(code="B")
    columns = f"ambitions_ambitionpoint.norm_id, ambitions_ambitionpoint.{name}"

    with not_unique(f"ambitions_point_{name}_once", columns):
        make_point(theme=theme, code=code, position=position)


def test_applicability_is_once_per_kind(world: World) -> None:
    point = draft(world).points.get(code="A3")
    columns = "ambitions_applicability.point_id, ambitions_applicability.kind"

    with not_unique("ambitions_applicability_once", columns):
        Applicability.objects.create(point=point, kind=MUNICIPALITY)


def test_applicability_to_an_unknown_kind_is_refused(world: World) -> None:
    point = draft(world).points.get(code="A3")

    with integrity_error("ambitions_applicability_kind_known"):
        Applicability.objects.create(point=point, kind="village")


def test_applicability_takes_a_second_kind(world: World) -> None:
    point = draft(world).points.get(code="A3")

    Applicability.objects.create(point=point, kind=PROVINCE)

    assert point.applicability.count() == 2


# --- Roles ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("has_region", "has_organisation"), [(True, False), (False, True), (True, True), (False, False)]
)
def test_role_is_held_where_it_belongs(
    world: World, role: Role, has_region: bool, has_organisation: bool
) -> None:
    membership = Membership(
        user=world.nobody,
        role=role,
        region=world.region if has_region else None,
        organisation=world.almere if has_organisation else None,
    )
    for_region = role in {Role.DISTRICT_COORDINATOR, Role.ANALYST}

    if (has_region, has_organisation) == (for_region, not for_region):
        membership.save()
        assert membership.pk
    else:
        with integrity_error("ambitions_membership_scope_fits_role"):
            membership.save()


def test_unknown_role_is_refused(world: World) -> None:
    with integrity_error("ambitions_membership_scope_fits_role"):
        Membership.objects.create(user=world.nobody, role="king", region=world.region)


@pytest.mark.parametrize(
    ("name", "target"), [("analyst", "region"), ("coordinator", "organisation")]
)
def test_role_is_held_once(world: World, name: str, target: str) -> None:
    held = world.user(name).memberships.get()
    columns = ("user_id", "role", f"{target}_id")
    listed = ", ".join(f"ambitions_membership.{column}" for column in columns)

    with not_unique(f"ambitions_membership_{target}_once", listed):
        Membership.objects.create(
            user=held.user, role=held.role, region=held.region, organisation=held.organisation
        )


def test_role_can_be_held_for_two_organisations(world: World) -> None:
    Membership.objects.create(
        user=world.coordinator, role=Role.COORDINATOR, organisation=world.lelystad
    )

    assert world.user("coordinator").memberships.count() == 2


# --- What something refers to stays ---------------------------------------------------------------


@pytest.mark.parametrize(
    "get",
    [
        lambda world: world.region,
        lambda world: world.almere,
        lambda world: world.norm,
        lambda world: world.norm.themes.get(code="A"),
    ],
    ids=["region", "organisation", "norm", "theme"],
)
def test_what_is_referred_to_is_protected(
    world: World, get: Callable[[World], Region | Organisation | Norm]
) -> None:
    with pytest.raises(ProtectedError):
        get(world).delete()
