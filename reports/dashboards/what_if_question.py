"""What an address of `/wat-als/` asks: which organisations, which points, which due date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.dateparse import parse_date

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import organisations_of
from ambitions.models import AmbitionPoint, Organisation
from monitoring.choices import TO_ACHIEVE
from monitoring.places import Place
from reports.dashboards.reading import RoundRead

EVERYBODY = "alle"
MAX_POINTS = 400
"""Ticked points in an address; more than this do not fit what servers take (8190 characters)."""


@dataclass(frozen=True, slots=True)
class Question:
    """`points` are as in "GM0034:A3", each once. `due` is what was typed, `due_before` its day."""

    organisation: str
    points: tuple[str, ...]
    due: str
    due_before: date | None

    @classmethod
    def read(cls, query: QueryDict) -> "Question":
        due = query.get("tot", "").strip()
        return cls(
            organisation=query.get("organisatie", ""),
            points=tuple(dict.fromkeys(query.getlist("punt"))),
            due=due,
            due_before=_day(due),
        )

    @property
    def is_too_long(self) -> bool:
        return len(self.points) > MAX_POINTS

    @property
    def is_due_wrong(self) -> bool:
        return bool(self.due) and self.due_before is None


@dataclass(frozen=True, slots=True)
class Reach:
    """Of which organisations the projection is; `code` is how the address says it.

    No organisations: the user sees none, or not the one that is asked for.
    """

    code: str
    organisations: tuple[Organisation, ...]

    @classmethod
    def of(cls, user: User, read: RoundRead, code: str) -> "Reach":
        """Without a code the own organisation; all that are shown for who has none."""
        if code == EVERYBODY:
            return cls(EVERYBODY, read.shown)
        if code:
            return cls(code, tuple(each for each in read.shown if each.code == code))
        for own in organisations_of(user, Permission.VIEW_ORGANISATION):
            if own in read.shown:
                return cls(own.code, (own,))
        return cls(EVERYBODY, read.shown)

    @property
    def is_everybody(self) -> bool:
        return self.code == EVERYBODY

    def of_all(self, read: RoundRead) -> bool:
        """Whether it is of all participants, so that figures of the whole round belong to it."""
        return self.is_everybody and read.shows_all


@dataclass(frozen=True, slots=True)
class Ticks:
    """The points of an address, and how many of it count for nothing.

    `settled` are achieved or not applicable, `elsewhere` of an organisation that is shown and not
    looked at. `unusable` are those that do not exist and those that the user may not see; which
    is which is not told.
    """

    places: frozenset[Place]
    settled: int
    elsewhere: int
    unusable: int


def read_ticks(question: Question, read: RoundRead, reach: Reach) -> Ticks:
    """No query; of an address with too many points none is read."""
    organisations = {organisation.code: organisation for organisation in read.shown}
    points = {point.code: point for point in read.points}
    places: list[Place] = []
    settled = elsewhere = unusable = 0
    for words in () if question.is_too_long else question.points:
        place = _place(words, organisations, points)
        if place is None:
            unusable += 1
        elif place[0] not in {organisation.pk for organisation in reach.organisations}:
            elsewhere += 1
        elif read.statuses[place] not in TO_ACHIEVE:
            settled += 1
        else:
            places.append(place)
    return Ticks(frozenset(places), settled, elsewhere, unusable)


def written(organisation: Organisation, point: AmbitionPoint) -> str:
    """A point of an organisation as it stands in an address."""
    return f"{organisation.code}:{point.code}"


def _place(
    words: str, organisations: Mapping[str, Organisation], points: Mapping[str, AmbitionPoint]
) -> Place | None:
    codes: Sequence[str] = words.split(":")
    if len(codes) != 2:
        return None
    organisation, point = organisations.get(codes[0]), points.get(codes[1])
    return (organisation.pk, point.pk) if organisation and point else None


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
