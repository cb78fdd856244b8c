"""Files of the writers, opened again by lxml alone, to see what is really in them."""

import io
import zipfile
from functools import cached_property
from typing import Any

from docx.oxml.ns import nsmap
from lxml import etree

from reports.documents.odt.markup import NAMES

WORD = {
    **nsmap,
    "cust": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}


class Opened:
    """A zip archive of XML, asked by XPath; `main` is the part with the text."""

    def __init__(self, content: bytes, names: dict[str, str], main: str) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.names, self.main = names, main

    def find(self, path: str, part: str = "") -> list[Any]:
        root = etree.fromstring(self.archive.read(part or self.main))
        return list(root.xpath(path, namespaces=self.names))

    def part(self, name: str) -> str:
        return self.archive.read(name).decode()

    @cached_property
    def everything(self) -> str:
        """All parts that are text."""
        return "".join(
            self.part(name) for name in self.archive.namelist() if name.endswith((".xml", ".rels"))
        )


class OpenedWord(Opened):
    def __init__(self, content: bytes) -> None:
        super().__init__(content, WORD, "word/document.xml")

    def paragraphs(self, part: str = "") -> list[str]:
        """What each paragraph shows, with its line ends and tabs."""
        return [
            "".join(
                {"br": "\n", "tab": "\t"}.get(etree.QName(piece).localname, piece.text or "")
                for piece in paragraph.xpath(
                    ".//w:r/w:t | .//w:r/w:br | .//w:r/w:tab", namespaces=self.names
                )
            )
            for paragraph in self.find("//w:p", part)
        ]

    @property
    def header(self) -> str:
        return self._furniture("header")

    @property
    def footer(self) -> str:
        return self._furniture("footer")

    def _furniture(self, kind: str) -> str:
        [relation] = self.find(f"//w:{kind}Reference/@r:id")
        [target] = self.find(
            f"//rel:Relationship[@Id='{relation}']/@Target", "word/_rels/document.xml.rels"
        )
        return "\n".join(self.paragraphs(f"word/{target}"))


class OpenedText(Opened):
    def __init__(self, content: bytes) -> None:
        super().__init__(content, NAMES, "content.xml")

    def paragraphs(self) -> list[str]:
        """What each paragraph and heading shows, with its line ends, tabs and blanks."""
        return [self._shown(each) for each in self.find("//text:p | //text:h")]

    def _shown(self, element: Any) -> str:
        local = etree.QName(element).localname
        if local == "s":
            return " " * int(element.get(f"{{{NAMES['text']}}}c"))
        if local in ("line-break", "tab"):
            return "\n" if local == "line-break" else "\t"
        inside = "".join(self._shown(child) + (child.tail or "") for child in element)
        return (element.text or "") + inside

    @property
    def header(self) -> str:
        return self._furniture("header")

    @property
    def footer(self) -> str:
        return self._furniture("footer")

    def _furniture(self, kind: str) -> str:
        lines = self.find(f"//style:master-page/style:{kind}/text:p", "styles.xml")
        return "\n".join(map(self._shown, lines))
