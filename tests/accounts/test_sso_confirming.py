"""Confirming who one is at the provider, for who has no password here."""

import time
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import make_user
from tests.oidc_provider import FakeProvider
from tests.reports.document import document
from tests.signing_in import MINUTE, confirm_identity
from tests.single_sign_on import (
    CONFIRMING,
    FAILED,
    LINKING,
    UNLINKING,
    begin,
    fields,
    go_back,
    heading,
    linked,
    query_of,
    refusals,
    round_trip,
)


def stale(client: Client, user: User) -> None:
    """Signed in by single sign-on, too long ago to do what matters most."""
    confirm_identity(client, user, ago=16 * MINUTE, method="socialaccount")


def test_who_has_no_password_here_confirms_at_the_provider(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    stale(client, employee)
    response = client.post(UNLINKING)
    assert response["Location"] == f"{CONFIRMING}?next={quote(UNLINKING, safe='')}"
    form = fields(document(client.get(response["Location"])))

    address = begin(client, **form)

    asked = query_of(address)
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    assert form["process"] == "confirm"
    done = go_back(client, provider.visit(address))
    # What was being sent is done now: it is refused, for it is the only way in.
    assert done["Location"] == LINKING
    assert client.get(LINKING).status_code == 200


def test_confirming_leads_back_to_the_page(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    stale(client, employee)

    response = round_trip(client, provider, process="confirm", next="/rondes/?a=1")

    assert response["Location"] == "/rondes/?a=1"
    assert client.session["account_authentication_methods"][-1]["reauthenticated"] is True


def test_confirming_leads_to_no_other_site(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    stale(client, employee)

    response = round_trip(client, provider, process="confirm", next="//kwaad.test/")

    assert response["Location"] == "/"


def test_confirming_as_somebody_else_confirms_nothing(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    stale(client, employee)
    linked(make_user(), provider, "een-ander")
    provider.claims["sub"] = "een-ander"

    response = round_trip(client, provider, process="confirm")

    assert (response.status_code, heading(response)) == (403, "Dit is niet uw organisatieaccount")
    assert client.session["_auth_user_id"] == str(employee.pk)
    assert len(client.session["account_authentication_methods"]) == 1


@pytest.mark.parametrize("at", [1_000_000_000, float("nan"), "nu"], ids=["old", "nan", "text"])
def test_confirming_with_an_old_sign_in_confirms_nothing(
    client: Client, provider: FakeProvider, employee: User, at: object
) -> None:
    stale(client, employee)
    provider.claims["auth_time"] = at

    response = round_trip(client, provider, process="confirm")

    assert heading(response) == FAILED
    assert refusals()[0]["controle"] == "auth_time"


def test_confirming_with_a_fresh_sign_in_counts(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    stale(client, employee)
    provider.claims["auth_time"] = int(time.time())

    response = round_trip(client, provider, process="confirm", next=LINKING)

    assert response["Location"] == LINKING


def test_who_has_a_password_here_confirms_with_that(client: Client, provider: FakeProvider) -> None:
    stale(client, linked(make_user(), provider))

    response = client.post(UNLINKING)

    assert response["Location"].startswith("/account/bevestigen/?")
