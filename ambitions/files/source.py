"""Reads a YAML file from an unknown hand: bounded, without aliases or tags, with places."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from accounts.refusals import FileRefused, Problem

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 8
MAX_VALUES = 50_000
NULLS = frozenset({"", "~", "null", "Null", "NULL"})

Place = tuple[int, int]
Keys = tuple[str | int, ...]

# libyaml where the wheel has it: same events, some ten times faster.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Source:
    """The plain data of a file (dicts, lists, strings and None) and where each value stands."""

    file: str
    data: Any = None
    places: dict[Keys, Place] = field(default_factory=dict)

    def problem(self, keys: Keys, message: str) -> Problem:
        """A problem at the value under `keys`, or at the nearest value around it."""
        while keys and keys not in self.places:
            keys = keys[:-1]
        row, column = self.places.get(keys, (1, 1))
        return Problem(message, row, column)


def read_yaml(path: Path) -> Source:
    """Parses one YAML document; every scalar stays a string, except an empty or null one.

    Raises FileRefused for a file that cannot be read, is too large, is no UTF-8, is malformed,
    nests too deep, repeats a key, or holds anchors, aliases or tags.
    """
    source = Source(path.name)
    text = _read_text(path)
    try:
        _Builder(source).build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        row, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = Problem(
            "dit is geen geldige YAML; kijk naar inspringing, aanhalingstekens en dubbele punten.",
            row,
            column,
        )
        raise FileRefused(source.file, [problem]) from error
    except yaml.YAMLError as error:
        problem = Problem("het bestand bevat tekens die niet in YAML horen.", 1, 1)
        raise FileRefused(source.file, [problem]) from error
    return source


def _read_text(path: Path) -> str:
    try:
        if not path.is_file():
            raise FileRefused(path.name, [Problem("dit bestand bestaat niet.")])
        if path.stat().st_size > MAX_BYTES:
            megabytes = MAX_BYTES // (1024 * 1024)
            raise FileRefused(path.name, [Problem(f"het bestand is groter dan {megabytes} MB.")])
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = Problem("het bestand is geen tekst in UTF-8.")
        raise FileRefused(path.name, [problem]) from error
    except (OSError, ValueError) as error:
        raise FileRefused(path.name, [Problem("het bestand kan niet worden gelezen.")]) from error


class _Builder:
    """Builds plain data from parser events, and refuses what a norm file has no need of."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def build(self, events: Iterator[Any]) -> None:
        self.events = events
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, "het bestand bevat meer dan één document.")
                self.source.data = self._value(next(events), ())

    def _value(self, event: Any, keys: Keys) -> Any:
        self._check(event, keys)
        self.source.places[keys] = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self._items(keys))
        if isinstance(event, yaml.MappingStartEvent):
            return dict(self._pairs(keys))
        is_plain = event.implicit[0]
        return None if is_plain and event.value in NULLS else event.value

    def _items(self, keys: Keys) -> Iterator[Any]:
        position = 0
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self._value(event, (*keys, position))
            position += 1

    def _pairs(self, keys: Keys) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refused(event, "een sleutel moet gewone tekst zijn.")
            self._check(event, keys)
            if event.value in seen:
                raise self._refused(event, f"de sleutel '{event.value}' staat er twee keer.")
            seen.add(event.value)
            yield event.value, self._value(next(self.events), (*keys, event.value))

    def _check(self, event: Any, keys: Keys) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._refused(event, "ankers en verwijzingen (& en *) zijn niet toegestaan.")
        if event.tag:
            raise self._refused(event, "YAML-tags (!) zijn niet toegestaan.")
        if len(self.source.places) >= MAX_VALUES:
            raise self._refused(event, f"het bestand heeft meer dan {MAX_VALUES} gegevens.")
        if len(keys) > MAX_DEPTH:
            raise self._refused(event, "de gegevens zijn te diep genest.")

    def _refused(self, event: Any, message: str) -> FileRefused:
        mark = event.start_mark
        return FileRefused(self.source.file, [Problem(message, mark.line + 1, mark.column + 1)])
