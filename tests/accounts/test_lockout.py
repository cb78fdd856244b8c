"""Guessing passwords is stopped, and nobody can lock somebody else out by guessing."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEvent, User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
WRONG = "niet het wachtwoord"
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.1"


@pytest.fixture(autouse=True)
def counted_from_zero() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def mayor() -> User:
    return make_user(email="burgemeester@voorbeeld.test", name="Burgemeester")


@pytest.fixture
def other() -> User:
    return make_user(email="ander@voorbeeld.test", name="Ander")


def attempt(client: Client, user: User, password: str = PASSWORD, address: str = HOME) -> bool:
    """Tries to sign in; returns whether it worked, and is signed out again."""
    client.post("/aanmelden/", {"login": user.email, "password": password}, REMOTE_ADDR=address)
    worked = "_auth_user_id" in client.session
    if worked:
        client.post("/afmelden/")
    return worked


def besiege(user: User, times: int = 12) -> None:
    """An outsider who types wrong passwords from ever other addresses and fresh browsers."""
    for number in range(times):
        attempt(Client(), user, WRONG, address=f"203.0.113.{number}")


def test_outsider_is_stopped_after_five_wrong_passwords(client: Client, mayor: User) -> None:
    for _ in range(5):
        assert not attempt(client, mayor, WRONG, ELSEWHERE)

    assert not attempt(client, mayor, PASSWORD, ELSEWHERE)


def test_outsider_from_many_addresses_is_stopped_too(mayor: User) -> None:
    besiege(mayor)

    assert not attempt(Client(), mayor, PASSWORD, "203.0.113.200")


def test_browser_that_signed_in_before_is_not_locked_out(client: Client, mayor: User) -> None:
    assert attempt(client, mayor)

    besiege(mayor)

    assert attempt(client, mayor)


def test_browser_that_signed_in_before_may_not_guess_for_ever(client: Client, mayor: User) -> None:
    assert attempt(client, mayor)
    for _ in range(5):
        attempt(client, mayor, WRONG)

    assert not attempt(client, mayor)


def test_guest_behind_the_same_address_locks_nobody_out(client: Client, mayor: User) -> None:
    assert attempt(client, mayor)
    for number in range(25):
        attempt(Client(), make_user(email=f"{number}@voorbeeld.test", name="X"), WRONG)

    assert not attempt(Client(), mayor)
    assert attempt(client, mayor)


def test_own_browser_gives_no_extra_guesses_for_another_account(
    client: Client, mayor: User, other: User
) -> None:
    assert attempt(client, other)
    besiege(mayor)

    assert not attempt(client, mayor)


def test_cookie_that_was_made_up_gives_no_extra_guesses(client: Client, mayor: User) -> None:
    besiege(mayor)
    client.cookies["known_device"] = "eyJhIjoiYiJ9:1abc:handtekening"

    assert not attempt(client, mayor)


def test_one_browser_is_known_for_several_accounts(
    client: Client, mayor: User, other: User
) -> None:
    assert attempt(client, mayor)
    assert attempt(client, other)
    besiege(mayor)
    besiege(other)

    assert attempt(client, mayor)
    assert attempt(client, other)


def test_cookie_tells_no_address_and_no_script_reads_it(client: Client, mayor: User) -> None:
    attempt(client, mayor)

    cookie = client.cookies["known_device"]
    assert "burgemeester" not in cookie.value
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_signing_in_well_does_not_reset_the_count_of_an_address(
    client: Client, mayor: User, other: User
) -> None:
    """Else somebody with an account could guess for ever, with a good one in between."""
    for number in range(30):
        attempt(Client(), make_user(email=f"{number}@voorbeeld.test", name="X"), WRONG, ELSEWHERE)
        if number == 10:
            attempt(Client(), other, PASSWORD, ELSEWHERE)

    assert not attempt(client, mayor, PASSWORD, ELSEWHERE)
    assert attempt(client, mayor, PASSWORD, HOME)


def test_failed_attempts_are_in_the_log(client: Client, mayor: User) -> None:
    attempt(client, mayor, WRONG)
    client.post("/", {"login": "onbekend@voorbeeld.test", "password": "MijnWachtwoord1"})

    events = list(AuditEvent.objects.filter(type="sign_in_failed").in_chain())
    assert [(event.actor, event.subject) for event in events] == [
        (None, f"gebruiker {mayor.pk}"),
        (None, "onbekend account"),
    ]
    assert "onbekend@voorbeeld.test" not in str(list(AuditEvent.objects.values()))


def test_attempts_are_counted_for_all_processes_together(
    client: Client, mayor: User, settings: Settings
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "flevonorm_cache",
        }
    }
    assert isinstance(caches["default"], DatabaseCache)

    besiege(mayor, times=5)

    assert not attempt(client, mayor)
