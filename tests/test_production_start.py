"""A server with settings that are not for production does not start, and says why in one line."""

import pytest

from flevonorm.production import is_weak
from tests.installation import Installation
from tests.production import CONFIGURED, ENVIRONMENT, NOWHERE, collected, gunicorn, serving

GOOD = ENVIRONMENT["SECRET_KEY"]
WEAK = "is te zwak, maak een willekeurige van minstens 50 tekens."
REFUSED = (
    ({"DEBUG": "1"}, "zet DEBUG uit."),
    ({"SECRET_KEY": ""}, "zet SECRET_KEY in de omgeving (of DEBUG=1 om te ontwikkelen)."),
    ({"SECRET_KEY": "kort"}, f"SECRET_KEY {WEAK}"),
    ({"AUDIT_KEY": "kort"}, f"AUDIT_KEY {WEAK}"),
    ({"ALLOWED_HOSTS": ""}, "zet in ALLOWED_HOSTS de naam van de site."),
    ({"ALLOWED_HOSTS": "*"}, "noem in ALLOWED_HOSTS de naam van de site in plaats van *."),
    (
        {"STATIC_ROOT": "/nergens"},
        "zet eerst de vaste bestanden klaar met manage.py collectstatic.",
    ),
)


@pytest.mark.parametrize(("changes", "reason"), REFUSED)
def test_server_with_an_unsafe_setting_refuses_in_one_line(
    changes: dict[str, str], reason: str
) -> None:
    done = gunicorn(*CONFIGURED, **{"STATIC_ROOT": str(collected()), **changes})

    assert done.status != 0
    assert done.error_lines == [f"flevonorm start niet: {reason}"]
    assert done.text == ""


def test_server_tells_all_that_is_wrong_at_once() -> None:
    changes = {"DEBUG": "1", "SECRET_KEY": "kort", "ALLOWED_HOSTS": ""}

    done = gunicorn(*CONFIGURED, **changes)

    assert done.error_lines == [
        "flevonorm start niet: zet DEBUG uit; "
        "SECRET_KEY is te zwak, maak een willekeurige van minstens 50 tekens; "
        "zet in ALLOWED_HOSTS de naam van de site."
    ]


def test_server_without_our_configuration_refuses_too() -> None:
    done = gunicorn(DEBUG="1", STATIC_ROOT=str(collected()))

    assert done.status != 0
    assert done.error_lines.count("flevonorm start niet: zet DEBUG uit.") == 1
    assert "Traceback" not in done.errors


def test_command_works_with_what_a_server_refuses() -> None:
    changes = {**ENVIRONMENT, "SECRET_KEY": "kort", "ALLOWED_HOSTS": "", "STATIC_ROOT": "/nergens"}

    assert NOWHERE.manage("check", **changes).status == 0


def test_server_with_good_settings_serves(
    installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with serving(installation, tmp_path_factory.mktemp("log")) as site:
        page = site.get("/")

    assert page.status == 200
    assert "Aanmelden" in page.body


@pytest.mark.parametrize(
    "key",
    [
        "",
        GOOD[:49],
        "abcd" * 15,
        f"django-insecure-{GOOD}",
        "changeme" * 8,
        "change-me" * 8,
        "Secret" * 10,
        f"{'geheim' * 10}{GOOD[:40]}",
        "0123456789" * 6,
        "q7Xm2" * 10 + "q7X",
    ],
)
def test_key_that_can_be_guessed_is_weak(key: str) -> None:
    assert is_weak(key)


@pytest.mark.parametrize("key", [GOOD, GOOD[:50], f"secret-{GOOD}"])
def test_key_that_is_long_and_random_is_not_weak(key: str) -> None:
    assert not is_weak(key)
