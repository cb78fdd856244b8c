"""What comes out of a printer: two sheets for the region, light, and nothing to click."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit, Visitor
from tests.e2e.screens import DISTRICT, PUBLISHED

pytestmark = pytest.mark.browser

REGION = f"/regio/?ronde={PUBLISHED}"
WHITE = "rgb(255, 255, 255)"
PAGE = re.compile(rb"/Type\s*/Page\b")


def sheets(visitor: Visitor) -> int:
    """How many A4 sheets the page takes; every sheet is one object in the file."""
    return len(PAGE.findall(visitor.print_to()))


def test_region_takes_two_sheets(visit: Visit) -> None:
    visitor = visit(DISTRICT)
    visitor.open(REGION)

    assert sheets(visitor) == 2


def test_sheets_are_counted(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/")

    assert sheets(visitor) == 1
    visitor.page.evaluate("() => { document.querySelector('h1').style.height = '3000px'; }")
    assert sheets(visitor) > 2


def test_paper_says_whose_it_is_and_has_nothing_to_click(visit: Visit) -> None:
    visitor = visit(DISTRICT)
    visitor.open(REGION)
    head = visitor.page.get_by_text("Afgedrukt door")
    expect(head).to_be_hidden()

    visitor.page.emulate_media(media="print")

    expect(head).to_be_visible()
    expect(head).to_contain_text("Vertrouwelijk.")
    for role in ("navigation", "button", "combobox"):
        expect(visitor.page.get_by_role(role)).to_have_count(0)
    expect(visitor.page.get_by_role("table", name="Status per ambitiepunt")).to_have_count(0)
    expect(visitor.page.get_by_text("staat op het scherm en in de export")).to_be_visible()


def test_paper_is_light_for_who_has_a_dark_screen(visit: Visit) -> None:
    visitor = visit(DISTRICT)
    visitor.open(REGION)
    background = "() => getComputedStyle(document.body).backgroundColor"

    visitor.page.emulate_media(color_scheme="dark")
    assert visitor.page.evaluate(background) != WHITE
    visitor.page.emulate_media(color_scheme="dark", media="print")

    assert visitor.page.evaluate(background) == WHITE
