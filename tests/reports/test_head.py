"""Asking only for the headers of a file makes none, and nobody is said to have taken it."""

import pytest

from accounts.events import EventType
from accounts.models import AuditEvent
from monitoring.models import Round
from reports.models import MadeFile
from tests.conftest import SignIn, World
from tests.reports.making import STAND, make_report

CODE = "ronde-gepubliceerd"


@pytest.mark.parametrize(
    "address",
    [
        f"/rapporten/ronde/{CODE}/{STAND}/docx/",
        "/rapporten/{report}/bestand/docx/",
        "/rapporten/{report}/versies/1/docx/",
        f"/rondes/{CODE}/export/csv/",
        f"/rondes/{CODE}/export/xlsx/",
        f"/rondes/{CODE}/cijfer/rijen.csv",
    ],
)
def test_head_of_a_file_makes_and_records_nothing(
    world: World, published_round: Round, sign_in: SignIn, address: str
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    path = address.format(report=report.pk)
    client = sign_in(world.analyst)

    response = client.head(path)

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET"
    assert not MadeFile.objects.exists()
    taken = AuditEvent.objects.filter(type=EventType.EXPORTED)
    assert not taken.exists()
    assert client.get(path).status_code == 200
    assert taken.count() == 1
