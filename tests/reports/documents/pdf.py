"""Reads back what a PDF says and how it is built."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Object

from reports.documents.blocks import Document
from reports.documents.pdf import write


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the structure tree; `scope` is only of a header of a table."""

    kind: str
    title: str
    alt: str
    scope: str
    parent: str


class Pdf:
    """A document as it was written; pages count from 0."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.file = pikepdf.open(BytesIO(content))

    @classmethod
    def of(cls, document: Document) -> "Pdf":
        return cls(write(document))

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page with single blanks, headers and footers as well."""
        with pypdfium2.PdfDocument(self.content) as document:
            texts = [page.get_textpage().get_text_range() for page in document]
        return [re.sub(r"\s+", " ", text) for text in texts]

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    @property
    def properties(self) -> str:
        """What stands about the file in it, as XML."""
        return self.file.Root.Metadata.read_bytes().decode()

    @cached_property
    def elements(self) -> list[Element]:
        return list(_elements(self.file.Root.StructTreeRoot, ""))

    def of_kind(self, *kinds: str) -> list[Element]:
        return [element for element in self.elements if element.kind in kinds]


def _elements(node: Object, parent: str) -> Iterator[Element]:
    kind = str(node["/S"]) if "/S" in node else ""
    if kind:
        yield Element(
            kind.removeprefix("/"),
            str(node.get("/T", "")),
            str(node.get("/Alt", "")),
            _scope(node),
            parent.removeprefix("/"),
        )
    below = node.get("/K", Array())
    for child in below if isinstance(below, Array) else [below]:
        if isinstance(child, Dictionary) and "/S" in child:
            yield from _elements(child, kind)


def _scope(node: Object) -> str:
    attributes = [entry for entry in node.get("/A", Array()) if "/Scope" in entry]
    return "".join(str(entry["/Scope"]).removeprefix("/") for entry in attributes)
