"""A chart as a picture in the line of its paragraph, with its words for who does not see it."""

import io

from docx.oxml.ns import nsmap
from docx.parts.document import DocumentPart
from lxml import etree

from reports.documents.blocks import Chart
from reports.documents.docx.markup import Node, node
from reports.documents.pictures import picture
from reports.documents.readable import readable

EMU_PER_MM = 36_000
MM_PER_TWIP = 25.4 / 1440


def drawing(part: DocumentPart, chart: Chart, number: int, width: int) -> Node:
    """`number` is the picture's own in the document, `width` the most it may take, in twips."""
    drawn = picture(chart, width * MM_PER_TWIP)
    relation, _ = part.get_or_add_image(io.BytesIO(drawn.content))
    size = {"cx": round(drawn.width * EMU_PER_MM), "cy": round(drawn.height * EMU_PER_MM)}
    words: dict[str, str | int] = {
        "id": number,
        "name": f"Grafiek {number}",
        "descr": readable(chart.description),
        "title": readable(chart.title),
    }
    return node(
        "r",
        node(
            "drawing",
            _part(
                "wp:inline",
                _part("wp:extent", **size),
                _part("wp:docPr", **words),
                _part("a:graphic", _graphic(relation, size, words)),
                distT=0,
                distB=0,
                distL=0,
                distR=0,
            ),
        ),
    )


def _graphic(relation: str, size: dict[str, int], words: dict[str, str | int]) -> Node:
    blip = _part("a:blip")
    blip.attrib[f"{{{nsmap['r']}}}embed"] = relation
    frame = _part("a:xfrm", _part("a:off", x=0, y=0), _part("a:ext", **size))
    shape = _part("a:prstGeom", _part("a:avLst"), prst="rect")
    return _part(
        "a:graphicData",
        _part(
            "pic:pic",
            _part("pic:nvPicPr", _part("pic:cNvPr", **words), _part("pic:cNvPicPr")),
            _part("pic:blipFill", blip, _part("a:stretch", _part("a:fillRect"))),
            _part("pic:spPr", frame, shape),
        ),
        uri=nsmap["pic"],
    )


def _part(name: str, /, *children: Node, **attributes: str | int) -> Node:
    """An element of a drawing, whose attributes have no namespace."""
    prefix, _, tag = name.partition(":")
    made = etree.Element(
        f"{{{nsmap[prefix]}}}{tag}",
        {key: str(value) for key, value in attributes.items()},
        {prefix: nsmap[prefix]},
    )
    made.extend(children)
    return made
