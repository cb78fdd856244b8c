"""Paragraphs with their words, numbers and links."""

from dataclasses import dataclass, field

from reports.documents import page_lines
from reports.documents.blocks import Inline, Link, Runs
from reports.documents.odt import styles
from reports.documents.odt.markup import Node, fill, node, words
from reports.documents.odt.styles import Variant, Variants
from reports.documents.outline import Outline

BELOW_TABLE = "10pt"
TOP = "0pt"
"""Above what begins a page."""


@dataclass(slots=True)
class Paragraphs:
    """Makes paragraphs of one document; what is noted here holds for the next one only."""

    outline: Outline
    variants: Variants = field(default_factory=Variants)
    breaks: bool = False
    """The next paragraph begins a page."""
    apart: bool = False
    """The next paragraph stands below a table."""

    def block(
        self,
        style: str,
        runs: Runs = (),
        *,
        changed: bool = False,
        before: str = "",
        stays: bool = False,
    ) -> Node:
        """A paragraph of the text itself."""
        made = node("text:p", {"text:style-name": self.style(style, changed, before, stays)})
        self.write(made, runs)
        if changed:
            fill(made, " ")
            made.append(words("text:span", page_lines.CHANGED, {"text:style-name": styles.SLANTED}))
        return made

    def style(
        self, style: str, changed: bool = False, before: str = "", stays: bool = False
    ) -> str:
        """The style of the next paragraph, with what was noted for it."""
        if not before and self.apart and style in (*styles.VOICES.values(), styles.ITEM):
            before = BELOW_TABLE
        if not before and self.breaks:
            before = TOP
        variant = Variant(style, breaks=self.breaks, changed=changed, before=before, stays=stays)
        self.breaks = self.apart = False
        return self.variants.name(variant)

    def write(self, parent: Node, runs: Runs) -> None:
        for run in runs:
            self._write_one(parent, run)

    def _write_one(self, parent: Node, run: Inline) -> None:
        if isinstance(run, Link):
            address, place = self.outline.target(run)
            if address or place:
                parent.append(link(run.content, address or f"#{place}"))
            else:
                fill(parent, run.content)
        elif run.strong:
            parent.append(words("text:span", run.content, {"text:style-name": styles.STRONG}))
        else:
            fill(parent, run.content)


def link(content: str, address: str, style: str = styles.LINK) -> Node:
    return words(
        "text:a",
        content,
        {"xlink:type": "simple", "xlink:href": address, "text:style-name": style},
    )
