"""What a cell of a spreadsheet can hold of a text."""

import re

MOST = 32_767
"""Characters of a cell; an emoji counts as two."""
CUT = " […] (afgekapt: te lang voor een spreadsheet; de hele tekst staat in de CSV en de JSON)"
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def fitting(text: str) -> str:
    """The text, or as much of it as fits, which then says so."""
    if len(text) <= MOST // 2 or _size(text) <= MOST:
        return text
    room = (MOST - len(CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT


def shown(text: str) -> str:
    """With characters that XML cannot hold, or nobody can see, by their number: [U+0007]."""
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def _size(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
