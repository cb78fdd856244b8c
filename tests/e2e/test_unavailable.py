"""While the server has no database, the page keeps what is typed and saves it afterwards."""

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.e2e.conftest import Visit
from tests.e2e.screens import entry_path, expect_saved

pytestmark = pytest.mark.browser

LELYSTAD, PERSON = "GM0995", "coordinator.lelystad"
SAVING = "**/punt/*/"
TEXT = "Getypt terwijl de database herstartte"


def unavailable(route: Route) -> None:
    route.fulfill(status=503, content_type="text/html", body="<h1>Even niet beschikbaar</h1>")


def test_text_stays_while_the_server_answers_503_and_is_saved_afterwards(visit: Visit) -> None:
    visitor = visit(PERSON)
    visitor.open(entry_path(LELYSTAD, "E"))
    point: Locator = visitor.page.locator("#punt-E1")
    text, state = point.get_by_label("Toelichting"), point.locator(".fn-save")
    visitor.page.route(SAVING, unavailable)

    text.fill(TEXT)

    expect(state).to_contain_text("Geen verbinding. Uw tekst staat hier nog")
    expect(text).to_have_value(TEXT)
    expect(visitor.page.get_by_text("1 punt is nog niet opgeslagen.")).to_be_visible()
    expect(visitor.page.get_by_text("Even niet beschikbaar")).to_have_count(0)
    visitor.page.unroute(SAVING)
    expect_saved(visitor)
    expect(state).to_contain_text("Opgeslagen om")
    visitor.page.reload()
    expect(text).to_have_value(TEXT)
