"""Activities: what organisations did together or alone for points of the norm."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.audit import Event, differences, record
from accounts.events import EventType
from accounts.models import User
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import can
from ambitions.actions.memberships import hold_region
from ambitions.models import AmbitionPoint, Organisation, Region
from monitoring.models import Activity

MAX_TITLE = 200
MAX_PARTICIPANTS = 100_000
MAX_DESCRIPTION = 2000
STALE = (
    "Iemand anders heeft deze activiteit gewijzigd sinds u de pagina opende. "
    "Er is nog niets opgeslagen. Hieronder staat wat er nu is; slaat u op, dan vervangt u dat."
)
GONE = "Deze activiteit is verwijderd."


@dataclass(frozen=True, slots=True)
class ActivityContent:
    """What an activity says; `participants` is None when nobody counted."""

    kind: str
    title: str
    held_on: date
    organisations: frozenset[Organisation]
    participants: int | None = None
    description: str = ""
    points: frozenset[AmbitionPoint] = frozenset()

    @classmethod
    def of(cls, activity: Activity) -> "ActivityContent":
        return cls(
            kind=activity.kind,
            title=activity.title,
            held_on=activity.held_on,
            organisations=frozenset(activity.organisations.all()),
            participants=activity.participants,
            description=activity.description,
            points=frozenset(activity.points.select_related("norm")),
        )

    def fields(self) -> dict[str, Any]:
        """What is in the row itself."""
        return {
            "kind": self.kind,
            "title": self.title,
            "held_on": self.held_on,
            "participants": self.participants,
            "description": self.description,
        }

    def told(self) -> dict[str, Any]:
        """For the log, in Dutch."""
        return {
            "soort": self.kind,
            "titel": self.title,
            "datum": self.held_on,
            "aantal deelnemers": self.participants,
            "beschrijving": self.description,
            "organisaties": sorted(organisation.code for organisation in self.organisations),
            "ambitiepunten": sorted(f"{point.norm.version}:{point.code}" for point in self.points),
        }


@transaction.atomic
def record_activity(*, region: Region, content: ActivityContent, by: User) -> Activity:
    """Records an activity of organisations of the region.

    Raises Refused when no organisation takes part for which the user enters, when something is of
    another region, and when the same activity is there already, as when a form was sent twice.
    """
    hold_region(region)
    _refuse_impossible(region, content, by)
    same = Activity.objects.filter(
        region=region,
        removed_at=None,
        kind=content.kind,
        title=content.title,
        held_on=content.held_on,
    )
    if any(ActivityContent.of(activity) == content for activity in same):
        raise Refused("Deze activiteit staat er al.")
    activity = Activity.objects.create(
        region=region, **content.fields(), changed_by=by, changed_at=timezone.now()
    )
    activity.organisations.set(content.organisations)
    activity.points.set(content.points)
    record(_event(EventType.ACTIVITY_ADDED, activity, new=content.told()), by=by)
    return activity


@transaction.atomic
def change_activity(
    *, activity: Activity, version: int, content: ActivityContent, by: User
) -> bool:
    """Changes an activity on top of the version that was read; returns whether it differs.

    What says the same is not written. Raises Refused when it is not the user's, before or after,
    when it was removed, and when somebody else changed it first.
    """
    activity = _hold(activity, version, by)
    _refuse_impossible(activity.region, content, by)
    before = ActivityContent.of(activity)
    if before == content:
        return False
    Activity.objects.filter(pk=activity.pk).update(
        **content.fields(), version=F("version") + 1, changed_by=by, changed_at=timezone.now()
    )
    activity.organisations.set(content.organisations)
    activity.points.set(content.points)
    old, new = differences(before.told(), content.told())
    record(_event(EventType.ACTIVITY_CHANGED, activity, old=old, new=new), by=by)
    return True


@transaction.atomic
def remove_activity(*, activity: Activity, version: int, by: User) -> None:
    """Takes an activity out of every list; it stays in the database and in the log.

    Raises Refused as `change_activity` does.
    """
    activity = _hold(activity, version, by)
    now = timezone.now()
    Activity.objects.filter(pk=activity.pk).update(
        removed_at=now, version=F("version") + 1, changed_by=by, changed_at=now
    )
    old = ActivityContent.of(activity).told()
    record(_event(EventType.ACTIVITY_REMOVED, activity, old=old), by=by)


def _hold(activity: Activity, version: int, by: User) -> Activity:
    """Locks the activity and reads it again; Refused when it is gone, changed or not the user's."""
    activity = (
        Activity.objects.select_related("region")
        .select_for_update(of=("self",))
        .get(pk=activity.pk)
    )
    if activity.removed_at is not None:
        raise Refused(GONE)
    if activity.version != version:
        raise Refused(STALE)
    _refuse_others(activity.organisations.all(), by)
    return activity


def _refuse_impossible(region: Region, content: ActivityContent, by: User) -> None:
    if any(organisation.region_id != region.pk for organisation in content.organisations):
        raise Refused("Kies organisaties van één regio.")
    if any(point.norm.region_id != region.pk for point in content.points):
        raise Refused("Kies ambitiepunten van de norm van de regio.")
    _refuse_others(content.organisations, by)


def _refuse_others(organisations: Any, by: User) -> None:
    if not any(can(by, Permission.ENTER_RESULTS, organisation) for organisation in organisations):
        raise Refused("Uw eigen organisatie doet niet mee aan deze activiteit; kies haar ook.")


def _event(
    type: EventType,
    activity: Activity,
    *,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> Event:
    return Event(
        type,
        subject=activity,
        label=activity.title,
        region=activity.region.code,
        old=old or {},
        new=new or {},
    )
