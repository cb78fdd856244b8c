"""The pages of signing in and of one's own account: in Dutch, formal, and only one's own."""

import re
from collections.abc import Iterator

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.browsers import in_words
from accounts.models import AuditEvent, User
from accounts.permissions import Role
from ambitions.actions.memberships import give_role
from tests.conftest import World
from tests.factories import PASSWORD, make_user
from tests.reports.document import Element, document, read
from tests.second_steps import add_app, add_passkey_row, add_recovery_codes
from tests.signing_in import confirm_identity

pytestmark = pytest.mark.django_db
ENGLISH = re.compile(
    r"\b(the|your|you|and|or|password|sign|log ?in|email|please|security key|key|code is|enter|"
    r"authenticator app|master|backup|verify|change|remove|add|two-factor|factor|devices?|session|"
    r"sessions|browser:|unknown|current|again|invalid|required|incorrect|recovery)\b",
    re.IGNORECASE,
)
INFORMAL = re.compile(r"\b(je|jij|jou|jouw)\b", re.IGNORECASE)
VISITOR = (
    "/aanmelden/",
    "/wachtwoord-vergeten/",
    "/wachtwoord-vergeten/verstuurd/",
    "/wachtwoord-vergeten/1-set-password/",
    "/wachtwoord-vergeten/klaar/",
)
OWN = (
    "/account/",
    "/account/wachtwoord/",
    "/account/bevestigen/",
    "/account/bevestigen/code/",
    "/account/tweede-stap/",
    "/account/tweede-stap/kiezen/",
    "/account/tweede-stap/app/verwijderen/",
    "/account/tweede-stap/herstelcodes/",
    "/account/tweede-stap/herstelcodes/maken/",
    "/account/passkeys/",
    "/account/passkeys/{passkey}/naam/",
    "/account/passkeys/{passkey}/verwijderen/",
    "/account/apparaten/",
    "/afmelden/",
)
"""Of somebody who has everything, to show all texts of a page."""
BARE = ("/account/", "/account/tweede-stap/", "/account/tweede-stap/app/", "/account/passkeys/")
"""Of somebody who has only a password."""


@pytest.fixture(autouse=True)
def counted_from_zero() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def anna() -> User:
    return make_user(email="anna@voorbeeld.test", name="Anna")


def owner_of_everything(client: Client, user: User) -> str:
    """Signs in somebody with every second step; returns the key of the passkey."""
    add_app(user)
    add_recovery_codes(user)
    passkey = add_passkey_row(user)
    confirm_identity(client, user, method="mfa")
    return str(passkey.pk)


def check_words(page: Element) -> None:
    """In Dutch, formal, with one heading and no placeholders."""
    assert page.one("html").attributes["lang"] == "nl"
    assert len(page.all("h1")) == 1
    text = page.one("main").text
    assert not ENGLISH.search(text), ENGLISH.findall(text)
    assert not INFORMAL.search(text), text
    assert not ENGLISH.search(page.one("title").text.removesuffix("flevonorm"))
    assert not [field for field in page.all("input") if "placeholder" in field.attributes]


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", VISITOR)
def test_page_for_a_visitor_is_dutch(client: Client, path: str) -> None:
    check_words(read(client, path))


@pytest.mark.parametrize("path", OWN)
def test_page_of_ones_account_is_dutch(client: Client, anna: User, path: str) -> None:
    passkey = owner_of_everything(client, anna)

    check_words(read(client, path.format(passkey=passkey)))


@pytest.mark.parametrize("path", BARE)
def test_page_of_a_bare_account_is_dutch(client: Client, anna: User, path: str) -> None:
    confirm_identity(client, anna)

    check_words(read(client, path))


def test_page_to_make_a_passkey_is_dutch(client: Client, anna: User) -> None:
    confirm_identity(client, anna)

    page = read(client, "/account/passkeys/toevoegen/")

    check_words_without_options(page)


