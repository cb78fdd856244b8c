"""Single sign-on with a provider, or a visitor, that misbehaves: nobody gets in."""

import logging
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEvent, User
from accounts.sso import client as sso_client
from tests import oidc_provider
from tests.factories import PASSWORD
from tests.oidc_provider import ABSENT, CLIENT_ID, FakeProvider, signed
from tests.single_sign_on import (
    ADDRESS,
    BACK,
    FAILED,
    START,
    SUBJECT,
    UNREACHABLE,
    begin,
    go_back,
    heading,
    is_signed_in,
    query_of,
    refusals,
    round_trip,
)

Change = Callable[[FakeProvider], None]


# --- Answers that do not count --------------------------------------------------------------------


def claims(**changes: Any) -> Change:
    return lambda provider: provider.claims.update(changes)


def forged(forge: oidc_provider.Forge) -> Change:
    def change(provider: FakeProvider) -> None:
        provider.forge = forge

    return change


def key_set(*keys: Any) -> Change:
    def change(provider: FakeProvider) -> None:
        provider.keys = list(keys)

    return change


def answer(path: str, body: bytes) -> Change:
    return lambda provider: provider.answers.update({path: body})


def config(**changes: Any) -> Change:
    return lambda provider: provider.config.update(changes)


def back(**changes: str) -> Change:
    return lambda provider: provider.back.update(changes)


