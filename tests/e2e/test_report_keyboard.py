"""A report from concept to definitief by two people, without a mouse and without JavaScript."""

from dataclasses import dataclass, field
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Visit, Visitor
from tests.e2e.screens import ANALYST, DISTRICT, REPORTS
from tests.e2e.test_keyboard import Stop, press, wrong

pytestmark = pytest.mark.browser

MEDEDELING = "Mededeling aan Provinciale Staten"


@dataclass
class Keyboard:
    """One person's keys; `stops` are where the focus was, as far as scripts can tell."""

    page: Page
    scripts: bool
    stops: list[Stop] = field(default_factory=list)

    def go_to(self, target: Locator, *, limit: int = 200) -> None:
        """Presses Tab until the element has the focus."""
        for _ in range(limit):
            self._tab()
            if target.evaluate("(element) => element === document.activeElement"):
                return
        raise AssertionError(f"the Tab key does not reach {target}")

    def follow(self, role: Literal["link", "button"], name: str, heading: str) -> None:
        """Goes to a link or button of the page and presses Enter, which leads to a heading."""
        self.go_to(self.page.get_by_role(role, name=name, exact=True))
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def _tab(self) -> None:
        # What looks at the focus waits for a frame, which does not come without scripts.
        if self.scripts:
            self.stops.append(press(self.page, "Tab"))
        else:
            self.page.keyboard.press("Tab")


def begin(keyboard: Keyboard) -> None:
    """Makes a concept, or goes to the one that another test made."""
    page = keyboard.page
    button = page.get_by_role("button", name="Maak een concept om aan te passen")
    keyboard.go_to(button if button.count() else page.get_by_role("link", name="versie"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Versies")).to_be_visible()


def change_a_sentence(keyboard: Keyboard, text: str) -> None:
    keyboard.follow("link", "Tekst aanpassen", "Tekst aanpassen")
    keyboard.go_to(keyboard.page.locator("textarea").first)
    keyboard.page.keyboard.press("Control+A")
    keyboard.page.keyboard.type(text)
    keyboard.follow("button", "Opslaan", MEDEDELING)
    expect(keyboard.page.locator(".fn-report-change").get_by_text(text)).to_be_visible()


def write_and_offer(visitor: Visitor, keyboard: Keyboard, text: str) -> None:
    visitor.open("/")
    keyboard.follow("link", "Rapporten", "Rapporten")
    keyboard.go_to(visitor.page.locator(f'a[href="{REPORTS}mededeling/"]'))
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_text("Dit is het rapport met de standaardtekst.")).to_be_visible()
    begin(keyboard)
    change_a_sentence(keyboard, text)
    keyboard.follow("link", "Ter goedkeuring aanbieden", "Ter goedkeuring aanbieden")
    keyboard.follow("button", "Ter goedkeuring aanbieden", MEDEDELING)
    expect(visitor.page.get_by_text("Het rapport ligt nu ter goedkeuring voor.")).to_be_visible()


def read_and_approve(visitor: Visitor, keyboard: Keyboard, text: str) -> None:
    visitor.open("/")
    waiting = visitor.page.get_by_role("region", name="Wacht op uw goedkeuring")
    keyboard.go_to(waiting.get_by_role("link", name=MEDEDELING))
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".fn-report-change").get_by_text(text)).to_be_visible()
    keyboard.follow("link", "Goedkeuren", "Rapport goedkeuren")
    keyboard.follow("button", "Goedkeuren", MEDEDELING)
    expect(visitor.page.get_by_text("Het rapport is definitief.")).to_be_visible()


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (1280, False)])
def test_report_is_written_offered_and_approved_by_keyboard(
    visit: Visit, width: int, scripts: bool
) -> None:
    text = f"Getypt bij een breedte van {width}, met scripts: {scripts}."
    analyst, second = (
        visit(person, width=width, javascript=scripts) for person in (ANALYST, DISTRICT)
    )
    keys, other_keys = Keyboard(analyst.page, scripts), Keyboard(second.page, scripts)

    write_and_offer(analyst, keys, text)
    read_and_approve(second, other_keys, text)

    assert wrong(keys.stops + other_keys.stops) == []
    second.open("/")
    expect(second.page.get_by_role("region", name="Waar staan we?")).to_be_visible()
    waiting = second.page.get_by_role("region", name="Wacht op uw goedkeuring")
    assert waiting.get_by_role("link", name=MEDEDELING).count() == 0
