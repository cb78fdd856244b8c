"""What pages show of improvement actions: with one point, and the list of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import scope
from ambitions.models import Organisation
from monitoring.actions.improvements import why_locked
from monitoring.choices import DueStage
from monitoring.models import Assessment, ImprovementAction, Result

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ImprovementLine:
    improvement: ImprovementAction
    stage: DueStage
    may_change: bool

    @property
    def is_late(self) -> bool:
        return self.stage == DueStage.LATE

    @property
    def organisation(self) -> Organisation:
        return self.improvement.organisation


@dataclass(frozen=True, slots=True)
class PointImprovements:
    """The improvement actions of one result; the unfinished ones first, by due date."""

    lines: Sequence[ImprovementLine]
    may_add: bool


def improvements_of(user: User, result: Result, assessment: Assessment) -> PointImprovements:
    """One query, and one more for who enters on behalf of the organisation."""
    organisation = assessment.organisation
    found = ImprovementAction.objects.visible_to(user).filter(
        organisation=organisation, point=result.point_id
    )
    own = scope(user, Permission.ENTER_RESULTS)
    enters = organisation.pk in own.organisations or organisation.region_id in own.regions
    may_enter = enters and why_locked(organisation, result.point, user) is None
    today = timezone.localdate()
    lines = [
        ImprovementLine(improvement, stage_of(improvement, today), may_enter)
        for improvement in found.with_place().order_by("due_on", "pk")
    ]
    return PointImprovements(
        sorted(lines, key=lambda line: line.improvement.is_finished), may_enter
    )


@dataclass(frozen=True, slots=True)
class ImprovementList:
    """Improvement actions by due date; the numbers are of all of them, however narrowed."""

    lines: Sequence[ImprovementLine]
    organisations: Sequence[Organisation]
    late: int
    soon: int
    is_example: bool

    def narrowed(self, organisation: str, stage: str) -> list[ImprovementLine]:
        """Of one organisation and in one stage; empty is of all, and all that is not finished."""
        return [
            line
            for line in self.lines
            if organisation in ("", line.organisation.code)
            and (line.stage == stage if stage else line.stage != DueStage.FINISHED)
        ]


def improvement_list(user: User) -> ImprovementList:
    """What the user may see, from whichever norm version it is; one query."""
    today = timezone.localdate()
    own = scope(user, Permission.ENTER_RESULTS).organisations
    lines = [
        ImprovementLine(
            improvement, stage_of(improvement, today), improvement.organisation_id in own
        )
        for improvement in ImprovementAction.objects.visible_to(user)
        .with_place()
        .order_by("due_on", "pk")
    ]
    organisations = {line.organisation for line in lines}
    stages = [line.stage for line in lines]
    return ImprovementList(
        lines=lines,
        organisations=sorted(organisations, key=lambda organisation: organisation.order),
        late=stages.count(DueStage.LATE),
        soon=stages.count(DueStage.SOON),
        is_example=any(line.improvement.point.norm.example for line in lines),
    )


def stage_of(improvement: ImprovementAction, today: date) -> DueStage:
    """How near its due date is, or that it is finished."""
    if improvement.is_finished:
        return DueStage.FINISHED
    if improvement.due_on < today:
        return DueStage.LATE
    return DueStage.SOON if improvement.due_on <= today + SOON else DueStage.LATER
