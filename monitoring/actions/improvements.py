"""Improvement actions: what an organisation does to achieve a point."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.audit import Event, differences, record
from accounts.events import EventType
from accounts.models import User
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import scope
from ambitions.models import AmbitionPoint, Organisation
from monitoring.choices import UNFINISHED_STATES, ImprovementState
from monitoring.models import Assessment, ImprovementAction, Result, Round

MAX_TITLE, MAX_OWNER = 300, 100
MAX_OUTCOME = 2000
STALE = (
    "Iemand anders heeft deze verbeteractie gewijzigd sinds u de pagina opende. "
    "Er is nog niets opgeslagen. Hieronder staat wat er nu is; slaat u op, dan vervangt u dat."
)
LOCKED = (
    "De organisatie heeft ingediend of de ronde is gesloten. "
    "Nu werkt alleen de organisatie zelf haar verbeteracties bij."
)


@dataclass(frozen=True, slots=True)
class Improvement:
    """What an improvement action says."""

    title: str
    owner: str
    due_on: date
    state: str = ImprovementState.PLANNED
    outcome: str = ""

    @classmethod
    def of(cls, improvement: ImprovementAction) -> "Improvement":
        return cls(
            improvement.title,
            improvement.owner,
            improvement.due_on,
            improvement.state,
            improvement.outcome,
        )


@transaction.atomic
def add_improvement(*, result: Result, content: Improvement, by: User) -> ImprovementAction:
    """Adds an improvement action to the point of a result.

    It goes on from round to round. Raises Refused when the user may not now (`why_locked`), when
    it is finished without saying what came of it, and when the same unfinished one is there
    already, as after a form that was sent twice.
    """
    # Whoever adds to this organisation's point waits here.
    Assessment.objects.select_for_update().get(
        round=result.round_id, organisation=result.organisation_id
    )
    organisation, point = result.organisation, result.point
    _refuse_impossible(organisation, point, content, by)
    same = ImprovementAction.objects.unfinished().filter(
        organisation=organisation,
        point=point,
        title=content.title,
        owner=content.owner,
        due_on=content.due_on,
    )
    if same.exists():
        raise Refused("Deze verbeteractie staat er al.")
    improvement = ImprovementAction.objects.create(
        organisation=organisation,
        point=point,
        **asdict(content),
        changed_by=by,
        changed_at=timezone.now(),
    )
    new = _told(content)
    record(_event(EventType.IMPROVEMENT_ADDED, improvement, new=new), by=by)
    return improvement


@transaction.atomic
def change_improvement(
    *, improvement: ImprovementAction, version: int, content: Improvement, by: User
) -> bool:
    """Changes an improvement action on top of the version that was read.

    Returns whether it differs; what says the same is not written. Raises Refused when the user may
    not now (`why_locked`), when it is finished without saying what came of it, and when somebody
    else changed it first.
    """
    improvement = ImprovementAction.objects.with_place().get(pk=improvement.pk)
    _refuse_impossible(improvement.organisation, improvement.point, content, by)
    before = Improvement.of(improvement)
    if before == content:
        return False
    written = ImprovementAction.objects.filter(pk=improvement.pk, version=version).update(
        **asdict(content), version=F("version") + 1, changed_by=by, changed_at=timezone.now()
    )
    if not written:
        raise Refused(STALE)
    old, new = differences(_told(before), _told(content))
    record(_event(EventType.IMPROVEMENT_CHANGED, improvement, old=old, new=new), by=by)
    return True


@transaction.atomic
def carry_on(*, round: Round, by: User | None) -> int:
    """Moves what is unfinished to the norm version of a round that opens; returns how many moved.

    An improvement action goes along to the one point of the round's norm that replaces its own and
    applies to its organisation. Where several points replace it, or none, it stays where it is.
    Called in the transaction that opens the round.
    """
    moves: dict[tuple[int, str], list[AmbitionPoint]] = defaultdict(list)
    points = round.norm.points.prefetch_related("replaces", "applicability")
    for point in points:
        for old in point.replaces.all():
            for kind in {row.kind for row in point.applicability.all()}:
                moves[old.pk, kind].append(point)
    moved = []
    unfinished = ImprovementAction.objects.unfinished().filter(
        point__in={old for old, _ in moves}, organisation__region=round.norm.region_id
    )
    now = timezone.now()
    for improvement in unfinished.with_place().select_for_update(of=("self",)).order_by("pk"):
        to = moves.get((improvement.point_id, improvement.organisation.kind), [])
        if len(to) != 1:
            continue
        ImprovementAction.objects.filter(pk=improvement.pk).update(
            point=to[0], version=F("version") + 1, changed_by=by, changed_at=now
        )
        moved.append(
            _event(
                EventType.IMPROVEMENT_CHANGED,
                improvement,
                old={"ambitiepunt": _named(improvement.point)},
                new={"ambitiepunt": _named(to[0])},
            )
        )
    record(*moved, by=by)
    return len(moved)


def why_locked(organisation: Organisation, point: AmbitionPoint, by: User) -> str | None:
    """Why this user may not change improvement actions of the organisation now; None if they may.

    A coordinator keeps the own ones up to date at any time, also between rounds: a list of what is
    late is of no use when nobody can tick anything off. On behalf of an organisation they can be
    changed only while its newest assessment can.
    """
    if organisation.pk in scope(by, Permission.ENTER_RESULTS).organisations:
        return None
    newest = (
        Assessment.objects.filter(organisation=organisation, round__norm=point.norm_id)
        .with_round()
        .order_by("-round__reference_date", "-round__pk")
        .first()
    )
    return None if newest is not None and newest.is_editable else LOCKED


def _refuse_impossible(
    organisation: Organisation, point: AmbitionPoint, content: Improvement, by: User
) -> None:
    if (problem := why_locked(organisation, point, by)) is not None:
        raise Refused(problem)
    if content.state not in UNFINISHED_STATES and not content.outcome:
        raise Refused("Schrijf op wat het resultaat is, of waarom de actie vervalt.")


def _told(content: Improvement) -> dict[str, Any]:
    """For the log; the texts under a key that is shown to nobody, as an explanation is."""
    return {
        "eigenaar": content.owner,
        "streefdatum": content.due_on,
        "stand": content.state,
        "explanation": {"wat": content.title, "resultaat": content.outcome},
    }


def _named(point: AmbitionPoint) -> str:
    return f"{point.norm.version}:{point.code}"


def _event(
    type: EventType,
    improvement: ImprovementAction,
    *,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any],
) -> Event:
    organisation, point = improvement.organisation, improvement.point
    return Event(
        type,
        subject=improvement,
        label=f"{organisation.code} {point.code}",
        region=organisation.region.code,
        organisation=organisation.code,
        old=old or {},
        new=new,
    )
