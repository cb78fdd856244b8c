"""The waterbed measure: where one neighbour has achieved what the other has not.

The rule, the reasons and an example worked by hand: `docs/waterbed.md`. It counts pairs of
neighbours, point by point, and nothing else: that two differ does not say that anything moves.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitoring.choices import PairOutcome, ResultStatus
from monitoring.places import Place

Pair = tuple[int, int]
"""Two organisations that border on each other, by their keys."""

ACHIEVED, UNANSWERED, NOT_APPLICABLE = (
    ResultStatus.ACHIEVED,
    ResultStatus.UNANSWERED,
    ResultStatus.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two neighbours on one point that applies to both, by their keys.

    Of a difference `first` is the lower dike, which has not achieved what `second` has; otherwise
    they stand as in their pair.
    """

    point: int
    first: int
    second: int
    outcome: PairOutcome


@dataclass(frozen=True, slots=True)
class PairTally:
    """How many comparisons have each of the four outcomes. Together they are all comparisons."""

    difference: int = 0
    both: int = 0
    neither: int = 0
    unknown: int = 0

    @property
    def compared(self) -> int:
        return self.difference + self.both + self.neither + self.unknown

    @classmethod
    def of(cls, comparisons: Iterable[Comparison]) -> "PairTally":
        counts = Counter(comparison.outcome.value for comparison in comparisons)
        return cls(**counts)


def outcome_of(one: str, other: str) -> PairOutcome | None:
    """How two statuses of one point compare; None when it does not apply to one of the two.

    What is not filled in yet is not known: it makes no difference, whatever the other says.
    """
    if NOT_APPLICABLE in (one, other):
        return None
    if UNANSWERED in (one, other):
        return PairOutcome.UNKNOWN
    if one == other == ACHIEVED:
        return PairOutcome.BOTH
    if ACHIEVED in (one, other):
        return PairOutcome.DIFFERENCE
    return PairOutcome.NEITHER


def compare(
    statuses: Mapping[Place, str], pairs: Sequence[Pair], points: Sequence[int]
) -> Iterator[Comparison]:
    """Every comparison of the pairs on the points, in that order; a missing status is none."""
    for one, other in pairs:
        for point in points:
            mine = statuses.get((one, point), NOT_APPLICABLE)
            outcome = outcome_of(mine, statuses.get((other, point), NOT_APPLICABLE))
            if outcome is None:
                continue
            if outcome == PairOutcome.DIFFERENCE and mine == ACHIEVED:
                yield Comparison(point, other, one, outcome)
            else:
                yield Comparison(point, one, other, outcome)


def lower_points(comparisons: Iterable[Comparison]) -> list[Place]:
    """Who lacks which point that a neighbour has, each once however many neighbours have it."""
    return list(
        dict.fromkeys(
            (comparison.first, comparison.point)
            for comparison in comparisons
            if comparison.outcome == PairOutcome.DIFFERENCE
        )
    )
