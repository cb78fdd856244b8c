"""Tables, with what a reader that does not see them needs: header row, row headers and a name."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from docx.oxml.ns import qn

from reports.documents.blocks import Cell, Column, Table
from reports.documents.docx import styles
from reports.documents.docx.markup import Node, node, run
from reports.documents.docx.paragraphs import Paragraphs
from reports.documents.looks import SHADES, is_short, stays_whole
from reports.documents.readable import readable

ALIGNMENTS = {"start": "", "end": "right", "center": "center"}


def table(paragraphs: Paragraphs, block: Table, width: int) -> Iterator[Node]:
    """The title as a caption and the table of `width` twips; a long cell may go on over pages."""
    yield paragraphs.block(styles.CAPTION, run(block.title), stays=True)
    widths = shares(block.columns, width)
    made = node("tbl", _properties(paragraphs, block, width))
    made.append(node("tblGrid", *(node("gridCol", w=part) for part in widths)))
    if block.has_head:
        made.append(_head(paragraphs, block.columns, widths))
    made.extend(_row(paragraphs, row, block, widths) for row in block.rows)
    _hold_together(made, len(block.rows) if stays_whole(block.rows) else 1)
    yield made
    paragraphs.apart = True


def shares(columns: Sequence[Column], width: int) -> list[int]:
    """The whole width divided over the columns; the parts make it up exactly."""
    whole = sum(column.width for column in columns) or 1
    ends = [round(width * part / whole) for part in accumulate(c.width for c in columns)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _properties(paragraphs: Paragraphs, block: Table, width: int) -> Node:
    # `val` says the same in bits, to programs that read no other attributes.
    sides = {"firstRow": int(block.has_head), "firstColumn": 1, "lastRow": 0, "lastColumn": 0}
    sides |= {"noHBand": 1, "noVBand": 1}
    described = ", ".join(column.label for column in block.columns if column.label)
    return node(
        "tblPr",
        node("tblStyle", val=paragraphs.styles[styles.TABLE]),
        node("tblW", w=width, type="dxa"),
        node("tblLayout", type="fixed"),
        node("tblLook", val="06A0" if block.has_head else "0680", **sides),
        node("tblCaption", val=_one_line(block.title)),
        node(
            "tblDescription", val=_one_line(f"Kolommen: {described}" if described else block.title)
        ),
    )


def _hold_together(table: Node, rows: int) -> None:
    """Keeps each of the first rows on the page of the row after it; Word knows no other way."""
    for row in table.findall(qn("w:tr"))[:rows]:
        for properties in row.iter(qn("w:pPr")):
            properties.insert(1, node("keepNext"))


def _one_line(content: str) -> str:
    return " ".join(readable(content).split())


def _head(paragraphs: Paragraphs, columns: Sequence[Column], widths: Sequence[int]) -> Node:
    style = paragraphs.styles[styles.CELL_HEAD]
    made = node("tr", node("trPr", node("cantSplit"), node("tblHeader")))
    for column, width in zip(columns, widths, strict=True):
        properties = node("tcPr", node("tcW", w=width, type="dxa"), node("vAlign", val="bottom"))
        words = run(column.label)
        made.append(node("tc", properties, _paragraph(style, column, [words])))
    return made


def _row(paragraphs: Paragraphs, row: Sequence[Cell], block: Table, widths: Sequence[int]) -> Node:
    """Terms without heads above them look like heads themselves."""
    first = paragraphs.styles[styles.CELL if block.has_head else styles.CELL_HEAD]
    rest = (paragraphs.styles[styles.CELL] for _ in widths[1:])
    made = node("tr")
    if is_short(row):
        made.append(node("trPr", node("cantSplit")))
    for cell, column, width, style in zip(row, block.columns, widths, (first, *rest), strict=True):
        properties = node("tcPr", node("tcW", w=width, type="dxa"))
        if cell.status in SHADES:
            shade = SHADES[cell.status]
            properties.append(node("shd", val="clear", color="auto", fill=shade))
        made.append(node("tc", properties, _paragraph(style, column, paragraphs.words(cell.runs))))
    return made


def _paragraph(style: str, column: Column, words: Iterator[Node] | list[Node]) -> Node:
    properties = node("pPr", node("pStyle", val=style))
    if ALIGNMENTS[column.align]:
        properties.append(node("jc", val=ALIGNMENTS[column.align]))
    return node("p", properties, *words)
