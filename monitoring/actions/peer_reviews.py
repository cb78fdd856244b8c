"""The agreement of two organisations that one looks at the assessment of the other."""

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
from ambitions.models import Organisation
from monitoring.actions.steps import assessment_event, hold
from monitoring.choices import RUNNING_STATES, PeerReviewState
from monitoring.models import Assessment, PeerReview

MEANWHILE = "Deze collegiale toets is intussen {state}."


@transaction.atomic
def ask_peer_review(*, assessment: Assessment, organisation: Organisation, by: User) -> PeerReview:
    """Asks another organisation to look at the assessment; tells its coordinators.

    Raises Refused when it is asked already, when it is no other participant of the round, and once
    the round is published.
    """
    assessment = hold(assessment)
    _refuse_after_publication(assessment)
    if organisation == assessment.organisation:
        raise Refused("Vraag een andere organisatie dan uw eigen.")
    if not assessment.round.assessments.filter(organisation=organisation).exists():
        raise Refused(f"{organisation} doet niet mee aan deze ronde.")
    if assessment.peer_reviews.filter(organisation=organisation, state__in=RUNNING_STATES).exists():
        raise Refused(f"U hebt {organisation} al gevraagd.")
    review = PeerReview.objects.create(
        assessment=assessment, organisation=organisation, asked_by=by, asked_at=timezone.now()
    )
    told = f"{assessment.organisation} vraagt {organisation} om een collegiale toets."
    _tell(review, organisation, told, by)
    record(_event(EventType.PEER_REVIEW_ASKED, review), by=by)
    return review


@transaction.atomic
def answer_peer_review(*, review: PeerReview, accepts: bool, by: User) -> None:
    """Says yes or no for the organisation that was asked; tells who asked.

    From a yes on its coordinators read statuses and explanations. Raises Refused when it was
    answered or ended meanwhile, and for a yes once the round is published.
    """
    hold(review.assessment)
    review = _held(review)
    if review.state != PeerReviewState.ASKED:
        raise Refused(MEANWHILE.format(state=review.get_state_display()))
    if accepts:
        _refuse_after_publication(review.assessment)
    review.state = PeerReviewState.ACCEPTED if accepts else PeerReviewState.REFUSED
    review.answered_by = by
    review.answered_at = timezone.now()
    review.save(update_fields=["state", "answered_by", "answered_at"])
    answer = "doet mee aan" if accepts else "doet niet mee aan"
    told = f"{review.organisation} {answer} de collegiale toets die u vroeg."
    _tell(review, review.assessment.organisation, told, by)
    record(_event(EventType.PEER_REVIEW_ANSWERED, review), by=by)


@transaction.atomic
def end_peer_review(*, review: PeerReview, ends_for: Organisation, by: User) -> None:
    """Ends what was asked or agreed, for one of the two organisations; tells the other.

    From here the peer reads nothing more; what was said stays. Raises Refused when it does not run.
    """
    hold(review.assessment)
    review = _held(review)
    if not review.is_running:
        raise Refused(MEANWHILE.format(state=review.get_state_display()))
    review.state = PeerReviewState.ENDED
    review.ended_at = timezone.now()
    review.save(update_fields=["state", "ended_at"])
    asker = review.assessment.organisation
    other = review.organisation if ends_for == asker else asker
    told = f"{ends_for} heeft de collegiale toets met {other} afgerond."
    _tell(review, other, told, by)
    record(_event(EventType.PEER_REVIEW_ENDED, review), by=by)


def _held(review: PeerReview) -> PeerReview:
    related = ("assessment__round__norm__region", "assessment__organisation", "organisation")
    return (
        PeerReview.objects.select_related(*related)
        .select_for_update(of=("self",))
        .get(pk=review.pk)
    )


def _refuse_after_publication(assessment: Assessment) -> None:
    if assessment.round.is_published:
        raise Refused("De ronde is gepubliceerd; een collegiale toets begint niet meer.")


def _tell(review: PeerReview, organisation: Organisation, text: str, by: User) -> None:
    """Tells the coordinators of an organisation, with the address of their own page."""
    notify(
        users=holders(Permission.SUBMIT, organisation),
        kind=NoticeKind.REVIEW,
        key=f"peer review {review.pk} {review.state}",
        text=text,
        address=reverse("peer_reviews", args=[review.assessment.round.code, organisation.code]),
        by=by,
    )


def _event(type: EventType, review: PeerReview) -> Event:
    new = {"organisatie": review.organisation.code, "stand": review.state}
    return assessment_event(type, review.assessment, new=new)
