"""A document as HTML, to read on a page before it is made into a file.

Templates write it and escape everything. A chart is shown only when it is markup of our own chart
functions (`reports.charts`): what is a plain string there is no picture, whatever it says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeData, SafeString

from reports.documents import page_lines
from reports.documents.blocks import Block, Chart, Contents, Document, Heading

DEEPEST = 6
BELOW_TITLE = 2
"""The page has the heading of level 1, and the document's title is of level 2."""
ANCHOR = "document-"
"""Before every anchor, so that none is that of something on the page around it."""
_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with what its template needs beside it; `id` is its own within the document."""

    block: Block
    template: str
    id: str
    level: int = 0
    picture: str = ""
    headings: tuple[Heading, ...] = ()


def render_preview(document: Document) -> SafeString:
    """The document as one `<article>`, for a page whose own title is its only `<h1>`."""
    return render_to_string(
        "reports/documents/document.html",
        {
            "document": document,
            "head": page_lines.head(document),
            "secrecy": page_lines.secrecy(document.mark),
            "foot": page_lines.foot(document),
            "pieces": tuple(_pieces(document)),
        },
    )


def _pieces(document: Document) -> Iterator[Piece]:
    for number, block in enumerate(document.blocks):
        template = f"reports/documents/{block.type}.html"
        id = f"{ANCHOR}{number}"
        match block:
            case Heading():
                level = min(block.level + BELOW_TITLE, DEEPEST)
                anchor = block.anchor if _NAME.fullmatch(block.anchor) else number
                yield Piece(block, template, f"{ANCHOR}{anchor}", level=level)
            case Chart():
                picture = block.svg if isinstance(block.svg, SafeData) else ""
                yield Piece(block, template, id, picture=picture)
            case Contents():
                yield Piece(block, template, id, headings=tuple(_headings(document, block.depth)))
            case _:
                yield Piece(block, template, id)


def _headings(document: Document, depth: int) -> Iterator[Heading]:
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= depth and _NAME.fullmatch(block.anchor):
            yield block
