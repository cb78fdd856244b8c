"""The sentences of one report: its own, or what a person made of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reports.documents.blocks import Number, Paragraph, Runs, Text, Voice
from reports.texts.fields import say
from reports.texts.grammar import capital
from reports.texts.numbers import Numbers

_ENDED = re.compile(r"((^|\s)[^\s.]+[.?!] |\n)$")
"""The end of a sentence before what follows; "n.v.t. " is none."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text of a report that a person may change, as markup (`reports.texts.fields`).

    `key` is its own within the kind of report and stays when the numbers change; `section` is the
    heading above it.
    """

    key: str
    section: str
    standard: str
    current: str

    @property
    def is_changed(self) -> bool:
        return self.current != self.standard


@dataclass(slots=True)
class Texts:
    """Says sentences, and remembers which were asked for: those are what the editor shows."""

    numbers: Numbers
    edited: Mapping[str, str] = field(default_factory=dict)
    """Markup by key, of the sentences that a person changed."""
    marks_changes: bool = True
    """Off for a report that was approved: then it says what it says."""
    sentences: list[Sentence] = field(default_factory=list)
    section: str = ""

    def paragraph(self, key: str, standard: str, voice: Voice = Voice.BODY) -> Paragraph:
        """The sentence as a paragraph, marked in a draft when a person changed it.

        An emptied one says nothing.
        """
        sentence = self._current(key, standard)
        runs = with_capitals(say(sentence.current, self.numbers))
        return Paragraph(runs, voice, changed=self.marks_changes and sentence.is_changed)

    def _current(self, key: str, standard: str) -> Sentence:
        sentence = Sentence(key, self.section, standard, self.edited.get(key, standard))
        self.sentences.append(sentence)
        return sentence


def with_capitals(runs: Runs) -> Runs:
    """A number that begins a sentence with a word gets its capital: "Zes gemeenten"."""
    begins = True
    found = []
    for run in runs:
        if begins and isinstance(run, Number):
            run = replace(run, content=capital(run.content))
        begins = isinstance(run, Text) and bool(_ENDED.search(run.content))
        found.append(run)
    return tuple(found)
