"""What the benchmark found, as plain data: an engine's process writes it, the caller prints it."""

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from pydantic import TypeAdapter

from tests.bench.timing import Pairs, Spread


@dataclass(frozen=True, slots=True)
class Line:
    """One comparison; milliseconds per call, medians with quartiles, ratios per pair.

    CPU milliseconds are of the application's process, without those of a database server.
    """

    database: str
    what: str
    rows: int
    pairs: int
    subject: Spread
    floor: Spread
    ratio: Spread
    subject_cpu: float
    floor_cpu: float
    goal: str
    holds: bool

    @classmethod
    def of(cls, database: str, what: str, rows: int, pairs: Pairs, goal: "Goal | None") -> "Line":
        """Without a goal it is measured only."""
        subject = Spread.of([sample.wall * 1000 for sample in pairs.subject])
        floor = Spread.of([sample.wall * 1000 for sample in pairs.floor])
        ratio = Spread.of(pairs.ratios)
        return cls(
            database=database,
            what=what,
            rows=rows,
            pairs=len(pairs.ratios),
            subject=subject,
            floor=floor,
            ratio=ratio,
            subject_cpu=median(sample.cpu * 1000 for sample in pairs.subject),
            floor_cpu=median(sample.cpu * 1000 for sample in pairs.floor),
            goal=str(goal or ""),
            holds=goal is None or goal.holds(subject.median, floor.median, ratio.median),
        )


@dataclass(frozen=True, slots=True)
class Goal:
    """At most `times` the floor, pair by pair, or `slack` milliseconds more than that."""

    times: float
    slack: float = 0

    def holds(self, subject: float, floor: float, ratio: float) -> bool:
        if not self.slack:
            return ratio <= self.times
        return subject <= self.times * floor + self.slack

    def __str__(self) -> str:
        return f"≤ {self.times:g}×" + (f" + {self.slack:g} ms" if self.slack else "")


@dataclass(frozen=True, slots=True)
class Growth:
    """How much more a figure takes in a database that is `times` as large."""

    smaller: str
    larger: str
    times: float
    what: str
    subject: float
    floor: float


@dataclass(frozen=True, slots=True)
class Count:
    """Queries of one page; the goal is a maximum, and the same number in every database."""

    database: str
    what: str
    queries: int
    limit: int

    @property
    def holds(self) -> bool:
        return self.queries <= self.limit


@dataclass(slots=True)
class Report:
    """Everything that one engine gave."""

    engine: str
    version: str
    notes: list[str] = field(default_factory=list)
    figures: list[Line] = field(default_factory=list)
    growth: list[Growth] = field(default_factory=list)
    pages: list[Line] = field(default_factory=list)
    documents: list[Line] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)

    @property
    def counts_agree(self) -> bool:
        """Whether a page takes the same number of queries in every database."""
        seen = {(count.what, count.queries) for count in self.counts}
        return len(seen) == len({what for what, _ in seen})

    @classmethod
    def read(cls, path: Path) -> "Report":
        return TypeAdapter(cls).validate_json(path.read_bytes())

    def write(self, path: Path) -> None:
        path.write_bytes(TypeAdapter(Report).dump_json(self))
