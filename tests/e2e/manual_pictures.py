"""Makes the pictures of docs/handleiding-coordinator.md, from the example region.

Not a test: `make manual` runs it. A picture is as wide as the window, and shows the words that the
manual is about; only dates and times differ from one time to the next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from tests.e2e.conftest import HEIGHT, Visit, Visitor
from tests.e2e.screens import (
    ALMERE,
    DISTRICT,
    OPEN,
    SHEET,
    bring_sheet,
    entry_path,
    expect_saved,
    take_sheet,
)
from tests.entry_sheets import filled_in

pytestmark = pytest.mark.browser

FOLDER = Path(settings.BASE_DIR) / "docs/handleiding"
MOMENT_MS = 500
MARGIN = 16


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen of the coordinator of Almere, with `at` (a selector) at the top of the picture."""

    name: str
    path: str
    at: str = ""
    then: Callable[[Visitor, Visit], None] | None = None

    def __str__(self) -> str:
        return self.name


def explain(visitor: Visitor, _visit: Visit) -> None:
    text = "De uren staan vast in de begroting. De vervanger is in april aangewezen."
    visitor.page.locator("#punt-B1").get_by_label("Toelichting").fill(text)
    expect_saved(visitor)


def meet_a_colleague(visitor: Visitor, visit: Visit) -> None:
    """The district fills in the same point on behalf, while the coordinator types."""
    colleague = visit(DISTRICT)
    colleague.open(entry_path("GM0034"))
    colleague.page.locator("#punt-A3").get_by_label("niet behaald", exact=True).check()
    expect_saved(colleague)
    mine = visitor.page.locator("#punt-A3")
    mine.get_by_label("Toelichting").fill("De sessie is in oktober herhaald met de nieuwe raad.")
    mine.locator(".fn-conflict").wait_for()


def add_evidence(visitor: Visitor, _visit: Visit) -> None:
    page = visitor.page
    page.get_by_role("link", name="Onderbouwing toevoegen").click()
    page.get_by_label("Titel").fill("Raadsbesluit weerbaarheid")
    page.get_by_label("Webadres").fill("https://www.almere.example/raadsbesluit")
    page.get_by_role("button", name="Onderbouwing toevoegen").click()
    page.locator(".fn-evidence").wait_for()


def bring_sheet_after_a_change(visitor: Visitor, _visit: Visit) -> None:
    """A point that is different on the sheet, and has changed on the screen meanwhile."""
    file = take_sheet(visitor)
    visitor.open(entry_path("GM0034", "E"))
    point = visitor.page.locator("#punt-E1").get_by_label("Toelichting")
    point.fill("Het beleid is in maart vernieuwd.")
    expect_saved(visitor)
    visitor.open(SHEET)
    bring_sheet(visitor, file, filled_in("E1", explanation="Het nieuwe beleid geldt sinds april."))
    visitor.page.locator(".fn-conflict").wait_for()


PICTURES = (
    Picture("start", "/"),
    Picture("invullen", entry_path("GM0034", "B"), "#punt-B1", explain),
    Picture("conflict", entry_path("GM0034"), "#punt-A3 .fn-conflict", meet_a_colleague),
    Picture("punt", f"/rondes/{OPEN}/invoer/GM0034/punt/A1/", "#onderbouwing", add_evidence),
    Picture("excel", SHEET, "#kiezen", bring_sheet_after_a_change),
    Picture("indienen", f"/rondes/{OPEN}/invoer/GM0034/stand/"),
)


@pytest.mark.parametrize("picture", PICTURES, ids=str)
def test_picture_is_made(visit: Visit, picture: Picture) -> None:
    visitor = visit(ALMERE)
    visitor.open(picture.path)
    if picture.then:
        picture.then(visitor, visit)
    visitor.page.evaluate("() => document.activeElement.blur()")
    if picture.at:
        visitor.page.locator(picture.at).first.evaluate(
            "(element, margin) => scrollTo(0, element.getBoundingClientRect().top"
            " + scrollY - margin)",
            MARGIN,
        )
    visitor.page.wait_for_timeout(MOMENT_MS)

    picture_of(visitor, FOLDER / f"{picture.name}.png")


def picture_of(visitor: Visitor, path: Path) -> None:
    """The window as it is, so that every picture is 1280 by 800."""
    visitor.take_picture(path)
    assert visitor.page.viewport_size == {"width": 1280, "height": HEIGHT}
