"""Signing in and out: one form, one message for every refusal, no way to register."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from tests.conftest import SignIn, World
from tests.factories import PASSWORD, make_user
from tests.reports.document import Element, Response, document

ADDRESS = "anna@voorbeeld.test"
REFUSED = re.compile(r"e-mailadres (en/)?of wachtwoord")
INFORMAL = re.compile(r"\b(je|jij|jou|jouw)\b", re.IGNORECASE)
FORMS = ("/", "/aanmelden/")


@pytest.fixture(autouse=True)
def counted_from_zero() -> Iterator[None]:
    """Attempts are counted in the cache; a test begins and ends with none."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def anna(db: None) -> User:
    return make_user(email=ADDRESS, name="Anna")


def credentials(login: str = ADDRESS, password: str = PASSWORD) -> dict[str, str]:
    return {"login": login, "password": password}


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def errors(response: Response) -> str:
    """What the form says is wrong."""
    page = document(response)
    assert not page.all("nav")
    return " ".join(alert.text for alert in page.all(css="utrecht-alert--error"))


def form(page: Element) -> Element:
    """The sign-in form of a page."""
    (found,) = (form for form in page.all("form") if form.all("input", name="login"))
    return found


def test_start_is_the_sign_in_form_for_a_visitor(client: Client, db: None) -> None:
    page = document(client.get("/"))

    found = form(page)
    assert found.attributes["method"] == "post"
    assert found.one("input", name="login").attributes["type"] == "email"
    assert found.one("input", name="password").attributes["type"] == "password"
    assert found.one("input", name="csrfmiddlewaretoken").attributes["value"]
    labels = {label.attributes["for"]: label.text for label in found.all("label")}
    assert labels == {"id_login": "E-mailadres", "id_password": "Wachtwoord"}


def test_start_is_the_start_page_for_a_user(sign_in: SignIn, anna: User) -> None:
    page = document(sign_in(anna).get("/"))

    assert page.one("h1").text == "Welkom"
    assert not page.all("input", name="login")
    assert "Anna" in page.one("header").text


@pytest.mark.parametrize("path", FORMS)
def test_post_of_the_form_signs_in(client: Client, anna: User, path: str) -> None:
    response = client.post(path, credentials())

    assert response.status_code == 302
    assert response["Location"] == "/"
    assert is_signed_in(client)


def test_post_to_the_action_of_the_form_signs_in(client: Client, anna: User) -> None:
    action = form(document(client.get("/"))).attributes["action"]

    client.post(action, credentials())

    assert is_signed_in(client)


@pytest.mark.parametrize("login", ["ANNA@Voorbeeld.TEST", f"  {ADDRESS} "])
def test_address_may_be_typed_in_another_way(client: Client, anna: User, login: str) -> None:
    client.post("/", credentials(login=login))

    assert is_signed_in(client)


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "wrong",
    [
        credentials(password="niet het wachtwoord"),
        credentials(login="onbekend@voorbeeld.test"),
        credentials(password=f" {PASSWORD}"),
        credentials(password=PASSWORD.upper()),
    ],
    ids=["password", "address", "blank before", "capitals"],
)
def test_refusal_does_not_tell_what_is_wrong(
    client: Client, anna: User, path: str, wrong: dict[str, str]
) -> None:
    response = client.post(path, wrong)

    assert response.status_code == 200
    assert REFUSED.search(errors(response))
    assert not is_signed_in(client)
    assert wrong["password"] not in response.content.decode()


def test_refusals_of_a_wrong_password_and_an_unknown_address_are_the_same_page(
    client: Client, anna: User
) -> None:
    pages = {
        masked(client.post("/", credentials(login=login, password="fout")), login)
        for login in (ADDRESS, "onbekend@voorbeeld.test")
    }

    assert len(pages) == 1


