"""The example region on a real server, and a real browser in front of it.

The server and its data live as long as the tests of this folder. The browser starts after the data
are in and stops before they go, because Playwright's event loop keeps Django from using the
database in this thread; the tests look through the browser only.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from accounts.actions.users import share_password
from accounts.triggers import uninstall
from monitoring.demo import demo_users, load_demo
from tests.conftest import ALL_GUARDS
from tests.extremes import extreme_region
from tests.factories import PASSWORD
from tests.run import find_browser

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name but our own server's is looked up; the socket guard of the tests ends at this process.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
HEIGHT = 800
PATIENCE_MS = 15_000
STATUS_NOTICE = "Failed to load resource: the server responded with a status of"
"""What Chromium notes of a page that answers 404, 409 or 422, as it should."""


@pytest.fixture
def db() -> None:
    """No transaction around a test, for the server must see the data; asks for a database."""


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a server with the example content; every account has PASSWORD."""
    assert (Path(settings.BASE_DIR) / "static/dist/flevonorm.css").exists(), "run `make frontend`"
    with django_db_blocker.unblock():
        load_demo()
        share_password(users=demo_users(), password=PASSWORD, by=None)
        extreme_region()
        server = LiveServer("localhost")
        server._live_server_modified_settings.enable()
        yield server.url
        server.stop()
        server._live_server_modified_settings.disable()
        uninstall(ALL_GUARDS, connection)
        call_command("flush", interactive=False, verbosity=0)
        cache.clear()


@pytest.fixture(scope="package")
def chromium(site: str) -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One person's browser window; `complaints` is what the browser's console held against us."""

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message: "ConsoleMessage") -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(STATUS_NOTICE):
            self.complaints.append(message.text)

    def open(self, path: str) -> int:
        """Goes to an address of the site; returns the status of the answer."""
        response = self.page.goto(f"{self.site}{path}")
        assert response is not None
        return response.status

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})

    def wear(self, scheme: Literal["light", "dark"]) -> None:
        """Puts the colours of a scheme on, and waits until they are drawn."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.evaluate(
            "() => new Promise("
            "(drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
        )

    def take_picture(self, path: Path, *, whole: bool = False) -> None:
        """Of the window as it is, or of the whole page; nothing blinks in it."""
        self.page.screenshot(path=path, animations="disabled", caret="hide", full_page=whole)

    def print_to(self, path: Path | None = None) -> bytes:
        """The page as it comes out of a printer, as a PDF file."""
        return self.page.pdf(path=path, prefer_css_page_size=True)

    def sign_in(self, email: str) -> None:
        self.open("/")
        self.page.get_by_label("E-mailadres").fill(email)
        self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        self.page.get_by_role("button", name="Aanmelden", exact=True).click()
        self.page.get_by_role("heading", name="Welkom").wait_for()


Visit = Callable[..., Visitor]


@pytest.fixture(scope="package")
def sessions() -> dict[str, StorageState]:
    """Who has signed in already; once per account is enough, attempts are limited."""
    return {}


@pytest.fixture
def visit(
    db: None, chromium: Browser, site: str, sessions: dict[str, StorageState]
) -> Iterator[Visit]:
    """Opens a window of its own: `visit("riec", width=390)`; for nobody without a name."""
    contexts: list[BrowserContext] = []

    def open_window(person: str = "", *, width: int = 1280, javascript: bool = True) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=javascript,
            storage_state=sessions.get(person),
            locale="nl-NL",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        visitor = Visitor(context.new_page(), site)
        visitor.listen()
        if person and person not in sessions:
            visitor.sign_in(f"{person}@flevonorm.example")
            sessions[person] = context.storage_state()
        return visitor

    yield open_window
    for context in contexts:
        context.close()
