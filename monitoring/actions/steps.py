"""What every step of an assessment shares: its lock, its check, its row, whom it tells."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.actions.notices import notify
from accounts.audit import Event
from accounts.events import EventType
from accounts.models import User
from accounts.notices import NoticeKind
from accounts.refusals import Refused
from monitoring.choices import StepKind
from monitoring.models import Assessment, AssessmentStep, Round


def hold(assessment: Assessment) -> Assessment:
    """The assessment as it is now, locked with its round until the transaction ends.

    The round first, as closing and importing do; so the guards of a closed round never meet a step
    that began while it was open.
    """
    Round.objects.select_for_update(no_key=True).filter(pk=assessment.round_id).values_list(
        "pk"
    ).get()
    return Assessment.objects.with_round().select_for_update(of=("self",)).get(pk=assessment.pk)


def refuse_stale(assessment: Assessment, seen: int) -> None:
    """Raises Refused with what happened after the step `seen`, which the page showed last."""
    happened = assessment.steps.filter(pk__gt=seen).select_related("by").order_by("pk")
    lines = [_told(step) for step in happened]
    if lines:
        raise Refused("Er is intussen iets gebeurd met deze invulling.", *lines)


def take_step(
    assessment: Assessment,
    kind: StepKind,
    *,
    reason: str = "",
    at: datetime | None = None,
    by: User | None,
) -> AssessmentStep:
    """Adds the row that tells of a step; the caller changes the state and records the event."""
    return AssessmentStep.objects.create(
        assessment=assessment, kind=kind, reason=reason, by=by, at=at or timezone.now()
    )


def tell(
    step: AssessmentStep, *, users: Iterable[User], kind: NoticeKind, text: str, by: User | None
) -> None:
    """Tells of a step, with the address of where the assessment stands."""
    notify(
        users=users,
        kind=kind,
        key=f"step {step.pk}",
        text=text,
        address=detail_address(step.assessment),
        by=by,
    )


def detail_address(assessment: Assessment) -> str:
    return reverse("assessment_detail", args=[assessment.round.code, assessment.organisation.code])


def assessment_event(
    type: EventType,
    assessment: Assessment,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> Event:
    return Event(
        type,
        subject=assessment,
        label=f"{assessment.round.code} {assessment.organisation.code}",
        region=assessment.round.norm.region.code,
        organisation=assessment.organisation.code,
        old=old or {},
        new=new or {},
    )


def _told(step: AssessmentStep) -> str:
    at = timezone.localtime(step.at)
    by = f" door {step.by}" if step.by else ""
    return f"{step.get_kind_display().capitalize()}{by} op {date_format(at)} om {at:%H:%M} uur."
