"""Erasing removed evidence: nothing too early, and no file that is not ours or is still needed."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from accounts.audit import verify
from accounts.models import AuditEvent
from monitoring.actions.evidence import remove_evidence
from monitoring.actions.evidence_files import revise_file
from monitoring.actions.publication import publish_round
from monitoring.actions.retention import PurgedEvidence, purge_evidence
from monitoring.actions.rounds import close_round
from monitoring.files.leftovers import remove
from monitoring.files.stored import stored
from monitoring.models import Evidence, EvidenceFile, EvidenceUse, Round
from monitoring.verification import round_differences
from tests.breaking import nothing_written
from tests.conftest import World
from tests.evidence import Entering
from tests.uploads import PDF, upload

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.RETENTION_EVIDENCE_DAYS = 365
    settings.UPLOADS_DIR = tmp_path / "uploads"
    settings.UPLOADS_DIR.mkdir()
    return tmp_path / "uploads"


@pytest.fixture
def almere(world: World, open_round: Round) -> Entering:
    return Entering(open_round, "GM0034", world.coordinator)


def take_away(almere: Entering, evidence: Evidence, *, ago: timedelta = 2 * YEAR) -> None:
    evidence.refresh_from_db()
    remove_evidence(
        assessment=almere.assessment, evidence=evidence, version=evidence.version, by=almere.by
    )
    Evidence.objects.filter(pk=evidence.pk).update(removed_at=timezone.now() - ago)


def purge(*, after: timedelta = timedelta(0)) -> PurgedEvidence:
    return purge_evidence(now=timezone.now() + after, by=None)


def left_behind(folder: Path, name: str, *, ago: timedelta = 2 * DAY) -> Path:
    """A file that nobody knows of any more."""
    path = folder / name
    path.write_bytes(PDF)
    old = time.time() - ago.total_seconds()
    os.utime(path, (old, old))
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def purge_for_good() -> None:
    call_command("purge", apply=True, verbosity=0)


# --- Rows -----------------------------------------------------------------------------------------


def test_removed_evidence_goes_when_its_time_is_over(almere: Entering, folder: Path) -> None:
    evidence = almere.file("A1", "A2")
    take_away(almere, evidence, ago=timedelta(0))
    (file,) = names(folder)

    assert purge(after=YEAR - DAY) == PurgedEvidence(0, ())
    assert purge(after=YEAR + DAY) == PurgedEvidence(1, (file,))

    for model in (Evidence, EvidenceFile, EvidenceUse):
        assert not model._default_manager.exists()


def test_evidence_that_was_not_removed_stays_with_its_old_revisions(
    almere: Entering, folder: Path
) -> None:
    evidence = almere.file("A1")
    second = upload(content=PDF + b"% tweede")
    revise_file(
        assessment=almere.assessment, evidence=evidence, version=1, upload=second, by=almere.by
    )
    almere.link("A2")

    with nothing_written():
        assert purge(after=9 * YEAR) == PurgedEvidence(0, ())

    assert len(names(folder)) == 2


def test_what_was_removed_before_a_round_was_published_goes_and_the_figures_stay_true(
    almere: Entering, folder: Path
) -> None:
    take_away(almere, almere.file("A1"))
    almere.link("A1", title="Blijft")
    close_round(round=almere.round, by=None)
    publish_round(round=Round.objects.get(pk=almere.round.pk), by=None)

    assert purge().pieces == 1

    assert Evidence.objects.get().title == "Blijft"
    assert list(round_differences(Round.objects.get(pk=almere.round.pk))) == []


def test_purge_is_recorded_with_its_numbers_and_without_names(almere: Entering) -> None:
    take_away(almere, almere.file("A1", title="Geheime titel"))
    take_away(almere, almere.link("A1"))

    purge()

    event = AuditEvent.objects.newest_first()[0]
    assert event.type == "purged"
    assert event.new_values == {"onderbouwingen": 2, "bestanden": 1}
    assert list(verify()) == []


# --- Files ----------------------------------------------------------------------------------------


def test_all_revisions_go_from_the_disk_and_those_of_others_stay(
    almere: Entering, folder: Path
) -> None:
    evidence = almere.file("A1")
    second = upload(content=PDF + b"% tweede")
    revise_file(
        assessment=almere.assessment, evidence=evidence, version=1, upload=second, by=almere.by
    )
    take_away(almere, evidence)
    # The same bytes again: a file of its own, that stays.
    again = almere.file("A1")

    purge_for_good()

    assert names(folder) == {again.files.get().stored_as}


def test_files_go_after_the_commit_only(
    almere: Entering, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take_away(almere, almere.file("A1"))
    before = names(folder)

    with nothing_written():
        call_command("purge")

    assert names(folder) == before
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3:-1] == ["Verwijderde onderbouwingen: 1", "Bestanden zonder onderbouwing: 1"]
    assert lines[-1].startswith("Dit was een proef")


def test_file_of_a_transaction_that_fails_stays(almere: Entering, folder: Path) -> None:
    take_away(almere, almere.file("A1"))
    before = names(folder)

    with transaction.atomic():
        purge()
        transaction.set_rollback(True)

    assert names(folder) == before
    assert EvidenceFile.objects.count() == 1


def test_what_a_purge_that_stopped_left_goes_with_the_next(almere: Entering, folder: Path) -> None:
    take_away(almere, almere.file("A1"))
    (file,) = names(folder)
    purge()  # and then the machine stopped

    purge_for_good()
    assert names(folder) == {file}, "it was written just now, and could be of an upload"

    left_behind(folder, file, ago=2 * DAY)
    purge_for_good()
    assert names(folder) == set()


def test_leftovers_older_than_a_day_go_also_unfinished_ones(folder: Path) -> None:
    left_behind(folder, "a" * 64, ago=timedelta(hours=25))
    left_behind(folder, "b" * 64 + ".part", ago=timedelta(hours=25))
    young = left_behind(folder, "c" * 64, ago=timedelta(hours=23))
    future = left_behind(folder, "d" * 64, ago=-DAY)

    purge_for_good()

    assert names(folder) == {young.name, future.name}


def test_folder_of_another_database_is_left_alone(almere: Entering, folder: Path) -> None:
    """Such as when a copy of the database is looked at beside the one that is in use."""
    for number in range(11):
        left_behind(folder, f"{number:064x}")
    take_away(almere, almere.file("A1"))
    before = names(folder)

    with (
        nothing_written(),
        pytest.raises(CommandError, match=r"horen 11 .* niet bij deze database, en 1 wel"),
    ):
        purge_for_good()

    assert names(folder) == before


def test_few_leftovers_in_a_folder_with_fewer_files_go(folder: Path) -> None:
    for number in range(10):
        left_behind(folder, f"{number:064x}")

    purge_for_good()

    assert names(folder) == set()


def test_file_that_is_being_placed_stays(almere: Entering, folder: Path) -> None:
    with stored(upload()) as name:
        purge_for_good()

        assert names(folder) == {name}


def test_old_file_that_a_row_names_stays(almere: Entering, folder: Path) -> None:
    file = almere.file("A1").files.get()
    left_behind(folder, file.stored_as, ago=5 * YEAR)

    purge_for_good()

    assert names(folder) == {file.stored_as}


@pytest.mark.parametrize(
    "name",
    [
        ".gitkeep",
        "besluit.pdf",
        "A" * 64,
        "a" * 63,
        "a" * 65,
        "a" * 64 + "\n",
        "a" * 64 + ".part.part",
        "-rf",
        "é" * 64,
        "٣" * 64,
        os.fsdecode(b"\xff" * 64),
    ],
)
def test_file_with_another_name_is_not_ours(folder: Path, name: str) -> None:
    path = left_behind(folder, name, ago=YEAR)

    purge_for_good()

    assert path.exists()


def test_link_and_folder_are_left_alone_with_what_they_point_at(
    folder: Path, tmp_path: Path
) -> None:
    target = left_behind(tmp_path, "e" * 64)
    (folder / ("a" * 64)).symlink_to(target)
    (folder / ("b" * 64)).symlink_to(tmp_path / "nergens")
    (folder / ("c" * 64)).mkdir()
    left_behind(folder / ("c" * 64), "f" * 64)
    os.mkfifo(folder / ("d" * 64))
    before = names(folder)

    purge_for_good()

    assert names(folder) == before
    assert target.exists()
    assert (folder / ("c" * 64) / ("f" * 64)).exists()


def test_row_that_points_out_of_the_folder_takes_nothing_along(
    almere: Entering, folder: Path, tmp_path: Path
) -> None:
    outside = left_behind(tmp_path, "geheim")
    evidence = almere.file("A1")
    evidence.files.update(stored_as="../geheim")
    take_away(almere, evidence)

    purge_for_good()

    assert outside.exists()
    assert not EvidenceFile.objects.exists()


def test_file_that_is_gone_already_is_no_error(almere: Entering, folder: Path) -> None:
    take_away(almere, almere.file("A1"))
    for name in names(folder):
        (folder / name).unlink()

    purge_for_good()

    assert not EvidenceFile.objects.exists()
    assert remove(["a" * 64]) == 0


def test_folder_that_is_not_there_is_no_error(settings: Settings, folder: Path) -> None:
    settings.UPLOADS_DIR = folder / "nergens"

    purge_for_good()


def test_folder_that_cannot_be_read_erases_nothing(
    almere: Entering, settings: Settings, tmp_path: Path
) -> None:
    take_away(almere, almere.file("A1"))
    settings.UPLOADS_DIR = left_behind(tmp_path, "bestand")

    with nothing_written(), pytest.raises(CommandError, match=r"UPLOADS_DIR.*niets gewist"):
        purge_for_good()


def test_disk_that_does_not_let_go_is_told(
    almere: Entering, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_away(almere, almere.file("A1"))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(CommandError, match=r"UPLOADS_DIR\): 1\."):
            purge_for_good()

    assert not EvidenceFile.objects.exists()
    assert len(names(folder)) == 1
