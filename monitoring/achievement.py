"""THE calculation: from counts of results to percentage and coverage.

The rule, the reasons and an example worked by hand: `docs/achievement.md`. Every page, chart,
report, export and command takes its figures from here.

The database counts (`COUNTS`), Python adds (`Tally.__add__`) and divides once (`Figure`).
Percentages are never averaged; the mean over organisations (`OrganisationMean`) is no figure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Q

from monitoring.choices import ResultStatus

COUNTS = {status.value: Count("status", filter=Q(status=status.value)) for status in ResultStatus}
"""One aggregate per status, for every grouping of results; only the keys differ."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many results have each of the five statuses. Tallies add up; nothing else does."""

    achieved: int = 0
    partly: int = 0
    not_achieved: int = 0
    unanswered: int = 0
    not_applicable: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.achieved + other.achieved,
            self.partly + other.partly,
            self.not_achieved + other.not_achieved,
            self.unanswered + other.unanswered,
            self.not_applicable + other.not_applicable,
        )

    @property
    def applicable(self) -> int:
        """Results that count: all but the not applicable ones."""
        return self.achieved + self.partly + self.not_achieved + self.unanswered

    @property
    def total(self) -> int:
        return self.applicable + self.not_applicable

    @classmethod
    def of(cls, statuses: Iterable[str]) -> "Tally":
        """Counts statuses that are in memory already."""
        counts = dict.fromkeys(COUNTS, 0)
        for status in statuses:
            counts[status] += 1
        return cls(**counts)


def pool(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies; an empty one when there are none."""
    return sum(tallies, Tally())


@dataclass(frozen=True, slots=True)
class Formula:
    """How counts become a percentage.

    `partly` is the weight of a partly achieved result, from 0 to 1.
    """

    id: str
    partly: Fraction


FORMULAS: Mapping[str, Formula] = {
    formula.id: formula
    for formula in (Formula("behaald-1", Fraction(0)), Formula("behaald-half-1", Fraction(1, 2)))
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A tally and what the formula makes of it.

    `percentage` and `coverage` are strings with one decimal and a point ("83.4"), `rounded` is a
    whole number; all three are None when nothing is applicable.
    """

    tally: Tally
    formula: Formula

    @property
    def achieved(self) -> int:
        return self.tally.achieved

    @property
    def partly(self) -> int:
        return self.tally.partly

    @property
    def not_achieved(self) -> int:
        return self.tally.not_achieved

    @property
    def unanswered(self) -> int:
        return self.tally.unanswered

    @property
    def not_applicable(self) -> int:
        return self.tally.not_applicable

    @property
    def applicable(self) -> int:
        return self.tally.applicable

    @property
    def partly_in_share(self) -> int:
        """The partly achieved results that weigh in the share; it does not follow without them."""
        return self.partly if self.formula.partly else 0

    @property
    def share(self) -> Fraction | None:
        """The exact achieved share, from 0 to 1; None when nothing is applicable."""
        if not self.applicable:
            return None
        return (self.achieved + self.formula.partly * self.partly) / self.applicable

    @property
    def covered(self) -> Fraction | None:
        """The exact share that is filled in, from 0 to 1; None when nothing is applicable."""
        if not self.applicable:
            return None
        return Fraction(self.applicable - self.unanswered, self.applicable)

    @property
    def percentage(self) -> str | None:
        return _one_decimal(self.share)

    @property
    def rounded(self) -> int | None:
        return None if self.share is None else _round(self.share, 100)

    @property
    def coverage(self) -> str | None:
        return _one_decimal(self.covered)

    def as_dict(self) -> dict[str, int | str | None]:
        """The FIGURE of the JSON schema `flevonorm.round/1`."""
        return {
            "achieved": self.achieved,
            "partly": self.partly,
            "not_achieved": self.not_achieved,
            "unanswered": self.unanswered,
            "not_applicable": self.not_applicable,
            "applicable": self.applicable,
            "percentage": self.percentage,
            "rounded": self.rounded,
            "coverage": self.coverage,
        }


@dataclass(frozen=True, slots=True)
class OrganisationMean:
    """ "Gemiddelde van de organisaties": it stands beside a figure and never in its place.

    The mean of the organisations' exact shares, each organisation as heavy as another. It has no
    counts, so it is no `Figure`, does not add up, and its properties have names of their own.
    """

    mean: Fraction | None
    """From 0 to 1; None when no organisation has anything applicable."""
    organisations: int
    """How many organisations have applicable results; the others are left out."""

    @property
    def mean_percentage(self) -> str | None:
        """As `Figure.percentage`: one decimal, rounded once."""
        return _one_decimal(self.mean)

    @property
    def mean_rounded(self) -> int | None:
        return None if self.mean is None else _round(self.mean, 100)


def mean_of(figures: Iterable[Figure]) -> OrganisationMean:
    """The mean over organisations, of a figure for each."""
    shares = [figure.share for figure in figures if figure.share is not None]
    mean = sum(shares, Fraction(0)) / len(shares) if shares else None
    return OrganisationMean(mean, len(shares))


@dataclass(frozen=True, slots=True)
class Share:
    """So many of a whole, such as results with evidence; rounded like a figure, and no figure."""

    part: int
    whole: int

    @property
    def rounded(self) -> int | None:
        """In whole percents; None when the whole is nothing."""
        return _round(Fraction(self.part, self.whole), 100) if self.whole else None


def points_between(now: Figure, before: Figure) -> int | None:
    """Percentage points from one figure to another; None when either has no percentage.

    Of the whole percentages, as they stand on the screen, so that a reader who subtracts them
    finds the same.
    """
    if now.rounded is None or before.rounded is None:
        return None
    return now.rounded - before.rounded


def tenths_between(other: str | None, official: str | None) -> str | None:
    """Percentage points from the official percentage to another, with one decimal: "-4.6".

    Of percentages with one decimal, as they stand on the screen, so that a reader who subtracts
    them finds the same. None when either is None.
    """
    if other is None or official is None:
        return None
    return str(Decimal(other) - Decimal(official))


def _round(share: Fraction, units: int) -> int:
    """A share in whole `units`, half up; all only when it is all, none only when it is none."""
    nearest = (2 * units * share.numerator + share.denominator) // (2 * share.denominator)
    if 0 < share < 1:
        return min(max(nearest, 1), units - 1)
    return nearest


def _one_decimal(share: Fraction | None) -> str | None:
    if share is None:
        return None
    tenths = _round(share, 1000)
    return f"{tenths // 10}.{tenths % 10}"
