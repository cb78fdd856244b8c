"""Who may do what, where: the only place that answers it.

`can` asks for one organisation or region, `scope` gives the whole reach of a permission and is
what `visible_to` of the querysets filters by. Both read the user's memberships once per request.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import Permission, granted

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from ambitions.models import Membership, Organisation, Region

    AnyUser: TypeAlias = User | AnonymousUser

CACHE = "_memberships"
REGION_WIDE = frozenset({Permission.VIEW_REGION})
"""Permissions that a role in one organisation gives for the organisation's whole region."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a user holds a permission: primary keys of whole regions and of organisations."""

    regions: frozenset[int]
    organisations: frozenset[int]


def memberships(user: "AnyUser") -> "tuple[Membership, ...]":
    """The roles that an active user holds today, fetched once per user object."""
    if not user.is_active or not user.pk:
        return ()
    cached: tuple[Membership, ...] | None = getattr(user, CACHE, None)
    if cached is None:
        cached = tuple(user.memberships.holding(timezone.now()).with_scope())
        setattr(user, CACHE, cached)
    return cached


def scope(user: "AnyUser", permission: Permission) -> Scope:
    """Every region and organisation in which the user holds the permission."""
    roles = granted(permission)
    held = [membership for membership in memberships(user) if membership.role in roles]
    regions = {m.region_id for m in held if m.region_id is not None}
    if permission in REGION_WIDE:
        regions |= {m.organisation.region_id for m in held if m.organisation is not None}
    return Scope(
        regions=frozenset(regions),
        organisations=frozenset(m.organisation_id for m in held if m.organisation_id is not None),
    )


def can(user: "AnyUser", permission: Permission, target: "Organisation | Region") -> bool:
    """Whether the user holds the permission for this organisation or this whole region."""
    reach = scope(user, permission)
    region_id = getattr(target, "region_id", None)
    if region_id is None:
        return target.pk in reach.regions
    return target.pk in reach.organisations or region_id in reach.regions


def regions_of(user: "AnyUser") -> "list[Region]":
    """The regions in which the user holds any role, by title."""
    regions = {
        region.pk: region
        for membership in memberships(user)
        if (
            region := membership.region
            or (membership.organisation and membership.organisation.region)
        )
    }
    return sorted(regions.values(), key=lambda region: region.title)


def organisations_of(user: "AnyUser", permission: Permission) -> "list[Organisation]":
    """The organisations for which the user holds the permission by a role there, in order."""
    reach = scope(user, permission).organisations
    organisations = {
        membership.organisation.pk: membership.organisation
        for membership in memberships(user)
        if membership.organisation is not None and membership.organisation_id in reach
    }
    return sorted(organisations.values(), key=lambda organisation: organisation.order)


def holders(permission: Permission, target: "Organisation | Region") -> "list[User]":
    """The people who hold the permission for this organisation or this whole region today.

    By a role there, or by one in the organisation's region. Active accounts only, in order of
    their key; a permission that reaches over the whole region (`REGION_WIDE`) is not asked for.
    """
    users = get_user_model().objects
    memberships = apps.get_model("ambitions", "Membership").objects.holding(timezone.now())
    region_id = getattr(target, "region_id", None)
    there = Q(region=target.pk) if region_id is None else Q(organisation=target.pk)
    held = memberships.filter(
        there | Q(region=region_id or target.pk), role__in=granted(permission)
    )
    return list(users.filter(is_active=True, pk__in=held.values("user")).order_by("pk"))
