"""Writing who holds which role.

Locks are taken in one order: the region, the account, the role; the audit event comes last.
"""

from datetime import date, datetime
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.actions.sign_in import label_of
from accounts.actions.users import CHANGED_MEANWHILE
from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.permissions import REGION_ROLES, Role
from accounts.refusals import Refused
from ambitions.models import Membership, Organisation, Region

OWN_ROLE = "U kunt uw eigen rollen niet wijzigen. Vraag een andere districtscoördinator."
LAST_ONE = (
    "Dit kan niet: er moet in {region} een andere districtscoördinator zijn die blijft. "
    "Geef eerst iemand anders deze rol, zonder laatste dag."
)
NO_ROLE_FOR = (
    "Aan dit account kan geen rol worden gegeven. Neem contact op met de technisch beheerder."
)


@transaction.atomic
def give_role(
    *,
    user: User,
    role: Role,
    target: Organisation | Region,
    ends_on: date | None = None,
    by: User | None,
) -> Membership:
    """Gives a role for an organisation or a region; holding it already changes nothing.

    A role that was ended is taken up again. Raises Refused when the role is not one for that kind
    of target, for an account that may hold none, and for one's own account.
    """
    _refuse_target(role, target)
    if by is not None and by.pk == user.pk:
        raise Refused(OWN_ROLE)
    # A technical administrator sees all in /admin/ and so decides nothing in a region.
    if user.is_staff or user.is_superuser or not user.is_active:
        raise Refused(NO_ROLE_FOR)
    hold_region(target if isinstance(target, Region) else target.region)
    now = timezone.now()
    _refuse_past(ends_on, now)
    scope: dict[str, Organisation | Region] = (
        {"region": target} if isinstance(target, Region) else {"organisation": target}
    )
    present = Membership.objects.filter(user=user, role=role, **scope).select_for_update().first()
    if present is not None and _holds(present, now):
        return present
    membership = present or Membership(user=user, role=role, **scope)
    membership.given_at, membership.ends_on, membership.ended_at = now, ends_on, None
    try:
        membership.full_clean()
    except ValidationError as error:
        raise Refused.from_validation(error, membership) from error
    membership.save()
    record(_event(EventType.ROLE_GIVEN, membership, new=_last_day(ends_on)), by=by)
    return membership


@transaction.atomic
def change_end_date(
    *, membership: Membership, ends_on: date | None, was: date | None, by: User | None
) -> None:
    """Sets or takes away the last day of a role; `was` is the last day that the asker saw.

    Raises Refused when the role does not hold, when the day is past or no longer the one that was
    seen, for one's own role, and when a region would be left without a district coordinator.
    """
    hold_region(region_of(membership))
    now = timezone.now()
    present = _locked(membership)
    if by is not None and by.pk == present.user_id:
        raise Refused(OWN_ROLE)
    if not _holds(present, now) or present.ends_on != was:
        raise Refused(CHANGED_MEANWHILE)
    _refuse_past(ends_on, now)
    if ends_on == was:
        return
    if ends_on is not None and (was is None or ends_on < was):
        refuse_last_coordinator(present, now)
    present.ends_on = membership.ends_on = ends_on
    present.save(update_fields=["ends_on"])
    event = _event(EventType.ROLE_CHANGED, present, old=_last_day(was), new=_last_day(ends_on))
    record(event, by=by)


@transaction.atomic
def end_role(*, membership: Membership, by: User | None) -> None:
    """Ends a role at once.

    Raises Refused when it does not hold, and for the last district coordinator of a region.
    """
    hold_region(region_of(membership))
    now = timezone.now()
    present = _locked(membership)
    if not _holds(present, now):
        raise Refused("Deze rol is al beëindigd.")
    refuse_last_coordinator(present, now)
    present.ended_at = membership.ended_at = now
    present.save(update_fields=["ended_at"])
    record(_event(EventType.ROLE_ENDED, present), by=by)


def refuse_last_coordinator(leaving: Membership, at: datetime) -> None:
    """Raises Refused when nobody else leads the region once this role no longer holds.

    Only active users count. Of somebody without a last day another one without must remain. Call
    it with the region held (`hold_region`), so that two who leave at once do not both go.
    """
    if leaving.role != Role.DISTRICT_COORDINATOR or not leaving.user.is_active:
        return
    others = Membership.objects.holding(at).filter(
        role=Role.DISTRICT_COORDINATOR, region=leaving.region, user__is_active=True
    )
    if leaving.ends_on is None:
        others = others.filter(ends_on=None)
    if not others.exclude(user=leaving.user_id).exists():
        raise Refused(LAST_ONE.format(region=leaving.region))


def hold_region(region: Region) -> None:
    """Holds a region until the transaction ends; whoever writes its roles does so first.

    `no_key`: rows that refer to the region can still be written meanwhile.
    """
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)


def _locked(membership: Membership) -> Membership:
    memberships = Membership.objects.with_scope().select_related("user")
    return memberships.select_for_update(of=("self",)).get(pk=membership.pk)


def _holds(membership: Membership, at: datetime) -> bool:
    return Membership.objects.holding(at).filter(pk=membership.pk).exists()


def _refuse_target(role: Role, target: Organisation | Region) -> None:
    if (role in REGION_ROLES) != isinstance(target, Region):
        raise Refused(f"De rol {role.label} past niet bij {target}.")


def _refuse_past(ends_on: date | None, at: datetime) -> None:
    if ends_on is not None and ends_on < timezone.localdate(at):
        raise Refused("De laatste dag is al voorbij. Kies vandaag of een latere dag.")


def _last_day(ends_on: date | None) -> dict[str, str]:
    return {"laatste dag": ends_on.isoformat() if ends_on else "geen"}


def _event(
    type: EventType,
    membership: Membership,
    *,
    old: dict[str, str] | None = None,
    new: dict[str, str] | None = None,
) -> Event:
    organisation = membership.organisation
    region = region_of(membership)
    role = {"rol": Role(membership.role).label}
    return Event(
        type,
        subject=membership.user,
        label=label_of(membership.user),
        region=region.code,
        organisation=organisation.code if organisation else "",
        old={**(role if type == EventType.ROLE_ENDED else {}), **(old or {})},
        new={**(role if type != EventType.ROLE_ENDED else {}), **(new or {})},
    )


def region_of(membership: Membership) -> Region:
    """The region of a role, or of the organisation that the role is for."""
    if membership.organisation is not None:
        return membership.organisation.region
    # A check constraint holds that it is one of the two.
    return cast(Region, membership.region)
