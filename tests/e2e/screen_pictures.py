"""Makes pictures of every screen in screenshots/, for who wants to look at all of them.

Not a test: `make screenshots` runs it. Three widths, the dark colours, and the dashboards on paper.
"""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.text import slugify

from tests.e2e.conftest import Visit
from tests.e2e.screens import SCREENS, Screen

pytestmark = pytest.mark.browser

FOLDER = Path(settings.BASE_DIR) / "screenshots"
WIDE = 1280
WIDTHS = (WIDE, 820, 390)
DASHBOARDS = ("/regio/", "/organisaties/", "/ambitiepunten/")


@pytest.fixture(scope="module", autouse=True)
def _fresh_folder() -> None:
    """A screen that is no longer there leaves no picture behind."""
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.mark.parametrize(("number", "screen"), [*enumerate(SCREENS, start=1)], ids=str)
def test_pictures_are_made(visit: Visit, number: int, screen: Screen) -> None:
    """The number is in the name because two screens may be called the same."""
    name = f"{number:03}-{slugify(screen.name)}"
    visitor = screen.show(visit, width=WIDE)

    for width in WIDTHS:
        visitor.resize(width)
        visitor.take_picture(FOLDER / str(width) / f"{name}.png", whole=True)
    visitor.resize(WIDE)
    visitor.wear("dark")
    visitor.take_picture(FOLDER / f"{WIDE}-dark" / f"{name}.png", whole=True)
    if screen.path.startswith(DASHBOARDS):
        visitor.print_to(FOLDER / "paper" / f"{name}.pdf")
