"""The material of a report: plain objects, the same whether from a publication or from the rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from accounts.refusals import Refused
from monitoring.achievement import Figure
from reports.documents.blocks import Number, Seal
from reports.material import names


@dataclass(frozen=True, slots=True)
class NormFacts:
    code: str
    version: str
    title: str
    example: bool


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """`is_provisional` is a round whose results may still change ("voorlopig")."""

    code: str
    name: str
    kind: str
    state: str
    reference_date: date
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Organisation:
    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Theme:
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Point:
    code: str
    title: str
    theme: str
    description: str
    achieved_when: str


@dataclass(frozen=True, slots=True)
class Row:
    """One result; `organisation` and `point` are codes."""

    organisation: str
    point: str
    status: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Before:
    """The round before; `statuses` are by organisation and the point of now that it became."""

    code: str
    name: str
    reference_date: date
    norm_version: str
    is_same_version: bool
    is_published: bool
    statuses: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Moment:
    """An earlier published round; its figures are in `Material.figures` (`names.earlier`)."""

    code: str
    name: str
    reference_date: date
    norm_version: str


@dataclass(frozen=True, slots=True)
class Activity:
    kind: str
    title: str
    held_on: date
    participants: int | None
    description: str
    organisations: tuple[str, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece that others may see, with where it is kept."""

    title: str
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class Example:
    """A result that its organisation shares as a good example."""

    organisation: str
    point: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Improvement:
    organisation: str
    point: str
    title: str
    owner: str
    due_on: date
    state: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """`until` is the code of the last round it holds for, None when it holds for good."""

    organisation: str
    point: str
    reason: str
    until: str | None


@dataclass(frozen=True, slots=True)
class SignOff:
    organisation: str
    decided_on: date
    decision_number: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What reports tell beside the figures (`monitoring.surroundings`)."""

    discussed_on: date | None
    neighbours: tuple[tuple[str, str], ...]
    before: Before | None
    course: tuple[Moment, ...]
    activities: tuple[Activity, ...]
    examples: tuple[Example, ...]
    improvements: tuple[Improvement, ...]
    exemptions: tuple[Exemption, ...]
    sign_offs: tuple[SignOff, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """One round as a report tells of it.

    `covers_region` is off when only one organisation's part was read: then `totaal` is the figure
    of that organisation, and nothing may be said of the region. `moment` is the publication's, or
    when the material was read. `content` is the canonical JSON of the round, to attach.
    """

    region: str
    norm: NormFacts
    round: RoundFacts
    formula: str
    organisations: tuple[Organisation, ...]
    themes: tuple[Theme, ...]
    points: tuple[Point, ...]
    rows: tuple[Row, ...]
    figures: Mapping[str, Figure]
    """By place (`reports.material.names`)."""
    surroundings: Surroundings | None
    """None for a publication of before these were kept."""
    moment: datetime
    content: str
    covers_region: bool = True
    seal: Seal | None = None

    def figure(self, place: str) -> Figure:
        return self.figures[place]

    def number(self, place: str, measure: str, *, strong: bool = False) -> Number:
        """A measure of a figure as a number in a document; KeyError for what there is not."""
        content = names.MEASURES[measure](self.figures[place])
        return Number(content, names.figure_id(place, measure), strong)

    def participant(self, code: str | None) -> Organisation:
        """The organisation with this code; raises Refused when it does not take part."""
        for organisation in self.organisations:
            if organisation.code == code:
                return organisation
        raise Refused("Deze organisatie doet niet mee aan deze ronde.")

    def rows_of(self, organisation: str) -> Iterator[Row]:
        """In the norm's order."""
        return (row for row in self.rows if row.organisation == organisation)

    def points_of(self, theme: str) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.theme == theme)

    @property
    def statuses(self) -> dict[tuple[str, str], str]:
        """By organisation and point."""
        return {(row.organisation, row.point): row.status for row in self.rows}
