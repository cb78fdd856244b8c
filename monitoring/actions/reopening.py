"""Reopening a closed round for one organisation, and closing that again."""

from django.db import transaction

from accounts.audit import record
from accounts.events import EventType
from accounts.models import User
from accounts.notices import NoticeKind
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import holders
from monitoring.actions.sign_offs import lapse_sign_off
from monitoring.actions.steps import assessment_event, hold, take_step, tell
from monitoring.choices import AssessmentState, RoundState, StepKind
from monitoring.models import Assessment, Round
from monitoring.plain_text import why_not

LAPSES = "de invulling is heropend"
HANDING_IN = {
    StepKind.SUBMITTED: AssessmentState.SUBMITTED,
    StepKind.WITHDRAWN: AssessmentState.DRAFT,
    StepKind.RETURNED: AssessmentState.RETURNED,
}
"""The state after each step that hands in or takes back; a sign-off comes and goes on top."""


@transaction.atomic
def reopen_assessment(*, assessment: Assessment, reason: str, by: User | None) -> None:
    """Lets one organisation change its results after the round was closed.

    The figures of the round are provisional again, a sign-off lapses and the coordinators are told.
    Raises Refused when the round is not closed, when the assessment is reopened already, and
    without a reason.
    """
    assessment = hold(assessment)
    round = assessment.round
    if round.state != RoundState.CLOSED:
        raise Refused(
            f"De ronde is {round.get_state_display()}; heropenen kan alleen als zij gesloten is."
        )
    if assessment.is_reopened:
        raise Refused("De invulling is al heropend.")
    if not reason.strip() or why_not(reason):
        raise Refused("Schrijf op waarom u de invulling heropent.")
    old = assessment.state
    assessment.is_reopened = True
    assessment.state = AssessmentState.RETURNED
    assessment.save(update_fields=["is_reopened", "state"])
    _note(round)
    step = take_step(assessment, StepKind.REOPENED, reason=reason.strip(), by=by)
    tell(
        step,
        users=holders(Permission.SUBMIT, assessment.organisation),
        kind=NoticeKind.RETURNED,
        text=f"De invulling van {assessment.organisation} voor {round} is heropend.",
        by=by,
    )
    lapse_sign_off(assessment=assessment, reason=LAPSES, by=by)
    event = assessment_event(
        EventType.ASSESSMENT_REOPENED,
        assessment,
        old={"stand": old},
        new={"stand": assessment.state, "reden": reason.strip()},
    )
    record(event, by=by)


@transaction.atomic
def close_again(*, assessment: Assessment, by: User | None) -> None:
    """Ends a reopening: by handing in again, or by the district.

    What was not handed in again is as it was before the reopening, with the answers of now. Raises
    Refused when the assessment is not reopened.
    """
    assessment = hold(assessment)
    if not assessment.is_reopened:
        raise Refused("De invulling is niet heropend.")
    old = assessment.state
    if not assessment.is_handed_in:
        assessment.state = _state_before(assessment)
    assessment.is_reopened = False
    assessment.save(update_fields=["is_reopened", "state"])
    _note(assessment.round)
    take_step(assessment, StepKind.CLOSED_AGAIN, by=by)
    event = assessment_event(
        EventType.ASSESSMENT_CLOSED_AGAIN,
        assessment,
        old={"stand": old},
        new={"stand": assessment.state},
    )
    record(event, by=by)


def _state_before(assessment: Assessment) -> AssessmentState:
    """The state at the reopening; an adopted one was handed in, its sign-off has lapsed."""
    steps = assessment.steps.filter(kind__in=HANDING_IN).order_by("-pk")
    last = steps.values_list("kind", flat=True).first()
    return HANDING_IN[StepKind(last)] if last else AssessmentState.DRAFT


def _note(round: Round) -> None:
    """Writes down on the round whether it is reopened for any organisation."""
    round.is_reopened = round.assessments.filter(is_reopened=True).exists()
    round.save(update_fields=["is_reopened"])
