"""People who save over the network, what they were told, and whether it is true afterwards."""

import http.client
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from tests.installation import Installation
from tests.load.stage import ORGANISATION, ROUND
from tests.monitoring.views.entering import sent
from tests.production import ENVIRONMENT, Answer, Site
from tests.reports.document import Response, document

PAUSE = 0.1
PATIENCE = 120
"""Seconds until a saver gives up; a save takes tens of milliseconds, a restart some seconds."""
NO_ANSWER = (OSError, http.client.HTTPException)


@dataclass(frozen=True, slots=True)
class Point:
    """A result, by its key, and the code of its ambition point."""

    result: int
    code: str

    @property
    def path(self) -> str:
        return f"/rondes/{ROUND}/invoer/{ORGANISATION}/punt/{self.code}/"


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A text that the server said to have stored, and as which version if it said so."""

    result: int
    text: str
    version: int | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A result as it is, and its changes in the log: each the text before and after."""

    result: int
    version: int
    text: str
    changes: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Stage:
    """An installation with an open round of 100 points and the sessions of 200 coordinators."""

    installation: Installation
    sessions: Sequence[str]
    points: Sequence[Point]

    @classmethod
    def prepared(cls, installation: Installation) -> "Stage":
        made = _run(installation, "prepare()")
        return cls(installation, made["sessions"], [Point(*point) for point in made["points"]])

    def look(self) -> dict[int, Stored]:
        """Every result that was written, by its key."""
        rows = _run(self.installation, "look()")
        return {
            pk: Stored(pk, version, text, [(old, new) for old, new in changes])
            for pk, version, text, changes in rows
        }

    def save_carelessly(self, people: int) -> list[Acknowledged]:
        rows = _run(self.installation, f"save_carelessly({people})")
        return [Acknowledged(*row) for row in rows]

    def verify_audit(self) -> None:
        done = self.installation.manage("verify_audit", **ENVIRONMENT)
        assert done.status == 0, done.errors


@dataclass(slots=True)
class Saver:
    """One person with one page open, that saves itself as `static/js/entry.js` does.

    `versions` are those that the page shows, by result; `statuses` are all answers so far, 0 where
    none came.
    """

    site: Site
    versions: dict[int, int] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)

    def save(self, point: Point, text: str) -> None:
        """Saves until it is stored: again when no answer comes, and the own text in a conflict."""
        seen: dict[str, str] = {}
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            status, marks = self.send(point, text, **seen)
            if status == 200:
                return
            if status == 409:
                seen = {"seen_version": marks["seen_version"], "resolution": "keep"}
            else:
                assert status in {0, 503}, f"{status} for {text}"
                time.sleep(PAUSE)
        raise AssertionError(f"not stored within {PATIENCE} seconds: {text}")

    def send(self, point: Point, text: str, **choice: str) -> tuple[int, dict[str, str]]:
        """Saves once; the status, and the marks of the page that came with it.

        A conflict that does not show both texts is an AssertionError.
        """
        version = self.versions.get(point.result, 1)
        answer_to = {"version": str(version), "status": "partly", "explanation": text, **choice}
        form = {f"r{point.result}-{name}": value for name, value in answer_to.items()}
        try:
            answer = self.site.post(point.path, form, **{"HX-Request": "true"})
        except NO_ANSWER:
            self.statuses.append(0)
            return 0, {}
        self.statuses.append(answer.status)
        if answer.status not in {200, 409}:
            return answer.status, {}
        marks = _marks(answer, text)
        if answer.status == 200:
            self._note(point, text, marks)
        return answer.status, marks

    def _note(self, point: Point, text: str, marks: dict[str, str]) -> None:
        version = int(marks["version"]) if "version" in marks else None
        if version is not None:
            self.versions[point.result] = version
        self.acknowledged.append(Acknowledged(point.result, text, version))


def lost(
    acknowledged: Iterable[Acknowledged],
    stored: dict[int, Stored],
    *,
    with_lost_answers: bool = False,
) -> Iterator[str]:
    """What is not as people were told, or overwrote what nobody had seen; nothing when all is well.

    Every text that is saved must be another one. Where answers were lost, a text may have been
    stored before, and once more on top of what a colleague made of it: the last time was told.
    """
    for result in stored.values():
        yield from _broken(result)
    for told in acknowledged:
        changes = stored[told.result].changes if told.result in stored else []
        versions = [number for number, (_, new) in enumerate(changes, start=2) if new == told.text]
        if not versions:
            yield f"{told.text}: was acknowledged and is not there"
        elif told.version is not None and told.version != (
            versions[-1] if with_lost_answers else _only(versions)
        ):
            yield f"{told.text}: told to be version {told.version} and is {versions}"


def _only(versions: Sequence[int]) -> int | None:
    return versions[0] if len(versions) == 1 else None


def _broken(result: Stored) -> Iterator[str]:
    before = ""
    for old, new in result.changes:
        if old != before:
            yield f"{new}: written over '{before}' by who had read '{old}'"
        before = new
    if result.text != before:
        yield f"result {result.result}: holds '{result.text}', the last save was '{before}'"
    if result.version != len(result.changes) + 1:
        yield f"result {result.result}: version {result.version} after {len(result.changes)} saves"


def _marks(answer: Answer, text: str) -> dict[str, str]:
    """The hidden fields of an answer, without the prefix of their result."""
    part = document(cast("Response", answer))
    if answer.status == 409:
        conflict = part.one(css="fn-conflict").text
        assert text in conflict, f"a conflict without the own text: {conflict}"
    return {name.partition("-")[2]: value for name, value in sent(part).items()}


def _run(installation: Installation, call: str) -> Any:
    code = f"from tests.load.stage import *; {call}"
    shell = ("shell", "--no-imports", "-c", code)
    done = installation.manage(*shell, SECRET_KEY=ENVIRONMENT["SECRET_KEY"])
    assert done.status == 0, done.errors
    return json.loads(done.text)
