"""Lines of the tables on the waterbed page."""

from dataclasses import dataclass

from ambitions.models import Organisation, Theme
from monitoring.choices import PairOutcome
from reports.dashboards.waterbed_selection import Count


@dataclass(frozen=True, slots=True)
class Movement:
    """How many differences more or fewer there are than `before`."""

    before: Count
    change: int

    @property
    def size(self) -> int:
        return abs(self.change)


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two neighbours. `before` is None where the round before does not show both to the user."""

    first: Organisation
    second: Organisation
    differences: Count
    first_lower: Count
    second_lower: Count
    unknown: Count
    before: Count | None

    @property
    def movement(self) -> Movement | None:
        if self.before is None:
            return None
        return Movement(self.before, self.differences.number - self.before.number)


@dataclass(frozen=True, slots=True)
class Total:
    """All pairs together."""

    differences: Count
    unknown: Count

    def since(self, before: "Total") -> Movement:
        return Movement(before.differences, self.differences.number - before.differences.number)


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """`points` are those that a neighbour has achieved and it has not; `lower` counts the pairs."""

    organisation: Organisation
    points: Count
    lower: int
    higher: Count


@dataclass(frozen=True, slots=True)
class ThemeLine:
    theme: Theme
    differences: Count
    unknown: Count


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    outcome: PairOutcome
    count: Count
