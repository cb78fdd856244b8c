"""How text is written that people typed, so that every letter of it can be seen on paper.

The rule: a letter that one of our fonts has stands as it is. Everything else is written as its
number, such as [U+4E2D]: letters that no font has, control characters, halves of a pair, and marks
that turn the direction of a line, with which a text could seem to say something else. Line ends
stay. A mark that belongs to the letter before it stands where one font has both.
"""

import re
import unicodedata
from collections.abc import Iterator

from reports.documents.coverage import families

Fonts = tuple[frozenset[int], ...]
LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
BETWEEN_TAGS = re.compile("[^<>]+")
PLAIN = re.compile("[\n -~\xa0-\xac\xae-\xff\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u20ac]*")
"""What most text consists of, all of it in the first font."""
UNSEEN = frozenset("\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f")
"""Drawn by no font and needing none: soft hyphen, joiners, direction of one place, variants."""
NUMBERED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Categories of Unicode that are no letters, or that PDF/A does not take."""
LONG = re.compile(r"[^\s\u200b]{25,}")
"""A word that may be wider than the column it stands in."""
LONGEST, PUNCTUATION = 60, "()[]«»“”‘’\"'.,;:!?…"
"""Letters of a long Dutch word, which typst divides at a syllable, and what surrounds it."""
PIECE = 6
"""Letters of such a word, after which a line may end."""
TAB = "    "


def shown(text: str) -> str:
    """The text as it is written in a document."""
    text = LINE_END.sub("\n", text).replace("\t", TAB)
    return text if PLAIN.fullmatch(text) else "".join(_written(text))


def drawn(svg: str) -> str:
    """A picture with its words as they are written in it: with single letters of the first font.

    Of others typst does not tell in a picture which letter a glyph is, which PDF/A asks.
    """
    if PLAIN.fullmatch(svg):
        return svg
    return BETWEEN_TAGS.sub(lambda found: "".join(_drawn(found.group())), svg)


def _drawn(words: str) -> Iterator[str]:
    fonts = families()[-1:]
    for letter in unicodedata.normalize("NFC", words):
        if letter == "\n" or (_having(letter, fonts) and not is_mark(letter)):
            yield letter
        elif letter not in UNSEEN:
            yield _number(letter)


def _written(text: str) -> Iterator[str]:
    fonts = families()
    able: Fonts = ()  # those that have the letter before
    for letter in text:
        if letter == "\n":
            able = ()
            yield letter
        elif letter in UNSEEN and able:
            yield letter
        else:
            able = _having(letter, able if is_mark(letter) else fonts)
            yield letter if able else _number(letter)
            able = able or fonts[-1:]  # as the bracket: no font of ours adds a mark to it


def is_mark(letter: str) -> bool:
    """Whether it is drawn on the letter before it."""
    return unicodedata.category(letter).startswith("M")


def _number(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"


def _having(letter: str, fonts: Fonts) -> Fonts:
    if unicodedata.category(letter) in NUMBERED:
        return ()
    return tuple(font for font in fonts if ord(letter) in font)


def pieces(line: str) -> list[str]:
    """The line in parts, after each of which it may end although nothing else tells that it can.

    A line without words that are wider than a column may be is one part.
    """
    found, at = [], 0
    for long in LONG.finditer(line):
        word = long.group()
        found += [line[at : long.start()], *([word] if _is_word(word) else _pieces(word))]
        at = long.end()
    return [part for part in (*found, line[at:]) if part] or [""]


def _is_word(word: str) -> bool:
    return len(word) <= LONGEST and word.strip(PUNCTUATION).replace("-", "").isalpha()


def _pieces(word: str) -> Iterator[str]:
    """What belongs to the letter before stays with it."""
    start = 0
    for at, letter in enumerate(word):
        apart = not is_mark(letter) and letter not in UNSEEN and word[at - 1] not in UNSEEN
        if apart and at - start >= PIECE:
            yield word[start:at]
            start = at
    yield word[start:]
