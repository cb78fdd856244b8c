"""The PDF of a document: what it says, and how a screen reader and an archive find their way."""

import re
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from typing import cast

import pikepdf
import pytest

from monitoring.choices import ResultStatus
from reports.charts.heat_map import Band, Row, heat_map
from reports.documents.blocks import (
    Contents,
    Heading,
    Level,
    Link,
    Mark,
    Number,
    PageBreak,
    Paragraph,
    Table,
    Text,
)
from reports.documents.pdf import PdfFailed, write
from tests.reports.documents.pdf import Pdf
from tests.reports.documents.samples import MOMENT, chart, paragraph, sample_document
from tests.run import ROOT


@pytest.fixture(scope="module")
def sample() -> Pdf:
    return Pdf.of(sample_document())


def test_text_stands_in_the_order_of_the_tree(sample: Pdf) -> None:
    sentence = "In totaal is 83 % behaald: 218 van de 263 ambitiepunten."
    parts = (
        "Waar staan wij in het najaar van 2022?",
        "3 november 2022",
        "Inhoud",
        sentence,
        "Zo spreekt een alinea met stem quote.",
        "Zie de samenvatting.",
        "1. stap een",
        "Per organisatie",
        "organisatie behaald status Almere 12 behaald Dronten 12 deels behaald",
        "Peildatum 1 oktober 2022",
    )

    places = [sample.text.rfind(part) for part in parts]

    assert -1 not in places
    assert places == sorted(places)


def test_changed_sentence_says_so_in_words(sample: Pdf) -> None:
    assert sample.text.count("(tekst gewijzigd)") == 1
    assert "263 ambitiepunten. (tekst gewijzigd)" in sample.text


def test_every_page_has_mark_title_seal_and_number(sample: Pdf) -> None:
    assert len(sample.pages) == 3
    for number, page in enumerate(sample.pages, start=1):
        assert page.startswith("Vertrouwelijk · concept Eindevaluatie Flevolandse norm")
        assert (
            "Geheimhouding op grond van artikel 87 Gemeentewet, besluit 2022-114, tot 1 januari"
            in page
        )
        assert "fn1-evaluatie-2022, publicatie 1, formule behaald-1" in page
        assert f"pagina {number} van 3 SHA-256 {'ab' * 32}" in page
        assert page.endswith("Controleren: https://voorbeeld.test/")


def test_public_page_without_seal_has_only_its_level_and_number() -> None:
    document = replace(sample_document(blocks=()), mark=Mark(Level.PUBLIC), seal=None, state="")

    (page,) = Pdf.of(replace(document, has_cover=False)).pages

    assert page.startswith("Openbaar Eindevaluatie")
    assert page.endswith("DWO-F pagina 1 van 1")
    assert "Geheimhouding" not in page
    assert "SHA-256" not in page


def test_mark_is_read_out_although_the_header_is_not(sample: Pdf) -> None:
    """The header of a page is an artifact; the mark stands on the cover as well."""
    assert sample.pages[0].count("Vertrouwelijk · concept") == 2
    contents = [page.Contents.read_bytes() for page in sample.file.pages]

    assert all(b"/Header" in content and b"/Footer" in content for content in contents)
    assert all(b"/Artifact" in content for content in contents)


def test_properties_tell_title_language_author_date_and_mark(sample: Pdf) -> None:
    info, root = sample.file.docinfo, sample.file.Root

    assert str(info.Title) == "Eindevaluatie Flevolandse norm"
    assert str(info.Author) == "DWO-F"
    assert str(info.Subject) == "Flevolandse norm 1.0, eindevaluatie 2022"
    assert str(info.CreationDate) == f"D:{MOMENT:%Y%m%d%H%M%S}Z"
    assert str(info.Keywords).startswith("Flevolandse norm, eindevaluatie, vertrouwelijk, concept")
    assert "besluit 2022-114" in str(info.Keywords)
    assert re.search(r"<dc:rights>.*Vertrouwelijk · concept\. Geheimhouding op ", sample.properties)
    assert str(root.Lang) == "nl"
    assert bool(root.ViewerPreferences.DisplayDocTitle)


