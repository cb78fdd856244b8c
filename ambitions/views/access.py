"""What every page of the administration asks first: who is it, and what do they manage."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.permissions import Permission
from accounts.reauthentication import identity_confirmed
from accounts.requests import signed_in
from ambitions.access import scope
from ambitions.actions.memberships import region_of
from ambitions.forms import Targets, targets_in
from ambitions.models import Membership, Organisation, Region

View = Callable[..., HttpResponseBase]


def manages(permission: Permission) -> Callable[[View], View]:
    """A page for who holds the permission in a region; for anybody else it does not exist."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not scope(signed_in(request), permission).regions:
                raise Http404
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def changes_access(view: View) -> View:
    """A page that changes somebody's access: for who manages users and just showed who they are."""
    return manages(Permission.MANAGE_USERS)(identity_confirmed(view))


def managed_regions(user: User, permission: Permission) -> list[Region]:
    """The regions in which the user holds the permission, by title."""
    regions = Region.objects.filter(pk__in=scope(user, permission).regions)
    return sorted(regions, key=lambda region: region.title)


def chosen_region(request: HttpRequest, regions: list[Region]) -> Region:
    """The region that `?regio=` names, else the first; 404 for one that is not among them."""
    code = request.GET.get("regio", regions[0].code)
    for region in regions:
        if region.code == code:
            return region
    raise Http404


def organisations_in(regions: list[Region]) -> list[Organisation]:
    return Organisation.objects.filter(region__in=regions).in_order()


def targets_of(user: User) -> Targets:
    """All that this user may give roles for."""
    regions = managed_regions(user, Permission.MANAGE_USERS)
    return targets_in(regions, organisations_in(regions))


def managed_person(user: User, pk: int) -> User:
    """Somebody who holds or held a role in a region whose users `user` manages; else a 404."""
    roles = Membership.objects.visible_to(user)
    person: User = get_object_or_404(User, pk__in=roles.values("user"), pk=pk)
    return person


def managed_role(user: User, person: User, pk: int) -> Membership:
    """A role of this person that `user` manages; else a 404."""
    roles = Membership.objects.visible_to(user).with_scope().select_related("user")
    return get_object_or_404(roles, user=person, pk=pk)


def managed_region_of(user: User, person: User) -> Region:
    """The region as whose manager `user` changes this person's account."""
    roles = Membership.objects.visible_to(user).with_scope()
    return region_of(roles.filter(user=person).order_by("pk")[0])
