"""Dividing the points of an assessment among the coordinators of its organisation."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.actions.notices import notify
from accounts.actions.sign_in import label_of
from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.notices import NoticeKind
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import holders
from ambitions.models import Organisation
from monitoring.choices import ResultScope
from monitoring.models import Assessment, Assignment, Result


@dataclass(frozen=True, slots=True)
class Chosen:
    """The key of a result, and of whom the page showed that they have it; None is nobody."""

    result: int
    seen: int | None


@dataclass(frozen=True, slots=True)
class _Place:
    """A result and who has it now."""

    result: Result
    present: Assignment | None

    @property
    def has(self) -> User | None:
        return self.present.user if self.present else None


def colleagues(organisation: Organisation) -> list[User]:
    """Whom a point can be assigned to: the coordinators of the organisation, by name."""
    return sorted(holders(Permission.ASSIGN_POINTS, organisation), key=str)


def is_divisible(assessment: Assessment) -> bool:
    """Whether points still change hands: also when handed in, not in a round that is final."""
    round = assessment.round
    return round.is_open or (assessment.is_reopened and not round.is_published)


@transaction.atomic
def assign_points(
    *, assessment: Assessment, points: Sequence[Chosen], to: User | None, note: str, by: User
) -> int:
    """Gives the points to a colleague, or to nobody; returns how many changed hands.

    A point that the colleague has already is passed by, and keeps its note. Raises Refused, and
    writes nothing, when a point went to somebody else than the page showed, is not of this
    assessment or does not apply, when the colleague is none any more, or the round is closed.
    """
    assessment = _held(assessment)
    _refuse_stranger(assessment, to)
    seen = {point.result: point.seen for point in points}
    moving = [place for place in _places(assessment, seen) if place.has != to]
    stale = [
        _told(place) for place in moving if seen[place.result.pk] != (place.has and place.has.pk)
    ]
    if stale:
        raise Refused(*stale, "Er is niets gewijzigd. Bekijk de verdeling opnieuw.")
    record(*_give(assessment, moving, to, note, by), by=by)
    return len(moving)


@transaction.atomic
def hand_over(*, assessment: Assessment, giver: User, to: User, note: str, by: User) -> int:
    """Gives all points that one person has in the assessment to another; returns how many.

    Raises Refused when there are none, so also a second time, and as `assign_points` does.
    """
    assessment = _held(assessment)
    _refuse_stranger(assessment, to)
    assignments = Assignment.objects.of_assessment(assessment).with_people().filter(user=giver)
    moving = [
        _Place(assignment.result, assignment)
        for assignment in assignments.select_related("result__point").order_by("result")
    ]
    if giver == to or not moving:
        raise Refused(f"{giver} heeft geen punten om aan {to} door te geven.")
    record(*_give(assessment, moving, to, note, by), by=by)
    return len(moving)


def _held(assessment: Assessment) -> Assessment:
    """The assessment as it is now, held so that one person at a time divides its points."""
    held = Assessment.objects.with_round().select_for_update(of=("self",)).get(pk=assessment.pk)
    if not is_divisible(held):
        raise Refused(
            f"De ronde is {held.round.get_state_display()}; er is niets meer te verdelen."
        )
    return held


def _refuse_stranger(assessment: Assessment, to: User | None) -> None:
    if to is not None and to not in colleagues(assessment.organisation):
        raise Refused(f"{to} is geen coördinator van {assessment.organisation} meer.")


def _places(assessment: Assessment, keys: Collection[int]) -> list[_Place]:
    """The results with these keys; raises Refused when any is no point of the assessment."""
    results = Result.objects.filter(
        pk__in=keys,
        round=assessment.round_id,
        organisation=assessment.organisation_id,
        scope=ResultScope.APPLICABLE,
    ).select_related("point")
    found = list(results.order_by("point__position"))
    if len(found) != len(keys):
        raise Refused("Niet elk punt dat u koos is van toepassing op deze organisatie.")
    assignments = Assignment.objects.filter(result__in=found).with_people()
    present = {assignment.result_id: assignment for assignment in assignments}
    return [_Place(result, present.get(result.pk)) for result in found]


def _give(
    assessment: Assessment, places: Sequence[_Place], to: User | None, note: str, by: User
) -> list[Event]:
    """Writes, and tells the person who gets the points; the events name them by number."""
    if not places:
        return []
    results = [place.result for place in places]
    now = timezone.now()
    Assignment.objects.filter(result__in=results).delete()
    if to is not None:
        Assignment.objects.bulk_create(
            Assignment(result=result, user=to, note=note, given_by=by, given_at=now)
            for result in results
        )
        key = f"{assessment.pk}/{now.isoformat()}"
        notify(
            users=[to],
            kind=NoticeKind.POINTS_ASSIGNED,
            key=key,
            text=_sentence(assessment, len(results)),
            address=f"{assessment.get_absolute_url()}?toon=mijn",
            by=by,
        )
    event = Event(
        EventType.POINTS_ASSIGNED,
        subject=assessment,
        label=f"{assessment.round.code} {assessment.organisation.code}",
        region=assessment.round.norm.region.code,
        organisation=assessment.organisation.code,
        old={place.result.point.code: label_of(place.has) for place in places if place.has},
        new={result.point.code: to and label_of(to) for result in results},
    )
    return [event]


def _sentence(assessment: Assessment, count: int) -> str:
    points = "een ambitiepunt" if count == 1 else f"{count} ambitiepunten"
    place = f"{assessment.organisation}, {assessment.round}"
    return f"{place}: een collega heeft u {points} toegewezen."


def _told(place: _Place) -> str:
    """Who has the point now, since when and by whom; or that nobody has it any more."""
    code, present = place.result.point.code, place.present
    if present is None:
        return f"{code} is intussen aan niemand meer toegewezen."
    when = date_format(timezone.localtime(present.given_at), r"j F Y \o\m H:i")
    return (
        f"{code} is intussen toegewezen aan {present.user}, op {when} uur door {present.given_by}."
    )
