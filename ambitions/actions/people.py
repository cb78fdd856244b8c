"""Writing the people of a region: invite them, and what concerns their account as a whole."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.actions import users
from accounts.actions.invitations import send_invitation
from accounts.invitations import in_use
from accounts.models import User
from accounts.permissions import Role
from accounts.refusals import Refused
from ambitions.actions.memberships import give_role, hold_region, refuse_last_coordinator
from ambitions.models import Membership, Organisation, Region

NOT_YOURS_ALONE = "Dit kunt u voor dit account niet zelf doen. Vraag de technisch beheerder."
OWN_ACCOUNT = "Dit kunt u niet voor uw eigen account doen. Vraag een andere districtscoördinator."


@dataclass(frozen=True, slots=True)
class Invited:
    """Who got the role, and the token of the link when they still have to accept."""

    user: User
    token: str | None


@transaction.atomic
def invite_person(
    *,
    email: str,
    name: str,
    role: Role,
    target: Organisation | Region,
    ends_on: date | None,
    by: User | None,
) -> Invited:
    """Gives one person a role, with an account and an invitation when they have none yet.

    The name of an existing account stays. Raises Refused as `create_account` and `give_role` do.
    """
    region = target if isinstance(target, Region) else target.region
    # Held before anything is recorded, and in the order of `ambitions.actions.memberships`.
    hold_region(region)
    existing = User.objects.filter(email=email.strip().lower()).first()
    if existing is not None:
        users.locked(existing)
    user = users.create_account(email=email, name=name, by=by)
    give_role(user=user, role=role, target=target, ends_on=ends_on, by=by)
    if in_use([user]):
        return Invited(user, None)
    return Invited(user, send_invitation(user=user, region=region.code, by=by))


@transaction.atomic
def rename_person(*, user: User, name: str, was: str, region: Region, by: User | None) -> None:
    """Changes the name of somebody of the region; raises Refused when it is not only theirs."""
    _refuse_shared(user, region)
    users.change_name(user=user, name=name, was=was, region=region.code, by=by)


@transaction.atomic
def reset_second_factor_of_person(*, user: User, region: Region, by: User | None) -> None:
    """Takes away the second step of somebody else of the region, for a lost telephone."""
    if by is not None and by.pk == user.pk:
        raise Refused(OWN_ACCOUNT)
    _refuse_shared(user, region)
    users.reset_second_factor(user=user, region=region.code, by=by)


@transaction.atomic
def switch_person(*, user: User, active: bool, region: Region, by: User | None) -> None:
    """Switches the account of somebody else of the region off, or on again.

    Raises Refused for the last district coordinator.
    """
    if by is not None and by.pk == user.pk:
        raise Refused(OWN_ACCOUNT)
    hold_region(region)
    _refuse_shared(user, region)
    if not active:
        _refuse_last_coordinators(user)
    users.switch_account(user=user, active=active, region=region.code, by=by)


@transaction.atomic
def switch_account_of_anybody(*, user: User, active: bool, by: User) -> None:
    """Switches any account off or on again, for the technical administrator.

    Raises Refused for one's own account and for the last district coordinator of a region.
    """
    if by.pk == user.pk:
        raise Refused(OWN_ACCOUNT)
    led = Region.objects.filter(memberships__user=user).order_by("pk").distinct()
    for region in led:
        hold_region(region)
    if not active:
        _refuse_last_coordinators(User.objects.get(pk=user.pk))
    users.switch_account(user=user, active=active, by=by)


def _refuse_last_coordinators(user: User) -> None:
    """Raises Refused when a region that this person leads has nobody else to lead it."""
    now = timezone.now()
    held = Membership.objects.holding(now).filter(user=user).select_related("user", "region")
    for membership in held:
        refuse_last_coordinator(membership, now)


def _refuse_shared(user: User, region: Region) -> None:
    """Raises Refused for an account that another region relies on too, or that is of nobody.

    Else a region could, by giving somebody a role, get hold of another region's account. The words
    do not tell which roles that person has elsewhere.
    """
    elsewhere = (
        Membership.objects.filter(user=user)
        .holding(timezone.now())
        .exclude(pk__in=Membership.objects.of_region(region).values("pk"))
    )
    if user.is_staff or user.is_superuser or elsewhere.exists():
        raise Refused(NOT_YOURS_ALONE)
