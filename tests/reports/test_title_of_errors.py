"""The title of a page with an error says so once."""

import pytest
from django.test import Client

from tests.reports.document import document


@pytest.mark.django_db
def test_title_says_once_that_there_is_an_error(client: Client) -> None:
    title = document(client.post("/controleren/")).one("title").text

    assert title == "Fout: Bestand controleren – flevonorm"
