"""How our own templates look, once for Word and OpenDocument; a region may make it its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from reports.documents.blocks import Block, Cell, Chart, Items, Paragraph, Table, Voice, words

FONT = "Calibri"
INK, ACCENT, QUIET, LINE = "14232B", "0E5A64", "42535D", "C2CCD2"
WARM, WARM_LINE, PALE = "FDF0DC", "A25A08", "ECF0F2"
SIZE = 10.5


@dataclass(frozen=True, slots=True)
class Look:
    """A style for paragraphs; sizes and spaces in points, `indent` in millimetres.

    `bar` is the colour of a line at the side, `surface` of the area behind the words.
    """

    size: float = SIZE
    before: float = 0
    after: float = 6
    ink: str = INK
    strong: bool = False
    slanted: bool = False
    indent: float = 0
    bar: str = ""
    surface: str = ""
    line: float = 1.1
    """Between the lines, in heights of a line."""
    divides: bool = False
    """Long words at a syllable, where the program knows Dutch: columns are narrow."""
    stays: bool = False
    """On the page of the paragraph after it."""


BODY = Look()
TITLE = Look(size=26, before=0, after=6, ink=ACCENT, strong=True)
SUBTITLE = Look(size=14, after=10, ink=QUIET)
HEADINGS = (
    Look(size=18, before=20, after=8, ink=ACCENT, strong=True, stays=True),
    Look(size=14, before=16, after=6, ink=ACCENT, strong=True, stays=True),
    Look(size=12, before=14, after=4, strong=True, stays=True),
    Look(size=10.5, before=12, after=4, ink=QUIET, strong=True, stays=True),
)
VOICES = {
    Voice.BODY: BODY,
    Voice.LEAD: Look(size=13, after=8, ink=ACCENT),
    Voice.NOTE: Look(size=9, ink=QUIET),
    Voice.QUOTE: Look(size=10, indent=4, bar=LINE),
    Voice.WARNING: Look(before=4, after=10, indent=3, bar=WARM_LINE, surface=WARM),
}
ITEM = Look(after=3)
CAPTION = Look(size=10, before=12, after=4, strong=True, stays=True)
CELL = Look(size=9, before=1.2, after=1.2, line=1, divides=True)
CELL_HEAD = Look(size=9, before=1.2, after=1.2, line=1, strong=True, divides=True)
MARGIN = Look(size=8, after=0, ink=QUIET)
"""In the header and the footer of a page."""
CONTENTS_HEAD = Look(size=18, before=12, after=8, ink=ACCENT, strong=True, stays=True)
CONTENTS = tuple(
    Look(size=10, before=before, after=1, strong=strong, indent=indent, line=1)
    for before, strong, indent in ((4, True, 0), (0, False, 5), (0, False, 10), (0, False, 15))
)

SHADES = {
    "achieved": "D9F0DF",
    "partly": "FCEBC8",
    "not_achieved": "F9DCD9",
    "unanswered": "FFFFFF",
    "not_applicable": "ECF0F2",
}
"""Behind the word in a cell with a status (`ResultStatus`); the same colours as on the screen.

Written out, because documents are written without Django.
"""


WHOLE, FEW = 900, 12
"""Characters up to which a row of a table stays on one page, and rows up to which a table does."""


def is_short(row: Sequence[Cell]) -> bool:
    return _length(row) <= WHOLE


def stays_whole(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table is so small that it stays on one page."""
    return len(rows) <= FEW and sum(map(_length, rows)) <= 2 * WHOLE


INTRODUCES = 400
"""Characters up to which a paragraph stays on the page of what it introduces."""


def introduce(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Every block, and whether it is a sentence that belongs to the table or list below it."""
    for block, below in zip_longest(blocks, blocks[1:]):
        yield (
            block,
            isinstance(block, Paragraph)
            and isinstance(below, Table | Chart | Items)
            and len(words(block.runs)) <= INTRODUCES,
        )


def _length(row: Sequence[Cell]) -> int:
    return sum(len(run.content) for cell in row for run in cell.runs)
