"""What somebody searches for: its words, a pattern for both databases, and where it stands.

The pattern does not look at capitals or accents: "cafe" finds "Café", and back. SQLite
ignores capitals of ASCII only, and neither database ignores accents by itself; so the pattern names
every letter that counts as the same one. Text that has accents as characters apart is not found.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

MIN_LENGTH, MAX_LENGTH, MAX_WORDS = 2, 200, 10
BEFORE, SHOWN = 80, 280
"""Characters of a snippet: before the first word that was found, and in all."""
SPECIAL = frozenset(r".^$*+?{}[]\|()")
"""What means something in the regular expressions of Python and of PostgreSQL."""
ACCENTED = (range(0xC0, 0x250), range(0x1E00, 0x1F00))
"""Latin letters with something on, under or through them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text, and whether it is what was searched for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """All of them have to be found; `text` is how they were typed."""

    text: str
    words: tuple[str, ...]

    @property
    def patterns(self) -> list[str]:
        """A regular expression per word, the same for Python, SQLite and PostgreSQL."""
        return [_pattern(word) for word in self.words]

    def parts(self, text: str) -> tuple[Part, ...]:
        """The text in pieces, those with a word marked."""
        return tuple(_split(text, self._any()))

    def snippet(self, texts: Iterable[str]) -> tuple[Part, ...]:
        """What stands around the first word in the first text that has one; empty without."""
        words = self._any()
        for text in (" ".join(text.split()) for text in texts):
            if (found := words.search(text)) is not None:
                return tuple(_split(_cut(text, found.start()), words))
        return ()

    def _any(self) -> re.Pattern[str]:
        longest_first = sorted(self.words, key=len, reverse=True)
        return re.compile("|".join(map(_pattern, longest_first)), re.IGNORECASE)


def read_words(text: str) -> Words | str:
    """The words of what was typed, or in Dutch what is wrong with it."""
    words = tuple(dict.fromkeys(text.split()))
    typed = " ".join(words)
    if not words:
        return "Typ eerst wat u zoekt."
    if len(typed) < MIN_LENGTH:
        return f"Typ minstens {MIN_LENGTH} tekens."
    if len(text) > MAX_LENGTH:
        return f"Typ hoogstens {MAX_LENGTH} tekens."
    if len(words) > MAX_WORDS:
        return f"Zoek met hoogstens {MAX_WORDS} woorden."
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in typed):
        return "Er staat een teken in waarmee u niet kunt zoeken. Typ uw zoekwoorden opnieuw."
    return Words(typed, words)


def _plain(letter: str) -> str:
    """The letter without its accent, small."""
    return unicodedata.normalize("NFD", letter)[0].lower()


def _variants() -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for letter in (chr(code) for codes in ACCENTED for code in codes):
        if _plain(letter).isascii() and _plain(letter).isalpha():
            found[_plain(letter)].append(letter)
    return {plain: "".join(letters) for plain, letters in found.items()}


VARIANTS = _variants()


def _pattern(word: str) -> str:
    return "".join(map(_class, unicodedata.normalize("NFC", word)))


def _class(letter: str) -> str:
    if letter in SPECIAL:
        return f"\\{letter}"
    plain = _plain(letter)
    if plain.isascii() and plain.isalpha():
        return f"[{plain}{plain.upper()}{VARIANTS.get(plain, '')}]"
    if len(letter.upper()) == len(letter.lower()) == 1 and letter.upper() != letter.lower():
        return f"[{letter.lower()}{letter.upper()}]"
    return letter


def _split(text: str, words: re.Pattern[str]) -> list[Part]:
    parts, end = [], 0
    for found in words.finditer(text):
        parts += [Part(text[end : found.start()]), Part(found.group(), marked=True)]
        end = found.end()
    return [part for part in (*parts, Part(text[end:])) if part.text]


def _cut(text: str, start: int) -> str:
    """So much of the text that what begins at `start` is in it; whole words where there are any."""
    first = max(0, start - BEFORE)
    if first and (blank := text.find(" ", first, start)) >= 0:
        first = blank + 1
    last = min(len(text), first + SHOWN)
    if last < len(text) and (blank := text.rfind(" ", start, last)) > start:
        last = blank
    return f"{'… ' if first else ''}{text[first:last]}{' …' if last < len(text) else ''}"
