"""Assessments on their way, brought there by the actions."""

from datetime import date

from accounts.models import Notice, User
from accounts.notices import NoticeKind
from ambitions.models import Organisation
from monitoring.actions.handing_in import submit_assessment
from monitoring.actions.peer_reviews import answer_peer_review, ask_peer_review
from monitoring.actions.sign_offs import record_sign_off
from monitoring.models import Assessment, PeerReview, Result, Round
from tests.factories import set_result

DECIDED_ON = date(2026, 1, 20)


def assessment_of(round: Round, organisation: Organisation) -> Assessment:
    """As the database holds it now."""
    return Assessment.objects.with_round().get(round=round, organisation=organisation)


def filled(round: Round, organisation: Organisation) -> Assessment:
    """Every applicable point is behaald."""
    assessment = assessment_of(round, organisation)
    for result in Result.objects.of(assessment).applicable().select_related("point"):
        set_result(round=round, organisation=organisation.code, point=result.point.code)
    return assessment


def handed_in(round: Round, organisation: Organisation, *, by: User) -> Assessment:
    assessment = filled(round, organisation)
    submit_assessment(assessment=assessment, seen=assessment.last_step, by=by)
    return assessment_of(round, organisation)


def adopted(round: Round, organisation: Organisation, *, by: User) -> Assessment:
    assessment = handed_in(round, organisation, by=by)
    record_sign_off(
        assessment=assessment,
        decided_on=DECIDED_ON,
        decision_number="2026-017",
        document="Zaak 4711",
        seen=assessment.last_step,
        by=by,
    )
    return assessment_of(round, organisation)


def peer_review(
    round: Round, organisation: Organisation, peer: Organisation, *, by: User, peer_by: User
) -> PeerReview:
    """One that both agreed to."""
    review = ask_peer_review(
        assessment=assessment_of(round, organisation), organisation=peer, by=by
    )
    answer_peer_review(review=review, accepts=True, by=peer_by)
    review.refresh_from_db()
    return review


def told(kind: NoticeKind) -> dict[str, list[str]]:
    """Who was told something of a kind, and what: texts by e-mail address."""
    notices: dict[str, list[str]] = {}
    for notice in Notice.objects.filter(kind=kind).select_related("user").order_by("pk"):
        notices.setdefault(notice.user.email, []).append(notice.text)
    return notices
