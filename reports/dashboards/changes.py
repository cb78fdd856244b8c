"""What changed since the round before, result by result, for the statuses that a user may see."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User
from ambitions.models import AmbitionPoint, Organisation
from monitoring.choices import EXPLAINED, ResultStatus
from monitoring.links import ResultLinks
from monitoring.models import Result, Round
from monitoring.places import Place
from monitoring.succession import predecessors

GAINED, LOST = "behaald erbij", "niet meer behaald"
ACHIEVED, NOT_APPLICABLE = ResultStatus.ACHIEVED, ResultStatus.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Change:
    """A result with its status in the round `before` and `now`; `href` leads to it."""

    organisation: Organisation
    point: AmbitionPoint
    before: str
    now: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one kind, in the norm's order; `label` says it after their number."""

    label: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """`new` are the points that have no counterpart in the round before, of another version."""

    before: Round
    groups: tuple[Group, ...]
    new: tuple[AmbitionPoint, ...]

    @property
    def points(self) -> frozenset[int]:
        """The keys of the points with a result that changed, and of the new ones."""
        changed = {change.point.pk for group in self.groups for change in group.changes}
        return frozenset(changed | {point.pk for point in self.new})

    @property
    def is_empty(self) -> bool:
        return not (self.new or any(group.changes for group in self.groups))

    @property
    def shown_groups(self) -> tuple[Group, ...]:
        """What was gained and lost, also when it is none; of the others what there is."""
        return tuple(
            group for group in self.groups if group.changes or group.label in (GAINED, LOST)
        )


def round_before(round: Round, rounds: Sequence[Round]) -> Round | None:
    """Of rounds from new to old: the newest final one that measured an earlier day."""
    earlier = (
        each
        for each in rounds
        if each.is_final
        and each.norm.code == round.norm.code
        and each.reference_date < round.reference_date
    )
    return next(earlier, None)


def changes_since(
    user: User,
    before: Round,
    now: Round,
    *,
    points: Sequence[AmbitionPoint],
    organisations: Sequence[Organisation],
    statuses: Mapping[Place, str],
) -> Changes:
    """Of the organisations and statuses of `now` that the user sees, and what they saw of `before`.

    One query, and one more between versions of the norm.
    """
    old = {
        (organisation, point): status
        for organisation, point, status in Result.objects.visible_to(user)
        .filter(round=before)
        .order_by()
        .values_list("organisation_id", "point_id", "status")
    }
    same = before.norm_id == now.norm_id
    origins = {point.pk: point.pk for point in points} if same else predecessors(now, before)
    links = ResultLinks.of(now)
    found = [
        Change(
            organisation=organisation,
            point=point,
            before=old[place],
            now=statuses[organisation.pk, point.pk],
            href=links.to(organisation=organisation, point=point),
        )
        for point in points
        if point.pk in origins
        for organisation in organisations
        if (place := (organisation.pk, origins[point.pk])) in old
    ]
    return Changes(
        before=before,
        groups=tuple(_groups(found)),
        new=tuple(point for point in points if point.pk not in origins),
    )


def _groups(changes: Sequence[Change]) -> Iterator[Group]:
    for label, belongs in KINDS.items():
        found = (change for change in changes if belongs(change.before, change.now))
        yield Group(label, tuple(found))


def _is_gained(before: str, now: str) -> bool:
    return now == ACHIEVED and before not in (ACHIEVED, NOT_APPLICABLE)


def _is_lost(before: str, now: str) -> bool:
    # What nobody has answered yet was not lost.
    return before == ACHIEVED and now in EXPLAINED


def _became_not_applicable(before: str, now: str) -> bool:
    return now == NOT_APPLICABLE and before != NOT_APPLICABLE


def _became_applicable(before: str, now: str) -> bool:
    return before == NOT_APPLICABLE and now != NOT_APPLICABLE


KINDS: Mapping[str, Callable[[str, str], bool]] = {
    GAINED: _is_gained,
    LOST: _is_lost,
    "niet meer van toepassing": _became_not_applicable,
    "opnieuw van toepassing": _became_applicable,
}
"""What a group holds, of a status before and now, by what stands behind its number."""
