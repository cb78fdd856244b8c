"""The way of an assessment between its organisation and the district: in, and back again."""

from collections.abc import Sequence

from django.db import transaction

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.notices import NoticeKind
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import holders
from monitoring.actions.reopening import close_again
from monitoring.actions.sign_offs import lapse_sign_off
from monitoring.actions.steps import assessment_event, hold, refuse_stale, take_step, tell
from monitoring.choices import AssessmentState, ResultStatus, StepKind
from monitoring.models import Assessment, AssessmentStep, Result

WITHDRAWN = "de indiening is ingetrokken"
RETURNED = "de invulling is teruggestuurd"
EDITED = "de invulling is gewijzigd na het indienen"
"""Why a sign-off lapses, for everybody who sees where the assessment stands."""


@transaction.atomic
def submit_assessment(*, assessment: Assessment, seen: int, by: User) -> None:
    """Hands the assessment in; from here no result of it changes. Tells the district.

    `seen` is the last step that the page showed. Waits for saves that are under way. Raises Refused
    when something happened since, when it is handed in already or takes no changes any more, and,
    naming the points, when one has no answer or an answer lacks its explanation. An assessment
    that was reopened after closing is closed again.
    """
    assessment = hold(assessment)
    refuse_stale(assessment, seen)
    if not assessment.is_editable:
        raise Refused(_why_not_in(assessment))
    incomplete = list(Result.objects.of(assessment).incomplete().select_related("point"))
    if incomplete:
        raise Refused("U kunt nog niet indienen.", *_missing_lines(incomplete))
    event = _moved(EventType.ASSESSMENT_SUBMITTED, assessment, AssessmentState.SUBMITTED)
    step = take_step(assessment, StepKind.SUBMITTED, by=by)
    told = f"{assessment.organisation} heeft de invulling voor {assessment.round} ingediend."
    _tell_district(step, told, by)
    record(event, by=by)
    if assessment.is_reopened:
        close_again(assessment=assessment, by=by)


@transaction.atomic
def withdraw_submission(*, assessment: Assessment, seen: int, by: User) -> None:
    """Makes a draft again of what was handed in, while the round is open; a sign-off lapses.

    Tells the district. Raises Refused when something happened since the step `seen`, and when there
    is nothing to withdraw or the round is no longer open.
    """
    assessment = hold(assessment)
    refuse_stale(assessment, seen)
    _refuse_unless_it_goes_back(assessment)
    event = _moved(EventType.ASSESSMENT_WITHDRAWN, assessment, AssessmentState.DRAFT)
    step = take_step(assessment, StepKind.WITHDRAWN, by=by)
    told = f"{assessment.organisation} heeft de indiening voor {assessment.round} ingetrokken."
    _tell_district(step, told, by)
    lapse_sign_off(assessment=assessment, reason=WITHDRAWN, by=by)
    record(event, by=by)


@transaction.atomic
def return_assessment(*, assessment: Assessment, reason: str, seen: int, by: User) -> None:
    """Sends back what was handed in, saying what is to be completed; a sign-off lapses.

    Tells the coordinators. Raises Refused when something happened since the step `seen`, when
    nothing is handed in or the round is no longer open, and without a reason.
    """
    assessment = hold(assessment)
    refuse_stale(assessment, seen)
    _refuse_unless_it_goes_back(assessment)
    if not reason.strip():
        raise Refused("Schrijf op wat er nog moet gebeuren.")
    event = _moved(
        EventType.ASSESSMENT_RETURNED, assessment, AssessmentState.RETURNED, reason=reason.strip()
    )
    step = take_step(assessment, StepKind.RETURNED, reason=reason.strip(), by=by)
    told = f"De invulling van {assessment.organisation} voor {assessment.round} is teruggestuurd."
    _tell_coordinators(step, told, by)
    lapse_sign_off(assessment=assessment, reason=RETURNED, by=by)
    record(event, by=by)


@transaction.atomic
def note_edit(*, assessment: Assessment, by: User | None) -> None:
    """Makes a draft again of what was handed in and then edited, such as by a file.

    A sign-off lapses; the coordinators and the district are told. Nothing when it is not handed in.
    Call it after the edit, in its transaction.
    """
    assessment = hold(assessment)
    if not assessment.is_handed_in:
        return
    event = _moved(EventType.ASSESSMENT_WITHDRAWN, assessment, AssessmentState.DRAFT, reason=EDITED)
    step = take_step(assessment, StepKind.WITHDRAWN, reason=EDITED, by=by)
    told = (
        f"De invulling van {assessment.organisation} voor {assessment.round} is gewijzigd na het "
        "indienen en moet opnieuw worden ingediend."
    )
    _tell_coordinators(step, told, by)
    _tell_district(step, told, by)
    lapse_sign_off(assessment=assessment, reason=EDITED, by=by)
    record(event, by=by)


def _moved(type: EventType, assessment: Assessment, to: AssessmentState, reason: str = "") -> Event:
    """Puts the held assessment in a state; returns the event that tells of it."""
    old = {"stand": assessment.state}
    assessment.state = to
    assessment.save(update_fields=["state"])
    new = {"stand": to, "reden": reason} if reason else {"stand": to}
    return assessment_event(type, assessment, old=old, new=new)


def _tell_district(step: AssessmentStep, text: str, by: User | None) -> None:
    users = holders(Permission.REVIEW, step.assessment.organisation)
    tell(step, users=users, kind=NoticeKind.HANDED_IN, text=text, by=by)


def _tell_coordinators(step: AssessmentStep, text: str, by: User | None) -> None:
    users = holders(Permission.SUBMIT, step.assessment.organisation)
    tell(step, users=users, kind=NoticeKind.RETURNED, text=text, by=by)


def _why_not_in(assessment: Assessment) -> str:
    if assessment.is_handed_in:
        return f"De invulling is al {assessment.get_state_display()}."
    return f"De ronde is {assessment.round.get_state_display()}; u kunt niet meer indienen."


def _refuse_unless_it_goes_back(assessment: Assessment) -> None:
    if not assessment.is_handed_in:
        raise Refused("De invulling is niet ingediend.")
    if not assessment.can_go_back:
        raise Refused(
            f"De ronde is {assessment.round.get_state_display()}; alleen heropenen kan nog."
        )


def _missing_lines(incomplete: Sequence[Result]) -> list[str]:
    """One line per kind of what is missing, with the codes of the points."""
    unanswered = [result for result in incomplete if result.status == ResultStatus.UNANSWERED]
    unexplained = [result for result in incomplete if result.status != ResultStatus.UNANSWERED]
    kinds = {"Nog niet ingevuld": unanswered, "Zonder toelichting": unexplained}
    return [
        f"{kind}: {', '.join(result.point.code for result in results)}."
        for kind, results in kinds.items()
        if results
    ]
