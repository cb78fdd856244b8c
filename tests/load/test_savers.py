"""200 people who save at once: nothing is lost, and every conflict is shown."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.load.savers import Acknowledged, Saver, Stage, lost
from tests.load.server import Server
from tests.load.stage import PEOPLE, POINTS

SAVES = 2
"""Of each person who goes on."""
CARELESS = 4


def savers(stage: Stage, server: Server) -> list[Saver]:
    return [Saver(server.browser(session)) for session in stage.sessions]


def at_once(people: list[Saver], work: Callable[[int, Saver], object]) -> list[Acknowledged]:
    """Everybody does their work in a thread of their own; what was acknowledged to all of them."""
    ready = Barrier(len(people))

    def begin(number: int, saver: Saver) -> None:
        ready.wait()
        work(number, saver)

    with ThreadPoolExecutor(len(people)) as pool:
        for done in [pool.submit(begin, *each) for each in enumerate(people)]:
            done.result()
    return [told for saver in people for told in saver.acknowledged]


def statuses(people: list[Saver]) -> Counter[int]:
    return Counter(status for saver in people for status in saver.statuses)


def test_one_of_200_saves_on_the_same_version_and_all_others_see_a_conflict(
    stage: Stage, server: Server
) -> None:
    people = savers(stage, server)
    point = stage.points[0]

    told = at_once(people, lambda number, saver: saver.send(point, f"Van {number:03}"))

    assert statuses(people) == {200: 1, 409: PEOPLE - 1}
    stored = stage.look()
    (winner,) = told
    assert list(stored) == [point.result]
    assert (stored[point.result].text, stored[point.result].version) == (winner.text, 2)
    assert list(lost(told, stored)) == []


def test_200_people_who_keep_their_own_words_lose_none(stage: Stage, server: Server) -> None:
    people = savers(stage, server)

    def go_on(number: int, saver: Saver) -> None:
        for step in range(SAVES):
            saver.save(stage.points[number % POINTS], f"Van {number:03}, keer {step}")

    told = at_once(people, go_on)

    seen = statuses(people)
    assert seen[200] == len(told) == PEOPLE * SAVES
    assert set(seen) == {200, 409}, "nobody met anybody, or something else went wrong"
    stored = stage.look()
    assert sum(result.version - 1 for result in stored.values()) == len(told)
    assert list(lost(told, stored)) == []
    stage.verify_audit()


def test_careless_saves_are_seen_to_be_lost(stage: Stage) -> None:
    """The negative control: without the condition on the version, the check above would fail."""
    told = stage.save_carelessly(CARELESS)

    problems = list(lost(told, stage.look()))

    assert len([line for line in problems if "by who had read ''" in line]) == CARELESS - 1
    assert any(f"version 2 after {CARELESS} saves" in line for line in problems)
