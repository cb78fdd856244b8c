"""How far a round is: one line per organisation that the user may follow."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import Organisation, Theme
from monitoring.achievement import Figure
from monitoring.actions.reminding import asked_of, reminded_today
from monitoring.choices import AssessmentState, PeerReviewState, StepKind
from monitoring.figures import RoundFigures
from monitoring.links import ResultLinks
from monitoring.models import Assessment, AssessmentStep, PeerReview, Result, Round, SignOff

LOOKED_AT = (PeerReviewState.ACCEPTED, PeerReviewState.ENDED)


@dataclass(frozen=True, slots=True)
class Progress:
    """One organisation; `figure` and `themes` are None where the user may not see statuses yet.

    `last_activity` is when a result was written last, `handed_in_at` of what is handed in now.
    """

    assessment: Assessment
    organisation: Organisation
    figure: Figure | None
    themes: tuple[Figure, ...] | None
    handed_in_at: datetime | None
    sign_off: SignOff | None
    last_activity: datetime | None
    peer_reviews: tuple[PeerReview, ...]
    href: str
    may_enter: bool
    may_export: bool
    may_review: bool
    may_remind: bool
    was_reminded: bool
    may_reopen: bool
    may_close_again: bool


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """The lines in order of organisations, none for a planned round; `waiting` may be reminded."""

    lines: tuple[Progress, ...]
    themes: tuple[Theme, ...]
    handed_in: int
    adopted: int
    waiting: int
    reopened: tuple[Organisation, ...]


def round_progress(user: User, round: Round) -> RoundProgress:
    """Ten queries, whatever the number of organisations."""
    found = Assessment.objects.visible_to(user).filter(round=round).with_round()
    assessments = sorted(found, key=lambda assessment: assessment.organisation.order)
    themes = tuple(round.norm.themes.order_by("position"))
    reads = _Reads(user, round, assessments)
    lines = tuple(reads.line(assessment, themes) for assessment in assessments)
    return RoundProgress(
        lines=lines,
        themes=themes,
        handed_in=sum(assessment.is_handed_in for assessment in assessments),
        adopted=sum(assessment.state == AssessmentState.ADOPTED for assessment in assessments),
        waiting=sum(line.may_remind and not line.was_reminded for line in lines),
        reopened=tuple(line.organisation for line in lines if line.assessment.is_reopened),
    )


class _Reads:
    """Everything that the lines need, read once for all of them."""

    def __init__(self, user: User, round: Round, assessments: Collection[Assessment]) -> None:
        self.user = user
        self.round = round
        self.links = ResultLinks.of(round)
        visible = Result.objects.visible_to(user).filter(round=round)
        self.figures = RoundFigures.of(round, visible)
        self.seen = {organisation for organisation, _ in self.figures.cells}
        self.readable = set(
            Result.objects.explained_to(user)
            .filter(round=round)
            .order_by()
            .values_list("organisation_id", flat=True)
            .distinct()
        )
        self.activity = dict(
            round.results.order_by()
            .values_list("organisation_id")
            .annotate(last=Max("changed_at"))
            .values_list("organisation_id", "last")
        )
        keys = [assessment.pk for assessment in assessments]
        self.handed_in = dict(
            AssessmentStep.objects.filter(assessment__in=keys, kind=StepKind.SUBMITTED)
            .order_by()
            .values_list("assessment_id")
            .annotate(last=Max("at"))
        )
        self.sign_offs = {
            sign_off.assessment_id: sign_off
            for sign_off in SignOff.objects.filter(assessment__in=keys, lapsed_at=None)
        }
        self.peer_reviews = _grouped(
            PeerReview.objects.filter(assessment__in=keys, state__in=LOOKED_AT).select_related(
                "organisation"
            )
        )
        self.reminded = reminded_today(list(assessments))

    def line(self, assessment: Assessment, themes: tuple[Theme, ...]) -> Progress:
        round, user, organisation = self.round, self.user, assessment.organisation
        seen = organisation.pk in self.seen
        cells = tuple(self.figures.cell(organisation.pk, theme.pk) for theme in themes)
        reviews = can(user, Permission.REVIEW, organisation)
        manages = can(user, Permission.MANAGE_ROUNDS, organisation)
        unpublished = round.is_final and not round.is_published
        return Progress(
            assessment=assessment,
            organisation=organisation,
            figure=self.figures.organisation(organisation.pk) if seen else None,
            themes=cells if seen else None,
            handed_in_at=self.handed_in.get(assessment.pk) if assessment.is_handed_in else None,
            sign_off=self.sign_offs.get(assessment.pk),
            last_activity=self.activity.get(organisation.pk),
            peer_reviews=self.peer_reviews.get(assessment.pk, ()),
            href=self.links.to(organisation=organisation),
            may_enter=(round.is_open or assessment.is_reopened)
            and can(user, Permission.ENTER_RESULTS, organisation),
            may_export=organisation.pk in self.readable
            and can(user, Permission.EXPORT_ORGANISATION, organisation),
            may_review=reviews and assessment.is_handed_in,
            may_remind=reviews and asked_of(assessment) is not None,
            was_reminded=assessment.pk in self.reminded,
            may_reopen=manages and unpublished and not assessment.is_reopened,
            may_close_again=manages and assessment.is_reopened,
        )


def _grouped(reviews: Iterable[PeerReview]) -> dict[int, tuple[PeerReview, ...]]:
    grouped: dict[int, tuple[PeerReview, ...]] = {}
    for review in reviews:
        grouped[review.assessment_id] = (*grouped.get(review.assessment_id, ()), review)
    return grouped
