"""What was said about results, and how each conversation stands."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from monitoring.actions.review import LEFT_ALONE
from monitoring.choices import ThreadState
from monitoring.models import (
    Assessment,
    EvidenceUse,
    PeerReview,
    Result,
    ReviewRemark,
    thread_state,
)

FILTERS = {
    "nieuw": ThreadState.UNSEEN,
    "vraag": ThreadState.QUESTION,
    "beantwoord": ThreadState.ANSWERED,
    "gewijzigd": ThreadState.CHANGED,
    "akkoord": ThreadState.AGREED,
}
"""What the page of a reviewer can be narrowed to, by the word in its address."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation about one result with the district, or with the peer of `peer_review`."""

    result: Result
    peer_review: PeerReview | None
    remarks: tuple[ReviewRemark, ...]

    @property
    def state(self) -> ThreadState:
        return thread_state(self.remarks[-1] if self.remarks else None, self.result.version)

    @property
    def last(self) -> int:
        """Key of the last remark, 0 without one: what a page says that it has seen."""
        return self.remarks[-1].pk if self.remarks else 0

    @property
    def question(self) -> ReviewRemark | None:
        """The question that waits for an answer."""
        return self.remarks[-1] if self.state == ThreadState.QUESTION else None

    @property
    def partner(self) -> str:
        return f"{self.peer_review.organisation}" if self.peer_review else "DWO-F"


@dataclass(frozen=True, slots=True)
class PointReview:
    """Of one point: the conversations that the reader may see, and where they take part.

    `review_address` is empty for who does not review; `may_answer` is of the own organisation.
    """

    threads: tuple[Thread, ...]
    may_answer: bool
    review_address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One point on the page of a reviewer. `text` of the result is empty where it is not theirs."""

    result: Result
    thread: Thread
    evidence: int
    address: str


@dataclass(frozen=True, slots=True)
class Tab:
    word: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The points of an assessment for a reviewer; `lines` are those that the filter leaves."""

    lines: tuple[Line, ...]
    tabs: tuple[Tab, ...]
    rest: int
    """How many points "agree to the rest" is about."""


def review_of(user: User, result: Result, assessment: Assessment) -> PointReview:
    """What the page of a point shows of its review; one query.

    The own organisation sees every conversation, the district its own; nobody else any.
    """
    organisation = assessment.organisation
    reviews = can(user, Permission.REVIEW, organisation)
    if not reviews and not can(user, Permission.VIEW_ORGANISATION, organisation):
        return PointReview((), may_answer=False, review_address="")
    remarks = ReviewRemark.objects.filter(result=result).with_names()
    if not can(user, Permission.VIEW_ORGANISATION, organisation):
        remarks = remarks.between(None)
    said: dict[PeerReview | None, list[ReviewRemark]] = defaultdict(list)
    for remark in remarks:
        said[remark.peer_review].append(remark)
    may_review = reviews and assessment.is_handed_in and result.is_applicable
    return PointReview(
        threads=tuple(Thread(result, peer, tuple(found)) for peer, found in said.items()),
        may_answer=can(user, Permission.SUBMIT, organisation),
        review_address=_address("review_point", assessment, result) if may_review else "",
    )


def review_page(
    user: User, assessment: Assessment, peer_review: PeerReview | None, chosen: str
) -> ReviewPage | None:
    """The page of the district, or of a peer; `chosen` is a word of FILTERS, or empty for all.

    Three queries, whatever the number of points. None for a word that is no filter.
    """
    if chosen and chosen not in FILTERS:
        return None
    lines = review_lines(user, assessment, peer_review)
    states = [line.thread.state for line in lines]
    tabs = [Tab("", "Alle punten", len(lines), not chosen)] + [
        Tab(word, state.label.capitalize(), states.count(state), word == chosen)
        for word, state in FILTERS.items()
    ]
    return ReviewPage(
        lines=tuple(line for line in lines if FILTERS.get(chosen) in {None, line.thread.state}),
        tabs=tuple(tabs),
        rest=sum(state not in LEFT_ALONE for state in states),
    )


def review_lines(
    user: User, assessment: Assessment, peer_review: PeerReview | None, point: str = ""
) -> list[Line]:
    """A line per applicable point, in the norm's order, or only of the one with a code.

    Three queries.
    """
    results = Result.objects.shown_to(user).of(assessment).applicable()
    if point:
        results = results.filter(point__code=point)
    keys = [result.pk for result in results]
    uses = EvidenceUse.objects.visible_to(user).filter(result__in=keys)
    evidence = Counter(uses.values_list("result", flat=True))
    said: dict[int, list[ReviewRemark]] = defaultdict(list)
    remarks = ReviewRemark.objects.filter(result__in=keys).between(peer_review)
    for remark in remarks.with_names():
        said[remark.result_id].append(remark)
    name = "peer_review_point" if peer_review else "review_point"
    return [
        Line(
            result=result,
            thread=Thread(result, peer_review, tuple(said[result.pk])),
            evidence=evidence[result.pk],
            address=_address(name, assessment, result),
        )
        for result in results
    ]


def _address(name: str, assessment: Assessment, result: Result) -> str:
    args = [assessment.round.code, assessment.organisation.code, result.point.code]
    return reverse(name, args=args)
