"""What the environment makes of the settings, in processes of their own."""

import json

import pytest

from tests.installation import Installation
from tests.production import ENVIRONMENT as PRODUCTION

OVERVIEW = """
import json
from django.conf import settings
names = [
    "DEBUG", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "X_FRAME_OPTIONS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD", "SECOND_FACTOR_REQUIRED",
]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


@pytest.fixture
def anywhere() -> Installation:
    """Commands that use no database."""
    return Installation("sqlite:////nergens/nooit.sqlite3")


@pytest.mark.parametrize("debug", ["0", "false", ""])
@pytest.mark.parametrize("command", ["check", "migrate", "runserver"])
def test_start_without_a_secret_key_is_refused_in_one_line(
    anywhere: Installation, command: str, debug: str
) -> None:
    changes = {**PRODUCTION, "DEBUG": debug, "SECRET_KEY": ""}

    done = anywhere.manage(command, **changes)

    assert (done.status, done.output) == (1, b"")
    assert done.error_lines == [
        "flevonorm start niet: zet SECRET_KEY in de omgeving (of DEBUG=1 om te ontwikkelen)."
    ]


def test_check_deploy_is_clean_with_a_proper_environment(anywhere: Installation) -> None:
    done = anywhere.manage("check", "--deploy", "--fail-level=WARNING", **PRODUCTION)

    assert done.status == 0, done.errors
    assert "no issues" in done.text


def test_check_deploy_warns_of_a_weak_secret_key(anywhere: Installation) -> None:
    weak = {**PRODUCTION, "SECRET_KEY": "kort"}

    done = anywhere.manage("check", "--deploy", "--fail-level=WARNING", **weak)

    assert done.status != 0
    assert "security.W009" in done.errors


def test_production_is_strict_without_saying_so(anywhere: Installation) -> None:
    done = anywhere.manage("shell", "--no-imports", "-c", OVERVIEW, **PRODUCTION)

    assert done.status == 0, done.errors
    assert json.loads(done.text) == {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["monitor.flevonorm.example"],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "SECOND_FACTOR_REQUIRED": True,
        "X_FRAME_OPTIONS": "DENY",
    }


def test_owner_of_the_domain_decides_how_far_https_is_promised(anywhere: Installation) -> None:
    chosen = {"SECURE_HSTS_INCLUDE_SUBDOMAINS": "0", "SECURE_HSTS_PRELOAD": "1"}

    done = anywhere.manage("shell", "--no-imports", "-c", OVERVIEW, **PRODUCTION, **chosen)

    found = json.loads(done.text)
    assert found["SECURE_HSTS_PRELOAD"] is True
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is False


def test_development_works_over_plain_http(anywhere: Installation) -> None:
    done = anywhere.manage("shell", "--no-imports", "-c", OVERVIEW, DEBUG="1")

    assert done.status == 0, done.errors
    assert '"DEBUG": true' in done.text
    assert '"SECURE_SSL_REDIRECT": false' in done.text
    assert '"SESSION_COOKIE_NAME": "sessionid"' in done.text


def test_migrations_are_complete() -> None:
    done = Installation("sqlite:///:memory:").manage("makemigrations", "--check", "--dry-run")

    assert (done.status, done.text) == (0, "No changes detected\n")
