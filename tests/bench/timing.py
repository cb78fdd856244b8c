"""Two ways to the same answer, timed in turn: medians, spread and the ratio of every pair."""

import gc
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

LONG_ENOUGH = 0.02
"""Seconds that one sample takes at least; what is faster is repeated within the sample."""

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds per call; CPU time is of this process only, not of a database server."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Spread:
    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: list[float]) -> "Spread":
        """Median and quartiles."""
        low, _, high = quantiles(values, n=4)
        return cls(median(values), low, high)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Samples of `subject` and `floor`, taken side by side."""

    subject: list[Sample]
    floor: list[Sample]

    @property
    def ratios(self) -> list[float]:
        return [a.wall / b.wall for a, b in zip(self.subject, self.floor, strict=True)]

    @property
    def cpu_ratio(self) -> float:
        """Of the medians; infinite where the floor took no measurable CPU time."""
        floor = median(sample.cpu for sample in self.floor)
        return median(sample.cpu for sample in self.subject) / floor if floor else math.inf


def measure(subject: Work, floor: Work, pairs: int) -> Pairs:
    """Times both in turn, the order reversed in every second pair; both have run before."""
    subjects: list[Sample] = []
    floors: list[Sample] = []
    turns = [(subjects, subject, _repeats(subject)), (floors, floor, _repeats(floor))]
    for _ in range(pairs):
        for samples, work, times in turns:
            samples.append(_sample(work, times))
        turns.reverse()
    return Pairs(subjects, floors)


def _repeats(work: Work) -> int:
    work()
    return max(1, math.ceil(LONG_ENOUGH / _sample(work, 1).wall))


def _sample(work: Work, times: int) -> Sample:
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(times):
        work()
    return Sample((time.perf_counter() - wall) / times, (time.process_time() - cpu) / times)
