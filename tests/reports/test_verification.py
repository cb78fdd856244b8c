"""`verify_figures` and files that were never made here, and approved reports that were changed."""

from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import AuditEvent
from accounts.triggers import uninstall
from monitoring.models import Round
from reports.actions.documents import make_report
from reports.actions.exports import TO_THE_END, export_round
from reports.actions.made_files import remember_file
from reports.documents.blocks import Level
from reports.documents.writers import FORMATS
from reports.exports import FORMATS as DATA
from reports.exports import extract
from reports.models import MadeFile, Report, ReportApproval, ReportState, ReportVersion
from reports.pages.checking import Verdict, check
from tests.conftest import ALL_GUARDS, SignIn, World
from tests.reports import making
from tests.running import refuse, say

CODE = "ronde-gepubliceerd"
RIGHT = "1 gepubliceerde rondes nagerekend, alles klopt.\n"


def unguarded() -> None:
    connection.check_constraints()
    uninstall(ALL_GUARDS, connection)


def remember_pdf(round: Round, content: bytes) -> str:
    """Has a file recognised as a final report of the round; returns its SHA-256."""
    return remember_file(
        content=content,
        publication=round.publications.get(),
        format="pdf",
        what=f"{CODE} evaluatierapport, definitief, versie 1",
        level=Level.PUBLIC,
        by=None,
    )


@pytest.fixture
def final_report(world: World, published_round: Round) -> Report:
    return making.make_report(
        round=published_round,
        by=world.analyst,
        state=ReportState.FINAL,
        approver=world.district_coordinator,
    )


@pytest.fixture
def made_file(world: World, final_report: Report) -> bytes:
    return make_report(
        report=final_report,
        version=final_report.versions.get(),
        format=FORMATS["docx"],
        by=world.analyst,
    )


def test_everything_that_was_made_is_right(
    world: World, published_round: Round, made_file: bytes, tmp_path: Path
) -> None:
    for format in DATA.values():
        for organisation in (None, world.almere):
            export_round(round=published_round, format=format, organisation=organisation, by=None)
    say("export_round", CODE, "--format=csv", "--output", tmp_path / "a.csv")
    say("export_round", CODE, "--format=docx", "--output", tmp_path / "a.docx")

    assert say("verify_figures") == RIGHT


def test_file_that_was_made_in_parts_is_right_and_its_hash_is_in_the_log(
    world: World,
    published_round: Round,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(extract, "LARGE", 1)
    response = sign_in(world.analyst).get(f"/rondes/{CODE}/export/csv/")
    content = b"".join(response)

    last = AuditEvent.objects.newest_first()[0]
    assert last.new_values["verzonden"] == TO_THE_END
    assert check([content], AnonymousUser()).verdict is Verdict.GENUINE
    assert say("verify_figures") == RIGHT


def test_file_that_somebody_had_recognised_is_found(published_round: Round) -> None:
    forged = b"%PDF-1.7 Almere heeft alles behaald."
    sha256 = remember_pdf(published_round, forged)
    assert check([forged], AnonymousUser()).verdict is Verdict.GENUINE

    [line] = refuse("verify_figures")

    assert line.startswith(f"{CODE}: logboek: het bestand “{CODE} evaluatierapport, definitief")
    assert sha256 in line


@pytest.mark.parametrize(
    "changes", [{"level": "openbaar"}, {"what": "evaluatierapport, definitief, versie 9"}]
)
def test_made_file_that_is_told_otherwise_is_found(
    made_file: bytes, changes: dict[str, str]
) -> None:
    unguarded()
    MadeFile.objects.update(**changes)

    # One line that it was not made so, and one that what was made is not known any more.
    assert len(refuse("verify_figures", CODE)) == 2


def test_made_file_that_is_gone_is_found(made_file: bytes) -> None:
    unguarded()
    sha256 = MadeFile.objects.get().sha256
    MadeFile.objects.all().delete()

    assert refuse("verify_figures") == [
        f"{CODE}: logboek: van het bestand {sha256} is niet meer bekend dat het is gemaakt"
    ]


@pytest.mark.parametrize(
    "changes",
    [{"texts": {"x": "Alles is behaald."}}, {"facts": {"x": "y"}}, {"parts": ["x"]}],
)
def test_approved_report_that_was_changed_is_found(
    final_report: Report, changes: dict[str, object]
) -> None:
    assert say("verify_figures") == RIGHT
    unguarded()
    ReportVersion.objects.update(**changes)

    assert refuse("verify_figures") == [
        f"{CODE}: logboek: {final_report}, versie 1 is niet zo goedgekeurd"
    ]


def test_approval_that_nobody_gave_is_found(world: World, published_round: Round) -> None:
    report = making.make_report(round=published_round, by=world.analyst)
    unguarded()
    ReportApproval.objects.create(
        version=report.versions.get(),
        publication=published_round.publications.get(),
        approved_by=world.district_coordinator,
        approved_at=timezone.now(),
    )
    Report.objects.update(state=ReportState.FINAL)

    assert refuse("verify_figures") == [
        f"{CODE}: logboek: {report}, versie 1 is niet zo goedgekeurd"
    ]


def test_file_of_before_its_publication_was_kept_is_right(published_round: Round) -> None:
    sha256 = remember_pdf(published_round, b"%PDF-1.7 gemaakt met een eerdere versie")
    record(
        Event(
            EventType.EXPORTED,
            subject=published_round,
            label=f"{CODE} evaluatierapport",
            new={"formaat": "pdf", "sha256": sha256},
        ),
        by=None,
    )

    assert say("verify_figures") == RIGHT