@pytest.mark.parametrize(
    "data",
    [credentials(password="fout"), credentials(login="geen adres"), {}],
    ids=["wrong", "no address", "empty"],
)
def test_refusal_speaks_formally(client: Client, anna: User, data: dict[str, str]) -> None:
    assert not INFORMAL.search(errors(client.post("/", data)))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"login": ADDRESS},
        {"password": PASSWORD},
        credentials(login=""),
        credentials(password=""),
        credentials(login="geen adres"),
        credentials(login="\x00" + ADDRESS),
        credentials(password="\x00"),
        credentials(login="a" * 100_000),
        credentials(password="a" * 100_000),
        credentials(login="' OR 1=1 --"),
        credentials(login="\u202e@voorbeeld.test"),
    ],
)
def test_odd_input_is_refused_in_dutch(client: Client, anna: User, data: dict[str, str]) -> None:
    response = client.post("/", data)

    assert response.status_code == 200
    assert "Er is iets niet goed ingevuld" in errors(response)
    assert not is_signed_in(client)


@pytest.mark.parametrize("path", FORMS)
def test_account_that_is_switched_off_gets_the_message_of_everybody(
    client: Client, anna: User, path: str
) -> None:
    User.objects.filter(pk=anna.pk).update(is_active=False)

    response = client.post(path, credentials())

    assert response.status_code == 200
    assert REFUSED.search(errors(response))
    assert not is_signed_in(client)


def test_account_without_a_password_cannot_be_used(client: Client, db: None) -> None:
    User.objects.create_user(ADDRESS, None, name="Anna")

    response = client.post("/", credentials(password="!"))

    assert REFUSED.search(errors(response))
    assert not is_signed_in(client)


@pytest.mark.parametrize("path", [*FORMS, "/afmelden/"])
def test_post_without_a_token_is_refused_in_dutch(anna: User, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    if path == "/afmelden/":
        client.force_login(anna)

    response = client.post(path, credentials())

    assert response.status_code == 403
    assert document(response).one("h1").text == "Uw formulier is niet verwerkt"
    assert is_signed_in(client) is (path == "/afmelden/")


def test_post_with_the_token_of_the_form_signs_in(anna: User) -> None:
    client = Client(enforce_csrf_checks=True)
    page = form(document(client.get("/")))
    token = page.one("input", name="csrfmiddlewaretoken").attributes["value"]

    client.post(page.attributes["action"], {**credentials(), "csrfmiddlewaretoken": token})

    assert is_signed_in(client)


@pytest.mark.parametrize("path", FORMS)
def test_next_leads_to_the_page_that_was_asked_for(client: Client, anna: User, path: str) -> None:
    wanted = "/rondes/?a=1&b=2"
    page = document(client.get(f"{path}?next={quote(wanted)}"))
    hidden = form(page).one("input", name="next").attributes["value"]

    response = client.post(form(page).attributes["action"], {**credentials(), "next": hidden})

    assert hidden == wanted
    assert response["Location"] == wanted


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "hostile",
    [
        "https://kwaad.test/",
        "http://kwaad.test",
        "//kwaad.test/",
        "///kwaad.test/",
        "/\\kwaad.test",
        "\\\\kwaad.test",
        "https:kwaad.test",
        "https:///kwaad.test",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://kwaad.test/",
        "http://testserver@kwaad.test/",
        "http://testserver.kwaad.test/",
        " https://kwaad.test/",
        "\thttps://kwaad.test/",
        "/\t/kwaad.test/",
        "/regio/\r\nSet-Cookie: a=b",
        "\x00//kwaad.test",
    ],
)
def test_next_leads_to_no_other_site(client: Client, anna: User, path: str, hostile: str) -> None:
    response = client.post(path, {**credentials(), "next": hostile})

    assert response.status_code == 302
    assert is_signed_in(client)
    location = response["Location"]
    assert location.startswith("/")
    assert not re.match(r"/[\s\\/]", location)
    assert "kwaad" not in location
    assert "a" not in response.cookies


