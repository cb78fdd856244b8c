"""The editor of a report reads along, and what is not saved survives what may go wrong."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e import report_steps
from tests.e2e.conftest import Visit, Visitor
from tests.e2e.screens import ANALYST, REPORTS
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

SUMMARY = f"{REPORTS}openbare-samenvatting/"


@pytest.fixture
def visitor(visit: Visit) -> Visitor:
    """The analyst in the editor, without what an earlier test left there."""
    visitor = visit(ANALYST)
    visitor.open(SUMMARY)
    report_steps.edit_report(visitor, visit)
    thrown = visitor.page.get_by_role("button", name="Gooi weg wat ik typte")
    if thrown.count():
        thrown.click()
        visitor.page.get_by_text("is weg.").wait_for()
    return visitor


def area(page: Page) -> Locator:
    return page.locator("textarea").first


def reading(page: Page) -> Locator:
    return page.locator("[data-reads]").first


def kept(page: Page) -> Locator:
    return page.locator("[data-unsaved]").get_by_text("Onthouden om")


def test_sentence_reads_along_and_tells_once_what_is_wrong(visitor: Visitor) -> None:
    page = visitor.page
    area(page).fill("Er is {totaal: procent} behaald en {iets: anders}.")
    expect(reading(page)).to_contain_text("Het getal “iets: anders” bestaat niet")
    expect(page.locator("[data-say]")).to_contain_text("Zin 1 van")
    expect(area(page)).to_have_attribute("aria-invalid", "true")

    area(page).fill("Er is {totaal: procent} behaald.")

    expect(reading(page)).to_contain_text("Er is 83 % behaald.")
    expect(page.locator("[data-say]")).to_contain_text("klopt weer")
    expect(area(page)).not_to_have_attribute("aria-invalid", "true")
    assert visitor.complaints == []


def test_number_is_put_where_the_cursor_was(visitor: Visitor) -> None:
    page = visitor.page
    area(page).fill("Behaald: ")
    page.locator("summary").click()

    page.locator("[data-insert='{totaal: behaald}']").click()

    expect(area(page)).to_have_value("Behaald: {totaal: behaald}")
    expect(area(page)).to_be_focused()
    expect(reading(page)).to_contain_text("Behaald: 221")


def test_standard_text_is_shown_before_it_is_asked_back(visitor: Visitor) -> None:
    page = visitor.page
    standard = reading(page).locator(".fn-typed").inner_text()
    area(page).fill("Iets heel anders.")
    expect(reading(page)).to_contain_text("Iets heel anders.")

    page.get_by_label("Terug naar de standaardtekst").first.check()

    expect(reading(page)).to_contain_text(standard)


def test_closed_tab_takes_nothing(visitor: Visitor) -> None:
    page, address = visitor.page, visitor.page.url
    area(page).fill("Getypt en niet opgeslagen.")
    expect(kept(page)).to_be_visible()
    page.close()

    again = page.context.new_page()
    again.goto(address)

    expect(again.get_by_role("heading", name="U had nog niet opgeslagen")).to_be_visible()
    expect(area(again)).to_have_value("Getypt en niet opgeslagen.")


def test_who_was_signed_out_saves_after_signing_in_elsewhere(visitor: Visitor) -> None:
    page = visitor.page
    page.context.clear_cookies()
    area(page).fill("Na het afmelden getypt.")
    expect(page.locator("[data-problem-keeping]")).to_contain_text("U bent afgemeld.")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(area(page)).to_have_value("Na het afmelden getypt.")
    tab = page.context.new_page()
    tab.goto(f"{visitor.site}/")
    tab.get_by_label("E-mailadres").fill(f"{ANALYST}@flevonorm.example")
    tab.get_by_label("Wachtwoord").fill(PASSWORD)
    tab.get_by_role("button", name="Aanmelden", exact=True).click()
    tab.get_by_role("heading", name="Welkom").wait_for()
    page.bring_to_front()
    expect(kept(page)).to_be_visible(timeout=30_000)

    page.get_by_role("button", name="Opslaan", exact=True).click()

    expect(page.get_by_text("De tekst is opgeslagen.")).to_be_visible()
    expect(page.locator(".fn-report-change").first).to_contain_text("Na het afmelden getypt.")


def test_save_right_after_typing_saves_all_of_it(visitor: Visitor) -> None:
    page = visitor.page
    area(page).fill("")
    area(page).press_sequentially("En dit.", delay=5)

    page.get_by_role("button", name="Opslaan", exact=True).click()

    expect(page.get_by_text("De tekst is opgeslagen.")).to_be_visible()
    page.get_by_role("link", name="Tekst aanpassen").click()
    expect(area(page)).to_have_value("En dit.")
    assert page.get_by_role("heading", name="U had nog niet opgeslagen").count() == 0


def test_without_a_connection_the_text_stays(visitor: Visitor) -> None:
    page = visitor.page
    page.context.set_offline(True)
    area(page).fill("Zonder verbinding.")
    expect(page.locator("[data-problem-keeping]")).to_contain_text("Geen verbinding.")

    page.context.set_offline(False)

    expect(kept(page)).to_be_visible()
    expect(page.locator("[data-problem-keeping]")).to_be_hidden()


def test_more_than_can_be_kept_is_told_when_it_is_saved(visitor: Visitor) -> None:
    page, text = visitor.page, "een zin zonder eind, " * 24_000 + "en nog een"
    area(page).fill(text)
    expect(page.locator("[data-problem-keeping]")).to_contain_text("Kopieer uw tekst")

    page.get_by_role("button", name="Opslaan", exact=True).click()

    expect(page.locator(".fn-error-summary")).to_contain_text("is langer dan")
    is_kept = area(page).input_value() == text
    assert is_kept


def test_what_was_typed_before_the_script_came_is_read_and_kept(visitor: Visitor) -> None:
    page = visitor.page
    script, waiting = "**/report-text*.js", list[Route]()
    page.route(script, lambda route: waiting.append(route))  # no builtin is taken
    with page.expect_request(script):
        page.reload(wait_until="commit")
    area(page).fill("Al getypt, en {iets: anders}.")

    waiting[0].continue_()

    expect(reading(page)).to_contain_text("bestaat niet")
    expect(kept(page)).to_be_visible()
