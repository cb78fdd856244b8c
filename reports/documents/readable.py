"""Text of an unknown hand as a file can hold it, with nothing left out unseen."""

import re

_LINE_END = re.compile("\r\n|\r|\n|\u2028|\u2029")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(2**16, 2**20 + 1, 2**16)
    )
    + "]"
)
"""Control characters but for tab and line ends, marks that turn the direction of a line, with which
a text could seem to say something else, halves of characters, and what is no character.
"""


def readable(content: str) -> str:
    """The text with what no file can show written out: the bell becomes [U+0007].

    Tabs stay, and every way to end a line becomes one line feed. All other characters stay as they
    were typed: which of them a font has is for the program that opens the file.
    """
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", _LINE_END.sub("\n", content))
