"""The entry saves itself: what it says meanwhile, without a connection, and after signing out."""

import re

import pytest
from playwright.sync_api import Dialog, Locator, expect

from tests.e2e.conftest import Visit, Visitor
from tests.e2e.screens import DISTRICT, entry_path, expect_saved, fill_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

LELYSTAD, PERSON = "GM0995", "coordinator.lelystad"
SAVED = re.compile(r"Opgeslagen om \d\d:\d\d\.")


@pytest.fixture
def visitor(visit: Visit) -> Visitor:
    visitor = visit(PERSON)
    visitor.open(entry_path(LELYSTAD, "C"))
    return visitor


def point(visitor: Visitor, code: str) -> Locator:
    return visitor.page.locator(f"#punt-{code}")


def state(visitor: Visitor, code: str) -> Locator:
    return point(visitor, code).locator(".fn-save")


def text(visitor: Visitor, code: str) -> Locator:
    return point(visitor, code).get_by_label("Toelichting")


def test_what_is_typed_saves_itself_and_the_page_says_so(visitor: Visitor) -> None:
    text(visitor, "C1").press_sequentially("Terwijl ik typ", delay=20)
    expect(state(visitor, "C1")).to_contain_text("Nog niet opgeslagen.")

    expect(state(visitor, "C1")).to_contain_text(SAVED)

    expect_saved(visitor)
    typed = text(visitor, "C1").input_value()
    visitor.page.reload()
    expect(text(visitor, "C1")).to_have_value(typed)


def test_typing_goes_on_while_it_saves(visitor: Visitor) -> None:
    words = "Een lange zin die in stukken wordt getypt"
    text(visitor, "C2").fill("")
    for word in words.split():
        text(visitor, "C2").press_sequentially(f"{word} ", delay=60)
        visitor.page.wait_for_timeout(150)

    expect_saved(visitor)

    expect(text(visitor, "C2")).to_have_value(f"{words} ")
    visitor.page.reload()
    expect(text(visitor, "C2")).to_have_value(f"{words} ")


def test_without_a_connection_the_text_stays_and_is_saved_afterwards(visitor: Visitor) -> None:
    visitor.page.context.set_offline(True)
    text(visitor, "C3").fill("Zonder verbinding getypt")

    expect(state(visitor, "C3")).to_contain_text("Geen verbinding.")

    visitor.page.context.set_offline(False)
    expect(state(visitor, "C3")).to_contain_text(SAVED)
    visitor.page.reload()
    expect(text(visitor, "C3")).to_have_value("Zonder verbinding getypt")


def test_leaving_with_unsaved_text_asks_first(visitor: Visitor) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    visitor.page.on("dialog", stay)
    text(visitor, "C4").fill("Nog niet opgeslagen")
    visitor.page.get_by_role("link", name="Start", exact=True).click()

    assert asked == ["beforeunload"]
    expect_saved(visitor)


def test_button_saves_everything_before_it_goes_on(visitor: Visitor) -> None:
    text(visitor, "C5").fill("Vlak voor de knop")

    visitor.page.get_by_role("button", name="Opslaan en naar thema D").click()

    expect(visitor.page.get_by_role("heading", name="Thema D Handhaving")).to_be_visible()
    visitor.open(entry_path(LELYSTAD, "C"))
    expect(text(visitor, "C5")).to_have_value("Vlak voor de knop")


def test_who_was_signed_out_goes_on_after_signing_in_elsewhere(
    visit: Visit, visitor: Visitor
) -> None:
    visitor.page.context.clear_cookies()
    text(visitor, "C6").fill("Na het afmelden getypt")
    expect(state(visitor, "C6")).to_contain_text("u bent afgemeld")
    tab = Visitor(visitor.page.context.new_page(), visitor.site)
    tab.open("/")
    tab.page.get_by_label("E-mailadres").fill(f"{PERSON}@flevonorm.example")
    tab.page.get_by_label("Wachtwoord").fill(PASSWORD)
    tab.page.get_by_role("button", name="Aanmelden", exact=True).click()
    tab.page.get_by_role("heading", name="Welkom").wait_for()

    visitor.page.bring_to_front()

    expect(state(visitor, "C6")).to_contain_text(SAVED, timeout=30_000)


def test_choice_in_a_conflict_stays_when_the_last_words_were_still_to_be_saved(
    visit: Visit, visitor: Visitor
) -> None:
    colleague = visit(DISTRICT)
    colleague.open(entry_path(LELYSTAD, "C"))
    point(colleague, "C7").get_by_label("behaald", exact=True).check()
    expect_saved(colleague)
    fill_in(visitor, "C7", "niet behaald", "Direct na de keuze getypt")
    mine = state(visitor, "C7").get_by_label("Mijn versie opslaan")

    # At once, before the time to save what was typed.
    mine.evaluate("radio => radio.click()")
    visitor.page.wait_for_timeout(2000)

    expect(mine).to_be_checked()


def test_keys_lead_through_the_points(visitor: Visitor) -> None:
    visitor.page.keyboard.press("n")
    expect(point(visitor, "C1")).to_be_focused()
    visitor.page.keyboard.press("n")
    visitor.page.keyboard.press("1")
    expect(point(visitor, "C2").get_by_label("behaald", exact=True)).to_be_checked()
    visitor.page.keyboard.press("v")
    visitor.page.keyboard.press("t")
    expect(text(visitor, "C1")).to_be_focused()
    visitor.page.keyboard.type("1n?")
    expect(text(visitor, "C1")).to_have_value(re.compile(r"1n\?"))
    visitor.page.keyboard.press("Escape")
    visitor.page.keyboard.press("?")
    panel = visitor.page.locator("[data-keys]")
    expect(panel).to_have_attribute("open", "")
    panel.get_by_label("Sneltoetsen gebruiken").uncheck()
    visitor.page.keyboard.press("n")
    expect(point(visitor, "C2")).not_to_be_focused()
