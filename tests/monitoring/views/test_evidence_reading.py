"""Evidence to read: the list, a file to keep, and all of it as a ZIP."""

import io
import logging
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import AuditEvent
from accounts.refusals import Refused
from monitoring.models import Evidence, Round
from tests.clamd import INFECTED, clamd
from tests.conftest import SignIn, World
from tests.evidence import Entering
from tests.reports.document import document
from tests.uploads import PDF, TEXT, upload

LIST = "/rondes/ronde-open/invoer/GM0034/onderbouwing/"


@pytest.fixture
def almere(world: World, open_round: Round) -> Entering:
    return Entering(open_round, "GM0034", world.coordinator)


@pytest.fixture
def coordinator(almere: Entering, sign_in: SignIn) -> Client:
    return sign_in(almere.by)


def file_address(evidence: Evidence, number: int = 1) -> str:
    return reverse("evidence_file", args=["ronde-open", "GM0034", evidence.pk, number])


def test_list_shows_what_there_is_and_what_is_missing(
    coordinator: Client, almere: Entering
) -> None:
    almere.link("A1", "B1", dated_on=date(2019, 3, 1), is_confidential=False)
    evidence = almere.file("A2")

    page = document(coordinator.get(LIST))

    text = page.one("main").text
    assert "ouder dan de ronde" in text
    assert "niet vertrouwelijk" in text
    assert "Van 1 maart 2019." in text
    hrefs = [link.attributes["href"] for link in page.all("a")]
    assert file_address(evidence) in hrefs
    assert f"{LIST}zip/" in hrefs
    assert [href for href in hrefs if href.endswith("/toevoegen/")] == [
        f"/rondes/ronde-open/invoer/GM0034/punt/{code}/onderbouwing/toevoegen/"
        for code in ("A3", "B2")
    ]


def test_reader_gets_no_way_to_change(world: World, almere: Entering, sign_in: SignIn) -> None:
    almere.link()

    page = document(sign_in(world.executive).get(LIST))

    hrefs = [link.attributes["href"] for link in page.all("a")]
    assert not [href for href in hrefs if "/punt/" in href]


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("besluit.pdf", PDF, "application/pdf"),
        ("notitie.txt", TEXT, "text/plain; charset=utf-8"),
        ('é "x".pdf', PDF, "application/pdf"),
    ],
)
def test_file_is_kept_and_never_shown(
    coordinator: Client, almere: Entering, name: str, content: bytes, media_type: str
) -> None:
    evidence = almere.file(file=upload(name, content))

    response = coordinator.get(file_address(evidence))

    assert b"".join(response) == content
    assert response.headers["Content-Disposition"].startswith("attachment; filename")
    assert response.headers["Content-Type"] == media_type
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["Content-Length"] == str(len(content))
    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.actor) == ("evidence_exported", almere.by)


def test_file_that_is_gone_from_the_disk_is_a_page_that_says_so(
    coordinator: Client,
    almere: Entering,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    evidence = almere.file()
    Path(settings.UPLOADS_DIR, evidence.files.get().stored_as).unlink()

    with caplog.at_level(logging.ERROR, logger="monitoring"):
        response = coordinator.get(file_address(evidence))

    assert response.status_code == 404
    assert "Dit bestand ontbreekt op de server" in document(response).text
    assert caplog.messages == [f"stored file is missing: {evidence.files.get().pk}"]


def test_archive_is_a_zip_to_keep(coordinator: Client, almere: Entering) -> None:
    almere.file()

    response = coordinator.get(f"{LIST}zip/")

    packed = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    assert packed.namelist() == ["bestanden/001 besluit.pdf", "inhoud.csv", "inhoud.json"]
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="onderbouwing-ronde-open-GM0034.zip"'
    )
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_file_of_another_organisation_is_not_found_at_the_own_address(
    world: World, coordinator: Client, almere: Entering
) -> None:
    foreign = replace(almere, organisation="GM0995", by=world.other_coordinator).file()

    assert coordinator.get(file_address(foreign)).status_code == 404


def test_log_tells_the_district_nothing_of_what_a_piece_says(
    world: World, almere: Entering, sign_in: SignIn, settings: Settings
) -> None:
    almere.link(title="GEHEIM")
    with clamd(INFECTED) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        with pytest.raises(Refused):
            almere.file(file=upload("GEHEIM.pdf"))

    page = document(sign_in(world.district_coordinator).get("/beheer/logboek/"))

    assert "onderbouwing toegevoegd" in page.text
    assert "Eicar-Test-Signature" in page.text
    assert "GEHEIM" not in page.raw_text
