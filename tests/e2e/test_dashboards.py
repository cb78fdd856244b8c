"""The dashboards in a browser: by keyboard alone, without JavaScript, and what it keeps of them."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.screens import EXECUTIVE, PUBLISHED
from tests.e2e.test_keyboard import tab_to

pytestmark = pytest.mark.browser

REGION = f"/regio/?ronde={PUBLISHED}"


@pytest.mark.parametrize("javascript", [True, False])
def test_executive_finds_what_is_lacking_by_keyboard_alone(visit: Visit, javascript: bool) -> None:
    visitor = visit(EXECUTIVE, javascript=javascript)
    page = visitor.page
    visitor.open("/")

    page.get_by_role("link", name="Regio", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Regio Flevoland")

    summary = page.locator("summary", has_text="behaald erbij")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details[open] li").first).to_be_visible()

    page.get_by_label("Toon", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Volgorde").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Toon", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**toon=open*")
    assert "volgorde=ontbreekt" in page.url
    first = page.locator(".fn-heatmap tbody tr").first
    expect(first).to_contain_text("niet behaald")

    first.get_by_role("rowheader").get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Behaald wanneer", exact=True)).to_be_visible()
    assert visitor.complaints == []


def test_tab_key_goes_from_the_sentence_to_the_results_that_make_it(visit: Visit) -> None:
    visitor = visit(EXECUTIVE)
    visitor.open(REGION)

    stop = tab_to(visitor.page, ".fn-headline a")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/resultaten/**")

    assert (stop["visible"], stop["marked"]) == (True, True)
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("Resultaten")


def test_unchanged_dashboard_is_not_sent_twice(visit: Visit) -> None:
    visitor = visit(EXECUTIVE)
    statuses: list[int] = []

    def note(response: dict[str, Any]) -> None:
        statuses.append(response["statusCode"])

    network = visitor.page.context.new_cdp_session(visitor.page)
    network.send("Network.enable")
    visitor.open(REGION)
    network.on("Network.responseReceivedExtraInfo", note)
    visitor.open("/toegankelijkheid/")
    statuses.clear()

    visitor.open(REGION)

    assert 304 in statuses
    expect(visitor.page.locator(".fn-headline")).to_contain_text("83")


def test_back_button_shows_no_dashboard_after_signing_out(visit: Visit) -> None:
    visitor = visit("bestuurder.urk")
    visitor.open("/")
    visitor.open(REGION)
    visitor.page.get_by_role("button", name="Afmelden").click()
    visitor.page.get_by_label("E-mailadres").wait_for()

    visitor.page.go_back()

    visitor.page.get_by_label("E-mailadres").wait_for()
    assert "83" not in visitor.page.locator("main").inner_text()
