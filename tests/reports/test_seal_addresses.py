"""Odd addresses of what a seal is checked with, and a file that stays secret to strangers."""

import pytest
from django.test import Client

from monitoring.models import Round

PATH = "/controleren/"


@pytest.mark.parametrize("file", ["zegel.json", "zegel.sig"])
@pytest.mark.parametrize("number", ["0", "2", "99999", "9" * 40, "9" * 400])
def test_publication_that_is_not_there_is_not_found(
    client: Client, published_round: Round, file: str, number: str
) -> None:
    response = client.get(f"{PATH}{published_round.code}/{number}/{file}")

    assert response.status_code == 404


@pytest.mark.parametrize("code", ["nergens", "x" * 400, "RONDE-GEPUBLICEERD", "%27--", "%00"])
def test_round_that_is_not_there_is_not_found(
    client: Client, published_round: Round, code: str
) -> None:
    assert client.get(f"{PATH}{code}/1/zegel.json").status_code == 404
    assert client.get(f"{PATH}sleutels/{code}.pem").status_code == 404


def test_answer_is_kept_by_no_cache_and_seen_by_no_other_site(client: Client, db: None) -> None:
    response = client.get(PATH)

    assert "no-store" in response.headers["Cache-Control"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
