"""Elements of OpenDocument, made by lxml, in which words stand as they were typed."""

import re
from typing import Any, TypeAlias

from lxml import etree

from reports.documents.readable import readable

Node: TypeAlias = Any
"""An element of lxml, which brings no types."""

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = {
    "office": f"{_ODF}:office:1.0",
    "style": f"{_ODF}:style:1.0",
    "text": f"{_ODF}:text:1.0",
    "table": f"{_ODF}:table:1.0",
    "draw": f"{_ODF}:drawing:1.0",
    "fo": f"{_ODF}:xsl-fo-compatible:1.0",
    "svg": f"{_ODF}:svg-compatible:1.0",
    "meta": f"{_ODF}:meta:1.0",
    "manifest": f"{_ODF}:manifest:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
VERSION = "1.3"
_PIECES = re.compile("([\n\t]| +)")


def name(prefixed: str) -> str:
    """`text:p` as lxml writes it."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def node(tag: str, attributes: dict[str, str] | None = None, *children: Node) -> Node:
    """An element; tags and attributes carry their prefix, as in `text:style-name`."""
    made = etree.Element(
        name(tag), {name(key): value for key, value in (attributes or {}).items()}, NAMES
    )
    made.extend(children)
    return made


def words(tag: str, content: str, attributes: dict[str, str] | None = None) -> Node:
    """An element with text in which line ends, tabs and blanks are kept."""
    made = node(tag, attributes)
    fill(made, content)
    return made


def fill(parent: Node, content: str) -> None:
    """Adds text at the end of an element. A reader joins blanks, so the others are counted."""
    blank = len(parent) == 0 and not parent.text
    for piece in _PIECES.split(readable(content)):
        if piece == "\n":
            parent.append(node("text:line-break"))
        elif piece == "\t":
            parent.append(node("text:tab"))
        elif piece.startswith(" "):
            extra = len(piece) if blank else len(piece) - 1
            if not blank:
                _write(parent, " ")
            if extra:
                parent.append(node("text:s", {"text:c": str(extra)}))
        elif piece:
            _write(parent, piece)
        if piece:
            blank = piece in ("\n", "\t")


def _write(parent: Node, content: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + content
    else:
        parent.text = (parent.text or "") + content


def serialised(root: Node) -> bytes:
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return content