def check_words_without_options(page: Element) -> None:
    """The question to the browser stands in the page as data and is not read by people."""
    for element in page.walk():
        element.children = [
            child
            for child in element.children
            if isinstance(child, str) or child.tag != "script" or "src" in child.attributes
        ]
    check_words(page)


def test_page_of_the_second_step_is_dutch(client: Client, anna: User) -> None:
    add_app(anna)
    client.post("/", {"login": anna.email, "password": PASSWORD})

    page = read(client, "/aanmelden/tweede-stap/")

    check_words_without_options(page)
    assert not page.all("form", **{"data-passkey": "get"})


def test_account_without_a_password_may_set_one(client: Client) -> None:
    user = User.objects.create_user("sso@voorbeeld.test", None, name="Organisatie")
    confirm_identity(client, user, method="socialaccount")

    check_words(read(client, "/account/wachtwoord/instellen/"))
    assert "/account/wachtwoord/instellen/" in read(client, "/account/").one("main").hrefs()


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/account/wachtwoord/", {"oldpassword": "x", "password1": "kort", "password2": "lang"}),
        ("/account/wachtwoord/", {}),
        ("/account/bevestigen/", {"password": "fout"}),
        ("/account/bevestigen/code/", {"code": "000000"}),
        ("/account/bevestigen/code/", {}),
        ("/account/passkeys/{passkey}/naam/", {"name": ""}),
        ("/account/passkeys/{passkey}/naam/", {"name": "x" * 61}),
    ],
)
def test_refusal_is_dutch(client: Client, anna: User, path: str, data: dict[str, str]) -> None:
    passkey = owner_of_everything(client, anna)

    page = document(client.post(path.format(passkey=passkey), data))

    check_words(page)
    assert page.all(css="utrecht-alert--error")


@pytest.mark.parametrize("credential", ["", "{}", "geen json", "[]", '{"id": 1}', "null"])
def test_passkey_that_is_none_is_refused_in_dutch(
    client: Client, anna: User, credential: str
) -> None:
    confirm_identity(client, anna)

    page = document(client.post("/account/passkeys/toevoegen/", {"credential": credential}))

    assert page.all(css="utrecht-alert--error")
    check_words_without_options(page)


@pytest.mark.parametrize("credential", ["", "{}", "geen json", "[]", '{"id": 1}', "null"])
def test_signing_in_with_no_passkey_leads_back_with_a_message(
    client: Client, credential: str
) -> None:
    response = client.post("/aanmelden/passkey/", {"credential": credential}, follow=True)

    page = document(response)
    assert "passkey" in page.one(css="fn-messages").text.lower()
    check_words(page)


def test_confirming_leads_to_the_other_ways(client: Client, anna: User) -> None:
    owner_of_everything(client, anna)

    hrefs = read(client, "/account/bevestigen/?next=/account/").one("main").hrefs()

    assert hrefs == [
        "/account/bevestigen/code/?next=%2Faccount%2F",
        "/account/bevestigen/passkey/?next=%2Faccount%2F",
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/aanmelden/", {"login": "username", "password": "current-password"}),
        ("/wachtwoord-vergeten/", {"email": "username"}),
        (
            "/account/wachtwoord/",
            {
                "oldpassword": "current-password",
                "password1": "new-password",
                "password2": "new-password",
            },
        ),
        ("/account/bevestigen/", {"password": "current-password"}),
        ("/account/bevestigen/code/", {"code": "one-time-code"}),
    ],
)
def test_fields_say_what_a_browser_may_fill_in(
    client: Client, anna: User, path: str, expected: dict[str, str]
) -> None:
    if path.startswith("/account/"):
        owner_of_everything(client, anna)

    page = read(client, path)

    fields = {
        field.attributes["name"]: field.attributes.get("autocomplete")
        for field in page.one("main").all("input")
        if field.attributes["type"] != "hidden"
    }
    assert fields == expected


def test_code_opens_the_keyboard_with_digits(client: Client, anna: User) -> None:
    owner_of_everything(client, anna)

    field = read(client, "/account/bevestigen/code/").one("input", name="code")

    assert field.attributes["inputmode"] == "numeric"