NOW = time.time()
HOUR = 3600
TOO_LARGE = b'{"x": "' + b"x" * (2 * sso_client.MAX_BYTES) + b'"}'
WRONG: dict[str, Change] = {
    "signature of another key": forged(lambda c: signed(c, key=oidc_provider.OTHER_KEY)),
    "no signature": forged(oidc_provider.unsigned),
    "public key as the secret": forged(oidc_provider.signed_with_the_public_key),
    "unknown kid": forged(lambda c: signed(c, kid="sleutel-9")),
    "no kid": forged(oidc_provider.without_kid),
    "changed after signing": forged(lambda c: tampered(signed(c))),
    "unknown critical header": forged(lambda c: signed(c, crit=["x"], x=1)),
    "not a token": forged(lambda _: "geen.token.dit"),
    "no keys": key_set(),
    "keys without a kid": key_set({"kty": "RSA", "n": "AQAB", "e": "AQAB"}),
    "keys that are no keys": key_set("x", 1, None),
    "key for encryption": key_set(oidc_provider.rsa_jwk(oidc_provider.KEY, use="enc")),
    "key for another algorithm": key_set(oidc_provider.rsa_jwk(oidc_provider.KEY, alg="PS256")),
    "key of another kind": key_set(oidc_provider.curve_jwk()),
    "two keys of one name": key_set(*[oidc_provider.rsa_jwk(oidc_provider.KEY)] * 2),
    "wrong nonce": claims(nonce="een-ander"),
    "no nonce": claims(nonce=ABSENT),
    "nonce of another kind": claims(nonce=["x"]),
    "wrong audience": claims(aud="een-ander"),
    "no audience": claims(aud=ABSENT),
    "two audiences without azp": claims(aud=[CLIENT_ID, "een-ander"]),
    "azp of another": claims(azp="een-ander"),
    "wrong issuer": claims(iss="https://kwaad.test"),
    "issuer with a slash more": lambda p: p.claims.update(iss=f"{p.issuer}/"),
    "no issuer": claims(iss=ABSENT),
    "expired": claims(exp=NOW - HOUR),
    "no expiry": claims(exp=ABSENT),
    "expiry that is no number": claims(exp="morgen"),
    "endless expiry": claims(exp=float("inf")),
    "issued in the future": claims(iat=NOW + HOUR, exp=NOW + 2 * HOUR),
    "no moment of issue": claims(iat=ABSENT),
    "not valid yet": claims(nbf=NOW + HOUR),
    "no subject": claims(sub=ABSENT),
    "empty subject": claims(sub=""),
    "subject that is a number": claims(sub=1),
    "subject with odd characters": claims(sub="persoon\x00"),
    "subject with a lone surrogate": claims(sub="persoon\ud800"),
    "subject too long": claims(sub="x" * 192),
    "token is no text": answer("/token", b'{"id_token": 1, "access_token": "x"}'),
    "no token": answer("/token", b'{"access_token": "x"}'),
    "token endpoint answers HTML": answer("/token", b"<html>Foutje</html>"),
    "token endpoint answers a list": answer("/token", b"[]"),
    "token endpoint answers deep JSON": answer("/token", b"[" * 100_000),
    "token endpoint answers a form": answer("/token", b"id_token=x&access_token=y"),
    "token endpoint answers too much": answer("/token", TOO_LARGE),
    "token endpoint leads away": lambda p: p.redirects.update({"/token": f"{p.issuer}/keys"}),
    "keys answer HTML": answer("/keys", b"<html>Foutje</html>"),
    "keys answer too much": answer("/keys", TOO_LARGE),
    "keys are no list": answer("/keys", b'{"keys": {"kid": "sleutel-1"}}'),
    "keys lead away": lambda p: p.redirects.update({"/keys": f"{p.issuer}/token"}),
    "another provider answers": back(iss="https://kwaad.test"),
    "no code": back(error="server_error"),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_answer_that_is_wrong_signs_nobody_in(
    client: Client, provider: FakeProvider, employee: User, change: Change
) -> None:
    change(provider)

    response = round_trip(client, provider)

    assert response.status_code == 401
    assert heading(response) == FAILED
    assert not is_signed_in(client)
    (refusal,) = refusals()
    assert refusal["reden"] == "antwoord van de aanbieder klopt niet"
    assert refusal["controle"]


@pytest.mark.parametrize(
    "change",
    [
        config(issuer="https://kwaad.test"),
        config(token_endpoint=None),
        config(jwks_uri="file:///etc/passwd"),
        config(authorization_endpoint="javascript:alert(1)"),
        answer(oidc_provider.DISCOVERY, b"<html>Foutje</html>"),
        answer(oidc_provider.DISCOVERY, b"null"),
        answer(oidc_provider.DISCOVERY, TOO_LARGE),
        lambda p: p.redirects.update({oidc_provider.DISCOVERY: "http://127.0.0.1:9/"}),
    ],
    ids=["issuer", "no token", "keys", "script", "HTML", "null", "too much", "leads away"],
)
def test_provider_that_describes_itself_wrongly_is_not_visited(
    client: Client, provider: FakeProvider, change: Change
) -> None:
    change(provider)

    response = client.post(START)

    assert response.status_code == 401
    assert heading(response) == FAILED


def test_provider_that_promises_its_name_must_give_it(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    provider.config["authorization_response_iss_parameter_supported"] = True

    response = round_trip(client, provider)

    assert heading(response) == FAILED
    assert not is_signed_in(client)


def test_provider_that_gives_its_name_is_believed(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    provider.back["iss"] = provider.issuer

    round_trip(client, provider)

    assert is_signed_in(client)


def test_plain_http_is_not_used_outside_debug(
    client: Client, provider: FakeProvider, settings: Settings
) -> None:
    settings.OIDC_HTTPS_REQUIRED = True

    response = client.post(START)

    assert heading(response) == FAILED
    assert refusals()[0]["controle"] == "geen https"
    assert provider.requests == []


def test_provider_that_is_down_gets_a_page_of_ours(client: Client, provider: FakeProvider) -> None:
    provider.stop()

    response = client.post(START)

    assert (response.status_code, heading(response)) == (502, UNREACHABLE)


@pytest.mark.parametrize("path", ["/token", "/keys"])
def test_provider_that_fails_on_the_way_signs_nobody_in(
    client: Client, provider: FakeProvider, employee: User, path: str
) -> None:
    provider.statuses[path] = 503

    response = round_trip(client, provider)

    assert (response.status_code, heading(response)) == (502, UNREACHABLE)
    assert not is_signed_in(client)


@pytest.mark.parametrize("pause", [0.02, 60], ids=["drips", "stands still"])
def test_provider_that_is_slow_is_not_waited_for(
    client: Client,
    provider: FakeProvider,
    employee: User,
    monkeypatch: pytest.MonkeyPatch,
    pause: float,
) -> None:
    monkeypatch.setattr(sso_client, "STEP_SECONDS", 0.4)
    monkeypatch.setattr(sso_client, "TOTAL_SECONDS", 0.4)
    provider.drip["/token"] = pause
    began = time.monotonic()

    response = round_trip(client, provider)

    assert (response.status_code, heading(response)) == (502, UNREACHABLE)
    assert time.monotonic() - began < 5
    assert not is_signed_in(client)


# --- State, code and verifier ---------------------------------------------------------------------


@pytest.mark.parametrize("state", ["", "verzonnen", None], ids=["empty", "invented", "absent"])
def test_answer_to_nothing_asked_here_is_refused(
    client: Client, provider: FakeProvider, employee: User, state: str | None
) -> None:
    address = provider.visit(begin(client))
    query = query_of(address) | {"state": state}
    known = {name: value for name, value in query.items() if value is not None}

    response = client.get(BACK, known)

    assert (response.status_code, heading(response)) == (400, FAILED)
    assert not is_signed_in(client)
    assert "/token" not in provider.requests
    assert refusals() == []


def test_answer_is_of_use_only_in_the_browser_that_asked(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    address = provider.visit(begin(client))
    other = Client()

    response = go_back(other, address)

    assert response.status_code == 400
    assert not is_signed_in(other)


def test_answer_is_of_use_once(client: Client, provider: FakeProvider, employee: User) -> None:
    address = provider.visit(begin(client))
    go_back(client, address)
    client.post("/afmelden/")

    response = go_back(client, address)

    assert response.status_code == 400
    assert not is_signed_in(client)


def test_code_of_another_sign_in_is_of_no_use(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    stolen = query_of(provider.visit(begin(client)))["code"]
    mine = Client()
    own = query_of(provider.visit(begin(mine)))

    response = mine.get(BACK, own | {"code": stolen})

    assert heading(response) == FAILED
    assert refusals()[0]["controle"] == "status 400"
    assert not is_signed_in(mine)


def test_wrong_verifier_is_refused_by_the_provider(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    address = provider.visit(begin(client))
    session = client.session
    for state in session["socialaccount_states"].values():
        state[0]["pkce_code_verifier"] = "x" * 64
    session.save()

    response = go_back(client, address)

    assert heading(response) == FAILED
    assert not is_signed_in(client)


def test_wrong_secret_is_refused_by_the_provider(
    client: Client, provider: FakeProvider, employee: User, settings: Settings
) -> None:
    settings.OIDC_CLIENT_SECRET = "verlopen"

    response = round_trip(client, provider)

    assert heading(response) == FAILED
    assert refusals()[0]["controle"] == "status 401"


def test_who_cancels_at_the_provider_is_told_so(client: Client, provider: FakeProvider) -> None:
    state = query_of(begin(client))["state"]

    response = client.get(BACK, {"error": "access_denied", "state": state})

    assert (response.status_code, heading(response)) == (401, "U hebt het aanmelden afgebroken")
    assert refusals() == [{"reden": "afgebroken"}]


def test_what_the_provider_says_of_an_error_is_not_shown(
    client: Client, provider: FakeProvider
) -> None:
    state = query_of(begin(client))["state"]
    told = {"error": "<b>x</b>", "error_description": "Bel 0900-OPLICHTER", "state": state}

    response = client.get(BACK, told)

    assert heading(response) == FAILED
    assert "OPLICHTER" not in response.content.decode()


# --- What is told ---------------------------------------------------------------------------------


def test_nothing_secret_is_in_the_process_log(
    client: Client, provider: FakeProvider, employee: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    round_trip(client, provider, process="login")
    provider.claims["nonce"] = "een-ander"
    round_trip(Client(), provider)
    provider.answers["/token"] = b'{"geheim": "heel geheim"}'
    round_trip(Client(), provider)

    told = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in caplog.records)
    secrets = [*provider.handed_out, oidc_provider.CLIENT_SECRET, "heel geheim", ADDRESS, SUBJECT]
    secrets += [asked[name] for asked in provider.asked for name in ("state", "nonce")]
    assert "single sign-on failed: invalid (nonce)" in told
    assert [secret for secret in secrets if secret in told] == []


def test_nothing_secret_is_in_the_audit_log(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    round_trip(client, provider)
    provider.claims["nonce"] = "een-ander"
    round_trip(Client(), provider)

    told = "\n".join(f"{event.old} {event.new}" for event in AuditEvent.objects.all())
    secrets = [*provider.handed_out, ADDRESS, SUBJECT, PASSWORD]
    assert [secret for secret in secrets if secret in told] == []


def tampered(token: str) -> str:
    """Another subject under the same signature."""
    head, _, signature = token.split(".")
    body = signed({"sub": "persoon-2"}).split(".")[1]
    return f"{head}.{body}.{signature}"
