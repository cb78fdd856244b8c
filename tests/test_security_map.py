"""The map of OWASP ASVS 5.0.0 is whole, and claims no test that does not exist."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MAP = ROOT / "docs" / "beveiliging" / "asvs.md"
GUIDE = ROOT / "docs" / "beveiliging.md"
OPEN_HEADING = "## Wat nog niet is geregeld"
HEADER = ["nummer", "eis in het kort", "hoe", "test"]
LONGEST_PARAPHRASE = 12
OPENINGS = (
    "`tests/",
    "nagekeken: ",
    "beheerder: ",
    "n.v.t., want ",
    "nog niet: ",
    "bewust anders: ",
)
SHORTFALLS = ("nog niet: ", "bewust anders: ")
LEVEL_TWO = {
    # Section: how many of its requirements are of level 1 or 2; in each these are the first ones.
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
    "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
REQUIREMENTS = [f"{section}.{n + 1}" for section, count in LEVEL_TWO.items() for n in range(count)]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of the map."""

    number: str
    paraphrase: str
    how: str
    test: str

    def requirements(self) -> list[str]:
        """The requirements that this line is about: one, or all from the first to the last."""
        first, _, last = self.number.removeprefix("v5.0.0-").partition("–")
        if not last:
            return [first]
        return REQUIREMENTS[REQUIREMENTS.index(first) : REQUIREMENTS.index(last) + 1]

    def falls_short(self) -> bool:
        return any(word in self.test for word in SHORTFALLS)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


@cache
def rows() -> tuple[Row, ...]:
    lines = [cells(line) for line in MAP.read_text().splitlines() if line.startswith("| v5.0.0-")]
    return tuple(Row(*line) for line in lines)


def named_tests() -> Iterator[tuple[str, str]]:
    """Every test that the map or the guide names: module or folder, and function if any."""
    for document in (MAP, GUIDE):
        for name in re.findall(r"`(tests/[^`]*)`", document.read_text()):
            path, _, function = name.partition("::")
            yield path, function


@cache
def functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text())
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def open_requirements() -> list[str]:
    """The requirements that the last chapter of the guide says are not met."""
    chapter = GUIDE.read_text().partition(OPEN_HEADING)[2]
    return re.findall(r"^\| v5\.0\.0-([\d.]+) ", chapter, re.MULTILINE)


def test_map_holds_every_requirement_of_level_two_once() -> None:
    found = [number for row in rows() for number in row.requirements()]
    level_two = [number for number in found if number in REQUIREMENTS]

    assert sorted(level_two) == sorted(REQUIREMENTS)
    assert len(REQUIREMENTS) == 253
    assert len(found) == len(set(found))


def test_map_has_tables_of_one_form() -> None:
    tables = [line for line in MAP.read_text().splitlines() if line.startswith("|")]
    heads = [cells(line) for line in tables if line.startswith("| nummer")]

    assert heads
    assert all(head == HEADER for head in heads)
    assert {len(cells(line)) for line in tables} == {len(HEADER)}


def test_every_row_says_what_how_and_by_which_proof() -> None:
    empty = [row.number for row in rows() if not all((row.paraphrase, row.how, row.test))]
    long = [row.number for row in rows() if len(row.paraphrase.split()) > LONGEST_PARAPHRASE]
    unproven = [row.number for row in rows() if not row.test.startswith(OPENINGS)]

    assert (empty, long, unproven) == ([], [], [])


def test_every_test_that_is_named_exists() -> None:
    named = list(named_tests())

    missing = [
        f"{path}::{function}" if function else path
        for path, function in named
        if not (ROOT / path).exists() or (function and function not in functions(path))
    ]

    assert named
    assert missing == []


def test_every_file_that_is_named_exists() -> None:
    pattern = r"`([\w./-]+/[\w.-]+\.(?:py|md|html|js|sql))`"
    named = [(row.number, name) for row in rows() for name in re.findall(pattern, row.how)]

    assert named
    assert [(number, name) for number, name in named if not (ROOT / name).exists()] == []


def test_what_falls_short_is_in_the_last_chapter_of_the_guide() -> None:
    short = [number for row in rows() if row.falls_short() for number in row.requirements()]

    assert GUIDE.read_text().rpartition("\n## ")[2].startswith(OPEN_HEADING.removeprefix("## "))
    assert open_requirements() == short
