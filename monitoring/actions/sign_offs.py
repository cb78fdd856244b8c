"""The sign-off of an assessment by the organisation's own board."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.audit import record
from accounts.events import EventType
from accounts.models import User
from accounts.notices import NoticeKind
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import holders
from monitoring.actions.steps import assessment_event, hold, refuse_stale, take_step, tell
from monitoring.choices import AssessmentState, StepKind
from monitoring.models import Assessment, SignOff


@transaction.atomic
def record_sign_off(
    *,
    assessment: Assessment,
    decided_on: date,
    decision_number: str,
    document: str,
    seen: int,
    by: User,
) -> SignOff:
    """Stores the decision by which the board adopted what was handed in; tells the district.

    `seen` is the last step that the page showed. Raises Refused when something happened since,
    when the assessment is not handed in or already adopted, when the round is published, and for a
    decision of the future or from before the round opened.
    """
    assessment = hold(assessment)
    refuse_stale(assessment, seen)
    if not assessment.awaits_sign_off:
        raise Refused(_why_not(assessment))
    _refuse_impossible_day(assessment, decided_on)
    if not decision_number.strip():
        raise Refused("Vul het besluitnummer in.")
    now = timezone.now()
    sign_off = SignOff.objects.create(
        assessment=assessment,
        decided_on=decided_on,
        decision_number=decision_number.strip(),
        document=document.strip(),
        recorded_by=by,
        recorded_at=now,
    )
    assessment.state = AssessmentState.ADOPTED
    assessment.save(update_fields=["state"])
    step = take_step(assessment, StepKind.ADOPTED, at=now, by=by)
    tell(
        step,
        users=holders(Permission.REVIEW, assessment.organisation),
        kind=NoticeKind.HANDED_IN,
        text=f"De invulling van {assessment.organisation} voor {assessment.round} is vastgesteld.",
        by=by,
    )
    decision = {"besluit": sign_off.decision_number, "datum": decided_on}
    record(assessment_event(EventType.ASSESSMENT_ADOPTED, assessment, new=decision), by=by)
    return sign_off


@transaction.atomic
def lapse_sign_off(*, assessment: Assessment, reason: str, by: User | None) -> None:
    """Ends the sign-off that holds; nothing when none does. The caller changes the state.

    Tells who recorded it and who may see the organisation. `reason` is for everybody who sees
    where the assessment stands, so it is no text of people. Call it with the assessment held
    (`hold`), after the other writes.
    """
    sign_off = assessment.sign_offs.filter(lapsed_at=None).select_related("recorded_by").first()
    if sign_off is None:
        return
    # The step has the same moment: that is how a page finds why the sign-off lapsed.
    sign_off.lapsed_at = timezone.now()
    sign_off.save(update_fields=["lapsed_at"])
    step = take_step(assessment, StepKind.LAPSED, reason=reason, at=sign_off.lapsed_at, by=by)
    informed = {
        user.pk: user for user in holders(Permission.VIEW_ORGANISATION, assessment.organisation)
    }
    if sign_off.recorded_by.is_active:
        informed[sign_off.recorded_by.pk] = sign_off.recorded_by
    tell(
        step,
        users=informed.values(),
        kind=NoticeKind.SIGN_OFF_LAPSED,
        text=(
            f"De vaststelling van de invulling van {assessment.organisation} voor "
            f"{assessment.round} is vervallen: {reason}."
        ),
        by=by,
    )
    decision = {"besluit": sign_off.decision_number, "datum": sign_off.decided_on}
    event = assessment_event(
        EventType.SIGN_OFF_LAPSED, assessment, old=decision, new={"reden": reason}
    )
    record(event, by=by)


def _why_not(assessment: Assessment) -> str:
    if assessment.round.is_published:
        return "De ronde is gepubliceerd; een vaststelling kan niet meer worden vastgelegd."
    if assessment.state == AssessmentState.ADOPTED:
        return "Deze invulling is al vastgesteld."
    return "Een vaststelling is er pas als de invulling is ingediend."


def _refuse_impossible_day(assessment: Assessment, decided_on: date) -> None:
    if decided_on > timezone.localdate():
        raise Refused("De datum van het besluit ligt in de toekomst.")
    opened = assessment.round.opens_on
    if opened is not None and decided_on < opened:
        raise Refused(
            f"De datum van het besluit ligt voor de opening van de ronde ({date_format(opened)})."
        )
