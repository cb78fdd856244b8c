"""What people lose while they type, and the page that gives their text back."""

from playwright.sync_api import expect

from tests.e2e.conftest import Visit, Visitor

KEY, SESSION = "csrftoken", "sessionid"


def lose_the_key(visitor: Visitor, _visit: Visit) -> None:
    _type_and_lose(visitor, KEY, "Uw formulier is niet verwerkt")


def lose_the_session(visitor: Visitor, _visit: Visit) -> None:
    _type_and_lose(visitor, SESSION, "U bent afgemeld")


def _type_and_lose(visitor: Visitor, cookie: str, heading: str) -> None:
    page = visitor.page
    page.locator("main textarea").first.fill("Dit typte ik.")
    page.context.clear_cookies(name=cookie)
    page.locator("main form button[type=submit], main form input[type=submit]").first.click()
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_label("Uw tekst").first).to_have_value("Dit typte ik.")
