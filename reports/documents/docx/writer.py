"""Puts the parts of a Word file together."""

import io

import docx
from docx.document import Document as Word
from docx.oxml.ns import qn

from reports.documents.archive import packed, unpacked
from reports.documents.blocks import Document
from reports.documents.docx.body import Body
from reports.documents.docx.furniture import furnish
from reports.documents.docx.leftovers import take_out_leftovers
from reports.documents.docx.markup import Node
from reports.documents.docx.paragraphs import Paragraphs
from reports.documents.docx.properties import describe, speak
from reports.documents.docx.standard import WIDTH, standard_template
from reports.documents.docx.styles import Styles
from reports.documents.marker import stamped
from reports.documents.outline import outline
from reports.documents.page_lines import locale

TWIP = 635
"""English metric units, in which python-docx counts."""


def write(document: Document, template: bytes | None = None) -> bytes:
    """The document as a .docx file; the same tree on the same template is the same bytes.

    Of the template stay its styles, its page, and its header and footer, to which ours are added.
    Its text goes. A template has to have passed the checks of `reports.house_style`.
    """
    word = docx.Document(io.BytesIO(template or standard_template()))
    page = _emptied(word)
    names = Styles.of(word)
    width = text_width(word)
    paragraphs = Paragraphs(word.part, names, outline(document))
    for element in Body(word, paragraphs, width).elements(document):
        page.addprevious(element)
    furnish(word, document, names, width)
    describe(word, document)
    speak(word, locale(document))
    take_out_leftovers(word)
    file = io.BytesIO()
    word.save(file)
    return stamped(packed(unpacked(file.getvalue())), document.seal)


def _emptied(word: Word) -> Node:
    """Takes the text out; returns the page set-up, which is that of the first section."""
    body = word.element.body
    pages = list(body.iter(qn("w:sectPr")))
    first = pages[0] if pages else body.get_or_add_sectPr()
    body[:] = [first]
    return first


def text_width(word: Word) -> int:
    """Between the margins of the first page, in twips."""
    section = word.sections[0]
    sizes = (section.page_width, section.left_margin, section.right_margin)
    if any(size is None for size in sizes):
        return WIDTH
    page, left, right = (int(size or 0) for size in sizes)
    return (page - left - right - int(section.gutter or 0)) // TWIP
