"""Where `next` leads after signing in, confirming and signing out: never to another site."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.factories import PASSWORD, make_user
from tests.reports.document import read
from tests.second_steps import add_app, add_passkey_row, code
from tests.signing_in import confirm_identity

pytestmark = pytest.mark.django_db
HOSTILE = (
    "//kwaad.test/",
    "///kwaad.test/",
    "https:kwaad.test",
    "https:/kwaad.test",
    "hTTpS://kwaad.test/",
    "https://kwaad.test",
    "/\\kwaad.test",
    "\\/kwaad.test",
    "\\\\kwaad.test",
    "/\t/kwaad.test",
    "/\n/kwaad.test",
    "\x00//kwaad.test",
    " //kwaad.test",
    "\u00a0//kwaad.test",
    "//testserver@kwaad.test/",
    "http://testserver@kwaad.test/",
    "http://testserver:80@kwaad.test/",
    "http://testserver.kwaad.test/",
    "http://kwaad.test#testserver",
    "http://kwaad.test?testserver",
    "http://kwaad.test\\.testserver/",
    "http://[::1]kwaad.test/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//kwaad",
    "java\nscript:alert(1)//kwaad",
    "data:text/html,kwaad",
    "vbscript:kwaad",
    "ftp://kwaad.test/",
)
INSIDE = ("%2f%2fkwaad.test", "/%2f%2fkwaad.test", "／／kwaad.test", "/⁄kwaad.test", "kwaad.test")
"""What only looks like another site: a browser takes it as an address of ours."""


@pytest.fixture(autouse=True)
def counted_from_zero() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def anna() -> User:
    return make_user(email="anna@voorbeeld.test", name="Anna")


def check_stays_here(location: str) -> None:
    """An address of this site, as browsers read it: they drop tabs and line ends."""
    seen = re.sub(r"[\t\r\n\x00]", "", location).strip().replace("\\", "/")
    assert re.match(r"/(?!/)", seen), location
    assert "kwaad" not in seen


@pytest.mark.parametrize("hostile", HOSTILE)
def test_signing_in_leads_to_no_other_site(client: Client, anna: User, hostile: str) -> None:
    typed = {"login": anna.email, "password": PASSWORD, "next": hostile}

    response = client.post("/aanmelden/", typed)

    assert response.status_code == 302
    check_stays_here(response["Location"])


@pytest.mark.parametrize("hostile", HOSTILE)
def test_second_step_leads_to_no_other_site(client: Client, anna: User, hostile: str) -> None:
    secret = add_app(anna)
    typed = {"login": anna.email, "password": PASSWORD, "next": hostile}
    client.post(f"/aanmelden/?next={quote(hostile)}", typed)

    response = client.post(f"/aanmelden/tweede-stap/?next={quote(hostile)}", {"code": code(secret)})

    assert response.status_code == 302
    assert "_auth_user_id" in client.session
    check_stays_here(response["Location"])


@pytest.mark.parametrize("hostile", HOSTILE)
def test_confirming_leads_to_no_other_site(client: Client, anna: User, hostile: str) -> None:
    confirm_identity(client, anna)

    response = client.post("/account/bevestigen/", {"password": PASSWORD, "next": hostile})

    assert response.status_code == 302
    check_stays_here(response["Location"])


@pytest.mark.parametrize("hostile", HOSTILE)
def test_confirming_with_a_code_leads_to_no_other_site(
    client: Client, anna: User, hostile: str
) -> None:
    secret = add_app(anna)
    confirm_identity(client, anna, method="mfa")
    address = f"/account/bevestigen/code/?next={quote(hostile)}"

    response = client.post(address, {"code": code(secret)})

    assert response.status_code == 302
    check_stays_here(response["Location"])


@pytest.mark.parametrize("hostile", HOSTILE)
def test_signing_out_leads_to_no_other_site(client: Client, anna: User, hostile: str) -> None:
    client.force_login(anna)

    response = client.post("/afmelden/", {"next": hostile})

    assert response.status_code == 302
    check_stays_here(response["Location"])


@pytest.mark.parametrize("hostile", HOSTILE)
def test_links_to_other_ways_carry_no_other_site(client: Client, anna: User, hostile: str) -> None:
    add_app(anna)
    add_passkey_row(anna)
    confirm_identity(client, anna, method="mfa")

    hrefs = read(client, f"/account/bevestigen/?next={quote(hostile)}").one("main").hrefs()

    assert len(hrefs) == 2
    assert not any("kwaad" in href for href in hrefs)


@pytest.mark.parametrize("path", ["/account/bevestigen/", "/afmelden/"])
@pytest.mark.parametrize("inside", INSIDE)
def test_what_looks_like_another_site_stays_on_this_one(
    client: Client, anna: User, path: str, inside: str
) -> None:
    confirm_identity(client, anna)

    response = client.post(path, {"password": PASSWORD, "next": inside})

    location = response["Location"]
    assert not re.match(r"(?i)[a-z][a-z0-9+.-]*:|//", location)
    assert not location.startswith(("\\", "/\\"))
