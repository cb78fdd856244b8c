"""Passkeys: what the server asks a browser, and what is no answer to it."""

import json
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.accounts.test_second_factor import (
    ADDRESS,
    PASSKEY_SIGN_IN,
    PASSKEYS,
    STEP,
    errors,
    is_in,
    type_password,
)
from tests.factories import make_user
from tests.reports.document import document, read
from tests.second_steps import add_app

pytestmark = pytest.mark.django_db


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
    return add_app(anna)


ODD = [
    "",
    "{",
    "null",
    "[]",
    '"x"',
    "1",
    "{}",
    '{"id": 1}',
    '{"id": "a", "rawId": "a", "type": "public-key", "response": {}}',
    '{"id": "!", "rawId": "!", "type": "x", "response": {"clientDataJSON": "!"}}',
    json.dumps(
        {
            "id": "YQ",
            "rawId": "YQ",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "attestationObject": "oA",
                "authenticatorData": "YQ",
                "signature": "YQ",
                "userHandle": "MQ",
            },
            "clientExtensionResults": {},
        }
    ),
    json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"userHandle": 5}}),
    json.dumps({"response": None}),
    "[" * 2000,
]
odd = pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))


@odd
def test_odd_answer_does_not_sign_in(client: Client, anna: User, text: str) -> None:
    client.get(PASSKEY_SIGN_IN, headers={"Accept": "application/json"})

    response = client.post(PASSKEY_SIGN_IN, {"credential": text})

    assert response.status_code == 302
    assert document(client.get(response["Location"])).all(css="fn-messages")
    assert not is_in(client)


@odd
def test_odd_answer_is_no_second_step(client: Client, secret: str, text: str) -> None:
    type_password(client)
    client.get(STEP)

    response = client.post(STEP, {"credential": text})

    assert response.status_code == 200
    assert not is_in(client)


@odd
def test_odd_answer_makes_no_passkey(client: Client, anna: User, text: str) -> None:
    type_password(client)
    client.get(f"{PASSKEYS}toevoegen/")

    response = client.post(f"{PASSKEYS}toevoegen/", {"name": "sleutel", "credential": text})

    assert response.status_code == 200
    assert errors(response)
    assert not Authenticator.objects.exists()


def test_question_for_a_passkey_asks_for_one_that_is_kept_and_checks_its_owner(
    client: Client, anna: User
) -> None:
    page = read(type_password(client), f"{PASSKEYS}toevoegen/")

    options = json.loads(page.one("script", id="passkey-options").raw_text)["publicKey"]
    assert options["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert options["rp"]["id"] == "testserver"


def test_question_at_sign_in_names_nobody_and_checks_the_owner(client: Client, anna: User) -> None:
    answer = client.get(PASSKEY_SIGN_IN, headers={"Accept": "application/json"}).json()

    options = answer["request_options"]["publicKey"]
    assert options["userVerification"] == "required"
    assert not options.get("allowCredentials")
    assert ADDRESS not in json.dumps(answer)
