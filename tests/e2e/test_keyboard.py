"""Without a mouse: the way through a page, and through the entry form."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Visit, Visitor
from tests.e2e.screens import (
    ALMERE,
    DISTRICT,
    OPEN,
    PUBLISHED,
    entry_path,
    expect_saved,
)

pytestmark = pytest.mark.browser

FOCUSED = """async () => {
  const element = document.activeElement;
  // The skip link moves in and out of sight in the frames after a key.
  const frames = element.matches('.nl-skip-link') || window.skipped ? 3 : 1;
  window.skipped = element.matches('.nl-skip-link');
  for (let frame = 0; frame < frames; frame += 1) await new Promise(requestAnimationFrame);
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const bar = document.querySelector('.fn-entry__save');
  const cover = bar && !bar.contains(element) ? bar.getBoundingClientRect() : null;
  const x = Math.min(box.left + box.width / 2, innerWidth - 1);
  const y = box.top + Math.min(box.height, innerHeight) / 2;
  const top = document.elementFromPoint(x, y);
  return {
    tag: element.tagName.toLowerCase(),
    text: (element.innerText || element.getAttribute('aria-label') || '').trim(),
    id: element.id,
    name: element.getAttribute('name') || '',
    visible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    marked: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
      || style.boxShadow !== 'none',
    // Of a text box the browser brings the cursor in sight; its last lines may be behind the bar.
    covered: !!cover && box.top < cover.bottom - 1
      && (element.tagName === 'TEXTAREA' ? box.top + 48 : box.bottom) > cover.top + 1,
    in_front: !top || element.contains(top) || top.contains(element) || top.closest('label')
      ? '' : `${top.tagName}.${top.className}`,
  };
}"""

Stop = dict[str, Any]


def press(page: Page, key: str) -> Stop:
    page.keyboard.press(key)
    stop: Stop = page.evaluate(FOCUSED)
    return stop


def wrong(stops: list[Stop]) -> list[str]:
    """The stops that are out of sight, without a mark, or behind something else."""
    return [
        f"{stop['tag']} '{stop['text'][:40]}' {stop['id']}: {fault}"
        for stop in stops
        for fault, is_wrong in (
            ("not in sight", not stop["visible"]),
            ("no mark of the focus", not stop["marked"]),
            ("behind the save bar", stop["covered"]),
            (f"behind {stop['in_front']}", bool(stop["in_front"])),
        )
        if is_wrong
    ]


def walk(page: Page, *, limit: int = 400) -> list[Stop]:
    """Every stop of the Tab key, from the top of the page to its end, once the page is there."""
    page.wait_for_load_state()
    stops: list[Stop] = []
    for _ in range(limit):
        stop = press(page, "Tab")
        if stop["tag"] == "body":
            return stops
        stops.append(stop)
    raise AssertionError(f"the Tab key does not come out of the page in {limit} stops")


def tab_to(page: Page, selector: str, *, limit: int = 200) -> Stop:
    """Presses Tab until the element has the focus."""
    for _ in range(limit):
        stop = press(page, "Tab")
        if page.locator(selector).first.evaluate("(el) => el === document.activeElement"):
            return stop
    raise AssertionError(f"the Tab key does not reach {selector}")


@pytest.mark.parametrize("path", ["/", "/regio/", entry_path("GM0034")])
def test_skip_link_is_first_is_seen_and_leads_to_the_content(visit: Visit, path: str) -> None:
    visitor = visit(ALMERE)
    visitor.open(path)

    stop = press(visitor.page, "Tab")

    assert stop["text"] == "Naar de inhoud"
    assert stop["visible"]
    assert stop["marked"]
    assert press(visitor.page, "Enter")["id"] == "inhoud"
    following = press(visitor.page, "Tab")
    inside = visitor.page.evaluate(
        "() => document.querySelector('main').contains(document.activeElement)"
    )
    assert inside, following


def test_tab_order_goes_through_the_navigation_to_the_content(visit: Visit) -> None:
    visitor = visit(ALMERE)
    visitor.open("/rondes/")

    texts = [stop["text"] for stop in walk(visitor.page)]

    # The search field has no text of its own.
    assert texts[:11] == [
        "Naar de inhoud",
        "flevonorm",
        "Start",
        "Regio",
        "Rondes",
        "Rapporten",
        "Normen",
        "",
        "Zoek",
        "Mijn account",
        "Afmelden",
    ]
    assert "Nulmeting norm 2.0" in texts


def test_keys_go_to_the_search_field_from_anywhere(visit: Visit) -> None:
    visitor = visit(ALMERE)
    visitor.open(entry_path("GM0034"))
    field = visitor.page.get_by_label("Zoekwoorden")
    assert field.get_attribute("aria-keyshortcuts") == "Control+K"
    assert visitor.page.locator(".fn-search__hint").inner_text() == "Ctrl+K"
    visitor.page.locator("#punt-A1 textarea").first.focus()

    assert press(visitor.page, "Control+K")["id"] == "zoekveld"

    visitor.page.keyboard.type("bibob")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("heading", name="7 ambitiepunten").wait_for()
    assert field.input_value() == "bibob"
    # A letter alone is a letter.
    visitor.page.evaluate("() => document.activeElement.blur()")
    assert press(visitor.page, "k")["tag"] == "body"


def test_search_works_without_javascript(visit: Visit) -> None:
    visitor = visit(ALMERE, javascript=False)
    visitor.open("/")
    assert visitor.page.locator(".fn-search__hint").is_hidden()

    visitor.page.get_by_label("Zoekwoorden").fill("A3")
    visitor.page.get_by_role("button", name="Zoek", exact=True).click()

    first = visitor.page.locator(".fn-hits a").first
    assert first.inner_text().startswith("A3 ")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("person", "path"),
    [
        ("", "/"),
        (ALMERE, "/"),
        (DISTRICT, f"/regio/?ronde={PUBLISHED}"),
        (DISTRICT, f"/rondes/{OPEN}/"),
        (ALMERE, entry_path("GM0034")),
        (ALMERE, "/afmelden/"),
    ],
)
def test_every_stop_is_seen_marked_and_not_covered(
    visit: Visit, person: str, path: str, width: int
) -> None:
    visitor = visit(person, width=width)
    visitor.open(path)
    # The sign-in form may take the focus by itself; begin at the top.
    visitor.page.evaluate("() => document.activeElement.blur()")

    stops = walk(visitor.page)

    assert len(stops) > 3
    assert wrong(stops) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_stops_backwards_are_not_covered_either(visit: Visit, width: int) -> None:
    visitor = visit(ALMERE, width=width)
    visitor.open(entry_path("GM0034", "B"))
    visitor.page.evaluate("() => scrollTo(0, document.body.scrollHeight)")

    stops = [press(visitor.page, "Shift+Tab") for _ in range(40)]
    stops = [stop for stop in stops if stop["tag"] != "body"]

    assert wrong(stops) == []


@pytest.mark.parametrize(
    "path", [f"/regio/?ronde={PUBLISHED}", "/ambitiepunten/flevolandse-norm/1.0/A1/"]
)
def test_wide_table_can_be_scrolled_by_keyboard(visit: Visit, path: str) -> None:
    visitor = visit(DISTRICT, width=390)
    visitor.open(path)
    wide = visitor.page.evaluate_handle(
        """() => [...document.querySelectorAll('[role=region][tabindex="0"]')]
          .find((region) => region.scrollWidth > region.clientWidth + 20)"""
    )
    element = wide.as_element()
    assert element is not None, "no table is wider than the window"
    label = element.get_attribute("aria-labelledby")
    tab_to(visitor.page, f'[role=region][aria-labelledby="{label}"]')

    for _ in range(3):
        visitor.page.keyboard.press("ArrowRight")

    visitor.page.wait_for_function("(region) => region.scrollLeft > 20", arg=element)


@pytest.mark.parametrize("width", [1280, 390])
def test_entry_form_is_filled_in_and_saved_by_keyboard_alone(visit: Visit, width: int) -> None:
    text = f"Met het toetsenbord bij {width}"
    visitor = visit("coordinator.urk", width=width)
    visitor.open(entry_path("GM0184"))
    part = visitor.page.locator("#punt-A1")
    if part.locator("input[type=radio]:checked").get_attribute("value") == "partly":
        part.get_by_label("behaald", exact=True).check()

    tab_to(visitor.page, "#punt-A1 input[type=radio]:checked")
    while visitor.page.evaluate("() => document.activeElement.value") != "partly":
        assert not press(visitor.page, "ArrowDown")["covered"]
    stop = press(visitor.page, "Tab")
    assert stop["tag"] == "textarea"
    assert not stop["covered"]
    visitor.page.keyboard.press("Control+A")
    visitor.page.keyboard.type(text)
    tab_to(visitor.page, "button[name=opslaan]")
    visitor.page.keyboard.press("Enter")

    expect_saved(visitor)
    visitor.page.reload()
    assert part.locator("input[type=radio]:checked").get_attribute("value") == "partly"
    assert part.get_by_label("Toelichting").input_value() == text


def test_error_summary_takes_the_focus_and_leads_to_the_field(visit: Visit) -> None:
    visitor: Visitor = visit()
    visitor.open("/")
    visitor.page.get_by_label("E-mailadres").fill("geen adres")
    visitor.page.keyboard.press("Enter")
    summary = visitor.page.locator(".fn-error-summary")
    summary.wait_for()

    assert summary.evaluate("(element) => element === document.activeElement")
    press(visitor.page, "Tab")
    assert press(visitor.page, "Enter")["name"] == "login"
