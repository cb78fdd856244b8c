"""Makes the PDF: typst sets the template with the tree as its data, pikepdf adds what it cannot."""

import json
from functools import lru_cache
from pathlib import Path

import typst

from reports.documents import fonts
from reports.documents.blocks import Document
from reports.documents.pdf.data import as_data, rights
from reports.documents.pdf.tags import finish

TEMPLATE = Path(__file__).parent / "report.typ"
STANDARDS: list["typst.PDFStandard"] = ["ua-1", "a-3a"]


KEPT = 10
"""Compilations of which typst's Python package keeps the work; it cannot be asked for less."""


class PdfFailed(Exception):
    """A document could not be set; the message is for the log."""


def write(document: Document) -> bytes:
    """PDF/UA-1 and PDF/A-3a in one file; the same bytes for the same document.

    Raises `PdfFailed`.
    """
    return finish(set_pages(document), rights=rights(document))


def set_pages(document: Document) -> bytes:
    """What typst makes of it, still without row headers."""
    if not fonts.files():
        raise PdfFailed(f"no fonts in {fonts.FOLDER}: the front end was not built")
    inputs = {
        "document": json.dumps(as_data(document)),
        "families": json.dumps(fonts.FAMILIES),
    }
    try:
        return typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            format="pdf",
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            timestamp=document.moment,
        )
    except typst.TypstError as error:
        raise PdfFailed(f"typst could not set {document.subject!r}: {error.message}") from error
    finally:
        _forget()


def _forget() -> None:
    """Makes typst drop what it keeps for a next time.

    Ten long reports take 1.3 GB otherwise, in every process of the server; and what they hold is
    confidential.
    """
    for _ in range(KEPT + 1):
        typst.compile(b"", format="svg", font_paths=_fonts(), ignore_system_fonts=True)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Ours and no others, so that a document is the same wherever it is made."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fonts.FOLDER)],
    )