# --- My account -----------------------------------------------------------------------------------


def test_account_tells_who_somebody_is_and_their_roles(client: Client, world: World) -> None:
    user = world.coordinator
    give_role(user=user, role=Role.EXECUTIVE, target=world.lelystad, by=None)
    ended = give_role(user=user, role=Role.EXECUTIVE, target=world.urk, by=None)
    type(ended).objects.filter(pk=ended.pk).update(ended_at=timezone.now())
    confirm_identity(client, user)

    text = read(client, "/account/").one("main").text

    assert user.email in text
    assert "coördinator, Almere" in text
    assert "bestuurder, Lelystad" in text
    assert "Urk" not in text


def test_account_is_reached_from_every_page(client: Client, anna: User) -> None:
    client.force_login(anna)

    header = read(client, "/").one("header")

    assert "/account/" in header.hrefs()
    assert "Mijn account" in header.text


def test_account_asks_the_same_number_of_queries_for_many_roles(
    client: Client, world: World, django_assert_max_num_queries: object
) -> None:
    confirm_identity(client, world.coordinator)
    for target in (world.lelystad, world.urk, world.province, world.water_board):
        give_role(user=world.coordinator, role=Role.EXECUTIVE, target=target, by=None)

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get("/account/")


# --- Devices --------------------------------------------------------------------------------------


def test_devices_are_told_in_words_and_the_others_are_signed_out(anna: User) -> None:
    firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"
    other, here = Client(HTTP_USER_AGENT="Telefoon <b>"), Client(HTTP_USER_AGENT=firefox)
    for client in (other, here):
        client.post("/", {"login": anna.email, "password": PASSWORD})

    page = read(here, "/account/apparaten/")
    rows = [row.text for row in page.one("tbody").all("tr")]
    assert len(rows) == 2
    assert next(row for row in rows if "dit apparaat" in row).startswith("Firefox op Windows")
    assert "Telefoon" not in page.one("main").text

    response = here.post("/account/apparaten/", follow=True)

    assert "U bent op alle andere apparaten afgemeld." in document(response).one("main").text
    assert here.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert UserSession.objects.count() == 1
    assert AuditEvent.objects.filter(type="sessions_ended", new='{"aantal":1}').exists()


def test_devices_of_somebody_else_stay(anna: User, client: Client) -> None:
    other = Client()
    other.post("/", {"login": make_user(email="bob@voorbeeld.test").email, "password": PASSWORD})
    client.post("/", {"login": anna.email, "password": PASSWORD})

    assert len(read(client, "/account/apparaten/").one("tbody").all("tr")) == 1
    client.post("/account/apparaten/")

    assert other.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1",
         "Safari op iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge op Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36", "Chrome op Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Safari/605.1", "Safari op macOS"),
        ("curl/8.0", "Onbekend programma"),
        ("", "Onbekend programma"),
    ],
)  # fmt: skip
def test_program_is_told_in_words(agent: str, words: str) -> None:
    assert in_words(agent) == words


# --- Passkeys of others ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/account/passkeys/{}/naam/", "/account/passkeys/{}/verwijderen/"]
)
def test_passkey_of_somebody_else_is_not_there(client: Client, anna: User, path: str) -> None:
    theirs = add_passkey_row(make_user())
    owner_of_everything(client, anna)

    for method in (client.get, client.post):
        assert method(path.format(theirs.pk), {"name": "Van mij"}).status_code == 404
    theirs.refresh_from_db()
    assert str(theirs) == "Telefoon"


def test_name_of_a_passkey_is_only_text(client: Client, anna: User) -> None:
    passkey = owner_of_everything(client, anna)
    client.post(f"/account/passkeys/{passkey}/naam/", {"name": "<script>alert(1)</script>"})

    for path in ("/account/passkeys/", "/account/tweede-stap/"):
        assert "<script>alert" not in client.get(path).content.decode()
