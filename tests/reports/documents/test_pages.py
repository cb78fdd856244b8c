"""Where a page may end: not between a sentence and its table, and not within a small table."""

from dataclasses import replace

import pytest

from reports.documents.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Items,
    Number,
    PageBreak,
    Table,
    Text,
    Voice,
)
from reports.documents.docx import write as write_docx
from reports.documents.looks import INTRODUCES, introduce
from reports.documents.odt import write as write_odt
from reports.documents.pdf.data import as_data
from tests.reports.documents.opened import OpenedText, OpenedWord
from tests.reports.documents.samples import paragraph, sample_document

SENTENCE = paragraph("Dit is de tabel.")


def small(rows: int = 6, words: str = "kort", heads: tuple[str, ...] = ("a", "b")) -> Table:
    row = (Cell((Text(words),)), Cell((Number("1", "een"),)))
    return Table("Tabel", (Column(heads[0], 3), Column(heads[1], 1)), (row,) * rows)


@pytest.mark.parametrize(
    ("block", "below", "stays"),
    [
        (SENTENCE, small(), True),
        (paragraph("Uitleg.", Voice.NOTE), Items(((Text("een"),),)), True),
        (SENTENCE, SENTENCE, False),
        (SENTENCE, PageBreak(), False),
        (paragraph("a" * (INTRODUCES + 1)), small(), False),
        (Heading(1, "Kop"), small(), False),
    ],
)
def test_sentence_belongs_to_what_it_introduces(block: Block, below: Block, stays: bool) -> None:
    assert list(introduce((block, below))) == [(block, stays), (below, False)]


def test_every_kind_of_file_keeps_the_sentence_with_its_table() -> None:
    document = sample_document(blocks=(SENTENCE, small(), SENTENCE))

    assert [each["introduces"] for each in as_data(document)["blocks"]] == [True, False, False]
    said = "Dit is de tabel."
    word = OpenedWord(write_docx(document, None))
    kept = word.find(f"//w:body/w:p[w:pPr/w:keepNext][.//w:t = '{said}']")
    assert len(kept) == 1
    text = OpenedText(write_odt(document, None))
    [style, _] = text.find(f"//text:p[. = '{said}']/@text:style-name")
    path = f"//style:style[@style:name = '{style}']/*/@fo:keep-with-next"
    assert text.find(path) == ["always"]


@pytest.mark.parametrize(
    ("table", "is_whole"),
    [
        (small(), True),
        (small(rows=13), False),
        (small(rows=2, words="regel\n" * 20), False),
        (small(rows=1, words="woord " * 400), False),
    ],
)
def test_small_table_stays_on_one_page(table: Table, is_whole: bool) -> None:
    [block] = as_data(sample_document(blocks=(table,)))["blocks"]

    assert block["is_whole"] == is_whole


def test_word_is_divided_only_where_it_does_not_fit_its_column() -> None:
    long = "portefeuillehoudersoverleg"
    table = Table(
        "Tabel",
        (Column("nog niet ingevuld", 1), Column(long, 1), Column("rest", 6)),
        ((Cell((Text("deels behaald"),)), Cell((Text(long),)), Cell((Text(long),))),),
    )

    [block] = as_data(sample_document(blocks=(table,)))["blocks"]

    assert [column["divides"] for column in block["columns"]] == [False, True, False]
    assert [cell["divides"] for cell in block["rows"][0]["cells"]] == [False, True, False]


def test_what_begins_a_page_has_no_space_above_it() -> None:
    document = sample_document(blocks=(SENTENCE, PageBreak(), Heading(1, "Nieuw"), SENTENCE))

    word = OpenedWord(write_docx(document, None))
    [before] = word.find("//w:pPr[w:pageBreakBefore]/w:spacing/@w:before")[-1:]
    assert before == "0"
    text = OpenedText(write_odt(document, None))
    [style] = text.find("//text:h[contains(., 'Nieuw')]/@text:style-name")
    assert text.find(f"//style:style[@style:name = '{style}']/*/@fo:margin-top") == ["0pt"]


def test_document_without_a_cover_tells_its_day_below_the_title() -> None:
    document = replace(sample_document(blocks=(SENTENCE,)), has_cover=False)

    assert any(document.day in each for each in OpenedWord(write_docx(document, None)).paragraphs())
    assert document.day in OpenedText(write_odt(document, None)).part("content.xml")


def test_long_word_in_the_title_may_end_its_line() -> None:
    document = replace(sample_document(), title=f"Stand van de {'N' * 60}")

    data = as_data(document)

    assert data["title"] == document.title
    assert "".join(data["title_pieces"]) == document.title
    assert len(data["title_pieces"]) > 1