def test_next_in_the_address_leads_to_no_other_site(client: Client, anna: User) -> None:
    response = client.post("/?next=https://kwaad.test/", credentials())

    assert response["Location"] == "/"


def test_signing_in_makes_a_new_session(client: Client, anna: User) -> None:
    session = client.session
    session["vooraf"] = True
    session.save()
    before = session.session_key

    client.post("/", credentials())

    assert client.session.session_key != before


def test_session_ends_with_the_browser(client: Client, anna: User) -> None:
    client.post("/", credentials())

    assert client.session.get_expire_at_browser_close()


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_confirm_email",
        "mfa_trust",
        "socialaccount_signup",
    ],
)
def test_pages_that_are_not_offered_have_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["/registreren/", "/signup/", "/accounts/signup/"])
def test_nobody_can_register(client: Client, db: None, path: str) -> None:
    response = client.post(path, {"email": "ik@voorbeeld.test", "password1": PASSWORD})

    assert response.status_code == 404
    assert not User.objects.exists()


def test_sign_in_form_offers_no_registration(client: Client, db: None) -> None:
    page = document(client.get("/"))

    assert page.one("main").hrefs() == ["/wachtwoord-vergeten/"]


def test_passkey_is_offered_to_who_has_scripts(client: Client, db: None) -> None:
    """The form is hidden until `passkey.js` shows it, and no script stands in the page."""
    page = document(client.get("/?next=/rondes/"))

    (passkey,) = (each for each in page.all("form") if "data-passkey" in each.attributes)
    assert "hidden" in passkey.attributes
    assert passkey.attributes["action"] == "/aanmelden/passkey/"
    assert passkey.one("input", name="next").attributes["value"] == "/rondes/"
    assert [script.text for script in page.all("script")] == [""]


def test_signing_out_asks_first(sign_in: SignIn, anna: User) -> None:
    client = sign_in(anna)

    page = document(client.get("/afmelden/"))

    assert page.one("h1").text == "Wilt u zich afmelden?"
    assert is_signed_in(client)


def test_signing_out_ends_the_session(sign_in: SignIn, anna: User) -> None:
    client = sign_in(anna)
    kept = client.cookies["sessionid"].value

    response = client.post("/afmelden/")

    assert response["Location"] == "/"
    assert not is_signed_in(client)
    client.cookies["sessionid"] = kept
    assert client.get("/regio/").status_code == 302


def test_sign_out_button_of_every_page_is_a_form(sign_in: SignIn, world: World) -> None:
    page = document(sign_in(world.coordinator).get("/rondes/"))

    (found,) = (f for f in page.all("form") if f.attributes["action"] == "/afmelden/")
    assert found.attributes["method"] == "post"
    assert found.one("button").text == "Afmelden"


def test_many_wrong_passwords_are_stopped_in_dutch(client: Client, anna: User) -> None:
    for _ in range(5):
        client.post("/", credentials(password="fout"))

    response = client.post("/", credentials())

    assert response.status_code == 200
    assert "Te veel" in errors(response)
    assert not is_signed_in(client)


def test_many_attempts_from_one_place_get_a_dutch_page(client: Client, anna: User) -> None:
    for number in range(120):
        client.post("/", credentials(login=f"{number}@voorbeeld.test"))

    response = client.post("/", credentials())

    page = document(response)
    assert response.status_code == 429
    assert page.one("html").attributes["lang"] == "nl"
    assert page.one(css="fn-wordmark")
    assert not is_signed_in(client)


@pytest.mark.parametrize("path", FORMS)
def test_signed_in_user_is_not_asked_again(sign_in: SignIn, anna: User, path: str) -> None:
    response = sign_in(anna).get(path, follow=True)

    assert response.status_code == 200
    assert document(response).one("h1").text == "Welkom"


def masked(response: Response, login: str) -> str:
    """The page without the token and the address that was typed."""
    text = re.sub(r'value="\w{64}"', "", response.content.decode())
    return text.replace(login, "…")
