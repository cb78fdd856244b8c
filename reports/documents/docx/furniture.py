"""Header and footer of every page, in addition to what a region has there."""

from collections.abc import Iterator

from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header

from reports.documents import page_lines
from reports.documents.blocks import Document
from reports.documents.docx import styles
from reports.documents.docx.markup import Node, field, node, run
from reports.documents.docx.styles import Styles


def furnish(word: Word, document: Document, names: Styles, width: int) -> None:
    """Writes both on every kind of page that the template has: first, left and right."""
    for section in word.sections:
        for header in _headers(word, section):
            _write(header, _head(document, names, width))
        for footer in _footers(word, section):
            _write(footer, _foot(document, names, width))


def _headers(word: Word, section: Section) -> Iterator[_Header]:
    yield section.header
    if section.different_first_page_header_footer:
        yield section.first_page_header
    if word.settings.odd_and_even_pages_header_footer:
        yield section.even_page_header


def _footers(word: Word, section: Section) -> Iterator[_Footer]:
    yield section.footer
    if section.different_first_page_header_footer:
        yield section.first_page_footer
    if word.settings.odd_and_even_pages_header_footer:
        yield section.even_page_footer


def _write(place: _Header | _Footer, lines: Iterator[Node]) -> None:
    """Below what stands there; an empty paragraph that stands alone makes room."""
    place.is_linked_to_previous = False
    root = place._element
    if len(root) == 1 and not "".join(root.itertext()).strip() and not _holds_picture(root):
        del root[0]
    root.extend(lines)


def _holds_picture(root: Node) -> bool:
    return next(root.iter(qn("w:drawing"), qn("w:pict"), qn("w:object")), None) is not None


def _head(document: Document, names: Styles, width: int) -> Iterator[Node]:
    words = run(page_lines.head(document), node("b"))
    yield _line(names[styles.HEADER], width, words, node("r", node("tab")), run(document.title))
    if secrecy := page_lines.secrecy(document.mark):
        yield _line(names[styles.HEADER], width, run(secrecy))


def _foot(document: Document, names: Styles, width: int) -> Iterator[Node]:
    *lines, last = page_lines.foot(document) or ("",)
    for line in lines:
        yield _line(names[styles.FOOTER], width, run(line))
    page = (
        run("pagina "),
        *field("PAGE", run("1")),
        run(" van "),
        *field("NUMPAGES", run("1")),
    )
    yield _line(names[styles.FOOTER], width, run(last), node("r", node("tab")), *page)


def _line(style: str, width: int, *children: Node) -> Node:
    """A line whose tab ends at the right margin, however wide the page is."""
    tabs = node("tabs", node("tab", val="right", pos=width))
    return node("p", node("pPr", node("pStyle", val=style), tabs), *children)
