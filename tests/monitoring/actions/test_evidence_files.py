"""Files of evidence: placing, revisions, a scanner, and taking them out."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from accounts.audit import head
from accounts.models import AuditEvent
from accounts.refusals import Refused
from monitoring.actions.evidence import remove_evidence, use_evidence
from monitoring.actions.evidence_files import export_archive, export_file, revise_file
from monitoring.actions.evidence_parts import Stale
from monitoring.actions.rounds import close_round
from monitoring.choices import AssessmentState
from monitoring.models import Evidence, EvidenceFile, Round
from tests.breaking import nothing_written, refused
from tests.clamd import INFECTED, OK, clamd
from tests.conftest import World
from tests.evidence import ADDRESS, Entering
from tests.factories import make_round, set_assessment
from tests.uploads import PDF, TEXT, upload

OTHER = PDF + b"% tweede"


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.UPLOADS_DIR = tmp_path / "uploads"
    settings.UPLOADS_DIR.mkdir()
    return tmp_path / "uploads"


@pytest.fixture
def almere(world: World, open_round: Round, folder: Path) -> Entering:
    return Entering(open_round, "GM0034", world.coordinator)


@pytest.fixture
def only_what_has_a_row(db: None, folder: Path) -> Iterator[None]:
    """After the test every stored file has a row."""
    yield
    names = {path.name for path in folder.iterdir()}
    assert names == set(EvidenceFile.objects.values_list("stored_as", flat=True))


pytestmark = pytest.mark.usefixtures("only_what_has_a_row")


def last_event() -> AuditEvent:
    return AuditEvent.objects.get(sequence=head().sequence)


def revise(entry: Entering, evidence: Evidence, content: bytes, version: int = 1) -> EvidenceFile:
    return revise_file(
        assessment=entry.assessment,
        evidence=evidence,
        version=version,
        upload=upload("nieuw.pdf", content),
        by=entry.by,
    )


def test_file_is_stored_with_what_it_is(almere: Entering, folder: Path) -> None:
    evidence = almere.file("A1", "B1")

    file = evidence.files.get()
    assert (file.number, file.name, file.media_type) == (1, "besluit.pdf", "application/pdf")
    assert (file.size, file.uploaded_by) == (len(PDF), almere.by)
    assert (folder / file.stored_as).read_bytes() == PDF
    event = last_event()
    assert event.type == "evidence_added"
    assert event.new_values == {
        "soort": "bestand",
        "punten": ["A1", "B1"],
        "onderbouwing": "titel: Verslag; vertrouwelijk: ja",
        "versie": 1,
        "grootte": len(PDF),
        "sha256": file.sha256,
    }


def test_refused_file_leaves_nothing(almere: Entering) -> None:
    with refused("Ambitiepunt A3 is niet van toepassing."):
        replace(almere, organisation="PV24").file("A3")


def test_file_whose_transaction_fails_leaves_nothing(almere: Entering) -> None:
    impossible = replace(upload(), size=-1)

    with nothing_written(), pytest.raises(IntegrityError), transaction.atomic():
        almere.file(file=impossible)


def test_same_file_at_the_same_point_is_refused(world: World, almere: Entering) -> None:
    almere.file("A1")

    with refused("Dit bestand staat al bij dit ambitiepunt."):
        almere.file("A1", title="Anders")
    with refused("Dit bestand staat al bij dit ambitiepunt."):
        replace(almere, by=world.district_coordinator).file("A1")


def test_same_file_elsewhere_is_pointed_out_to_who_may_see_it(
    world: World, almere: Entering
) -> None:
    almere.file("A1", title="Verslag raad")

    with refused(
        "Dit bestand is er al, bij de onderbouwing “Verslag raad”. "
        "Kies “Een bestaande gebruiken”; dan hoeft het er maar één keer te staan."
    ):
        almere.file("A2")
    replace(almere, by=world.district_coordinator).file("A2")
    replace(almere, organisation="GM0995", by=world.other_coordinator).file("A1")


def test_file_that_was_removed_can_be_placed_again(almere: Entering) -> None:
    evidence = almere.file()
    remove_evidence(assessment=almere.assessment, evidence=evidence, version=1, by=almere.by)

    assert almere.file().files.count() == 1


def test_new_revision_keeps_the_old_one(almere: Entering, folder: Path) -> None:
    evidence = almere.file()

    file = revise(almere, evidence, OTHER)

    assert (file.number, file.name) == (2, "nieuw.pdf")
    assert [(folder / name).read_bytes() for name in files(evidence)] == [PDF, OTHER]
    evidence.refresh_from_db()
    assert evidence.version == 2
    event = last_event()
    assert (event.type, event.new_values["versie"]) == ("evidence_changed", 2)


def files(evidence: Evidence) -> list[str]:
    return list(evidence.files.order_by("number").values_list("stored_as", flat=True))


def test_revision_on_top_of_an_older_version_is_refused(almere: Entering) -> None:
    evidence = almere.file()
    revise(almere, evidence, OTHER)

    with nothing_written(), pytest.raises(Stale):
        revise(almere, evidence, PDF + b"% derde")


def test_revision_that_is_there_already_is_refused(almere: Entering) -> None:
    evidence = almere.file()
    revise(almere, evidence, OTHER)

    with refused("Dit bestand staat er al, als versie 1."):
        revise(almere, evidence, PDF, version=2)
    with refused("Dit bestand staat er al, als versie 2."):
        revise(almere, evidence, OTHER, version=1)


def test_revision_of_a_link_is_refused(almere: Entering) -> None:
    evidence = almere.link()

    with refused("Deze onderbouwing heeft geen bestand."):
        revise(almere, evidence, OTHER)


def test_revision_of_what_a_closed_round_has_is_refused(world: World, almere: Entering) -> None:
    evidence = almere.file()
    round = make_round(norm=world.norm, reference_date=date(2025, 10, 1))
    before = replace(almere, round=round)
    use_evidence(
        assessment=before.assessment, result=before.result("A1"), evidence=[evidence], by=almere.by
    )
    close_round(round=round, by=None)

    with pytest.raises(Refused, match="Voeg een nieuwe onderbouwing toe"):
        revise(almere, evidence, OTHER)


def test_clean_file_passes_the_scanner(almere: Entering, settings: Settings) -> None:
    with clamd(OK) as scanner:
        settings.CLAMD_ADDRESS = scanner.address

        evidence = almere.file()
        revise(almere, evidence, OTHER)
    assert scanner.received == [PDF, OTHER]


def test_infected_file_is_refused_and_recorded(almere: Entering, settings: Settings) -> None:
    with clamd(INFECTED) as scanner:
        settings.CLAMD_ADDRESS = scanner.address

        with pytest.raises(Refused, match="De virusscanner heeft dit bestand geweigerd"):
            almere.file()
    assert not Evidence.objects.exists()
    event = last_event()
    assert (event.type, event.actor, event.organisation) == (
        "evidence_refused",
        almere.by,
        "GM0034",
    )
    assert event.new_values == {
        "besmet met": "Eicar-Test-Signature",
        "sha256": upload().sha256,
        "onderbouwing": "bestandsnaam: besluit.pdf",
    }


def test_file_that_cannot_be_scanned_is_refused(almere: Entering, settings: Settings) -> None:
    settings.CLAMD_ADDRESS = "tcp://127.0.0.1:1"

    with refused(
        "Het bestand kan nu niet op virussen worden gecontroleerd en is niet opgeslagen. "
        "Probeer het later opnieuw, of leg een link of vindplaats vast."
    ):
        almere.file()


def test_taking_a_file_is_recorded(world: World, almere: Entering) -> None:
    file = almere.file().files.get()

    with export_file(assessment=almere.assessment, file=file, by=world.executive) as content:
        assert content.read() == PDF
    event = last_event()
    assert (event.type, event.actor) == ("evidence_exported", world.executive)
    assert event.new_values == {"versie": 1, "sha256": file.sha256}


def test_archive_holds_the_files_and_says_what_everything_is(almere: Entering) -> None:
    almere.link("A2", title="=1+1", dated_on=date(2020, 1, 1))
    evidence = almere.file("A1", "B1", title="Verslag")
    revise(almere, evidence, OTHER)
    almere.file("A2", title="Notitie", file=upload("notitie.txt", TEXT))

    with export_archive(assessment=almere.assessment, by=almere.by) as content:
        packed = zipfile.ZipFile(io.BytesIO(content.read()))

    assert packed.testzip() is None
    assert packed.namelist() == [
        "bestanden/001 nieuw.pdf",
        "bestanden/003 notitie.txt",
        "inhoud.csv",
        "inhoud.json",
    ]
    assert packed.read("bestanden/001 nieuw.pdf") == OTHER
    listed = json.loads(packed.read("inhoud.json"))
    assert (listed["ronde"], listed["organisatie"]) == ("ronde-open", "GM0034")
    assert [row["titel"] for row in listed["onderbouwing"]] == ["Verslag", "=1+1", "Notitie"]
    first, link, _ = listed["onderbouwing"]
    assert (first["ambitiepunten"], first["versie"], first["bestand"]) == (
        "A1, B1",
        2,
        "bestanden/001 nieuw.pdf",
    )
    assert (link["webadres"], link["opmerking"], link["sha256"]) == (
        ADDRESS,
        "ouder dan de ronde",
        "",
    )
    text = packed.read("inhoud.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert rows[1]["titel"] == "'=1+1"
    assert rows[0]["vertrouwelijk"] == "ja"
    event = last_event()
    assert (event.type, event.subject) == ("evidence_exported", "ronde-open GM0034")
    assert event.new_values == {"stukken": 3}


def test_archive_holds_only_what_the_reader_may_read(world: World, almere: Entering) -> None:
    almere.file()

    def count(entry: Entering) -> int:
        with export_archive(assessment=entry.assessment, by=world.district_coordinator) as content:
            packed = zipfile.ZipFile(content)
            return len(json.loads(packed.read("inhoud.json"))["onderbouwing"])

    assert count(almere) == 0
    set_assessment(round=almere.round, organisation=world.almere, state=AssessmentState.SUBMITTED)
    assert count(almere) == 1


def test_archive_says_which_file_is_missing(almere: Entering, folder: Path) -> None:
    file = almere.file().files.get()
    (folder / file.stored_as).unlink()

    with export_archive(assessment=almere.assessment, by=almere.by) as content:
        packed = zipfile.ZipFile(content)
        (row,) = json.loads(packed.read("inhoud.json"))["onderbouwing"]

    assert (row["bestand"], row["opmerking"]) == ("", "bestand ontbreekt op de server")
    file.delete()
