"""Single sign-on with a proper provider: how it goes, and who gets in."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.test import Client
from pytest_django import Settings

from accounts.actions.sso import link_account
from accounts.events import EventType
from accounts.models import AuditEvent, User
from tests import oidc_provider
from tests.factories import make_user
from tests.oidc_provider import ABSENT, CLIENT_ID, FakeProvider, signed
from tests.reports.document import document
from tests.signing_in import confirm_identity
from tests.single_sign_on import (
    ADDRESS,
    BACK,
    CONFIRMING,
    LINKING,
    NOT_INVITED,
    START,
    SUBJECT,
    UNLINKING,
    begin,
    go_back,
    heading,
    is_signed_in,
    query_of,
    refusals,
    round_trip,
)

# --- Signing in -----------------------------------------------------------------------------------


def test_linked_person_signs_in(client: Client, provider: FakeProvider, employee: User) -> None:
    response = round_trip(client, provider)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(employee.pk)
    (event,) = AuditEvent.objects.filter(type=EventType.SIGNED_IN)
    assert event.new_values == {"wijze": "organisatieaccount"}


def test_signing_in_asks_for_no_second_step(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    round_trip(client, provider)

    assert client.get("/").status_code == 200


def test_signing_in_asks_for_no_second_step_of_who_has_one(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    Authenticator.objects.create(user=employee, type=Authenticator.Type.TOTP, data={"secret": "x"})

    response = round_trip(client, provider)

    assert response["Location"] == "/"
    assert is_signed_in(client)
    assert client.get("/").status_code == 200


def test_request_to_the_provider_is_the_code_flow_with_pkce(
    client: Client, provider: FakeProvider, settings: Settings
) -> None:
    settings.OIDC_ACR_VALUES = ["hoog", "zeer-hoog"]
    settings.OIDC_CLAIMS = '{"id_token": {"acrs": {"essential": true}}}'

    asked = query_of(begin(client))

    assert asked["response_type"] == "code"
    assert asked["client_id"] == CLIENT_ID
    assert asked["redirect_uri"] == f"http://testserver{BACK}"
    assert set(asked["scope"].split()) == {"openid", "email"}
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["nonce"]) >= 43
    assert len(asked["state"]) >= 16
    assert asked["acr_values"] == "hoog zeer-hoog"
    assert json.loads(asked["claims"])["id_token"]["acrs"]["essential"] is True
    assert "prompt" not in asked


def test_every_start_has_its_own_nonce_state_and_challenge(
    client: Client, provider: FakeProvider
) -> None:
    first, second = query_of(begin(client)), query_of(begin(client))

    for name in ("nonce", "state", "code_challenge"):
        assert first[name] != second[name]


def test_address_of_the_request_changes_nothing_that_is_asked(
    client: Client, provider: FakeProvider
) -> None:
    hostile = urlencode(
        {"auth_params": "prompt=none&client_id=ander", "scope": "offline_access", "action": "x"}
    )

    response = client.post(f"{START}?{hostile}")

    (link,) = document(response).one("main").hrefs()
    asked = query_of(link)
    assert asked["client_id"] == CLIENT_ID
    assert set(asked["scope"].split()) == {"openid", "email"}
    assert "prompt" not in asked


def test_opening_the_start_asks_first(client: Client, provider: FakeProvider) -> None:
    response = client.get(f"{START}?next=/rondes/")

    page = document(response)
    assert page.one("h1").text == "Aanmelden met het account van uw organisatie"
    form = page.one("main").one("form")
    assert form.attributes["action"] == START
    assert form.one("input", name="next").attributes["value"] == "/rondes/"
    assert provider.requests == []


@pytest.mark.parametrize(("query", "kept"), [("", ""), ("?next=/rondes/%3Fa=1", "/rondes/?a=1")])
def test_sign_in_page_offers_single_sign_on(
    client: Client, provider: FakeProvider, settings: Settings, query: str, kept: str
) -> None:
    settings.OIDC_NAME = "gemeente Almere"

    page = document(client.get(f"/aanmelden/{query}"))

    (form,) = (form for form in page.all("form") if form.attributes.get("action") == START)
    assert form.one("button").text == "Aanmelden met het account van gemeente Almere"
    assert form.one("input", name="process").attributes["value"] == "login"
    assert form.one("input", name="next").attributes["value"] == kept


def test_sign_in_page_without_a_provider_offers_no_single_sign_on(
    client: Client, db: None, settings: Settings
) -> None:
    settings.OIDC_ISSUER = ""

    page = document(client.get("/aanmelden/"))

    assert START not in [form.attributes.get("action") for form in page.all("form")]


def test_start_without_a_token_of_the_form_is_refused(provider: FakeProvider) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post(START)

    assert response.status_code == 403
    assert provider.requests == []


@pytest.mark.parametrize(
    ("key", "algorithm", "jwk"),
    [
        (oidc_provider.KEY, "PS256", None),
        (oidc_provider.CURVE_KEY, "ES256", oidc_provider.curve_jwk()),
    ],
    ids=["PS256", "ES256"],
)
def test_other_strong_signatures_count_too(
    client: Client,
    provider: FakeProvider,
    employee: User,
    key: Any,
    algorithm: str,
    jwk: dict[str, Any] | None,
) -> None:
    provider.forge = lambda claims: signed(claims, key=key, algorithm=algorithm)
    if jwk is not None:
        provider.keys = [jwk]

    round_trip(client, provider)

    assert is_signed_in(client)


def test_secret_goes_in_the_form_when_the_provider_wants_that(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    provider.authentication = "client_secret_post"

    round_trip(client, provider)

    assert is_signed_in(client)


def test_little_is_kept_of_the_answer(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    provider.claims = {"acr": "1", "name": "Anna A.", "email": ADDRESS, "phone_number": "06"}

    round_trip(client, provider)

    assert SocialAccount.objects.get().extra_data == {
        "iss": provider.issuer,
        "sub": SUBJECT,
        "acr": ["1"],
        "amr": ["mfa", "pwd"],
    }
    assert not SocialToken.objects.exists()
    employee.refresh_from_db()
    assert (employee.name, employee.email) == ("Anna", ADDRESS)


def test_signing_in_makes_a_new_session(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    address = provider.visit(begin(client))
    before = client.session.session_key

    go_back(client, address)

    assert client.session.session_key != before


def test_somebody_else_who_was_signed_in_is_signed_out(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    confirm_identity(client, make_user(), method="mfa")

    round_trip(client, provider)

    assert client.session["_auth_user_id"] == str(employee.pk)


@pytest.mark.parametrize("path", ["/rondes/", "/rondes/?a=1&b=2"])
def test_next_leads_to_the_page_that_was_asked_for(
    client: Client, provider: FakeProvider, employee: User, path: str
) -> None:
    response = round_trip(client, provider, next=path)

    assert response["Location"] == path


@pytest.mark.parametrize(
    "hostile",
    [
        "https://kwaad.test/",
        "http://testserver.kwaad.test/",
        "//kwaad.test/",
        "///kwaad.test/",
        "/\\kwaad.test",
        "\\\\kwaad.test",
        "https:kwaad.test",
        "javascript:alert(1)",
        " /rondes/",
        "/\t/kwaad.test/",
        "rondes/",
    ],
)
def test_next_leads_to_no_other_site(
    client: Client, provider: FakeProvider, employee: User, hostile: str
) -> None:
    response = round_trip(client, provider, next=hostile)

    assert is_signed_in(client)
    assert response["Location"] == "/"


# --- Who gets in ----------------------------------------------------------------------------------


def test_who_is_not_invited_gets_a_clear_page_and_nothing_else(
    client: Client, provider: FakeProvider
) -> None:
    response = round_trip(client, provider)

    assert (response.status_code, heading(response)) == (403, NOT_INVITED)
    assert not is_signed_in(client)
    assert list(client.session.keys()) == []
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()
    assert refusals() == [{"reden": "niet uitgenodigd"}]
    assert document(response).one("main").hrefs() == ["/"]


@pytest.mark.parametrize("verified", [ABSENT, True, False])
def test_address_of_an_account_opens_nothing(
    client: Client, provider: FakeProvider, verified: object
) -> None:
    user = make_user(email=ADDRESS)
    provider.claims = {"email": ADDRESS, "email_verified": verified, "upn": ADDRESS}

    response = round_trip(client, provider)

    assert heading(response) == NOT_INVITED
    assert not is_signed_in(client)
    assert not SocialAccount.objects.filter(user=user).exists()


def test_account_that_is_switched_off_gets_the_page_of_who_is_not_invited(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    User.objects.filter(pk=employee.pk).update(is_active=False)

    response = round_trip(client, provider)

    assert (response.status_code, heading(response)) == (403, NOT_INVITED)
    assert not is_signed_in(client)
    (event,) = AuditEvent.objects.filter(type=EventType.SSO_REFUSED)
    assert event.subject_id == str(employee.pk)
    assert event.new_values == {"reden": "account uitgeschakeld"}


def test_link_of_another_provider_opens_nothing(client: Client, provider: FakeProvider) -> None:
    user = make_user()
    link_account(user=user, issuer="https://vorige.test", subject=SUBJECT, kept={}, by=user)

    response = round_trip(client, provider)

    assert heading(response) == NOT_INVITED
    assert not is_signed_in(client)


def test_provider_in_the_database_does_not_count(
    client: Client, provider: FakeProvider, settings: Settings
) -> None:
    SocialApp.objects.create(
        provider="openid_connect",
        provider_id="kwaad",
        client_id="kwaad",
        settings={"server_url": "https://kwaad.test"},
    )
    assert begin(client).startswith(provider.issuer)
    settings.OIDC_ISSUER = ""

    assert client.post(START).status_code == 404


@pytest.mark.parametrize("path", [START, BACK])
def test_without_a_provider_there_is_no_single_sign_on(
    client: Client, db: None, settings: Settings, path: str
) -> None:
    settings.OIDC_ISSUER = ""

    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


@pytest.mark.parametrize("path", [LINKING, CONFIRMING, UNLINKING])
def test_without_a_provider_there_is_nothing_to_link(
    client: Client, db: None, settings: Settings, path: str
) -> None:
    settings.OIDC_ISSUER = ""
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(make_user())

    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_too_many_starts_are_stopped(client: Client, provider: FakeProvider) -> None:
    for _ in range(60):
        client.post(START)

    assert client.post(START).status_code == 429
