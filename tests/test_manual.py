"""The manuals name pictures and buttons that are there."""

import re
from pathlib import Path

from django.conf import settings

from tests.e2e.manual_pictures import PICTURES

DOCS = Path(settings.BASE_DIR) / "docs"
MAX_BYTES = 120 * 1024
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def test_every_picture_of_the_manual_exists_is_small_and_has_a_text() -> None:
    images = IMAGE.findall((DOCS / "handleiding-coordinator.md").read_text())

    assert images
    for text, path in images:
        assert len(text) > 20, path
        assert (DOCS / path).stat().st_size <= MAX_BYTES, path


def test_manual_shows_every_picture_that_is_made() -> None:
    shown = {path for _, path in IMAGE.findall((DOCS / "handleiding-coordinator.md").read_text())}

    assert shown == {f"handleiding/{picture.name}.png" for picture in PICTURES}
    assert {path.stem for path in (DOCS / "handleiding").iterdir()} == {
        picture.name for picture in PICTURES
    }


def test_manual_of_reports_names_what_is_on_the_screen() -> None:
    named = re.findall(r"\*\*([^*]+)\*\*", (DOCS / "handleiding-rapporten.md").read_text())
    base = Path(settings.BASE_DIR)
    sources = [*(base / "templates").rglob("*.html"), *base.glob("reports/**/*.py")]
    screens = "\n".join(source.read_text() for source in sources)

    assert len(named) > 10
    assert [words for words in named if words not in screens] == []
