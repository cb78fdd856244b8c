"""What is said of a document on its pages: one wording, in every kind of file and on the screen."""

from dataclasses import replace

import pytest

from reports.documents import docx, odt, page_lines
from reports.documents.blocks import Document, Level, Mark, Secrecy
from reports.documents.html import render_preview
from tests.reports.documents.opened import OpenedText, OpenedWord
from tests.reports.documents.pdf import Pdf
from tests.reports.documents.samples import sample_document
from tests.reports.documents.test_html import tree

SECRECY = "Geheimhouding op grond van artikel 87 Gemeentewet, besluit 2022-114, tot 1 januari 2027"


def document(*, is_covered: bool = True) -> Document:
    return replace(sample_document(), has_cover=is_covered)


@pytest.mark.parametrize("is_covered", [True, False])
def test_mark_secrecy_and_seal_are_the_same_words_in_every_format(is_covered: bool) -> None:
    made = document(is_covered=is_covered)
    foot = ("fn1-evaluatie-2022, publicatie 1", "SHA-256 abab", "Controleren: https://voorbeeld")

    said = {
        "docx": _of(OpenedWord(docx.write(made))),
        "odt": _of(OpenedText(odt.write(made))),
        "pdf": Pdf.of(made).pages[-1],
        "screen": tree(render_preview(made)).text,
    }

    for words in ("Vertrouwelijk · concept", SECRECY, *foot):
        assert {name for name, text in said.items() if words not in text} == set(), words


@pytest.mark.parametrize(
    ("secrecy", "said"),
    [
        (None, ""),
        (Secrecy("art. 87", "besluit 2", "1 mei 2027"), "art. 87, besluit 2, tot 1 mei 2027"),
        (Secrecy("art. 87", "besluit 2", ""), "art. 87, besluit 2"),
    ],
)
def test_secrecy_says_what_is_known(secrecy: Secrecy | None, said: str) -> None:
    line = page_lines.secrecy(Mark(Level.CONFIDENTIAL, secrecy))

    assert line == (f"Geheimhouding op grond van {said}" if said else "")


def test_document_without_a_state_has_its_level_alone() -> None:
    public = replace(document(), mark=Mark(Level.PUBLIC), state="")

    assert page_lines.head(public) == "Openbaar"


def _of(file: OpenedWord | OpenedText) -> str:
    return f"{file.header}\n{file.footer}"
