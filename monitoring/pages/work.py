"""Who takes care of which point of an assessment."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import Theme
from monitoring.actions.assignments import colleagues, is_divisible
from monitoring.choices import ResultScope, ResultStatus
from monitoring.models import Assessment, Assignment, Result


@dataclass(frozen=True, slots=True)
class Line:
    """One point that applies; `tick` is what its check box sends, see `DivideForm`."""

    result: Result
    person: User | None
    is_gone: bool
    tick: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How many points somebody has, and how many of them have no answer yet.

    `is_gone` says that they hold no role in the organisation any more, `can_move` that there are
    points to hand over and somebody to get them.
    """

    person: User
    is_me: bool
    is_gone: bool
    can_move: bool
    count: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Division:
    """The points by theme, in the norm's order, and the shares: mine first, then by name."""

    themes: tuple[tuple[Theme, tuple[Line, ...]], ...]
    shares: tuple[Share, ...]
    unassigned: int
    people: tuple[User, ...]
    is_divisible: bool

    @property
    def is_alone(self) -> bool:
        """Whether there is no colleague to divide with."""
        return len(self.people) == 1


@dataclass(frozen=True, slots=True)
class PointAssignment:
    """Who takes care of one point: something of the organisation itself, shown with `is_own`.

    `given` has the note, when and by whom; `is_gone` says that the person holds no role any more.
    """

    is_own: bool
    may_assign: bool
    given: Assignment | None = None
    is_gone: bool = False
    is_mine: bool = False

    @property
    def person(self) -> User | None:
        return self.given.user if self.given else None

    @property
    def seen(self) -> int:
        """The key of who has it, 0 for nobody."""
        return self.person.pk if self.person else 0


def division(user: User, assessment: Assessment, ticked: Collection[int] = ()) -> Division:
    """Two queries, however many points; `ticked` are keys of results."""
    people = colleagues(assessment.organisation)
    lines = [_line(result, people, ticked) for result in _results(assessment)]
    grouped = groupby(lines, key=lambda line: line.result.point.theme)
    return Division(
        themes=tuple((theme, tuple(group)) for theme, group in grouped),
        shares=_shares(user, people, lines, is_divisible=is_divisible(assessment)),
        unassigned=sum(line.person is None for line in lines),
        people=tuple(people),
        is_divisible=is_divisible(assessment),
    )


def assignment_of(user: User, result: Result, assessment: Assessment) -> PointAssignment:
    """Two queries; none for who is not of the organisation."""
    if not can(user, Permission.ASSIGN_POINTS, assessment.organisation):
        return PointAssignment(is_own=False, may_assign=False)
    given = Assignment.objects.with_people().filter(result=result).first()
    return PointAssignment(
        is_own=True,
        may_assign=is_divisible(assessment) and result.is_applicable,
        given=given,
        is_gone=given is not None and given.user not in colleagues(assessment.organisation),
        is_mine=given is not None and given.user == user,
    )


def _results(assessment: Assessment) -> list[Result]:
    results = Result.objects.filter(
        round=assessment.round_id,
        organisation=assessment.organisation_id,
        scope=ResultScope.APPLICABLE,
    )
    return list(
        results.select_related("point__theme", "assignment__user")
        .defer("explanation", "private_note")
        .order_by("point__position")
    )


def _line(result: Result, people: Collection[User], ticked: Collection[int]) -> Line:
    assignment: Assignment | None = getattr(result, "assignment", None)
    person = assignment.user if assignment else None
    return Line(
        result=result,
        person=person,
        is_gone=person is not None and person not in people,
        tick=f"{result.pk}-{person.pk if person else 0}",
        is_ticked=result.pk in ticked,
    )


def _shares(
    me: User, people: Collection[User], lines: Collection[Line], *, is_divisible: bool
) -> tuple[Share, ...]:
    """Of every colleague, and of who has points and is none any more."""
    persons = {*people, *(line.person for line in lines if line.person)}
    shares = []
    for person in persons:
        own = [line.result.status for line in lines if line.person == person]
        shares.append(
            Share(
                person=person,
                is_me=person == me,
                is_gone=person not in people,
                can_move=is_divisible and bool(own) and any(other != person for other in people),
                count=len(own),
                unanswered=own.count(ResultStatus.UNANSWERED),
            )
        )
    return tuple(sorted(shares, key=lambda share: (not share.is_me, str(share.person))))
