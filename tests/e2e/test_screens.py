"""Every screen: no accessibility violation, nothing on the console, nothing beside the page."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.e2e.conftest import Visit, Visitor
from tests.e2e.screens import SCREENS, Screen

pytestmark = pytest.mark.browser

AXE = Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDE, NARROW = 1280, 390
WIDTHS = (WIDE, 820, NARROW, 320)
JUDGED = (WIDE, NARROW)
ALL_RULES: dict[str, Any] = {"type": "tag", "values": RULES}
COLOURS_ONLY: dict[str, Any] = {"type": "rule", "values": ("color-contrast",)}


def violations(page: Page, rules: dict[str, Any] = ALL_RULES) -> list[str]:
    """What axe finds, a line per rule and element, once the page is there."""
    page.wait_for_load_state()
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate(
        "async (rules) => (await axe.run(document, "
        "{runOnly: rules, resultTypes: ['violations']})).violations",
        rules,
    )
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def violations_in_the_dark(visitor: Visitor) -> list[str]:
    """Only colours differ in the dark, so only those are judged again."""
    visitor.wear("dark")
    found = violations(visitor.page, COLOURS_ONLY)
    visitor.wear("light")
    return found


def sticking_out(page: Page) -> list[str]:
    """What makes the page wider than the window, if anything does, once the page is there."""
    page.wait_for_load_state()
    found: list[str] = page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll('body *')]
            .filter((element) => element.getBoundingClientRect().right > width + 1)
            .map((element) => `${element.tagName}.${element.className}`);
        }"""
    )
    return found


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_screen_is_accessible_and_fits_every_width(visit: Visit, screen: Screen) -> None:
    visitor = screen.show(visit, width=WIDE)

    for width in WIDTHS:
        visitor.resize(width)
        assert sticking_out(visitor.page) == [], width
        scrolled = visitor.page.evaluate("() => { scrollTo(9999, 0); return scrollX; }")
        assert scrolled == 0, width
        if width in JUDGED:
            assert violations(visitor.page) == [], width
            assert violations_in_the_dark(visitor) == [], width
    assert visitor.complaints == []


def test_axe_finds_a_violation_that_is_there(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/")
    visitor.page.evaluate("() => document.documentElement.removeAttribute('lang')")

    assert any(line.startswith("html-has-lang") for line in violations(visitor.page))


def test_axe_finds_what_is_hard_to_read_in_the_dark_only(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/")
    visitor.page.evaluate("() => { document.querySelector('h1').style.color = 'black'; }")

    assert violations(visitor.page) == []
    assert any(line.startswith("color-contrast") for line in violations_in_the_dark(visitor))


def test_browser_complains_about_what_the_policy_forbids(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/")
    visitor.page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.forbidden = true';
          document.head.append(script);
        }"""
    )

    assert visitor.page.evaluate("() => window.forbidden") is None
    assert any("Content Security Policy" in complaint for complaint in visitor.complaints)


def test_width_check_finds_what_sticks_out(visit: Visit) -> None:
    visitor = visit(width=390)
    visitor.open("/")
    visitor.page.evaluate("() => { document.querySelector('h1').style.width = '2000px'; }")

    assert sticking_out(visitor.page)
