"""What typst leaves out of a PDF: which cells are the headers of their rows, and for whom it is."""

from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

PLACE = b"<dc:format>"
"""Where in typst's properties the rights are put: beside the others of Dublin Core."""


def finish(content: bytes, *, rights: str) -> bytes:
    """The same pages with row headers; `rights` stands in the properties as `dc:rights`."""
    with pikepdf.open(BytesIO(content)) as pdf:
        for table in _of_kind(Name.Table, pdf.Root.StructTreeRoot):
            _head_rows(table)
        for contents in _of_kind(Name.TOC, pdf.Root.StructTreeRoot):
            _lift(contents)
        _tell(pdf, rights)
        written = BytesIO()
        pdf.save(written, deterministic_id=True, fix_metadata_version=False)
    return written.getvalue()


def _of_kind(kind: Name, node: Object) -> Iterator[Object]:
    for child in _children(node):
        if _is(child, kind):
            yield child
        else:
            yield from _of_kind(kind, child)


def _children(node: Object) -> list[Object]:
    """The elements below it; content of a page is no element."""
    below = node.get(Name.K, Array())
    found = list(below) if isinstance(below, Array) else [below]
    return [child for child in found if isinstance(child, Dictionary) and Name.S in child]


def _is(element: Object, kind: Name) -> bool:
    return bool(element[Name.S] == kind)


def _head_rows(table: Object) -> None:
    """The first cell of a body row becomes its header.

    typst names the headers of each cell by their ids, which are those of the columns only; without
    these the scopes tell both, of the column and of the row.
    """
    for row in _body_rows(table):
        cells = _children(row)
        cells[0].S = Name.TH
        _table_attributes(cells[0]).Scope = Name.Row
        for cell in cells:
            attributes = _table_attributes(cell)
            if Name.Headers in attributes:
                del attributes.Headers


def _body_rows(table: Object) -> Iterator[Object]:
    """A table without a head has its rows right below it."""
    for part in _children(table):
        if _is(part, Name.TR):
            yield part
        elif _is(part, Name.TBody):
            yield from _children(part)


def _lift(contents: Object) -> None:
    """Takes out the list around the list: typst makes one for level 1, which is only the title."""
    lists = _children(contents)
    if len(lists) == 1 and _is(lists[0], Name.TOC):
        contents.K = lists[0].K
        for entry in _children(contents):
            entry.P = contents


def _table_attributes(cell: Object) -> Object:
    if Name.A not in cell:
        cell.A = Array()
    for attributes in cell.A:
        if attributes[Name.O] == Name.Table:
            return attributes
    cell.A.append(Dictionary(O=Name.Table))
    return cell.A[-1]


def _tell(pdf: Pdf, rights: str) -> None:
    properties = pdf.Root.Metadata.read_bytes()
    before, place, after = properties.partition(PLACE)
    if not place:
        raise ValueError("the properties of the PDF have no place for the rights")
    entry = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(rights)}</rdf:li></rdf:Alt>'
    written = before + f"<dc:rights>{entry}</dc:rights>".encode() + place + after
    pdf.Root.Metadata.write(written)
