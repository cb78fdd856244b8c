"""Reminding organisations of what a round still asks of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.actions.notices import notify
from accounts.audit import record
from accounts.events import EventType
from accounts.models import Notice, User
from accounts.notices import NoticeKind
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import holders
from ambitions.models import Organisation
from monitoring.actions.steps import assessment_event
from monitoring.models import Assessment, Round


@dataclass(frozen=True, slots=True)
class Reminded:
    """Who was told; and who not, since nobody there can be told or they were told today."""

    told: Sequence[Organisation]
    unmanned: Sequence[Organisation]
    told_before: Sequence[Organisation]


@transaction.atomic
def remind(*, round: Round, assessments: Sequence[Assessment], by: User | None) -> Reminded:
    """Tells the coordinators of each assessment what is asked of them, at most once a day.

    Raises Refused, and tells nobody, when nothing is asked of one of them any more.
    """
    keys = [assessment.pk for assessment in assessments]
    held = round.assessments.with_round().order_by("pk").select_for_update(of=("self",))
    present = sorted(held.filter(pk__in=keys), key=lambda found: found.organisation.order)
    reminded = reminded_today(present)
    told, unmanned, told_before, events = [], [], [], []
    for assessment in present:
        organisation = assessment.organisation
        request = asked_of(assessment)
        if request is None:
            raise Refused(f"{organisation} hoeft voor {round} nu niets te doen.")
        if assessment.pk in reminded:
            told_before.append(organisation)
            continue
        users = holders(Permission.SUBMIT, organisation)
        if not users:
            unmanned.append(organisation)
            continue
        notify(
            users=users,
            kind=NoticeKind.NUDGE,
            key=_key(assessment),
            text=f"De districtscoördinator herinnert u aan {round} ({organisation}): {request}.",
            address=round.get_absolute_url(),
            by=by,
        )
        told.append(organisation)
        events.append(assessment_event(EventType.REMINDED, assessment))
    record(*events, by=by)
    return Reminded(told, unmanned, told_before)


def asked_of(assessment: Assessment) -> str | None:
    """What the organisation still has to do, in Dutch; None when there is nothing that it can."""
    if assessment.is_editable:
        if assessment.round.is_open:
            return f"vul in en dien in, tot en met {date_format(assessment.round.closes_on)}"
        return "vul aan en dien opnieuw in"
    if assessment.awaits_sign_off:
        return "leg de vaststelling vast"
    return None


def reminded_today(assessments: Sequence[Assessment]) -> frozenset[int]:
    """The keys of the assessments whose coordinators got a reminder today."""
    keys = {_key(assessment): assessment.pk for assessment in assessments}
    notices = Notice.objects.filter(kind=NoticeKind.NUDGE, key__in=keys)
    return frozenset(keys[key] for key in notices.values_list("key", flat=True))


def _key(assessment: Assessment) -> str:
    return f"assessment {assessment.pk} {timezone.localdate()}"
