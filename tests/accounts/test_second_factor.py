"""The second step: setting it up, using it once, and what happens to who guesses."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client

from accounts.models import AuditEvent, User
from tests.factories import PASSWORD, make_user
from tests.reports.document import Response, document, read
from tests.second_steps import PERIOD, add_app, add_recovery_codes, code

pytestmark = pytest.mark.django_db
ADDRESS = "anna@voorbeeld.test"
STEP, CONFIRM, APP = (
    "/aanmelden/tweede-stap/",
    "/account/bevestigen/code/",
    "/account/tweede-stap/app/",
)
CODES, QR = "/account/tweede-stap/herstelcodes/", "/account/tweede-stap/app/qr.svg"
PASSKEYS, PASSKEY_SIGN_IN = "/account/passkeys/", "/aanmelden/passkey/"
REFUSED = re.compile("klopt niet|al een keer gebruikt")


@pytest.fixture(autouse=True)
def counted_from_zero() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def anna() -> User:
    return make_user(email=ADDRESS, name="Anna")


@pytest.fixture
def secret(anna: User) -> str:
    """The secret of the app that anna has set up."""
    return add_app(anna)


@pytest.fixture
def recovery_codes(anna: User, secret: str) -> list[str]:
    return add_recovery_codes(anna)


def wrong(secret: str) -> str:
    """Six digits that are no code of this minute."""
    right = {code(secret, periods=number) for number in range(-3, 4)}
    return next(text for text in (f"{number:06}" for number in range(10)) if text not in right)


def type_password(client: Client) -> Client:
    client.post("/", {"login": ADDRESS, "password": PASSWORD})
    return client


def type_code(client: Client, text: str) -> Response:
    return client.post(STEP, {"code": text})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def signs_in(text: str) -> bool:
    """Whether a fresh browser gets in with the password and this code."""
    client = type_password(Client())
    assert not is_in(client)
    type_code(client, text)
    return is_in(client)


def errors(response: Response) -> str:
    return " ".join(alert.text for alert in document(response).all(css="utrecht-alert--error"))


# --- A code at sign-in ----------------------------------------------------------------------------


def test_code_of_the_app_signs_in(client: Client, secret: str) -> None:
    type_password(client)
    assert not is_in(client)

    response = type_code(client, code(secret))

    assert response["Location"] == "/"
    assert is_in(client)


@pytest.mark.parametrize("periods", [-1, 0, 1])
def test_code_of_the_period_before_or_after_counts_too(secret: str, periods: int) -> None:
    wait_for_the_middle_of_a_period()

    assert signs_in(code(secret, periods=periods))


@pytest.mark.parametrize("periods", [-3, -2, 2, 3, 100])
def test_code_of_another_time_is_refused(secret: str, periods: int) -> None:
    wait_for_the_middle_of_a_period()

    assert not signs_in(code(secret, periods=periods))


def test_wrong_code_is_refused_in_dutch(client: Client, secret: str) -> None:
    response = type_code(type_password(client), wrong(secret))

    assert REFUSED.search(errors(response))
    assert not is_in(client)


def test_code_may_be_typed_with_a_blank(secret: str) -> None:
    text = code(secret)

    assert signs_in(f" {text[:3]} {text[3:]} ")


@pytest.mark.parametrize(
    "text", ["", "0", "abcdef", "\x00", "１２３４５６", "9" * 5000, "-1", "é" * 6]
)
def test_odd_code_is_refused(client: Client, secret: str, text: str) -> None:
    response = type_code(type_password(client), text)

    assert response.status_code == 200
    assert errors(response)
    assert not is_in(client)


def test_next_is_kept_over_the_second_step(client: Client, secret: str) -> None:
    client.post("/?next=/account/", {"login": ADDRESS, "password": PASSWORD, "next": "/account/"})

    assert type_code(client, code(secret))["Location"] == "/account/"


def test_second_step_without_the_first_leads_to_the_first(client: Client, secret: str) -> None:
    for response in (client.get(STEP), type_code(client, code(secret))):
        assert response.status_code == 302
        assert not is_in(client)


def test_account_that_is_switched_off_between_the_steps_does_not_come_in(
    client: Client, anna: User, secret: str
) -> None:
    type_password(client)
    User.objects.filter(pk=anna.pk).update(is_active=False)

    type_code(client, code(secret))

    assert client.get("/account/").status_code == 302


# --- Once -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("periods", [-1, 0, 1])
def test_code_counts_once(secret: str, periods: int) -> None:
    wait_for_the_middle_of_a_period()
    text = code(secret, periods=periods)
    assert signs_in(text)

    assert not signs_in(text)
    assert not signs_in(f"{text[:3]}-{text[3:]}")


def test_code_counts_once_as_long_as_it_is_valid(client: Client, secret: str) -> None:
    """Also when allauth, which remembers a code for half a minute, has forgotten it."""
    wait_for_the_middle_of_a_period()
    text = code(secret, periods=1)
    assert signs_in(text)
    forget_what_allauth_remembers(text)

    assert not signs_in(text)


def test_code_that_was_used_to_confirm_does_not_sign_in(client: Client, secret: str) -> None:
    wait_for_the_middle_of_a_period()
    type_code(type_password(client), code(secret, periods=-1))
    text = code(secret)

    client.post(CONFIRM, {"code": text})

    assert not signs_in(text)


def test_code_that_was_used_to_set_the_app_up_does_not_sign_in(client: Client, anna: User) -> None:
    secret = set_up_app(client)
    text = code(secret)

    assert client.post(APP, {"code": text}).status_code == 302

    assert not signs_in(text)


def test_code_of_somebody_else_may_be_the_same(client: Client, anna: User, secret: str) -> None:
    other = make_user(email="bert@voorbeeld.test")
    TOTP.activate(other, secret)
    assert signs_in(code(secret))

    client.post("/", {"login": other.email, "password": PASSWORD})
    type_code(client, code(secret))

    assert is_in(client)


def test_replay_does_not_begin_the_count_of_guesses_anew(client: Client, secret: str) -> None:
    text = code(secret)
    assert signs_in(text)
    type_password(client)
    for number in range(8):
        type_code(client, text if number % 2 else wrong(secret))

    type_code(client, code(secret, periods=1))

    assert not is_in(client)


def test_recovery_code_counts_once(client: Client, recovery_codes: list[str]) -> None:
    assert signs_in(recovery_codes[3])

    assert not signs_in(recovery_codes[3])
    assert signs_in(recovery_codes[4])


# --- Guessing -------------------------------------------------------------------------------------


def test_guessing_codes_is_stopped_in_dutch(client: Client, secret: str) -> None:
    type_password(client)
    for _ in range(5):
        type_code(client, wrong(secret))

    response = type_code(client, code(secret))

    assert "Te veel" in errors(response)
    assert not is_in(client)


def test_guessing_from_many_browsers_is_stopped_too(secret: str) -> None:
    for number in range(6):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        type_code(type_password(client), wrong(secret))

    assert not signs_in(code(secret))


def test_guessing_while_confirming_is_stopped(client: Client, secret: str) -> None:
    type_code(type_password(client), code(secret))
    for _ in range(5):
        client.post(CONFIRM, {"code": wrong(secret)})

    assert "Te veel" in errors(client.post(CONFIRM, {"code": code(secret, periods=1)}))


def test_wrong_code_is_in_the_log(client: Client, anna: User, secret: str) -> None:
    type_code(type_password(client), wrong(secret))

    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.actor, event.subject) == (
        "factor_failed",
        None,
        f"gebruiker {anna.pk}",
    )
    assert event.new_values == {"tweede stap": "authenticator-app"}


# --- Confirming -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", [APP, f"{PASSKEYS}toevoegen/", f"{CODES}maken/", f"{APP}verwijderen/", CODES]
)
def test_change_long_after_signing_in_asks_who_one_is(
    client: Client, recovery_codes: list[str], path: str
) -> None:
    type_code(type_password(client), recovery_codes[0])
    if path == APP:
        Authenticator.objects.filter(type="totp").delete()
    age_session(client, timedelta(minutes=16))

    response = client.get(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/account/bevestigen/")
    confirmed = client.post(response["Location"], {"password": PASSWORD, "next": path})
    assert confirmed["Location"] == path
    assert client.get(path).status_code == 200


def age_session(client: Client, by: timedelta) -> None:
    """Makes what this session proved so much older."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= by.total_seconds()
    session.save()


def set_up_app(client: Client) -> str:
    """Opens the page that sets up an app; returns the secret that it shows."""
    page = read(type_password(client), APP)
    (shown,) = (text.text for text in page.all("code") if len(text.text) > 30)
    return shown.replace(" ", "")


def wait_for_the_middle_of_a_period() -> None:
    """So that the period does not end between computing a code and typing it."""
    left = PERIOD - time.time() % PERIOD
    if left < 5:
        time.sleep(left + 0.5)


def forget_what_allauth_remembers(text: str) -> None:
    user = User.objects.get(email=ADDRESS)
    cache.delete(f"allauth.mfa.totp.used?user={user.pk}&code={text}")
