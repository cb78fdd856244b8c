"""How sure the provider of single sign-on must be: not of a password alone."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.oidc_provider import ABSENT, FakeProvider
from tests.single_sign_on import (
    NO_SECOND_STEP,
    heading,
    is_signed_in,
    refusals,
    round_trip,
)


@pytest.mark.parametrize(
    "told",
    [
        {"amr": ["pwd"]},
        {"amr": ABSENT},
        {"amr": []},
        {"amr": "pwd mfa"},
        {"amr": {"mfa": True}},
        {"amr": ["MFA"]},
        {"amr": ABSENT, "acr": "laag"},
        {"amr": ABSENT, "acr": ["laag", 3]},
        {"amr": ["hoog"], "acr": "mfa"},
    ],
)
def test_only_a_password_at_the_organisation_is_not_enough(
    client: Client,
    provider: FakeProvider,
    employee: User,
    settings: Settings,
    told: dict[str, Any],
) -> None:
    settings.OIDC_ACR_VALUES = ["hoog"]
    provider.claims = told

    response = round_trip(client, provider)

    assert (response.status_code, heading(response)) == (403, NO_SECOND_STEP)
    assert not is_signed_in(client)
    assert refusals()[0]["reden"] == "geen tweede stap"


@pytest.mark.parametrize(
    "told",
    [
        {"amr": ["pwd", "mfa"]},
        {"amr": "mfa"},
        {"amr": ABSENT, "acr": "hoog"},
        {"amr": ["pwd"], "acr": "hoog"},
        {"amr": ABSENT, "acrs": ["c1", "hoog"]},
    ],
)
def test_an_accepted_level_or_means_is_enough(
    client: Client,
    provider: FakeProvider,
    employee: User,
    settings: Settings,
    told: dict[str, Any],
) -> None:
    settings.OIDC_ACR_VALUES = ["hoog"]
    provider.claims = told

    round_trip(client, provider)

    assert is_signed_in(client)
