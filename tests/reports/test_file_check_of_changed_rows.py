"""The page that checks files, with a publication that somebody changed behind our back."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from accounts.triggers import uninstall
from monitoring.models import Publication, Round
from tests.conftest import ALL_GUARDS
from tests.reports.document import document
from tests.running import refuse

CODE = "ronde-gepubliceerd"
BROKEN = ("", "{", "[]", "[[[]]]", "{}", "null", '{"round": {}}', '{"content_sha256": 1}')


def unguarded() -> None:
    connection.check_constraints()
    uninstall(ALL_GUARDS, connection)


def verdict(client: Client, content: bytes) -> str:
    cache.clear()
    response = client.post("/controleren/", {"file": SimpleUploadedFile("a.json", content)})
    assert response.status_code == 200
    return document(response).one("title").text.partition(" – ")[0]


@pytest.mark.parametrize("statement", BROKEN)
@pytest.mark.parametrize("content", ["{}", "[]"])
def test_publication_that_says_nothing_is_never_genuine(
    client: Client, published_round: Round, statement: str, content: str
) -> None:
    sealed = published_round.publications.get()
    unguarded()
    Publication.objects.update(statement=statement, content=content)

    named = f"flevonorm-seal:{CODE}/1/{sealed.sha256}".encode()
    assert verdict(client, sealed.content.encode()) == "Onbekend"
    assert verdict(client, named) == "Onbekend"
    assert refuse("verify_figures")


def test_signature_that_is_no_signature_is_not_there(
    client: Client, published_round: Round
) -> None:
    unguarded()
    Publication.objects.update(signature="zz", key_id="zz")

    assert client.get(f"/controleren/{CODE}/1/zegel.sig").status_code == 404


# PostgreSQL keeps no bytes in a text.
@pytest.mark.sqlite
@pytest.mark.parametrize("field", ["content", "statement", "surroundings"])
def test_bytes_in_a_text_are_a_difference(published_round: Round, field: str) -> None:
    unguarded()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE monitoring_publication SET {field} = x'00ff00'")

    assert all(line.startswith(f"{CODE}: ") for line in refuse("verify_figures"))
