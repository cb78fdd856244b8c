"""What a cell of a spreadsheet can hold of a text."""

import re

MOST = 32_767
"""Characters of a cell; an emoji counts as two."""
LINE, HIGHEST = 15.0, 405.0
"""Points of one line, and of the highest row that there can be."""
FILLED = 0.92
"""How full a line gets before the next word goes to the next."""
CUT = " […] (afgekapt: te lang voor een spreadsheet; de hele tekst staat in de CSV en de JSON)"
_NO_CHARACTER = re.compile("[\ufffe\uffff]")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def fitting(text: str) -> str:
    """The text as an Excel cell can hold it: all of it, and else as much as fits, which says so.

    The library writes every other character so that Excel gives it back as it was.
    """
    text = _NO_CHARACTER.sub(_by_number, text)
    if len(text) <= MOST // 2 or _size(text) <= MOST:
        return text
    room = (MOST - len(CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT


def shown(text: str) -> str:
    """With characters that XML cannot hold, or nobody can see, by their number: [U+0007]."""
    return _UNSEEN.sub(_by_number, text)


def _by_number(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"


def height(*cells: tuple[str, float]) -> float:
    """Points of a row that shows these texts whole, each in a column of so many characters.

    An estimate: a spreadsheet measures letters, and not every one does so when it opens a file.
    """
    lines = max(
        sum(1 + int(len(line) / (width * FILLED)) for line in text.split("\n"))
        for text, width in cells
    )
    return min(LINE * lines, HIGHEST)


def _size(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
