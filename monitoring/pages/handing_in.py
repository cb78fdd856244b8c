"""Where an assessment stands: what happened, what is missing, what may be done now."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import AmbitionPoint, Theme
from monitoring.choices import PeerReviewState, ResultStatus, StepKind, ThreadState
from monitoring.links import point_address
from monitoring.models import (
    BODIES,
    Assessment,
    AssessmentStep,
    PeerReview,
    Result,
    ReviewRemark,
    SignOff,
    thread_state,
)

TO_SOME = frozenset({StepKind.RETURNED, StepKind.REOPENED})
"""Steps whose reason somebody wrote, for the organisation and the district only."""


@dataclass(frozen=True, slots=True)
class PointToDo:
    """A point that asks for something; `href` is empty for who may not fill in."""

    point: AmbitionPoint
    what: str
    href: str


@dataclass(frozen=True, slots=True)
class MissingTheme:
    theme: Theme
    points: tuple[PointToDo, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """`reason` is empty when it is not for the reader."""

    step: AssessmentStep
    reason: str


@dataclass(frozen=True, slots=True)
class SignOffLine:
    """`lapsed_because` is empty while it holds."""

    sign_off: SignOff
    lapsed_because: str


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """How many applicable points are in each state of the review with the district."""

    counts: tuple[tuple[ThreadState, int], ...]
    questions: tuple[PointToDo, ...]


@dataclass(frozen=True, slots=True)
class Doors:
    """The buttons: what the reader may do with the assessment as it stands."""

    fill_in: bool
    submit: bool
    withdraw: bool
    sign_off: bool
    send_back: bool
    review: bool
    peer_reviews: bool
    look_along: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole page; what is not for the reader is None or empty."""

    steps: tuple[StepLine, ...]
    sign_offs: tuple[SignOffLine, ...]
    missing: tuple[MissingTheme, ...] | None
    review: ReviewSummary | None
    peer_reviews: tuple[PeerReview, ...]
    doors: Doors
    body: str
    """Who adopts it."""


def missing_of(assessment: Assessment, *, linked: bool = True) -> tuple[MissingTheme, ...]:
    """What holds up handing in, by theme; with `linked` each leads to where it is filled in.

    One query.
    """
    themes: dict[Theme, list[PointToDo]] = {}
    results = Result.objects.of(assessment).incomplete().select_related("point__theme")
    for result in results.defer("explanation", "private_note"):
        unanswered = result.status == ResultStatus.UNANSWERED
        what = "nog niet ingevuld" if unanswered else "toelichting ontbreekt"
        missing = _to_do(assessment, result, what, linked=linked)
        themes.setdefault(result.point.theme, []).append(missing)
    return tuple(MissingTheme(theme, tuple(points)) for theme, points in themes.items())


def standing(user: User, assessment: Assessment) -> Standing:
    """Seven queries at most, whatever the number of points and steps."""
    organisation = assessment.organisation
    own = can(user, Permission.VIEW_ORGANISATION, organisation)
    reviews = can(user, Permission.REVIEW, organisation)
    enters = can(user, Permission.ENTER_RESULTS, organisation)
    steps = list(assessment.steps.select_related("by").order_by("pk"))
    peers = list(assessment.peer_reviews.select_related("organisation").order_by("pk"))
    follows = own or reviews
    return Standing(
        steps=tuple(_step_line(step, follows) for step in steps),
        sign_offs=_sign_offs(assessment, steps),
        missing=missing_of(assessment, linked=enters)
        if follows and assessment.is_editable
        else None,
        review=_review(assessment, linked=enters) if follows else None,
        peer_reviews=tuple(peers) if follows else (),
        doors=_doors(user, assessment, peers),
        body=BODIES[organisation.kind],
    )


def _step_line(step: AssessmentStep, follows: bool) -> StepLine:
    return StepLine(step, step.reason if follows or step.kind not in TO_SOME else "")


def _sign_offs(assessment: Assessment, steps: Iterable[AssessmentStep]) -> tuple[SignOffLine, ...]:
    """The newest first; why one lapsed is in the step of the same moment."""
    reasons = {step.at: step.reason for step in steps if step.kind == StepKind.LAPSED}
    return tuple(
        SignOffLine(sign_off, reasons.get(sign_off.lapsed_at, "") if sign_off.lapsed_at else "")
        for sign_off in assessment.sign_offs.select_related("recorded_by").order_by("-pk")
    )


def _review(assessment: Assessment, *, linked: bool) -> ReviewSummary | None:
    """None while nothing was said and nothing can be reviewed."""
    last = ReviewRemark.objects.about(assessment).between(None).last_per_result()
    if not last and not assessment.is_handed_in:
        return None
    results = list(
        Result.objects.of(assessment)
        .applicable()
        .select_related("point")
        .defer("explanation", "private_note")
    )
    states = {result: thread_state(last.get(result.pk), result.version) for result in results}
    counts = Counter(states.values())
    return ReviewSummary(
        counts=tuple((state, counts[state]) for state in ThreadState if counts[state]),
        questions=tuple(
            _to_do(assessment, result, last[result.pk].text, linked=linked)
            for result, state in states.items()
            if state == ThreadState.QUESTION
        ),
    )


def _doors(user: User, assessment: Assessment, peers: Iterable[PeerReview]) -> Doors:
    organisation = assessment.organisation
    submits = can(user, Permission.SUBMIT, organisation)
    reviews = can(user, Permission.REVIEW, organisation)
    enters = can(user, Permission.ENTER_RESULTS, organisation)
    return Doors(
        fill_in=enters and assessment.is_editable,
        submit=submits and assessment.is_editable,
        withdraw=submits and assessment.can_go_back,
        sign_off=submits and assessment.awaits_sign_off,
        send_back=reviews and assessment.can_go_back,
        review=reviews,
        peer_reviews=submits,
        look_along=any(
            peer.state == PeerReviewState.ACCEPTED
            and can(user, Permission.SUBMIT, peer.organisation)
            for peer in peers
        ),
    )


def _to_do(assessment: Assessment, result: Result, what: str, *, linked: bool) -> PointToDo:
    href = point_address(assessment.round, assessment.organisation, result.point)
    return PointToDo(result.point, what, href if linked else "")
