"""The tree of which a report is built once, and which every writer turns into its kind of file.

A tree is plain data: no query, no translation and no arithmetic is left in it, so that a writer
needs nothing but the tree. All text in it is shown as it stands: it is never read as markup, as a
formula or as the source of a template.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal


class Level(StrEnum):
    """For whose eyes a document is; said on each page and in the properties of the file."""

    PUBLIC = "openbaar"
    INTERNAL = "intern"
    CONFIDENTIAL = "vertrouwelijk"


@dataclass(frozen=True, slots=True)
class Text:
    """Words as somebody typed them or as a report says them; a line end stays a line end."""

    content: str
    strong: bool = False
    type: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written ("83 %", "zes"); `figure` is the id of what it was taken from."""

    content: str
    figure: str
    strong: bool = False
    type: Literal["number"] = "number"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address, which is http(s) or `#` and the anchor of a heading."""

    content: str
    address: str
    type: Literal["link"] = "link"


Inline = Text | Number | Link
Runs = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4 below the title; `anchor` is its own in the document, or empty."""

    level: int
    content: str
    anchor: str = ""
    type: Literal["heading"] = "heading"


class Voice(StrEnum):
    """How a paragraph speaks; a writer gives each its own style."""

    BODY = "body"
    LEAD = "lead"
    """What the reader takes home: larger."""
    NOTE = "note"
    """Where something comes from, or how to read it: smaller."""
    QUOTE = "quote"
    """What somebody typed, such as an explanation: set apart."""
    WARNING = "warning"
    """What the reader has to know before using it, such as that figures are provisional."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`changed` tells that a person changed the sentences of the report; a draft marks it."""

    runs: Runs
    voice: Voice = Voice.BODY
    changed: bool = False
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Items:
    """A list with a bullet, or a number, for each item."""

    items: tuple[Runs, ...]
    numbered: bool = False
    type: Literal["items"] = "items"


@dataclass(frozen=True, slots=True)
class Column:
    """A column with the words above it; `width` is its share of the table's width."""

    label: str
    width: float = 1.0
    align: Literal["start", "end", "center"] = "start"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `status` is a `ResultStatus`, which gives it a shade, or empty."""

    runs: Runs = ()
    status: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a title above it.

    The columns' labels are its header row, repeated on each page; the first cell of every row is
    the header of that row. With `has_head` off the columns have no labels (a side block with a
    term and what it is); their widths hold all the same.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_head: bool = True
    type: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture as SVG with what it says in words; the table beside it is a block of its own.

    `width` is in millimetres, at most the 170 of the page between its margins.
    """

    svg: str
    title: str
    description: str
    width: float = 170.0
    type: Literal["chart"] = "chart"


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of headings to a depth, with pages or links as the kind of file can."""

    depth: int = 2
    type: Literal["contents"] = "contents"


@dataclass(frozen=True, slots=True)
class PageBreak:
    type: Literal["page_break"] = "page_break"


Block = Heading | Paragraph | Items | Table | Chart | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Secrecy:
    """Legal secrecy (geheimhouding): on what ground, by which decision, until when (a date)."""

    ground: str
    decision: str
    until: str


@dataclass(frozen=True, slots=True)
class Mark:
    """For whom a document is; `secrecy` only where it was imposed (`Level` is only a label)."""

    level: Level
    secrecy: Secrecy | None = None


@dataclass(frozen=True, slots=True)
class Seal:
    """What a published round was sealed with; stands in the footer of every page."""

    round: str
    """The code of the round."""
    publication: int
    formula: str
    sha256: str
    check: str
    """Where anybody can have the file checked: an address."""

    @property
    def line(self) -> str:
        """The footer in one line; the whole SHA-256, so that it can be compared."""
        return f"{self.round}, publicatie {self.publication}, formule {self.formula}"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the file (PDF): the data of which the report was made."""

    name: str
    description: str
    content_type: str
    content: str


@dataclass(frozen=True, slots=True)
class Document:
    """A report as a whole.

    `title` is its first heading, above `blocks`; with `has_cover` it stands on a page of its own
    with `subtitle`, `author`, `day`, mark and state. `moment` is the date in the file's properties:
    that of the publication or of the report's version, never of the making, so that a file made
    again is the same.
    """

    title: str
    subtitle: str
    subject: str
    author: str
    day: str
    moment: datetime
    mark: Mark
    state: str
    """Such as "concept" or "definitief, versie 2"; stands beside the mark on each page."""
    blocks: tuple[Block, ...]
    seal: Seal | None = None
    keywords: tuple[str, ...] = ()
    has_cover: bool = False
    attachment: Attachment | None = None
    language: str = "nl"


def words(runs: Runs) -> str:
    """What runs say, without what they are."""
    return "".join(run.content for run in runs)
