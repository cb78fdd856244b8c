"""The health page, and what a visitor gets when the database does not answer."""

import json
import socket
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.installation import Installation

PAGES = ("/", "/regio/")
HEALTH = "/gezond/"
ASK = """
import json
import time
from django.conf import settings
from django.test import Client, override_settings
# The files that `collectstatic` would have made.
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
client = Client(raise_request_exception=False)
answers = {}
with override_settings(STORAGES={"staticfiles": plain}, STATIC_ROOT=settings.BASE_DIR / "static"):
    for path in %r:
        client.cookies.load({settings.SESSION_COOKIE_NAME: "x" * 32})
        begun = time.monotonic()
        response = client.get(path)
        answers[path] = [
            response.status_code,
            response.headers.get("Retry-After"),
            response.headers.get("Cache-Control"),
            response.headers.get("Content-Type"),
            response.content.decode(),
            time.monotonic() - begun,
        ]
print(json.dumps(answers))
"""
PATIENCE = 10
"""Seconds; the pool gives up after five, and nothing may ask it a second time."""


def unreachable(folder: Path) -> Installation:
    """A database of the kind under test that does not answer."""
    if connection.vendor == "sqlite":
        return Installation(f"sqlite:///{folder / 'weg' / 'flevonorm.sqlite3'}")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Installation(f"postgres://niemand@127.0.0.1:{port}/weg")


@pytest.mark.django_db
def test_health_is_200_when_the_database_answers(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        response = client.get("/gezond/")

    assert response.status_code == 200
    assert response.content.decode() == "gezond"
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


@pytest.mark.django_db
def test_health_needs_no_more_than_head(client: Client) -> None:
    assert client.head("/gezond/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_health_takes_no_other_method(client: Client, method: str) -> None:
    assert getattr(client, method)("/gezond/").status_code == 405


@pytest.fixture
def without_database(tmp_path: Path) -> Installation:
    return unreachable(tmp_path)


@pytest.mark.parametrize("debug", ["0", "1"])
def test_every_page_is_a_dutch_503_when_the_database_is_gone(
    without_database: Installation, debug: str
) -> None:
    shell = ("shell", "--no-imports", "-c", ASK % [*PAGES, HEALTH])

    done = without_database.manage(
        *shell,
        DEBUG=debug,
        SECRET_KEY="geheim",
        ALLOWED_HOSTS="testserver",
        SECURE_SSL_REDIRECT="0",
    )

    assert done.status == 0, done.errors
    answers = json.loads(done.text)
    for path in PAGES:
        status, retry_after, cached, content_type, body, seconds = answers[path]
        assert (status, retry_after, cached) == (503, "30", "no-store")
        assert content_type == "text/html; charset=utf-8"
        assert '<html lang="nl"' in body
        assert "Traceback" not in body
        assert seconds < PATIENCE
    status, retry_after, _, content_type, body, _ = answers[HEALTH]
    assert (status, retry_after, content_type, body) == (
        503,
        "30",
        "text/plain; charset=utf-8",
        "niet beschikbaar",
    )


def test_command_without_a_database_is_one_dutch_line(without_database: Installation) -> None:
    done = without_database.manage("close_round", "ronde")

    assert (done.status, done.output) == (1, b"")
    assert len(done.error_lines) == 1
    assert done.errors.startswith("De database ")


def test_page_that_does_not_exist_is_a_dutch_404(client: Client) -> None:
    response = client.get("/dit/bestaat/niet/")

    assert response.status_code == 404
    assert '<html lang="nl"' in response.content.decode()
