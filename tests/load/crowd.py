"""People who save without end, two at each point, while something happens to the server."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

from tests.load.savers import PATIENCE, Acknowledged, Saver, Stage
from tests.load.server import Server

PEOPLE = 12
POINTS = 6
THINKING = 0.1
"""Seconds at most between two texts of a person. Without it one of the two at a point can be first
every time on a slow machine; with much more hardly anybody is saving when the server goes."""


@dataclass(slots=True)
class Crowd:
    people: list[Saver]
    enough: Event = field(default_factory=Event)
    work: list["Future[None]"] = field(default_factory=list)

    @property
    def told(self) -> list[Acknowledged]:
        return [told for saver in self.people for told in saver.acknowledged]

    @property
    def statuses(self) -> Counter[int]:
        return Counter(status for saver in self.people for status in saver.statuses)

    def wait_for_saves(self, number: int) -> None:
        """Returns after so many more acknowledged saves; fails as soon as one of the people did."""
        self._wait_for(lambda: len(self.told), number, "saves")

    def wait_for_refusals(self, number: int) -> None:
        """The same of saves that the server could not take at this moment."""
        self._wait_for(lambda: self.statuses[503], number, "refusals")

    def _wait_for(self, count: Callable[[], int], number: int, what: str) -> None:
        enough = count() + number
        deadline = time.monotonic() + PATIENCE
        while count() < enough:
            for stopped in (done for done in self.work if done.done()):
                stopped.result()
            assert time.monotonic() < deadline, f"no {number} {what} within {PATIENCE} seconds"
            time.sleep(0.01)


@contextmanager
def saving(stage: Stage, server: Server) -> Iterator[Crowd]:
    """They begin here, and end after the block, each when their last text is stored."""
    crowd = Crowd([Saver(server.browser(session)) for session in stage.sessions[:PEOPLE]])

    def go_on(number: int, saver: Saver) -> None:
        step = 0
        while not crowd.enough.is_set():
            saver.save(stage.points[number % POINTS], f"Van {number}, keer {step}")
            step += 1
            crowd.enough.wait(random.uniform(0, THINKING))

    with ThreadPoolExecutor(PEOPLE) as pool:
        crowd.work += [pool.submit(go_on, *each) for each in enumerate(crowd.people)]
        try:
            yield crowd
        finally:
            crowd.enough.set()
        for done in crowd.work:
            done.result()
