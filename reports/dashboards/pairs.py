"""Two figures of the same thing side by side, with the percentage points between them."""

from dataclasses import dataclass

from monitoring.achievement import Figure, points_between


@dataclass(frozen=True, slots=True)
class Pair:
    """One line: from `before` to `now`; each leads to its own results."""

    name: str
    page: str
    """Address of the page about the thing itself; empty when there is none."""
    before: Figure
    before_href: str
    now: Figure
    now_href: str
    under: str = ""
    """What else there is to know of the name."""

    @property
    def points(self) -> int | None:
        return points_between(self.now, self.before)


@dataclass(frozen=True, slots=True)
class Side:
    """The head of a column of figures."""

    name: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class PairTable:
    """`total` is None where it may not be seen."""

    id: str
    caption: str
    head: str
    before: Side
    now: Side
    lines: tuple[Pair, ...]
    total: Pair | None = None
