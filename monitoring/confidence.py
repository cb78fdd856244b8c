"""How sure a figure is: what its results rest on. Beside the figure, never mixed into it.

The rule and an example worked by hand: `docs/confidence.md`. Shares are of the applicable results.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from monitoring.achievement import Share
from monitoring.choices import ANSWERS, ResultStatus

MONTHS = 12


class Grounds(NamedTuple):
    """What one result rests on, see `ResultQuerySet.with_grounds`; the names are its fields."""

    status: str
    is_taken_over: bool
    is_evidenced: bool
    is_agreed: bool
    oldest_evidence: date | None


@dataclass(frozen=True, slots=True)
class Confidence:
    """Counts of the applicable results of a selection.

    `judged` were answered anew in this round; `taken_over` are answers of the round before that
    somebody confirmed in this one.
    """

    applicable: int
    with_evidence: int
    agreed: int
    judged: int
    taken_over: int
    oldest: date | None
    """Date of the oldest evidence that has one."""

    @classmethod
    def of(cls, results: Iterable[Grounds]) -> "Confidence":
        """Counts what is in memory; without a query."""
        counted = [each for each in results if each.status != ResultStatus.NOT_APPLICABLE]
        answered = [each for each in counted if each.status in ANSWERS]
        taken_over = sum(each.is_taken_over for each in answered)
        dates = [each.oldest_evidence for each in counted if each.oldest_evidence]
        return cls(
            applicable=len(counted),
            with_evidence=sum(each.is_evidenced for each in counted),
            agreed=sum(each.is_agreed for each in counted),
            judged=len(answered) - taken_over,
            taken_over=taken_over,
            oldest=min(dates, default=None),
        )

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing but answers: no evidence, no review, nothing taken over."""
        return not (self.with_evidence or self.agreed or self.taken_over)

    @property
    def evidence_share(self) -> Share:
        return Share(self.with_evidence, self.applicable)

    @property
    def agreed_share(self) -> Share:
        return Share(self.agreed, self.applicable)

    @property
    def judged_share(self) -> Share:
        return Share(self.judged, self.applicable)

    @property
    def taken_over_share(self) -> Share:
        return Share(self.taken_over, self.applicable)


def age_in_words(day: date, on: date) -> str:
    """How old something of `day` is `on` another day, in whole months: "2 jaar en 3 maanden"."""
    if day > on:
        return "van na de peildatum"
    months = MONTHS * (on.year - day.year) + on.month - day.month - (on.day < day.day)
    years, rest = divmod(months, MONTHS)
    parts = [f"{years} jaar"] if years else []
    if rest:
        parts.append("1 maand" if rest == 1 else f"{rest} maanden")
    return " en ".join(parts) or "minder dan een maand"