def test_file_says_that_it_is_accessible_and_for_the_archive(sample: Pdf) -> None:
    assert "<pdfuaid:part>1</pdfuaid:part>" in sample.properties
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in (
        sample.properties
    )
    assert bool(sample.file.Root.MarkInfo.Marked)


def test_reading_order_is_that_of_the_structure(sample: Pdf) -> None:
    with_links = [page for page in sample.file.pages if "/Annots" in page]

    assert with_links
    assert all(str(page.Tabs) == "/S" for page in with_links)


def test_headings_are_one_hierarchy_below_the_title(sample: Pdf) -> None:
    headings = sample.of_kind("H1", "H2", "H3", "H4", "H5")

    assert [(heading.kind, heading.title) for heading in headings] == [
        ("H1", "Eindevaluatie Flevolandse norm"),
        ("H2", "Inhoud"),
        ("H2", "Samenvatting"),
        ("H3", "Per organisatie"),
        ("H4", "Toelichtingen"),
    ]


@pytest.mark.parametrize("levels", [(3, 1, 4), (4, 4, 2, 4), (1, 3, 1, 4)])
def test_heading_never_jumps_a_level(levels: tuple[int, ...]) -> None:
    blocks = tuple(Heading(level, f"kop {number}") for number, level in enumerate(levels))

    pdf = Pdf.of(sample_document(blocks=(Contents(), *blocks)))

    found = [int(heading.kind[1]) for heading in pdf.of_kind("H1", "H2", "H3", "H4", "H5")]
    assert found[0] == 1
    assert len(found) == len(levels) + 2
    assert all(after <= before + 1 for before, after in pairwise(found))


def test_bookmarks_are_the_headings(sample: Pdf) -> None:
    with sample.file.open_outline() as outline:
        top = [(item.title, [child.title for child in item.children]) for item in outline.root]

    assert top == [("Inhoud", []), ("Samenvatting", ["Per organisatie"])]


def test_contents_lead_to_pages_down_to_their_depth(sample: Pdf) -> None:
    page = sample.pages[1]

    assert re.search(r"Inhoud Samenvatting[ .]+2 Per organisatie[ .]+2 Samenvatting", page)
    assert [(element.kind, element.parent) for element in sample.of_kind("TOC", "TOCI")] == [
        ("TOC", "Document"),
        ("TOCI", "TOC"),
        ("TOC", "TOC"),
        ("TOCI", "TOC"),
    ]
    assert all(element.parent == "Reference" for element in sample.of_kind("Link")[:2])


def test_first_cell_of_a_row_is_its_header(sample: Pdf) -> None:
    headers = sample.of_kind("TH")

    assert [header.scope for header in headers] == ["Column"] * 3 + ["Row"] * 6
    assert len(sample.of_kind("TD")) == 11
    assert [element.parent for element in sample.of_kind("THead", "TBody")] == ["Table"] * 2
    assert len(sample.of_kind("Caption")) == 3


def test_cells_name_no_other_headers_than_their_scopes_tell(sample: Pdf) -> None:
    cells = [
        item
        for item in sample.file.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") in ("/TD", "/TH")
    ]
    named = [
        entry["/Headers"] for cell in cells for entry in cell.get("/A", ()) if "/Headers" in entry
    ]

    assert len(cells) == 20
    assert all(len(cast("pikepdf.Array", headers)) == 0 for headers in named)


def test_chart_is_told_in_words(sample: Pdf) -> None:
    (figure,) = sample.of_kind("Figure")

    assert figure.alt == "Alle ambitiepunten. Almere: 2 van 8 behaald."
    assert not [page for page in sample.file.pages if page.get_images()], (
        "a chart is drawn as lines"
    )


def test_chart_stands_on_one_page() -> None:
    rows = tuple(Row(f"Organisatie {number}", ("achieved",)) for number in range(90))
    svg = str(heat_map((Band("B", 1),), rows, name="lang", title="Lang"))
    low, high = (replace(chart(), svg=svg, width=width) for width in (80, 400))

    pdf = Pdf.of(sample_document(blocks=(Heading(1, "Kop"), low, Heading(1, "Kop"), high)))

    assert len(pdf.pages) == 3
    assert all("Organisatie 0" in page and "Organisatie 89" in page for page in pdf.pages[1:])
    assert all("behaald deels behaald" in page for page in pdf.pages[1:]), "the legend below it"


