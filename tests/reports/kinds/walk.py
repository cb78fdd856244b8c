"""A walk over the tree of a report: its words, its numbers, and what each number has to be.

What a number has to be is read from the JSON of the round, not by the code that reports use.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from reports.documents.blocks import (
    Document,
    Items,
    Link,
    Number,
    Paragraph,
    Runs,
    Table,
    Text,
    words,
)
from reports.material.material import Material

Json = Mapping[str, Any]
WORDS = [
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
]
ORDINALS = {1: "eerste", 2: "tweede", 3: "derde", 4: "vierde", 8: "achtste"}
MEASURES = {
    "procent": "rounded",
    "procent met decimaal": "percentage",
    "ingevuld": "coverage",
    "behaald": "achieved",
    "deels behaald": "partly",
    "niet behaald": "not_achieved",
    "nog niet ingevuld": "unanswered",
    "niet van toepassing": "not_applicable",
    "van toepassing": "applicable",
}
INLINE = (Text, Number, Link)
PERCENTAGES = ("procent", "procent met decimaal", "ingevuld")


def all_runs(document: Document) -> Iterator[Runs]:
    """The runs of every paragraph, item and cell, in the order of reading."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.runs
        elif isinstance(block, Items):
            yield from block.items
        elif isinstance(block, Table):
            for row in block.rows:
                yield from (cell.runs for cell in row)


def numbers(document: Document) -> Iterator[Number]:
    """Every number of the document."""
    for runs in all_runs(document):
        yield from (run for run in runs if isinstance(run, Number))


def texts(part: object) -> Iterator[str]:
    """Every string in a document or a part of it: words, titles, addresses, pictures, the data."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from texts(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts(getattr(part, field.name))


def plain(document: Document) -> str:
    """All that the document says, line by line; without the data that goes with it."""
    return "\n".join(_lines((document.title, document.subtitle, document.blocks)))


def _lines(part: object) -> Iterator[str]:
    """Strings as `texts` has them, but runs that belong together in one."""
    if isinstance(part, tuple) and part and all(isinstance(each, INLINE) for each in part):
        yield words(part)
    elif isinstance(part, tuple):
        for each in part:
            yield from _lines(each)
    elif is_dataclass(part):
        for field in fields(part):
            if field.name != "type":
                yield from _lines(getattr(part, field.name))
    elif isinstance(part, str):
        yield part


def assert_numbers_are_of(
    document: Document, material: Material, counts: Mapping[str, int | str] | None = None
) -> None:
    """Every number is what the JSON of the round says for its id; `counts` are those beside it.

    Of earlier rounds the JSON says nothing: those are what the material says.
    """
    found = list(numbers(document))
    assert found, "there is no number in the document"
    expected = {**_expected(material), **(counts or {})}
    for number in found:
        assert number.figure in expected, f"nothing is known of “{number.figure}”"
        assert number.content in _ways(expected[number.figure]), (
            f"“{number.figure}” is {expected[number.figure]} and not {number.content}"
        )


def _ways(value: int | str) -> set[str]:
    """How a number may stand in a sentence: in digits, as a word or as an ordinal."""
    if isinstance(value, str) or value >= len(WORDS):
        return {str(value)}
    word = WORDS[value]
    ordinal = {ORDINALS[value]} if value in ORDINALS else set()
    return ordinal | {str(value), word, "Eén" if word == "één" else word.capitalize()}


def _expected(material: Material) -> dict[str, int | str]:
    stored = dict(_places(json.loads(material.content)))
    earlier = {
        place: figure.as_dict() for place, figure in material.figures.items() if place not in stored
    }
    return {
        f"{place}: {measure}": _written(measure, figure[key])
        for place, figure in {**earlier, **stored}.items()
        for measure, key in MEASURES.items()
    }


def _places(document: Json) -> Iterator[tuple[str, Json]]:
    yield "totaal", document["total"]
    for theme in document["themes"]:
        yield f"thema {theme['code']}", theme
    for point in document["points"]:
        yield f"ambitiepunt {point['code']}", point
    for organisation in document["organisations"]:
        name = f"organisatie {organisation['code']}"
        yield name, organisation
        for theme in organisation["themes"]:
            yield f"{name}, thema {theme['code']}", theme


def _written(measure: str, value: int | str | None) -> int | str:
    if measure not in PERCENTAGES:
        assert isinstance(value, int)
        return value
    return "–" if value is None else f"{str(value).replace('.', ',')}\N{NO-BREAK SPACE}%"
