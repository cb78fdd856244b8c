"""The preview of a document: safe whatever is in it, and with everything that is in it."""

from dataclasses import replace

import pytest
from django.utils.safestring import SafeString

from reports.charts.svg import picture
from reports.documents.blocks import (
    Cell,
    Chart,
    Column,
    Heading,
    Level,
    Link,
    Mark,
    Number,
    Paragraph,
    Table,
    Text,
    words,
)
from reports.documents.html import render_preview
from tests.reports.document import Element, _TreeBuilder
from tests.reports.documents.samples import HOSTILE, large_document, paragraph, sample_document

ALLOWED_SVG = {"svg", "title", "desc", "g", "rect", "path", "text", "line", "circle"}


def preview(*blocks: object) -> Element:
    document = sample_document(blocks=blocks) if blocks else sample_document()  # type: ignore[arg-type]
    return tree(render_preview(document))


def tree(html: str) -> Element:
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    return builder.root


def test_everything_of_the_tree_is_in_the_preview() -> None:
    document = sample_document()

    page = preview()

    for block in document.blocks:
        match block:
            case Heading():
                assert block.content in page.text
            case Paragraph() if block.runs and block.runs[0].content not in HOSTILE:
                assert words(block.runs).replace("\xa0", " ") in page.text
            case Table():
                assert len(page.captioned(block.title).one("tbody").all("tr")) == len(block.rows)
    assert document.title in page.one("h2").text


def test_headings_are_below_those_of_the_page_in_their_order() -> None:
    page = preview()

    assert not page.all("h1")
    levels = [int(each.tag[1]) for each in page.walk() if each.tag in {"h2", "h3", "h4", "h5"}]
    assert levels == [2, 3, 4, 5]


def test_ids_are_there_once_and_links_within_lead_to_one() -> None:
    page = preview()

    ids = [each.attributes["id"] for each in page.walk() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    inner = [href[1:] for href in page.hrefs() if href.startswith("#")]
    assert inner
    assert set(inner) <= set(ids)


def test_mark_secrecy_and_state_are_said() -> None:
    text = preview().text

    assert "Vertrouwelijk · concept" in text
    assert "Geheimhouding op grond van artikel 87 Gemeentewet, besluit 2022-114" in text
    assert "fn1-evaluatie-2022, publicatie 1, formule behaald-1" in text


def test_number_tells_what_it_was_taken_from_and_changed_text_says_so() -> None:
    page = preview()

    number = page.all("span", "fn-document__number")[0]
    assert (number.text, number.attributes["title"]) == ("83 %", "Uit: totaal: procent")
    assert "(tekst gewijzigd)" in page.one("p", "fn-document__changed").text


def test_table_has_headers_for_columns_and_rows() -> None:
    table = preview().captioned("Behaald per organisatie")

    assert [head.attributes["scope"] for head in table.one("thead").all("th")] == ["col"] * 3
    assert [row.all("th")[0].attributes["scope"] for row in table.one("tbody").all("tr")] == [
        "row"
    ] * 5
    assert "fn-status--achieved" in table.all("td", "fn-document__status")[0].classes


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_and_is_nothing_else(hostile: str) -> None:
    blocks = (
        Heading(1, hostile, hostile),
        paragraph(hostile),
        Paragraph((Link(hostile, f"javascript:{hostile}"), Number(hostile, hostile, strong=True))),
        Table(hostile, (Column(hostile), Column("")), ((Cell((Text(hostile),)), Cell()),)),
        Chart(hostile, hostile, hostile),
    )

    html = render_preview(sample_document(blocks=blocks))

    page = tree(html)
    assert not page.all("script")
    assert not page.all("b")
    assert not page.hrefs()
    assert "\x00" not in html
    seen = "".join(letter for letter in hostile if letter.isprintable())
    shown = "".join(
        letter
        for letter in page.raw_text
        if letter.isprintable() and letter != "\N{REPLACEMENT CHARACTER}"
    )
    assert seen in shown


def test_chart_that_our_functions_drew_is_a_picture() -> None:
    page = preview()

    svg = page.one("svg")
    assert {each.tag for each in svg.walk()} <= ALLOWED_SVG
    assert svg.attributes["role"] == "img"


def test_chart_that_is_a_plain_string_is_words_only() -> None:
    page = preview(Chart("<svg onload='alert(1)'></svg>", "Titel", "Almere heeft 2 van 8."))

    assert not page.all("svg")
    assert "alert" not in page.raw_text
    assert "Almere heeft 2 van 8." in page.text


def test_chart_as_the_tree_holds_it_is_still_known_as_our_own() -> None:
    svg = picture(name="x", title="t", description="d", width=1, height=1)

    assert isinstance(Chart(str(svg), "t", "d").svg, SafeString)


def test_public_document_without_seal_or_attachment_has_no_foot() -> None:
    document = replace(
        sample_document(), mark=Mark(Level.PUBLIC), seal=None, attachment=None, has_cover=False
    )

    page = tree(render_preview(document))

    assert not page.all("footer")
    assert "Openbaar" in page.text


def test_large_document_is_there_in_full() -> None:
    page = tree(render_preview(large_document()))

    assert len(page.all("tbody")) == 7 + 2
