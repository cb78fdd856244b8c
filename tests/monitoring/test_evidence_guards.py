"""What the database itself refuses to change of the evidence of a closed or published round."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from monitoring.actions.evidence import remove_evidence, unlink_evidence, use_evidence
from monitoring.actions.evidence_files import revise_file
from monitoring.actions.publication import publish_round
from monitoring.actions.reopening import reopen_assessment
from monitoring.actions.rounds import close_round
from monitoring.guards import GUARDS, PROVEN
from monitoring.models import Evidence, EvidenceFile, EvidenceUse, Round
from tests.breaking import Break, assert_refused_by, guards_of, integrity_error
from tests.conftest import World
from tests.evidence import Entering
from tests.factories import make_round
from tests.uploads import PDF, upload

USE, FILE = "guard_monitoring_evidenceuse", "guard_monitoring_evidencefile"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.UPLOADS_DIR = tmp_path / "uploads"
    return tmp_path / "uploads"


def entering(world: World, round: Round | None = None) -> Entering:
    return Entering(round or make_round(norm=world.norm), "GM0034", world.coordinator)


def proven(world: World) -> tuple[Entering, Evidence]:
    """A closed round with a file at A1, and that file."""
    almere = entering(world)
    evidence = almere.file("A1")
    close_round(round=almere.round, by=None)
    return almere, evidence


def earlier(world: World) -> Entering:
    """The same organisation in an open round of before."""
    return entering(world, make_round(norm=world.norm, reference_date=date(2025, 10, 1)))


# --- Refused --------------------------------------------------------------------------------------


def new_use(world: World) -> Callable[[], object]:
    almere, evidence = proven(world)
    return lambda: EvidenceUse.objects.create(evidence=evidence, result=almere.result("A2"))


def use_of_another_piece(world: World) -> Callable[[], object]:
    _, evidence = proven(world)
    other = earlier(world).link()
    return lambda: EvidenceUse.objects.filter(evidence=evidence).update(evidence=other)


def use_that_moves_into_the_round(world: World) -> Callable[[], object]:
    almere, _ = proven(world)
    other = earlier(world).link()
    return lambda: EvidenceUse.objects.filter(evidence=other).update(result=almere.result("A2"))


def deleted_use(world: World) -> Callable[[], object]:
    almere, evidence = proven(world)
    return lambda: almere.use(evidence).delete()


def changed_piece(world: World) -> Callable[[], object]:
    _, evidence = proven(world)
    return lambda: Evidence.objects.filter(pk=evidence.pk).update(is_confidential=False)


def removed_piece(world: World) -> Callable[[], object]:
    _, evidence = proven(world)
    return lambda: Evidence.objects.filter(pk=evidence.pk).update(removed_at=timezone.now())


def piece_that_comes_back(world: World) -> Callable[[], object]:
    almere = entering(world)
    evidence = almere.file("A1")
    remove_evidence(assessment=almere.assessment, evidence=evidence, version=1, by=almere.by)
    close_round(round=almere.round, by=None)
    return lambda: Evidence.objects.filter(pk=evidence.pk).update(removed_at=None)


def new_file(world: World) -> Callable[[], object]:
    _, evidence = proven(world)
    file = evidence.files.get()
    file.pk, file.number, file.stored_as = None, 2, "0" * 64
    return lambda: EvidenceFile.objects.bulk_create([file])


def changed_file(world: World) -> Callable[[], object]:
    _, evidence = proven(world)
    return lambda: evidence.files.update(sha256="0" * 64)


def file_that_moves_into_the_piece(world: World) -> Callable[[], object]:
    _, evidence = proven(world)
    other = earlier(world).file(file=upload(content=PDF + b"% ander"))
    return lambda: other.files.update(evidence=evidence, number=2)


def deleted_file(world: World) -> Callable[[], object]:
    _, evidence = proven(world)
    return lambda: evidence.files.all().delete()


BREAKS: list[tuple[str, Break]] = [
    (f"{USE}_insert", new_use),
    (f"{USE}_update", use_of_another_piece),
    (f"{USE}_update", use_that_moves_into_the_round),
    (f"{USE}_delete", deleted_use),
    ("guard_monitoring_evidence_update", changed_piece),
    ("guard_monitoring_evidence_update", removed_piece),
    ("guard_monitoring_evidence_update", piece_that_comes_back),
    (f"{FILE}_insert", new_file),
    (f"{FILE}_update", changed_file),
    (f"{FILE}_update", file_that_moves_into_the_piece),
    (f"{FILE}_delete", deleted_file),
]


@pytest.mark.parametrize(
    ("name", "prepare"), BREAKS, ids=[prepare.__name__ for _, prepare in BREAKS]
)
def test_guard_refuses(world: World, name: str, prepare: Break) -> None:
    assert_refused_by(guards_of(GUARDS, name), world, prepare)


def test_every_guard_of_evidence_is_broken_here() -> None:
    names = {guard.name for guard in GUARDS if guard.table.startswith("monitoring_evidence")}
    assert names == {name for name, _ in BREAKS}


def test_published_round_is_guarded_like_a_closed_one(world: World) -> None:
    almere, evidence = proven(world)
    publish_round(round=Round.objects.get(pk=almere.round.pk), by=None)

    for breaks in (
        lambda: almere.use(evidence).delete(),
        lambda: Evidence.objects.filter(pk=evidence.pk).update(title="Anders"),
        lambda: evidence.files.all().delete(),
    ):
        with integrity_error(PROVEN):
            breaks()


def test_piece_that_also_serves_a_closed_round_keeps_its_other_uses_free(world: World) -> None:
    almere, evidence = proven(world)
    now = earlier(world)
    use_evidence(assessment=now.assessment, result=now.result("A1"), evidence=[evidence], by=now.by)

    unlink_evidence(assessment=now.assessment, use=now.use(evidence), by=now.by)

    assert EvidenceUse.objects.get().result == almere.result("A1")


# --- What people still do -------------------------------------------------------------------------


def test_reopened_assessment_takes_evidence_again(world: World) -> None:
    almere, evidence = proven(world)
    reopen_assessment(
        assessment=almere.assessment, reason="Nog een besluit.", by=world.district_coordinator
    )
    again = replace(almere, round=Round.objects.get(pk=almere.round.pk))

    link = again.link("A2")
    revise_file(
        assessment=again.assessment,
        evidence=evidence,
        version=1,
        upload=upload(content=PDF + b"% tweede"),
        by=again.by,
    )
    unlink_evidence(assessment=again.assessment, use=again.use(link, "A2"), by=again.by)
    remove_evidence(assessment=again.assessment, evidence=evidence, version=2, by=again.by)

    assert evidence.files.count() == 2


def test_other_organisation_stays_guarded_when_one_is_reopened(world: World) -> None:
    round = make_round(norm=world.norm)
    lelystad = Entering(round, "GM0995", world.other_coordinator)
    evidence = lelystad.link("A1")
    close_round(round=round, by=None)
    reopen_assessment(
        assessment=entering(world, round).assessment, reason="Toch.", by=world.district_coordinator
    )

    with integrity_error(PROVEN):
        lelystad.use(evidence).delete()


def test_use_of_what_was_removed_before_the_closing_can_go(world: World) -> None:
    almere = entering(world)
    evidence = almere.file("A1")
    remove_evidence(assessment=almere.assessment, evidence=evidence, version=1, by=almere.by)
    close_round(round=almere.round, by=None)

    almere.use(evidence).delete()
    evidence.files.all().delete()
    evidence.delete()

    assert not Evidence.objects.exists()


def test_evidence_of_an_open_round_is_free(world: World) -> None:
    almere = entering(world)
    evidence = almere.file("A1")

    Evidence.objects.filter(pk=evidence.pk).update(title="Anders")
    evidence.files.update(name="anders.pdf")
    EvidenceUse.objects.update(result=almere.result("A2"))
    EvidenceUse.objects.all().delete()

    assert not EvidenceUse.objects.exists()
