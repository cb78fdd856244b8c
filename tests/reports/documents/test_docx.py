"""What only a Word file has."""

import io

import docx as python_docx
import pytest

from reports.documents.blocks import Cell, Column, Items, Table, Text
from reports.documents.docx import standard_template, write
from reports.documents.docx.styles import Styles
from tests.reports.documents.opened import OpenedWord
from tests.reports.documents.samples import MOMENT, chart, sample_document


@pytest.fixture(scope="module")
def file() -> OpenedWord:
    return OpenedWord(write(sample_document()))


def test_standard_template_has_every_style_that_is_needed() -> None:
    word = python_docx.Document(io.BytesIO(standard_template()))

    assert Styles.of(word).missing() == []


def test_headings_are_headings_with_a_place_to_link_to(file: OpenedWord) -> None:
    styles = file.find("//w:p[w:bookmarkStart]/w:pPr/w:pStyle/@w:val")

    assert styles == ["Heading1", "Heading2", "Heading3"]
    assert file.find("//w:pStyle[@w:val='Title']")


def test_contents_are_a_field_that_holds_its_lines(file: OpenedWord) -> None:
    codes = [code.text.strip() for code in file.find("//w:instrText")]
    kinds = file.find("//w:fldChar/@w:fldCharType")

    assert 'TOC \\o "1-2" \\h \\z \\u' in codes
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(codes)
    assert (
        file.find("//w:sdtContent//w:hyperlink/@w:anchor")
        == file.find("//w:bookmarkStart/@w:name")[:2]
    )
    assert [text.strip("\t") for text in file.paragraphs() if text.endswith("\t")] == [
        "Samenvatting",
        "Per organisatie",
    ]


def test_word_is_not_made_to_ask_about_fields(file: OpenedWord) -> None:
    assert "updateFields" not in file.everything
    assert "w:dirty" not in file.everything


def test_tables_tell_their_header_row_first_column_and_name(file: OpenedWord) -> None:
    assert len(file.find("//w:tbl[1]/w:tr[1]/w:trPr/w:tblHeader")) == 1
    assert file.find("//w:tblLook/@w:firstColumn") == ["1", "1"]
    assert file.find("//w:tblLook/@w:firstRow") == ["1", "0"]
    assert file.find("//w:tblCaption/@w:val") == ["Behaald per organisatie", "Gegevens"]
    assert "organisatie, behaald, status" in file.find("//w:tblDescription/@w:val")[0]


def test_columns_have_explicit_widths_that_fill_the_page(file: OpenedWord) -> None:
    widths = [int(width) for width in file.find("(//w:tblGrid)[1]/w:gridCol/@w:w")]
    cells = [int(width) for width in file.find("(//w:tbl)[1]/w:tr[2]/w:tc/w:tcPr/w:tcW/@w:w")]

    assert sum(widths) == 9638
    assert widths == cells
    assert widths[0] == pytest.approx(9638 * 3 / 5.5, abs=1)
    assert set(file.find("//w:tblLayout/@w:type")) == {"fixed"}


def test_status_has_a_shade_and_keeps_its_word(file: OpenedWord) -> None:
    shades = file.find("//w:tc[w:tcPr/w:shd]")

    assert len(shades) == 5
    assert ["".join(shade.itertext()) for shade in shades][:2] == ["behaald", "deels behaald"]


def test_long_rows_may_go_on_over_pages() -> None:
    [table] = [block for block in sample_document().blocks if isinstance(block, Table)][:1]
    row = tuple(cell for cell in table.rows[0])
    long = (*row[:-1], type(row[-1])((Text("x" * 20_000),)))
    written = OpenedWord(write(sample_document(blocks=(Table("t", table.columns, (row, long)),))))

    splits = [bool(row.findall(".//{*}cantSplit")) for row in written.find("//w:tr")]
    assert splits == [True, True, False]


def test_small_table_stays_on_one_page_and_a_long_one_only_with_its_head() -> None:
    columns = (Column("a"), Column("b"))
    row = (Cell((Text("x"),)), Cell((Text("y"),)))

    def held(rows: int) -> list[int]:
        file = OpenedWord(write(sample_document(blocks=(Table("t", columns, (row,) * rows),))))
        return [len(found.findall(".//{*}keepNext")) for found in file.find("//w:tr")]

    assert held(3) == [2, 2, 2, 0]
    assert held(13) == [2, *[0] * 13]


def test_picture_has_its_words(file: OpenedWord) -> None:
    for path in ("//wp:docPr", "//pic:cNvPr"):
        [described] = file.find(path)
        assert described.get("descr") == chart().description
        assert described.get("title") == chart().title
    assert file.archive.read("word/media/image1.png").startswith(b"\x89PNG")


def test_everything_is_in_dutch(file: OpenedWord) -> None:
    assert set(file.find("//w:lang/@w:val", "word/styles.xml")) == {"nl-NL"}
    assert file.find("//w:themeFontLang/@w:val", "word/settings.xml") == ["nl-NL"]
    assert 'w:val="en-' not in file.everything


def test_properties_are_those_of_the_document() -> None:
    word = python_docx.Document(io.BytesIO(write(sample_document())))
    core = word.core_properties

    assert (core.title, core.author) == ("Eindevaluatie Flevolandse norm", "DWO-F")
    assert core.subject == "Flevolandse norm 1.0, eindevaluatie 2022"
    assert core.keywords == "Flevolandse norm, eindevaluatie"
    assert core.language == "nl-NL"
    assert core.created == core.modified == MOMENT


def test_own_properties_tell_mark_secrecy_and_seal(file: OpenedWord) -> None:
    names = file.find("//cust:property/@name", "docProps/custom.xml")
    values = [
        "".join(each.itertext()) for each in file.find("//cust:property", "docProps/custom.xml")
    ]

    said = dict(zip(names, values, strict=True))
    assert said["Vertrouwelijkheid"] == "vertrouwelijk"
    assert said["Geheimhouding grondslag"] == "artikel 87 Gemeentewet"
    assert said["Geheimhouding tot"] == "1 januari 2027"
    assert said["Ronde"] == "fn1-evaluatie-2022"
    assert said["SHA-256"] == "ab" * 32


def test_changed_paragraph_has_a_bar_beside_it(file: OpenedWord) -> None:
    [changed] = file.find("//w:p[w:pPr/w:pBdr]")

    assert "".join(changed.itertext()).endswith("(tekst gewijzigd)")


def test_links_lead_inside_and_outside(file: OpenedWord) -> None:
    [inside] = file.find("//w:hyperlink[w:r/w:rPr/w:rStyle]")

    assert inside.get(f"{{{file.names['w']}}}anchor") == "_Toc000001"


def test_every_numbered_list_begins_at_one() -> None:
    lists = (Items(((Text("a"),), (Text("b"),)), numbered=True),) * 2
    file = OpenedWord(write(sample_document(blocks=lists)))

    numbers = file.find("//w:numPr/w:numId/@w:val")
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    assert len(file.find("//w:startOverride[@w:val='1']", "word/numbering.xml")) == 2
