"""Sentences with fields, as they are stored and as a person edits them.

    In totaal is {totaal: procent} behaald: {totaal: behaald} van {totaal: van toepassing}.

Between braces stands the id of a number (`reports.material.names`); `in woorden` behind it writes a
small number as a word, `als rangtelwoord` writes "vierde", and what stands behind `=` is what the
number says now, for who reads the sentence in the editor. Two braces are one that is no field.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from accounts.refusals import Refused
from reports.documents.blocks import Number, Runs, Text
from reports.texts.numbers import Numbers

IN_WORDS, AS_ORDINAL = " in woorden", " als rangtelwoord"
_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


@dataclass(frozen=True, slots=True)
class Field:
    """A place for a number: the id of what it is taken from, and how it is written."""

    figure: str
    form: str = ""
    """Empty for digits, else `IN_WORDS` or `AS_ORDINAL`."""

    @property
    def name(self) -> str:
        return f"{self.figure}{self.form}"


def parse(markup: str) -> Iterator[str | Field]:
    """Words and fields in turn; raises Refused for a brace that has no other half."""
    words = ""
    position = 0
    for found in _PIECE.finditer(markup):
        words += markup[position : found.start()]
        position = found.end()
        if found.group() in ("{{", "}}"):
            words += found.group()[0]
        elif found.group(1) is None:
            raise Refused(
                f"Bij “{_near(markup, found.start())}” staat een accolade die nergens bij hoort. "
                "Een getal staat tussen { en }; schrijf twee accolades als u er een bedoelt."
            )
        else:
            if words:
                yield words
                words = ""
            yield _field(found.group(1))
    words += markup[position:]
    if words:
        yield words


def say(markup: str, numbers: Numbers) -> Runs:
    """The sentence as runs; raises Refused for a field that names no number there is."""
    return tuple(
        Text(piece) if isinstance(piece, str) else _number(piece, numbers)
        for piece in parse(markup)
    )


def say_known(markup: str, numbers: Numbers) -> tuple[Runs, tuple[str, ...]]:
    """As `say`, with the fields that name no number left as they were typed, and their names."""
    runs: list[Text | Number] = []
    unknown = []
    for piece in parse(markup):
        if isinstance(piece, str):
            runs.append(Text(piece))
            continue
        try:
            runs.append(_number(piece, numbers))
        except Refused:
            runs.append(Text(f"{{{piece.name}}}"))
            unknown.append(piece.name)
    return tuple(runs), tuple(dict.fromkeys(unknown))


def with_values(markup: str, numbers: Numbers) -> str:
    """The markup as a person edits it: every field tells what it says now."""
    return "".join(
        literal(piece)
        if isinstance(piece, str)
        else f"{{{piece.name} = {_number(piece, numbers).content}}}"
        for piece in parse(markup)
    )


def without_values(markup: str) -> str:
    """The markup as it is stored: only what the fields are taken from."""
    return "".join(
        literal(piece) if isinstance(piece, str) else f"{{{piece.name}}}" for piece in parse(markup)
    )


def literal(words: str) -> str:
    """Words from the data as they go into markup: their braces are no fields."""
    return words.replace("{", "{{").replace("}", "}}")


def _field(content: str) -> Field:
    name = content.split("=", 1)[0].strip()
    for form in (IN_WORDS, AS_ORDINAL):
        if name.endswith(form):
            return Field(name.removesuffix(form), form)
    return Field(name)


def _number(field: Field, numbers: Numbers) -> Number:
    ways = {IN_WORDS: numbers.in_words, AS_ORDINAL: numbers.as_ordinal}
    return Number(ways.get(field.form, numbers.written)(field.figure), field.figure)


def _near(markup: str, position: int) -> str:
    return markup[max(position - 15, 0) : position + 15].strip()
