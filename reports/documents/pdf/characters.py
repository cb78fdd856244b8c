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

LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
PLAIN = re.compile("[\n -~\xa0-\xac\xae-\xff\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u20ac]*")
"""What most text consists of, all of it in the first font."""
UNSEEN = frozenset("\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f")
"""Drawn by no font and needing none: soft hyphen, joiners, direction of one place, variants."""
NUMBERED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Categories of Unicode that are no letters, or that PDF/A does not take."""
TAB = "    "


def shown(text: str) -> str:
    """The text as it is written in a document."""
    text = LINE_END.sub("\n", text).replace("\t", TAB)
    return text if PLAIN.fullmatch(text) else "".join(_written(text))


def _written(text: str) -> Iterator[str]:
    fonts = families()
    able = fonts
    for letter in text:
        if letter == "\n" or letter in UNSEEN:
            yield letter
            continue
        category = unicodedata.category(letter)
        candidates = able if category.startswith("M") else fonts
        having = tuple(font for font in candidates if ord(letter) in font)
        if category in NUMBERED or not having:
            having = fonts[-1:]  # the bracket; no font of ours adds a mark to it
            yield f"[U+{ord(letter):04X}]"
        else:
            yield letter
        able = having
