"""Passwords: which are refused, and how one is changed."""

from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import AuditEvent, User
from accounts.validators import MAX_LENGTH
from tests.accounts.passwords import ADDRESS, CHANGE, NEW, errors, is_in, sign_in
from tests.factories import PASSWORD, make_user
from tests.reports.document import Response, document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted_from_zero() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def anna() -> User:
    return make_user(email=ADDRESS, name="Anna Zwartewaal")


def change(client: Client, new: str, *, again: str | None = None, old: str = PASSWORD) -> Response:
    again = new if again is None else again
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again})


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("kort", "te kort. Gebruik minstens 12 tekens"),
        ("elf tekens.", "te kort"),
        ("x" * (MAX_LENGTH + 1), "256 tekens"),
        ("a" * 1_000_000, "256 tekens"),
        ("anna@voorbeeld.test", "lijkt te veel op uw naam of e-mailadres"),
        ("Anna Zwartewaal", "lijkt te veel op uw naam"),
        ("zwartewaal1234", "lijkt te veel op uw naam"),
        ("qwerty123456", "makkelijk te raden"),
        ("password1234", "makkelijk te raden"),
        ("aaaaaaaaaaaaaaaa", "makkelijk te raden"),
        ("Flevoland2026!", "makkelijk te raden"),
        ("Welkom in 2026 Almere", "makkelijk te raden"),
        ("flevonorm-flevonorm", "makkelijk te raden"),
        ("W@chtw00rd2026!", "makkelijk te raden"),
        ("2026ZeewoldeZomer", "makkelijk te raden"),
        ("waterschap zuiderzeeland", "makkelijk te raden"),
        ("Noordoostpolder01", "makkelijk te raden"),
        ("Gémeente Ürk 2026", "makkelijk te raden"),
        ("januari2026januari", "makkelijk te raden"),
    ],
)
def test_weak_password_is_refused_in_dutch(
    client: Client, anna: User, password: str, message: str
) -> None:
    response = change(sign_in(client), password)

    assert response.status_code == 200
    assert message in errors(response)
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    "password",
    [
        NEW,
        "blauwe paarden in flevoland",
        "vier fietsen op de dijk",
        "ik woon al tien jaar op Urk",
        "Xk9$mQ2vLp8z",
        "mòøï wéér vændåg",
        "密碼は長いほうが良いです。",
        "🚲🌷🐄🌧️🧀⛵🏡🐟🌾🦢🍞🧈",
        " " + NEW + " ",
        "z" * 3 + NEW + "y" * (MAX_LENGTH - len(NEW) - 3),
    ],
)
def test_long_password_is_accepted_whatever_it_is_made_of(
    client: Client, anna: User, password: str
) -> None:
    response = change(sign_in(client), password)

    assert response.status_code == 302, errors(response)
    assert User.objects.get().check_password(password)


def test_passwords_that_differ_are_refused_in_dutch(client: Client, anna: User) -> None:
    response = change(sign_in(client), NEW, again=NEW + "!")

    assert "wachtwoord" in errors(response)
    assert User.objects.get().check_password(PASSWORD)


def test_wrong_present_password_is_refused_in_dutch(client: Client, anna: User) -> None:
    response = change(sign_in(client), NEW, old="niet dit wachtwoord")

    assert "huidige wachtwoord" in errors(response)
    assert User.objects.get().check_password(PASSWORD)


def test_no_password_is_sent_back(client: Client, anna: User) -> None:
    page = document(change(sign_in(client), NEW, again="iets heel anders dan dat"))

    fields = page.all("input", type="password")
    assert [field.attributes["name"] for field in fields] == [
        "oldpassword",
        "password1",
        "password2",
    ]
    assert not any("value" in field.attributes for field in fields)


@pytest.mark.parametrize("password", ["x" * 257, "x" * 1_000_000])
def test_very_long_password_is_refused_at_sign_in_before_it_is_hashed(
    client: Client, anna: User, password: str
) -> None:
    response = client.post("/", {"login": ADDRESS, "password": password})

    assert "256" in errors(response)
    assert not AuditEvent.objects.filter(type="sign_in_failed").exists()


# --- Changing it ----------------------------------------------------------------------------------


def test_change_keeps_this_session_and_ends_the_others(client: Client, anna: User) -> None:
    elsewhere = sign_in(Client())
    sign_in(client)
    assert is_in(elsewhere)

    response = change(client, NEW)

    assert response.status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)
    assert not is_in(sign_in(Client(), PASSWORD))
    assert is_in(sign_in(Client(), NEW))


def test_change_is_said_on_screen_mailed_and_logged(client: Client, anna: User) -> None:
    response = change(sign_in(client), NEW)

    page = document(client.get(response["Location"]))
    assert "gewijzigd" in page.one(css="fn-messages").text
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([ADDRESS], "Uw wachtwoord voor flevonorm is gewijzigd")
    ]
    assert "Hebt u dit niet gedaan?" in str(mail.outbox[0].body)
    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.actor) == ("password_set", anna)


def test_guessing_the_present_password_is_stopped(client: Client, anna: User) -> None:
    sign_in(client)
    statuses = [change(client, NEW, old=f"gok {number}").status_code for number in range(6)]

    assert statuses[-1] == 429
    assert User.objects.get().check_password(PASSWORD)
