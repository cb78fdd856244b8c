"""The entry with all points of the example norm on one page: whole at once, and not too large."""

import pytest

from tests.e2e.conftest import Visit
from tests.e2e.screens import entry_path

pytestmark = pytest.mark.browser

POINTS = 53
LIMIT = 150 * 1024
"""Bytes of HTML, before any compression."""


def test_all_points_come_in_one_answer_of_at_most_150_kb(visit: Visit) -> None:
    visitor = visit("coordinator.lelystad")
    path = entry_path("GM0995").partition("?")[0]
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))

    response = visitor.page.goto(f"{visitor.site}{path}?toon=alle")

    assert response is not None
    assert response.status == 200
    assert visitor.page.locator("[id^='punt-']").count() == POINTS
    assert len(response.body()) <= LIMIT
    points = [url for url in asked if "/punt/" in url]
    assert points == [], "points are fetched one by one"
