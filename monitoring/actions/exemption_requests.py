"""What an organisation asks the district coordinator: n.v.t. for a point; and the decision."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notices import notify
from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.notices import NoticeKind
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import holders
from monitoring.actions.exemptions import granted_event, store_exemption
from monitoring.actions.results import changed_event, write
from monitoring.choices import (
    AssessmentState,
    RequestState,
    ResultScope,
    ResultStatus,
    RoundState,
)
from monitoring.models import Assessment, Exemption, ExemptionRequest, Result, Round

STALE = (
    "De organisatie heeft dit resultaat gewijzigd sinds u de pagina opende. "
    "Bekijk de aanvraag opnieuw; er is niets opgeslagen."
)


@transaction.atomic
def ask_exemption(*, result: Result, reason: str, by: User) -> ExemptionRequest:
    """Asks for n.v.t. on a result, and tells who decides.

    The result stays what it is until that is granted. Raises Refused when the assessment takes no
    changes, the point does not apply already, a request runs, or without a reason.
    """
    assessment = _held_assessment(result)
    result = _with_place(result)
    if not assessment.is_editable:
        raise Refused(
            "De invulling is ingediend of de ronde is gesloten. "
            "U kunt nu geen vrijstelling aanvragen."
        )
    if not result.is_applicable:
        raise Refused(f"Ambitiepunt {result.point.code} is al niet van toepassing.")
    if result.exemption_requests.filter(state=RequestState.ASKED).exists():
        raise Refused("Er loopt al een aanvraag voor dit ambitiepunt.")
    if not reason.strip():
        raise Refused("Geef een reden.")
    request = ExemptionRequest.objects.create(
        result=result, reason=reason.strip(), asked_by=by, asked_at=timezone.now()
    )
    organisation = result.organisation
    notify(
        users=holders(Permission.DECIDE_EXEMPTIONS, organisation),
        kind=NoticeKind.EXEMPTION,
        key=f"request-{request.pk}-asked",
        text=f"{organisation} vraagt een vrijstelling aan.",
        address=reverse("exemption_decide", args=[request.pk]),
        by=by,
    )
    record(_event(EventType.EXEMPTION_ASKED, request, reden=request.reason), by=by)
    return request


@transaction.atomic
def withdraw_request(*, request: ExemptionRequest, by: User) -> None:
    """Takes a request back; raises Refused when it is decided or withdrawn already."""
    request = _hold(request).request
    _decide(request, RequestState.WITHDRAWN, by=by)
    record(_event(EventType.EXEMPTION_WITHDRAWN, request), by=by)


@transaction.atomic
def grant_request(
    *,
    request: ExemptionRequest,
    version: int,
    until_round: Round | None,
    decision: str,
    by: User,
) -> Exemption:
    """Grants a request until a round, or for good (None); the result is n.v.t. at once.

    `version` is that of the result which was looked at. What the organisation had answered stays in
    the audit log. Raises Refused when the request is decided already, the round or the assessment
    is final, `until_round` is neither this round nor a planned one, or the result has moved on.
    """
    held = _hold(request)
    request, result = held.request, held.request.result
    if (problem := why_not_granted(held.assessment)) is not None:
        raise Refused(problem)
    if until_round is not None and until_round != result.round:
        until_round = Round.objects.select_for_update().get(pk=until_round.pk)
        if until_round.state != RoundState.PLANNED:
            raise Refused(f"De ronde {until_round} is al open. Kies een andere laatste ronde.")
    request.exemption = store_exemption(
        organisation=result.organisation,
        point=result.point,
        reason=request.reason,
        from_round=result.round,
        until_round=until_round,
        by=by,
    )
    changes = {
        "scope": ResultScope.EXEMPTED,
        "status": ResultStatus.NOT_APPLICABLE,
        "explanation": request.reason,
        "is_shared": False,
    }
    if result.version != version or not write(result, changes, by=by):
        raise Refused(STALE)
    _decide(request, RequestState.GRANTED, decision=decision, by=by)
    _tell_decided(request, by)
    record(
        granted_event(request.exemption),
        changed_event(result, result.round, result.organisation, changes),
        by=by,
    )
    return request.exemption


@transaction.atomic
def refuse_request(*, request: ExemptionRequest, decision: str, by: User) -> None:
    """Refuses a request, with a reason; the result stays what it is.

    Raises Refused when the request is decided already, or without a reason.
    """
    request = _hold(request).request
    if not decision.strip():
        raise Refused("Geef een reden voor de afwijzing.")
    _decide(request, RequestState.REFUSED, decision=decision, by=by)
    _tell_decided(request, by)
    record(_event(EventType.EXEMPTION_REFUSED, request, motivering=request.decision), by=by)


def why_not_granted(assessment: Assessment) -> str | None:
    """Why n.v.t. can not be written into this assessment; None when it can."""
    round = assessment.round
    if round.is_published or not (round.is_open or assessment.is_reopened):
        return (
            f"De ronde {round} is {round.get_state_display()}. "
            "U kunt deze aanvraag alleen nog afwijzen."
        )
    if assessment.state == AssessmentState.ADOPTED:
        return (
            "De invulling is vastgesteld. Stuur haar eerst terug: een vrijstelling verandert wat "
            "het bestuur heeft vastgesteld."
        )
    return None


@dataclass(frozen=True, slots=True)
class _Held:
    request: ExemptionRequest
    assessment: Assessment


def _hold(request: ExemptionRequest) -> _Held:
    """Locks round, assessment and request, in that order; Refused when it does not run any more."""
    result = _with_place(request.result)
    Round.objects.select_for_update().get(pk=result.round_id)
    assessment = _held_assessment(result)
    request = ExemptionRequest.objects.select_for_update().get(pk=request.pk)
    request.result = _with_place(result)
    if request.state != RequestState.ASKED:
        raise Refused(f"Deze aanvraag is al {request.get_state_display()}.")
    return _Held(request, assessment)


def _held_assessment(result: Result) -> Assessment:
    return (
        Assessment.objects.with_round()
        .select_for_update(of=("self",))
        .get(round=result.round_id, organisation=result.organisation_id)
    )


def _with_place(result: Result) -> Result:
    """The result as it is now, with everything that tells where it belongs."""
    return Result.objects.select_related(
        "round__norm__region", "organisation__region", "point"
    ).get(pk=result.pk)


def _decide(
    request: ExemptionRequest, state: RequestState, *, decision: str = "", by: User
) -> None:
    request.state = state
    request.decision = decision.strip()
    request.decided_by = by
    request.decided_at = timezone.now()
    request.save(update_fields=["state", "decision", "decided_by", "decided_at", "exemption"])


def _tell_decided(request: ExemptionRequest, by: User) -> None:
    result = request.result
    notify(
        users=holders(Permission.ASK_EXEMPTION, result.organisation),
        kind=NoticeKind.EXEMPTION,
        key=f"request-{request.pk}-decided",
        text=f"{result.organisation}: er is beslist over een aanvraag van een vrijstelling.",
        address=reverse("exemption_list"),
        by=by,
    )


def _event(type: EventType, request: ExemptionRequest, **new: str) -> Event:
    result = request.result
    return Event(
        type,
        subject=request,
        label=f"{result.round.code} {result.organisation.code} {result.point.code}",
        region=result.organisation.region.code,
        organisation=result.organisation.code,
        new=new,
    )
