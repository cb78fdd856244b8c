"""A figure as one sentence, with how much more or less it is than in the round before."""

from dataclasses import dataclass

from monitoring.achievement import Figure, points_between
from monitoring.models import Round


@dataclass(frozen=True, slots=True)
class Headline:
    """`points` are percentage points since `before`; None when there is nothing to compare with.

    Nothing is compared between versions of the norm, which measure different points.
    """

    figure: Figure
    before: Round | None
    points: int | None

    @classmethod
    def alone(cls, figure: Figure) -> "Headline":
        return cls(figure, before=None, points=None)

    @classmethod
    def beside(cls, figure: Figure, before: Round, earlier: Figure) -> "Headline":
        return cls(figure, before, points_between(figure, earlier))

    @property
    def size(self) -> int:
        return abs(self.points or 0)
