"""Settings of single sign-on, as processes of their own read them from the environment."""

import json

import pytest

from tests.installation import Installation

PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": "zq4mK8vT1xWb7Lr0eYc9NfGh3JpUsAd5iOtRkVnXyBl2CwQjPzMa6HgEuDoSvTz",
    "ALLOWED_HOSTS": "monitor.flevonorm.example",
}
SSO = {
    "OIDC_ISSUER": "https://aanmelden.gemeente.example/huurder/v2.0",
    "OIDC_CLIENT_ID": "flevonorm",
    "OIDC_CLIENT_SECRET": "geheim",
}
OVERVIEW = """
import json
from django.conf import settings
names = [
    "OIDC_ISSUER", "OIDC_NAME", "OIDC_ACR_VALUES", "OIDC_AMR_VALUES", "OIDC_EMAIL_CLAIM",
    "OIDC_HTTPS_REQUIRED",
]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


@pytest.fixture
def anywhere() -> Installation:
    """Commands that use no database."""
    return Installation("sqlite:////nergens/nooit.sqlite3")


def read(anywhere: Installation, **changes: str) -> dict[str, object]:
    done = anywhere.manage("shell", "--no-imports", "-c", OVERVIEW, **PRODUCTION, **changes)
    assert done.status == 0, done.errors
    found: dict[str, object] = json.loads(done.text)
    return found


def test_single_sign_on_is_off_by_itself(anywhere: Installation) -> None:
    found = read(anywhere)

    assert found["OIDC_ISSUER"] == ""


def test_issuer_and_client_are_enough(anywhere: Installation) -> None:
    found = read(anywhere, **SSO)

    assert found == {
        "OIDC_ISSUER": SSO["OIDC_ISSUER"],
        "OIDC_NAME": "uw organisatie",
        "OIDC_ACR_VALUES": [],
        "OIDC_AMR_VALUES": ["mfa"],
        "OIDC_EMAIL_CLAIM": "email",
        "OIDC_HTTPS_REQUIRED": True,
    }


def test_levels_and_means_are_lists(anywhere: Installation) -> None:
    found = read(anywhere, **SSO, OIDC_ACR_VALUES="hoog,zeer-hoog", OIDC_AMR_VALUES="mfa,hwk")

    assert found["OIDC_ACR_VALUES"] == ["hoog", "zeer-hoog"]
    assert found["OIDC_AMR_VALUES"] == ["mfa", "hwk"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"OIDC_ISSUER": "http://aanmelden.example"}, "OIDC_ISSUER moet een adres zijn"),
        ({"OIDC_ISSUER": "aanmelden.example"}, "OIDC_ISSUER moet een adres zijn"),
        ({"OIDC_ISSUER": "https://"}, "OIDC_ISSUER moet een adres zijn"),
        ({"OIDC_ISSUER": "https://a.example/?x=1"}, "OIDC_ISSUER moet een adres zijn"),
        ({"OIDC_ISSUER": f"https://a.example/{'x' * 200}"}, "hoogstens 200 tekens"),
        ({"OIDC_CLIENT_ID": ""}, "zet OIDC_CLIENT_ID"),
        ({"OIDC_CLIENT_SECRET": ""}, "zet OIDC_CLIENT_SECRET"),
        ({"OIDC_AMR_VALUES": ""}, "zet OIDC_ACR_VALUES of OIDC_AMR_VALUES"),
        ({"OIDC_CLAIMS": "acrs=c1"}, "OIDC_CLAIMS moet een JSON-object zijn"),
        ({"OIDC_CLAIMS": "[]"}, "OIDC_CLAIMS moet een JSON-object zijn"),
    ],
)
def test_start_with_impossible_settings_is_refused_in_one_line(
    anywhere: Installation, changes: dict[str, str], reason: str
) -> None:
    done = anywhere.manage("check", **{**PRODUCTION, **SSO, **changes})

    assert (done.status, done.output) == (1, b"")
    (line,) = done.error_lines
    assert line.startswith("flevonorm start niet: ")
    assert reason in line
    assert SSO["OIDC_CLIENT_SECRET"] not in line


def test_provider_on_this_machine_may_be_http_while_developing(anywhere: Installation) -> None:
    local = {**SSO, "OIDC_ISSUER": "http://127.0.0.1:9000", "DEBUG": "1"}

    done = anywhere.manage("check", **local)

    assert done.status == 0, done.errors
