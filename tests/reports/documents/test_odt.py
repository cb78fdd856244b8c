"""What only an OpenDocument text has."""

import io
import zipfile

import pytest
from odfdo import Document

from reports.documents.blocks import Items, Text
from reports.documents.odt import standard_template, write
from reports.documents.odt.styles import NEEDED
from tests.reports.documents.opened import OpenedText
from tests.reports.documents.samples import chart, sample_document


@pytest.fixture(scope="module")
def file() -> OpenedText:
    return OpenedText(write(sample_document()))


def test_standard_template_has_every_style_that_is_needed() -> None:
    document = Document(io.BytesIO(standard_template()))

    missing = [name for name, family in NEEDED.items() if document.get_style(family, name) is None]
    assert missing == []


def test_kind_of_file_stands_first_and_unpacked(file: OpenedText) -> None:
    first = file.archive.infolist()[0]

    assert first.filename == "mimetype"
    assert first.compress_type == zipfile.ZIP_STORED
    assert file.part("mimetype") == "application/vnd.oasis.opendocument.text"


def test_manifest_names_every_part(file: OpenedText) -> None:
    named = set(file.find("//manifest:file-entry/@manifest:full-path", "META-INF/manifest.xml"))

    assert named - {"/"} == set(file.archive.namelist()) - {"mimetype", "META-INF/manifest.xml"}


def test_everything_is_in_dutch(file: OpenedText) -> None:
    assert set(file.find("//@fo:language", "styles.xml")) == {"nl"}
    assert set(file.find("//@fo:country", "styles.xml")) == {"NL"}
    assert file.find("//dc:language/text()", "meta.xml") == ["nl-NL"]
    assert '"fr"' not in file.everything


def test_headings_have_outline_levels_and_a_place(file: OpenedText) -> None:
    assert file.find("//text:h/@text:outline-level") == ["1", "2", "3"]
    assert file.find("//text:h/text:bookmark-start/@text:name") == [
        "_Toc000001",
        "_Toc000002",
        "_Toc000003",
    ]


def test_contents_lead_to_their_headings_and_make_links_again(file: OpenedText) -> None:
    assert file.find("//text:index-body//text:a/@xlink:href") == ["#_Toc000001", "#_Toc000002"]
    assert len(file.find("//text:index-body//text:bookmark-ref")) == 2
    assert len(file.find("//text:index-entry-link-start")) == 2
    assert file.find("//text:table-of-content/@text:protected") == ["true"]


def test_tables_have_header_rows_a_header_column_and_a_name(file: OpenedText) -> None:
    tables = file.find("//table:table")

    assert [len(table.findall("{*}table-header-rows")) for table in tables] == [1, 0]
    assert [len(table.findall("{*}table-header-columns")) for table in tables] == [1, 1]
    assert file.find("//table:table/table:title/text()") == ["Behaald per organisatie", "Gegevens"]


def test_columns_have_explicit_widths_that_fill_the_page(file: OpenedText) -> None:
    names = file.find("(//table:table)[1]//table:table-column/@table:style-name")
    widths = [
        float(file.find(f"//style:style[@style:name='{name}']//@style:column-width")[0][:-2])
        for name in names
    ]

    assert sum(widths) == pytest.approx(170, abs=0.05)
    assert widths[0] == pytest.approx(170 * 3 / 5.5, abs=0.05)


def test_status_has_a_shade_and_keeps_its_word(file: OpenedText) -> None:
    path = "//table:table-cell[starts-with(@table:style-name, 'Tabelcel.')]"

    assert ["".join(cell.itertext()) for cell in file.find(path)][:2] == [
        "behaald",
        "deels behaald",
    ]


def test_picture_has_its_words(file: OpenedText) -> None:
    assert file.find("//draw:frame/svg:title/text()") == [chart().title]
    assert file.find("//draw:frame/svg:desc/text()") == [chart().description]
    assert file.archive.read("Pictures/grafiek-1.png").startswith(b"\x89PNG")


def test_properties_tell_mark_secrecy_and_seal(file: OpenedText) -> None:
    names = file.find("//meta:user-defined/@meta:name", "meta.xml")
    said = dict(zip(names, file.find("//meta:user-defined/text()", "meta.xml"), strict=True))

    assert said["Vertrouwelijkheid"] == "vertrouwelijk"
    assert said["Geheimhouding besluit"] == "besluit 2022-114"
    assert said["Publicatie"] == "1"
    assert said["SHA-256"] == "ab" * 32
    assert file.find("//dc:title/text()", "meta.xml") == ["Eindevaluatie Flevolandse norm"]
    assert file.find("//meta:creation-date/text()", "meta.xml") == ["2022-11-03T09:30:00Z"]
    assert file.find("//dc:date/text()", "meta.xml") == ["2022-11-03T09:30:00Z"]


def test_changed_paragraph_has_a_bar_beside_it(file: OpenedText) -> None:
    [name] = file.find("//style:style[.//@fo:border-left[contains(., 'double')]]/@style:name")
    [changed] = file.find(f"//text:p[@text:style-name='{name}']")

    assert "".join(changed.itertext()).endswith("(tekst gewijzigd)")


def test_every_list_is_one_of_its_own() -> None:
    lists = (Items(((Text("a"),), (Text("b"),)), numbered=True),) * 2
    file = OpenedText(write(sample_document(blocks=lists)))

    assert file.find("//text:list/@text:style-name") == ["Rapport_20_nummering"] * 2
    assert file.find("//@text:continue-numbering") == []
