"""What everybody may read: the two statements, security.txt and robots.txt."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.devices import MAX_AGE_SECONDS
from tests.conftest import CAST, SignIn, World
from tests.factories import PASSWORD
from tests.reports.document import Element, read

NAMES = ("privacy", "accessibility", "security_txt", "robots_txt")
PAGES = ("/privacy/", "/toegankelijkheid/")
FOOTER = ["/begrippen/", *PAGES, "/controleren/"]
SECURITY = "/.well-known/security.txt"
INFORMAL = re.compile(r"\b(je|jij|jou|jouw)\b", re.IGNORECASE)
HOST = "monitor.flevonorm.example"


@pytest.fixture(autouse=True)
def operator(settings: Settings) -> None:
    """An installation whose operator has filled in everything."""
    settings.OPERATOR_NAME = "Gemeente Voorbeeld & co"
    settings.OPERATOR_EMAIL = "flevonorm@voorbeeld.test"
    settings.PRIVACY_OFFICER_EMAIL = "fg@voorbeeld.test"
    settings.PRIVACY_LEGAL_GROUND = "Onze taak van algemeen belang."
    settings.SECURITY_CONTACT = ""
    settings.ALLOWED_HOSTS = [HOST]


@pytest.fixture
def visitor() -> Client:
    """Somebody without an account; these tests have no database at all."""
    return Client(SERVER_NAME=HOST)


def fields(client: Client) -> dict[str, str]:
    """The lines of security.txt; each field stands there once."""
    lines = client.get(SECURITY).content.decode().splitlines()
    found = dict(line.split(": ", 1) for line in lines)
    assert len(found) == len(lines)
    return found


def main_text(page: Element) -> str:
    return page.one("main").text


@pytest.mark.parametrize("name", NAMES)
def test_statement_is_open_to_visitors_without_a_session(visitor: Client, name: str) -> None:
    response = visitor.get(reverse(name))

    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize("name", NAMES)
def test_statement_takes_no_form(visitor: Client, name: str) -> None:
    assert visitor.post(reverse(name)).status_code == 405


@pytest.mark.parametrize("path", PAGES)
def test_page_is_formal_dutch_about_this_operator(visitor: Client, path: str) -> None:
    page = read(visitor, path)

    assert page.one("html").attributes["lang"] == "nl"
    assert not INFORMAL.search(main_text(page))
    assert "Gemeente Voorbeeld & co" in main_text(page)
    assert re.search(r"Deze tekst is van 2\d november 2026", main_text(page))
    assert "mailto:flevonorm@voorbeeld.test" in page.one("main").hrefs()


@pytest.mark.parametrize("path", PAGES)
def test_page_without_an_operator_says_whom_to_ask(
    visitor: Client, path: str, settings: Settings
) -> None:
    settings.OPERATOR_NAME = settings.OPERATOR_EMAIL = settings.PRIVACY_OFFICER_EMAIL = ""

    page = read(visitor, path)

    assert page.one("main").hrefs() == []
    assert "districtscoördinator van uw regio" in main_text(page)


@pytest.mark.parametrize("path", PAGES)
def test_page_with_a_name_and_no_address_gives_the_name(
    visitor: Client, path: str, settings: Settings
) -> None:
    settings.OPERATOR_EMAIL = ""

    assert "contact op met Gemeente Voorbeeld & co" in main_text(read(visitor, path))


@pytest.mark.parametrize("path", ["/", *PAGES])
def test_footer_links_to_both_statements_for_visitors(
    client: Client, db: None, settings: Settings, path: str
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]

    assert read(client, path).one("footer").hrefs() == FOOTER


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("path", PAGES)
def test_statement_is_the_same_for_everybody(
    sign_in: SignIn, world: World, settings: Settings, name: str, path: str
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    as_visitor = main_text(read(Client(), path))

    page = read(sign_in(world.user(name)), path)

    assert main_text(page) == as_visitor
    assert page.one("footer").hrefs() == FOOTER


def test_privacy_page_tells_how_long_everything_is_kept(
    visitor: Client, settings: Settings
) -> None:
    settings.RETENTION_ACCOUNT_DAYS, settings.RETENTION_LOG_DAYS = 111, 222
    settings.RETENTION_INVITATION_DAYS, settings.RETENTION_EVIDENCE_DAYS = 33, 44
    settings.SESSION_ABSOLUTE_SECONDS = 7 * 3600

    text = main_text(read(visitor, "/privacy/"))

    assert "als u 111 dagen geen rol meer hebt" in text
    assert "wissen wij na 222 dagen" in text
    assert "33 dagen nadat ze zijn verlopen" in text
    assert "wissen wij haar en haar bestanden na 44 dagen" in text
    assert "hooguit 7 uur" in text
    assert f"Onthoudt {MAX_AGE_SECONDS // 86400} dagen" in text


def test_privacy_page_names_every_cookie_that_there_is(
    client: Client, world: World, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    login = {"login": world.coordinator.email, "password": PASSWORD}
    client.get("/")
    client.post("/", login, follow=True)

    named = {code.text for code in read(client, "/privacy/").all("code")}

    assert set(client.cookies) == named


def test_privacy_page_without_a_legal_ground_says_so(visitor: Client, settings: Settings) -> None:
    settings.PRIVACY_LEGAL_GROUND = ""

    assert "grondslag hier nog niet ingevuld" in main_text(read(visitor, "/privacy/"))


def test_privacy_page_gives_legal_ground_officer_and_authority(visitor: Client) -> None:
    page = read(visitor, "/privacy/")

    assert "Onze taak van algemeen belang." in main_text(page)
    assert "mailto:fg@voorbeeld.test" in page.one("main").hrefs()
    assert "Autoriteit Persoonsgegevens" in main_text(page)


def test_accessibility_page_claims_no_more_than_was_done(visitor: Client) -> None:
    text = main_text(read(visitor, "/toegankelijkheid/"))

    assert "Status: eerste maatregelen genomen." in text
    assert "Een onafhankelijk onderzoek is er nog niet geweest" in text
    assert "Nationale ombudsman" in text


def test_security_txt_has_what_the_standard_asks(visitor: Client) -> None:
    response = visitor.get(SECURITY)

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert set(fields(visitor)) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert fields(visitor)["Preferred-Languages"] == "nl, en"
    assert fields(visitor)["Canonical"] == f"https://{HOST}{SECURITY}"


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 24, 0, 0, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
        datetime(2028, 2, 29, 23, 30, tzinfo=UTC),
        datetime(2031, 3, 30, 1, 30, tzinfo=UTC),
    ],
    ids=str,
)
def test_security_txt_never_comes_near_its_expiry(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)

    expires = datetime.fromisoformat(fields(visitor)["Expires"])

    assert timedelta(days=30) < expires - now < timedelta(days=365)
    assert expires.time() == datetime.min.time(), "the same all day"


@pytest.mark.parametrize(
    ("contact", "hosts", "expected"),
    [
        ("", [HOST, "anders.example"], f"mailto:security@{HOST}"),
        ("", ["*", HOST], f"mailto:security@{HOST}"),
        ("", [".flevonorm.example"], "mailto:security@flevonorm.example"),
        ("", ["*"], "mailto:security@localhost"),
        ("meld@voorbeeld.test", [HOST], "mailto:meld@voorbeeld.test"),
        ("mailto:meld@voorbeeld.test", [HOST], "mailto:meld@voorbeeld.test"),
        ("https://voorbeeld.test/melden", [HOST], "https://voorbeeld.test/melden"),
    ],
)
def test_security_txt_says_where_to_report(
    settings: Settings, contact: str, hosts: list[str], expected: str
) -> None:
    settings.SECURITY_CONTACT, settings.ALLOWED_HOSTS = contact, hosts
    visitor = Client(SERVER_NAME=HOST)

    assert fields(visitor)["Contact"] == expected


def test_robots_stay_out_of_everything(visitor: Client) -> None:
    assert visitor.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
