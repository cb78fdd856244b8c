"""From the blocks of a document to the elements of an OpenDocument text, in the same order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reports.documents import looks, page_lines
from reports.documents.blocks import (
    Block,
    Chart,
    Contents,
    Document,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Table,
    Text,
    Voice,
)
from reports.documents.odt import styles
from reports.documents.odt.contents import contents
from reports.documents.odt.markup import Node, fill, node, words
from reports.documents.odt.paragraphs import Paragraphs
from reports.documents.odt.tables import Tables
from reports.documents.outline import DEEPEST
from reports.documents.pictures import picture

COVER_TOP = "70mm"


@dataclass(slots=True)
class Body:
    """Writes the blocks of one document, and keeps the pictures that they need."""

    paragraphs: Paragraphs
    tables: Tables
    pictures: dict[str, bytes] = field(default_factory=dict)
    headings: int = 0

    def elements(self, document: Document) -> Iterator[Node]:
        yield from self._front(document)
        for block, introduces in looks.introduce(document.blocks):
            yield from self._block(block, introduces)

    def _front(self, document: Document) -> Iterator[Node]:
        block = self.paragraphs.block
        before = COVER_TOP if document.has_cover else ""
        yield block(styles.TITLE, (Text(document.title),), before=before)
        if document.subtitle:
            yield block(styles.SUBTITLE, (Text(document.subtitle),))
        if document.has_cover:
            for line in page_lines.cover(document):
                yield block(styles.BODY, (Text(line),))
            self.paragraphs.breaks = True
        else:
            yield block(styles.VOICES[Voice.NOTE], (Text(page_lines.opening(document)),))

    def _block(self, block: Block, introduces: bool) -> Iterator[Node]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                style = styles.VOICES[block.voice]
                yield self.paragraphs.block(
                    style, block.runs, changed=block.changed, stays=introduces
                )
            case Items():
                yield self._items(block)
            case Table():
                yield from self.tables.table(block)
            case Chart():
                yield from self._chart(block)
            case Contents():
                yield from contents(self.paragraphs, block)
            case PageBreak():
                self.paragraphs.breaks = True

    def _heading(self, block: Heading) -> Node:
        entry = self.paragraphs.outline.entries[self.headings]
        self.headings += 1
        level = min(block.level, DEEPEST)
        made = node(
            "text:h",
            {
                "text:style-name": self.paragraphs.style(styles.HEADINGS[level - 1]),
                "text:outline-level": str(level),
            },
            node("text:bookmark-start", {"text:name": entry.place}),
        )
        fill(made, block.content)
        made.append(node("text:bookmark-end", {"text:name": entry.place}))
        return made

    def _items(self, block: Items) -> Node:
        """A list of its own, and so one that begins at 1."""
        style = styles.NUMBERS if block.numbered else styles.BULLETS
        made = node("text:list", {"text:style-name": style})
        for runs in block.items:
            item = self.paragraphs.block(styles.ITEM, runs)
            made.append(node("text:list-item", None, item))
        return made

    def _chart(self, block: Chart) -> Iterator[Node]:
        yield self.paragraphs.block(styles.CAPTION, (Text(block.title),))
        drawn = picture(block, self.tables.width)
        number = len(self.pictures) + 1
        path = f"Pictures/grafiek-{number}.png"
        self.pictures[path] = drawn.content
        paragraph = self.paragraphs.block(styles.BODY)
        paragraph.append(
            node(
                "draw:frame",
                {
                    "draw:name": f"Grafiek {number}",
                    "text:anchor-type": "as-char",
                    "svg:width": f"{drawn.width:.2f}mm",
                    "svg:height": f"{drawn.height:.2f}mm",
                },
                node(
                    "draw:image",
                    {
                        "xlink:href": path,
                        "xlink:type": "simple",
                        "xlink:show": "embed",
                        "xlink:actuate": "onLoad",
                    },
                ),
                words("svg:title", block.title),
                words("svg:desc", block.description),
            )
        )
        yield paragraph
