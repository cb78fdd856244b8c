"""The conversation about results: the district or a peer asks and agrees, the organisation answers.

A remark is never changed. `seen` is the last remark that the page showed, 0 without one; a page
that is behind, or sent twice, adds nothing.
"""

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
from monitoring.actions.steps import assessment_event, detail_address, hold, refuse_stale
from monitoring.choices import PeerReviewState, RemarkKind, ThreadState
from monitoring.models import Assessment, PeerReview, Result, ReviewRemark, thread_state
from monitoring.plain_text import tidy

NOT_HANDED_IN = "De invulling is niet ingediend; u kunt haar nu niet beoordelen."
CHANGED = "Het resultaat is gewijzigd sinds u deze pagina opende. Bekijk het opnieuw."
SAID = "Er is intussen iets gezegd over dit punt. Lees het en probeer het daarna opnieuw."
LEFT_ALONE = frozenset({ThreadState.QUESTION, ThreadState.AGREED})
"""What agreeing to the rest does not touch."""
MAX_REMARK = 4_000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the page of somebody showed: the result's version, and the last remark or 0."""

    version: int
    seen: int


@transaction.atomic
def add_remark(
    *,
    result: Result,
    peer_review: PeerReview | None,
    kind: RemarkKind,
    text: str,
    looked: Looked,
    by: User,
) -> ReviewRemark:
    """A question about a result, or that it is agreed; with `peer_review` by the peer.

    Tells the coordinators of a question. Raises Refused when the result or the conversation moved
    on since somebody looked, when the point does not apply, for a question without text, and when
    there is nothing to look at: not handed in, or a peer review that is not agreed on.
    """
    assessment, result = _hold(result)
    if peer_review is not None:
        _refuse_unless_accepted(peer_review)
    elif not assessment.is_handed_in:
        raise Refused(NOT_HANDED_IN)
    if not result.is_applicable:
        raise Refused("Dit punt is niet van toepassing; er is niets te beoordelen.")
    if result.version != looked.version:
        raise Refused(CHANGED)
    last = _last(result, peer_review)
    if looked.seen != (last.pk if last else 0):
        raise Refused(SAID)
    if kind == RemarkKind.AGREED and thread_state(last, result.version) == ThreadState.AGREED:
        raise Refused("U bent al akkoord met dit punt.")
    remark = _add(result, peer_review, kind, text, by)
    if kind == RemarkKind.QUESTION:
        _tell_coordinators(assessment, remark, by)
    record(_event(assessment, remark), by=by)
    return remark


@transaction.atomic
def answer_question(*, question: ReviewRemark, text: str, by: User) -> ReviewRemark:
    """The organisation's answer to the question with which a conversation ends, at any time.

    Tells who look at the assessment. Raises Refused when something was said after the question, and
    without text.
    """
    assessment, result = _hold(question.result)
    if _last(result, question.peer_review) != question:
        raise Refused(SAID)
    answer = _add(result, question.peer_review, RemarkKind.ANSWER, text, by)
    _tell_reviewers(assessment, answer, by)
    record(_event(assessment, answer), by=by)
    return answer


@transaction.atomic
def agree_to_rest(*, assessment: Assessment, seen: int, by: User) -> int:
    """The district agrees to every applicable result without an open question; returns how many.

    What was agreed already and did not change stays as it is. `seen` is the last step of the
    assessment that the page showed: results of what is handed in change with a step only. Raises
    Refused when something happened since, or when it is not handed in.
    """
    assessment = hold(assessment)
    refuse_stale(assessment, seen)
    if not assessment.is_handed_in:
        raise Refused(NOT_HANDED_IN)
    results = Result.objects.of(assessment).applicable().select_related("point")
    last = ReviewRemark.objects.about(assessment).between(None).last_per_result()
    rest = [
        result
        for result in results
        if thread_state(last.get(result.pk), result.version) not in LEFT_ALONE
    ]
    for result in rest:
        _add(result, None, RemarkKind.AGREED, "", by)
    if rest:
        agreed = {"soort": RemarkKind.AGREED, "punten": [result.point.code for result in rest]}
        record(assessment_event(EventType.REVIEW_REMARKED, assessment, new=agreed), by=by)
    return len(rest)


def _hold(result: Result) -> tuple[Assessment, Result]:
    """Assessment and result as they are now, locked until the transaction ends."""
    assessment = hold(
        Assessment.objects.get(round=result.round_id, organisation=result.organisation_id)
    )
    held = Result.objects.select_for_update(of=("self",)).select_related("point")
    return assessment, held.get(pk=result.pk)


def _refuse_unless_accepted(peer_review: PeerReview) -> None:
    state = PeerReview.objects.select_for_update().get(pk=peer_review.pk).state
    if state != PeerReviewState.ACCEPTED:
        raise Refused("Deze collegiale toets loopt niet meer.")


def _last(result: Result, peer_review: PeerReview | None) -> ReviewRemark | None:
    return result.remarks.filter(peer_review=peer_review).order_by("pk").last()


def _add(
    result: Result, peer_review: PeerReview | None, kind: RemarkKind, text: str, by: User
) -> ReviewRemark:
    text = tidy(text).strip()
    if not text and kind != RemarkKind.AGREED:
        raise Refused("Schrijf de vraag of het antwoord op.")
    if len(text) > MAX_REMARK:
        raise Refused(f"De tekst is langer dan {MAX_REMARK} tekens.")
    return ReviewRemark.objects.create(
        result=result,
        peer_review=peer_review,
        kind=kind,
        text=text,
        version=result.version,
        by=by,
        at=timezone.now(),
    )


def _tell_coordinators(assessment: Assessment, question: ReviewRemark, by: User) -> None:
    """The letter names no point: which one is asked about may tell something of its status."""
    questions = f"{assessment.get_absolute_url()}?toon=vragen"
    of_peer = question.peer_review is not None
    notify(
        users=holders(Permission.SUBMIT, assessment.organisation),
        kind=NoticeKind.REVIEW,
        key=f"remark {question.pk}",
        text=f"Er is een vraag over de invulling van {assessment.organisation}.",
        address=detail_address(assessment) if of_peer else questions,
        by=by,
    )


def _tell_reviewers(assessment: Assessment, answer: ReviewRemark, by: User) -> None:
    if answer.peer_review is None:
        users, page = holders(Permission.REVIEW, assessment.organisation), "review"
    else:
        users, page = holders(Permission.SUBMIT, answer.peer_review.organisation), "peer_review"
    notify(
        users=users,
        kind=NoticeKind.REVIEW,
        key=f"remark {answer.pk}",
        text=f"{assessment.organisation} heeft een vraag over de invulling beantwoord.",
        address=reverse(page, args=[assessment.round.code, assessment.organisation.code]),
        by=by,
    )


def _event(assessment: Assessment, remark: ReviewRemark) -> Event:
    """Without the text, which the remark itself keeps."""
    new = {"soort": remark.kind, "punt": remark.result.point.code}
    if remark.peer_review is not None:
        new["collegiale toets"] = remark.peer_review.organisation.code
    return assessment_event(EventType.REVIEW_REMARKED, assessment, new=new)
