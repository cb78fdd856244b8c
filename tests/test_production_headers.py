"""Headers and cookies as a server in production sends them, also when its database is gone."""

import re
from collections.abc import Iterator
from http.cookies import Morsel, SimpleCookie

import pytest

from tests.installation import Installation, copied
from tests.production import HOST, Answer, Site, serving
from tests.test_availability import unreachable

EMAIL, PASSWORD = "iemand@voorbeeld.test", "lang genoeg voor de tests"
PREPARE = "from tests.factories import make_user; make_user(email='iemand@voorbeeld.test')"
YEAR = 31_536_000
STRICT_TRANSPORT = f"max-age={YEAR}; includeSubDomains"
EVIL = "elders.example"
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def server(template: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("headers")
    with copied(template, folder) as installation:
        installation.run("shell", "--no-imports", "-c", PREPARE)
        with serving(installation, folder) as site:
            yield site


@pytest.fixture
def site(server: Site) -> Site:
    """The server for somebody who comes for the first time."""
    return Site(server.port, server.log)


@pytest.fixture(scope="module")
def site_without_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("without-database")
    with serving(unreachable(folder), folder) as site:
        site.cookies["__Host-sessionid"] = "x" * 32
        yield site


def assert_safe(answer: Answer) -> None:
    for name, value in EVERYWHERE.items():
        assert answer.headers[name] == value, name
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "X-Powered-By" not in answer.headers
    assert not re.search(r"\d", answer.headers.get("Server", ""))


def cookies(answer: Answer) -> dict[str, Morsel[str]]:
    return {
        name: morsel
        for header in answer.headers.get_all("Set-Cookie", [])
        for name, morsel in SimpleCookie(header).items()
    }


def test_page_is_only_for_https_and_for_a_year(site: Site) -> None:
    page = site.get("/")

    assert page.status == 200
    assert_safe(page)
    assert page.headers["Strict-Transport-Security"] == STRICT_TRANSPORT
    assert "no-store" in page.headers["Cache-Control"]


def test_cookies_are_for_this_site_over_https_and_not_for_scripts(site: Site) -> None:
    page = site.get("/")
    signed_in = site.post("/", {"login": EMAIL, "password": PASSWORD})

    assert signed_in.status == 302
    set_here = cookies(page) | cookies(signed_in)
    assert set(set_here) == {"__Host-csrftoken", "__Host-sessionid", "__Host-known-device"}
    for cookie in set_here.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_plain_http_is_sent_to_https_with_the_same_headers(site: Site) -> None:
    answer = site.get("/regio/", **{"X-Forwarded-Proto": "http"})

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/regio/")
    assert_safe(answer)
    assert not cookies(answer)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", [EVIL, f"{HOST}.{EVIL}", f"{HOST}@{EVIL}", "a b", "127.0.0.1"])
@pytest.mark.parametrize("path", ["/", "/gezond/"])
def test_foreign_host_is_a_dutch_400(site: Site, path: str, host: str, scheme: str) -> None:
    answer = site.get(path, Host=host, **{"X-Forwarded-Proto": scheme})

    assert answer.status == 400
    assert '<html lang="nl"' in answer.body
    assert EVIL not in answer.body
    assert_safe(answer)


def test_host_that_a_proxy_is_said_to_have_forwarded_is_not_believed(site: Site) -> None:
    forwarded = {"X-Forwarded-Host": EVIL, "X-Host": EVIL, "Forwarded": f"host={EVIL}"}

    page = site.get("/", **forwarded)
    moved = site.get("/regio/", **forwarded, **{"X-Forwarded-Proto": "http"})

    assert (page.status, moved.headers["Location"]) == (200, f"https://{HOST}/regio/")
    assert EVIL not in page.body


def test_file_is_safe_and_kept_by_browsers(site: Site) -> None:
    address = re.search(r'href="(/static/dist/flevonorm[^"]+\.css)"', site.get("/").body)
    assert address is not None

    answer = site.get(address[1])

    assert answer.status == 200
    assert_safe(answer)
    assert answer.headers["Strict-Transport-Security"] == STRICT_TRANSPORT
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert not cookies(answer)


@pytest.mark.parametrize("path", ["/", "/regio/", "/nergens/"])
def test_page_without_a_database_is_a_503_with_the_same_headers(
    site_without_database: Site, path: str
) -> None:
    answer = site_without_database.get(path)

    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    assert "even niet beschikbaar" in answer.body
    assert "no-store" in answer.headers["Cache-Control"]
    assert_safe(answer)


def test_health_without_a_database_does_not_ask_for_the_session(
    site_without_database: Site,
) -> None:
    answer = site_without_database.get("/gezond/")

    assert (answer.status, answer.body) == (503, "niet beschikbaar")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert_safe(answer)
