"""From the blocks of a document to the elements of a Word file, in the same order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.document import Document as Word

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
    Voice,
)
from reports.documents.docx import styles
from reports.documents.docx.contents import contents
from reports.documents.docx.markup import Node, node, run
from reports.documents.docx.numbering import new_list
from reports.documents.docx.paragraphs import Paragraphs
from reports.documents.docx.pictures import drawing
from reports.documents.docx.tables import table
from reports.documents.outline import DEEPEST

COVER_TOP = 4000
"""Twips above the title on a cover."""


@dataclass(slots=True)
class Body:
    """Writes the blocks of one document, on a page whose text is `width` twips wide."""

    word: Word
    paragraphs: Paragraphs
    width: int
    headings: int = field(default=0, init=False)
    charts: int = field(default=0, init=False)

    def elements(self, document: Document) -> Iterator[Node]:
        yield from self._front(document)
        for block, introduces in looks.introduce(document.blocks):
            yield from self._block(block, introduces)
        if self.paragraphs.apart or not document.blocks:
            # A file may not end in a table.
            yield self.paragraphs.block(styles.CELL, before=0)

    def _front(self, document: Document) -> Iterator[Node]:
        before = COVER_TOP if document.has_cover else None
        block = self.paragraphs.block
        yield block(styles.TITLE, run(document.title), before=before)
        if document.subtitle:
            yield block(styles.SUBTITLE, run(document.subtitle))
        if document.has_cover:
            for line in page_lines.cover(document):
                yield block(styles.BODY, run(line))
            self.paragraphs.breaks = True
        else:
            yield block(styles.VOICES[Voice.NOTE], run(page_lines.opening(document)))

    def _block(self, block: Block, introduces: bool) -> Iterator[Node]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                style = styles.VOICES[block.voice]
                words = self.paragraphs.words(block.runs)
                yield self.paragraphs.block(style, *words, changed=block.changed, stays=introduces)
            case Items():
                yield from self._items(block)
            case Table():
                yield from table(self.paragraphs, block, self.width)
            case Chart():
                yield from self._chart(block)
            case Contents():
                yield from contents(self.paragraphs, block)
            case PageBreak():
                self.paragraphs.breaks = True

    def _heading(self, block: Heading) -> Node:
        entry = self.paragraphs.outline.entries[self.headings]
        self.headings += 1
        mark = {"id": self.headings}
        return self.paragraphs.block(
            styles.HEADINGS[min(block.level, DEEPEST) - 1],
            node("bookmarkStart", name=entry.place, **mark),
            run(block.content),
            node("bookmarkEnd", **mark),
        )

    def _items(self, block: Items) -> Iterator[Node]:
        style = styles.NUMBER if block.numbered else styles.BULLET
        numbering = 0
        if block.numbered:
            numbering = new_list(self.word, self.paragraphs.styles)
        for runs in block.items:
            words = self.paragraphs.words(runs)
            yield self.paragraphs.block(style, *words, numbering=numbering)

    def _chart(self, block: Chart) -> Iterator[Node]:
        self.charts += 1
        yield self.paragraphs.block(styles.CAPTION, run(block.title), stays=True)
        part = self.paragraphs.part
        yield self.paragraphs.block(styles.BODY, drawing(part, block, self.charts, self.width))
