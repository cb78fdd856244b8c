"""What a region made of a template is in its reports, and what we add is there too."""

import io
from typing import Any

import docx as python_docx
import pytest

from reports.documents import docx, odt
from tests.house_styles import DOCX, FOOTER, HEADER, ODT, in_blue, template
from tests.reports.documents.opened import OpenedText, OpenedWord
from tests.reports.documents.samples import sample_document

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fea735814c0000000049454e44ae426082"
)
WIDE = 'w:w="16838" w:h="11906"'


def with_logo() -> bytes:
    """A Word template with a picture in its header, and words in its footer."""
    word = python_docx.Document(io.BytesIO(docx.standard_template()))
    section = word.sections[0]
    section.header.paragraphs[0].add_run("Samen weerbaar").add_picture(io.BytesIO(PNG))
    section.footer.paragraphs[0].text = "Postbus 1, Lelystad"
    word.add_paragraph("Voorbeeldtekst").add_run().add_picture(io.BytesIO(PNG + b" "))
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def test_word_report_keeps_the_logo_and_words_of_its_template() -> None:
    file = OpenedWord(docx.write(sample_document(), with_logo()))

    assert file.header.startswith("Samen weerbaar\nVertrouwelijk · concept")
    assert file.footer.startswith("Postbus 1, Lelystad\nfn1-evaluatie-2022")
    media = [name for name in file.archive.namelist() if name.startswith("word/media/")]
    assert file.archive.read(media[0]) == PNG or file.archive.read(media[1]) == PNG


def test_text_and_pictures_of_a_template_do_not_come_along() -> None:
    file = OpenedWord(docx.write(sample_document(), with_logo()))

    assert "Voorbeeldtekst" not in file.everything
    assert "Zo ziet de stijl" not in file.everything
    media = [name for name in file.archive.namelist() if name.startswith("word/media/")]
    assert len(media) == 2


def test_properties_of_a_template_do_not_come_along() -> None:
    word = python_docx.Document(io.BytesIO(docx.standard_template()))
    word.core_properties.author = "Iemand van vroeger"
    file = io.BytesIO()
    word.save(file)

    assert "Iemand" not in OpenedWord(docx.write(sample_document(), file.getvalue())).everything


def test_nothing_hidden_of_a_template_comes_along() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = '<Relationship Id="rX{}" Type="{}" Target="{}"/>'
    own = template(
        DOCX,
        (
            "word/_rels/document.xml.rels",
            "</Relationships>",
            relation.format(1, f"{office}/footnotes", "footnotes.xml")
            + relation.format(2, "http://schemas.microsoft.com/office/2011/people", "people.xml")
            + relation.format(3, f"{office}/customXml", "data.xml")
            + "</Relationships>",
        ),
        (
            "_rels/.rels",
            "</Relationships>",
            relation.format(4, "http://schemas.microsoft.com/label", "label.xml")
            + "</Relationships>",
        ),
        ("word/settings.xml", "<w:zoom", "<w:updateFields/><w:docVars/><w:rsids/><w:zoom"),
        word__footnotes_xml=b"<a>Geheime noot</a>",
        word__people_xml=b"<a>Iemand</a>",
        word__data_xml=b"<a>Gegevens van vroeger</a>",
        label_xml=b"<a>Zeer geheim</a>",
    )
    file = OpenedWord(docx.write(sample_document(), own))

    for words in ("Geheime noot", "Iemand", "van vroeger", "Zeer geheim", "updateFields", "rsids"):
        assert words not in file.everything


def test_word_report_has_the_colours_and_page_of_its_template() -> None:
    own = template(
        DOCX,
        ("word/styles.xml", "0E5A64", "0000FF"),
        ("word/styles.xml", "Calibri", "Georgia"),
        ("word/document.xml", 'w:w="11906" w:h="16838"', WIDE),
    )
    file = OpenedWord(docx.write(sample_document(), own))

    assert "0000FF" in file.part("word/styles.xml")
    assert "Georgia" in file.part("word/styles.xml")
    widths = [int(width) for width in file.find("(//w:tblGrid)[1]/w:gridCol/@w:w")]
    assert sum(widths) == 16838 - 2 * 1134


def test_first_and_even_pages_of_a_template_get_our_lines_too() -> None:
    word = python_docx.Document(io.BytesIO(docx.standard_template()))
    word.sections[0].different_first_page_header_footer = True
    word.settings.odd_and_even_pages_header_footer = True
    saved = io.BytesIO()
    word.save(saved)
    file = OpenedWord(docx.write(sample_document(), saved.getvalue()))

    headers = [name for name in file.archive.namelist() if name.startswith("word/header")]
    assert len(headers) == 3
    assert all("Vertrouwelijk" in file.part(name) for name in headers)


def test_template_of_another_language_speaks_dutch_afterwards() -> None:
    english = template(
        DOCX, ("word/styles.xml", "nl-NL", "en-GB"), ("word/settings.xml", "nl-NL", "en-GB")
    )
    file = OpenedWord(docx.write(sample_document(), english))

    assert set(file.find("//w:lang/@w:val", "word/styles.xml")) == {"nl-NL"}
    french = template(ODT, ("styles.xml", 'fo:language="nl" fo:country="NL"', 'fo:language="fr"'))
    text = OpenedText(odt.write(sample_document(), french))
    assert set(text.find("//@fo:language", "styles.xml")) == {"nl"}


def test_identifiers_of_a_dutch_word_are_followed() -> None:
    dutch = template(
        DOCX,
        ("word/styles.xml", 'w:styleId="Heading1"', 'w:styleId="Kop1"'),
        ("word/document.xml", 'w:val="Heading1"', 'w:val="Kop1"'),
    )
    file = OpenedWord(docx.write(sample_document(), dutch))

    assert file.find("//w:p[w:bookmarkStart]/w:pPr/w:pStyle/@w:val")[0] == "Kop1"


def test_opendocument_report_keeps_what_its_template_has() -> None:
    own = template(
        ODT,
        ("styles.xml", "0E5A64", "0000FF"),
        ("styles.xml", 'fo:page-width="210mm"', 'fo:page-width="29.7cm"'),
        (
            "styles.xml",
            '<style:header><text:p text:style-name="Header"/>',
            '<style:header><text:p text:style-name="Header">Samen weerbaar<draw:frame '
            'svg:width="1mm" svg:height="1mm"><draw:image xlink:href="Pictures/logo.png"/>'
            "</draw:frame></text:p>",
        ),
        **{"Pictures__logo.png": PNG, "Pictures__ongebruikt.png": PNG},
    )
    file = OpenedText(odt.write(sample_document(), own))

    assert file.header.startswith("Samen weerbaar\nVertrouwelijk · concept")
    assert file.archive.read("Pictures/logo.png") == PNG
    assert "Pictures/ongebruikt.png" not in file.archive.namelist()
    assert "0000FF" in file.part("styles.xml")
    assert set(file.find("//@style:width")) == {"257.00mm"}
    assert "Zo ziet de stijl" not in file.everything


@pytest.mark.parametrize(("kind", "writer"), [(DOCX, docx), (ODT, odt)])
def test_same_template_gives_the_same_bytes(kind: Any, writer: Any) -> None:
    own = in_blue(kind)

    assert writer.write(sample_document(), own) == writer.write(sample_document(), own)
    assert writer.write(sample_document(), own) != writer.write(sample_document(), None)


def test_header_and_footer_of_our_template_leave_room() -> None:
    files = OpenedWord(docx.standard_template())

    assert files.paragraphs(HEADER) == files.paragraphs(FOOTER) == [""]
