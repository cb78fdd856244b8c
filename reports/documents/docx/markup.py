"""Elements of WordprocessingML, made by lxml: python-docx takes a second per thousand cells."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from docx.oxml.ns import nsmap
from lxml import etree

from reports.documents.readable import readable

Node: TypeAlias = Any
"""An element of lxml, which brings no types."""

W = f"{{{nsmap['w']}}}"
RELATION = f"{{{nsmap['r']}}}id"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PIECES = re.compile("([\n\t])")
NAMES = {"w": nsmap["w"]}


def node(tag: str, /, *children: Node, **attributes: str | int) -> Node:
    """`<w:tag>` with attributes in the same namespace."""
    made = etree.Element(
        W + tag, {W + name: str(value) for name, value in attributes.items()}, NAMES
    )
    made.extend(children)
    return made


def run(content: str, *properties: Node) -> Node:
    """Words as they were typed: line ends and tabs are elements, nothing else means anything."""
    made = node("r")
    if properties:
        made.append(node("rPr", *properties))
    made.extend(_pieces(readable(content)))
    return made


def _pieces(content: str) -> Iterator[Node]:
    for piece in _PIECES.split(content):
        if piece == "\n":
            yield node("br")
        elif piece == "\t":
            yield node("tab")
        elif piece:
            made = node("t")
            made.text = piece
            made.attrib[XML_SPACE] = "preserve"
            yield made


def field(instruction: str, *shown: Node) -> Iterator[Node]:
    """A field with what it shows already in it, so that Word has no reason to ask."""
    yield node("r", node("fldChar", fldCharType="begin"))
    code = node("instrText")
    code.text = f" {instruction} "
    code.attrib[XML_SPACE] = "preserve"
    yield node("r", code)
    yield node("r", node("fldChar", fldCharType="separate"))
    yield from shown
    yield node("r", node("fldChar", fldCharType="end"))