def test_lists_and_quotes_are_tagged(sample: Pdf) -> None:
    assert [element.kind for element in sample.of_kind("L", "LBody")] == ["L", "LBody", "LBody"] * 2
    assert len(sample.of_kind("BlockQuote")) == 11


def test_attachment_is_the_data_of_the_document(sample: Pdf) -> None:
    (file,) = sample.file.Root.AF
    (name,) = sample.file.attachments

    assert str(file.AFRelationship) == "/Data"
    assert (str(file.UF), str(file.Desc)) == ("ronde.json", "De cijfers.")
    assert sample.file.attachments[name].get_file().read_bytes() == b'{"a": 1}\n'


def test_document_without_attachment_has_none() -> None:
    pdf = Pdf.of(replace(sample_document(blocks=()), attachment=None))

    assert not pdf.file.attachments
    assert "/AF" not in pdf.file.Root


def test_link_leads_to_its_heading_or_its_address() -> None:
    blocks = (
        Heading(1, "Een", "doel"),
        Heading(1, "Twee", "doel"),
        Paragraph(
            (Link("hierheen", "#doel"), Text(" of "), Link("weg", "https://voorbeeld.test/"))
        ),
    )

    pdf = Pdf.of(replace(sample_document(blocks=blocks), has_cover=False))

    (page,) = pdf.file.pages
    inside, outside = page.Annots
    assert str(inside.Dest if "/Dest" in inside else inside.A.D) == "kop-0"
    assert str(outside.A.URI) == "https://voorbeeld.test/"


@pytest.mark.parametrize(
    "address", ["#nergens", "#", "", "javascript:alert(1)", "file:///etc/passwd", "https://a b/"]
)
def test_link_that_leads_nowhere_is_text(address: str) -> None:
    pdf = Pdf.of(sample_document(blocks=(Paragraph((Link("woorden", address),)),)))

    assert "woorden" in pdf.text
    assert not [page for page in pdf.file.pages if "/Annots" in page]


def test_number_stays_on_one_line_and_is_extracted_as_written() -> None:
    runs = (Text("a " * 39), Number("1 234,5 %", "totaal"), Text(" einde; fi ffi fl offline"))

    pdf = Pdf.of(sample_document(blocks=(Paragraph(runs * 7),)))

    assert pdf.text.count("1 234,5 % einde; fi ffi fl offline") == 7


def test_page_breaks_leave_no_page_empty() -> None:
    blocks = (PageBreak(), paragraph("een"), PageBreak(), PageBreak(), paragraph("twee"))

    assert len(Pdf.of(sample_document(blocks=(*blocks, PageBreak()))).pages) == 3


def test_table_without_rows_shows_its_head() -> None:
    table = next(block for block in sample_document().blocks if isinstance(block, Table))

    pdf = Pdf.of(sample_document(blocks=(replace(table, rows=()),)))

    assert "Behaald per organisatie organisatie behaald status" in pdf.text


def test_paper_has_the_colours_of_the_screen() -> None:
    theme = (ROOT / "static/css/theme.css").read_text(encoding="utf-8")
    template = (ROOT / "reports/documents/pdf/report.typ").read_text(encoding="utf-8")

    colours = set(re.findall("#[0-9a-f]{6}", template))

    assert len(colours) > 10
    assert colours <= set(re.findall("#[0-9a-f]{6}", theme))


def test_status_keeps_its_word(sample: Pdf) -> None:
    assert all(str(status.label) in sample.text for status in ResultStatus)


def test_same_document_gives_the_same_bytes() -> None:
    assert write(sample_document()) == write(sample_document())


def test_another_process_gives_the_same_bytes() -> None:
    script = (
        "import django, hashlib; django.setup();"
        "from tests.reports.documents.samples import sample_document;"
        "from reports.documents.pdf import write;"
        "print(hashlib.sha256(write(sample_document())).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == sha256(write(sample_document())).hexdigest()


def test_what_typst_refuses_is_one_kind_of_failure() -> None:
    with pytest.raises(PdfFailed, match=r"typst could not set 'Flevolandse norm 1\.0"):
        write(sample_document(blocks=(replace(chart(), svg="<svg"),)))
