"""Paragraphs with their words, numbers and links."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.parts.document import DocumentPart

from reports.documents import looks, page_lines
from reports.documents.blocks import Link, Runs
from reports.documents.docx import styles
from reports.documents.docx.markup import RELATION, Node, node, run
from reports.documents.docx.styles import Styles
from reports.documents.outline import Outline

AFTER_TABLE = 200
"""Twips between a table and the paragraph below it."""


@dataclass(slots=True)
class Paragraphs:
    """Makes paragraphs of one document; what is noted here holds for the next one only."""

    part: DocumentPart
    styles: Styles
    outline: Outline
    breaks: bool = False
    """The next paragraph begins a page."""
    apart: bool = False
    """The next paragraph stands below a table."""

    def block(
        self,
        style: str,
        *children: Node,
        numbering: int = 0,
        changed: bool = False,
        before: int | None = None,
        stays: bool = False,
    ) -> Node:
        """A paragraph of the text itself; in `w:pPr` in the order of the schema."""
        made = node("pPr", node("pStyle", val=self.styles[style]))
        if stays:
            made.append(node("keepNext"))
        if self.breaks:
            made.append(node("pageBreakBefore"))
        if numbering:
            made.append(node("numPr", node("ilvl", val=0), node("numId", val=numbering)))
        if changed:
            bar = node("left", val="double", sz=12, space=6, color=looks.WARM_LINE)
            made.append(node("pBdr", bar))
        if before is None and self.apart and style in (*styles.VOICES.values(), styles.BULLET):
            before = AFTER_TABLE
        if before is None and self.breaks:
            # Word leaves the space above a heading at the top of a page that somebody asked for.
            before = 0
        if before is not None:
            made.append(node("spacing", before=before))
        self.breaks = self.apart = False
        words = [run(f" {page_lines.CHANGED}", node("i"))] if changed else []
        return node("p", made, *children, *words)

    def words(self, runs: Runs) -> Iterator[Node]:
        for part in runs:
            if isinstance(part, Link):
                yield self._link(part)
            elif part.strong:
                yield run(part.content, node("b"))
            else:
                yield run(part.content)

    def _link(self, link: Link) -> Node:
        address, place = self.outline.target(link)
        if not (address or place):
            return run(link.content)
        shown = run(link.content, node("rStyle", val=self.styles[styles.LINK]))
        if place:
            return node("hyperlink", shown, anchor=place, history=1)
        made = node("hyperlink", shown, history=1)
        kind = RELATIONSHIP_TYPE.HYPERLINK
        made.attrib[RELATION] = self.part.relate_to(address, kind, is_external=True)
        return made
