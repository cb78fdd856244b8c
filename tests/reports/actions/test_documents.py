"""Files of reports: the same by command and by screen, and recorded only when there is one."""

import hashlib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.events import EventType
from accounts.models import AuditEvent
from accounts.refusals import Refused
from monitoring.choices import RoundState
from monitoring.models import Round
from reports.actions.documents import BROKEN, FAILED, make_document, make_report
from reports.actions.house_styles import set_house_style
from reports.actions.reports import approve_report, offer_report
from reports.documents import writers
from reports.documents.writers import AT_ONCE, FORMATS
from reports.drafting import with_texts
from reports.kinds import KINDS
from reports.models import MadeFile, ReportState, ReportVersion
from tests.conftest import SignIn, World
from tests.factories import make_round
from tests.house_styles import checked
from tests.reports import making
from tests.reports.documents.opened import OpenedWord

EVALUATION = "evaluatierapport"


def taken() -> int:
    return AuditEvent.objects.filter(type=EventType.EXPORTED).count()


@pytest.mark.parametrize("format", FORMATS)
def test_command_writes_the_file_of_the_screen(
    world: World, published_round: Round, sign_in: SignIn, tmp_path: Path, format: str
) -> None:
    path = tmp_path / f"rapport.{format}"

    call_command("export_round", published_round.code, format=format, output=path)

    address = f"/rapporten/ronde/{published_round.code}/{EVALUATION}/{format}/"
    assert path.read_bytes() == sign_in(world.analyst).get(address).content
    first, second = AuditEvent.objects.filter(type=EventType.EXPORTED).order_by("sequence")
    assert first.new_values == second.new_values
    assert first.new_values["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert first.new_values["stand"] == "standaardtekst"


def test_file_that_cannot_be_kept_was_not_taken(
    world: World, published_round: Round, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="kan niet worden geschreven"):
        call_command(
            "export_round", published_round.code, format="docx", output=tmp_path / "geen" / "map"
        )

    assert taken() == 0


def test_command_refuses_a_round_that_is_not_closed(world: World, open_round: Round) -> None:
    with pytest.raises(CommandError, match="gesloten"):
        call_command("export_round", open_round.code, format="pdf")


def test_command_says_that_others_are_being_made(
    world: World, published_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "PATIENCE_SECONDS", 0.05)
    for _ in range(AT_ONCE):
        assert writers._TURNS.acquire(blocking=False)
    try:
        with pytest.raises(CommandError, match="probeer het zo opnieuw"):
            call_command("export_round", published_round.code, format="pdf")
    finally:
        writers._TURNS.release(AT_ONCE)


def test_file_that_was_not_written_is_refused_and_not_recorded(
    world: World, published_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "LIMIT_SECONDS", 0.01)

    with pytest.raises(Refused, match=FAILED):
        make_document(
            kind=KINDS[making.STAND],
            round=published_round,
            organisation=None,
            format=FORMATS["pdf"],
            by=world.analyst,
        )

    assert taken() == 0


def test_version_says_how_far_it_is(world: World) -> None:
    closed = make_round(norm=world.norm, code="gesloten", state=RoundState.CLOSED)
    report = making.make_report(round=closed, by=world.analyst)

    content = make_report(
        report=report, version=report.versions.get(), format=FORMATS["odt"], by=world.analyst
    )

    event = AuditEvent.objects.get(type=EventType.EXPORTED)
    assert event.new_values["stand"] == "concept, versie 1"
    assert event.new_values["sha256"] == hashlib.sha256(content).hexdigest()


def test_version_with_a_broken_sentence_is_refused(world: World, published_round: Round) -> None:
    report = making.make_report(round=published_round, by=world.analyst)
    key = with_texts(report, report.versions.get(), {}, world.analyst).built.sentences[0].key
    texts = {key: "Nu {organisatie X: behaald}."}
    version = ReportVersion(
        report=report,
        number=2,
        texts=texts,
        parts=[],
        facts={},
        level=report.versions.get().level,
        made_by=world.analyst,
        made_at=timezone.now(),
    )
    version.save()

    with pytest.raises(Refused, match=BROKEN):
        make_report(report=report, version=version, format=FORMATS["pdf"], by=world.analyst)

    assert taken() == 0


def test_report_is_on_the_house_style_of_its_region(world: World, published_round: Round) -> None:
    def made() -> bytes:
        return make_document(
            kind=KINDS[making.SUMMARY],
            round=published_round,
            organisation=None,
            format=FORMATS["docx"],
            by=world.analyst,
        )

    plain = made()

    set_house_style(region=world.region, template=checked(), by=world.district_coordinator)

    assert "0000FF" not in OpenedWord(plain).everything
    assert "0000FF" in OpenedWord(made()).everything


def test_final_report_stays_on_the_house_style_of_its_approval(
    world: World, published_round: Round
) -> None:
    report = making.make_report(
        round=published_round,
        by=world.analyst,
        state=ReportState.FINAL,
        approver=world.district_coordinator,
    )

    def made() -> bytes:
        version = report.versions.get()
        return make_report(report=report, version=version, format=FORMATS["docx"], by=world.analyst)

    before = made()

    set_house_style(region=world.region, template=checked(), by=world.district_coordinator)

    assert made() == before


def test_file_of_a_published_round_is_remembered_and_of_a_closed_one_not(
    world: World, published_round: Round
) -> None:
    closed = make_round(norm=world.norm, code="gesloten", state=RoundState.CLOSED)
    for round in (published_round, closed):
        make_document(
            kind=KINDS[making.STAND],
            round=round,
            organisation=None,
            format=FORMATS["pdf"],
            by=world.analyst,
        )

    made = MadeFile.objects.get()
    assert made.publication.round == published_round
    assert (made.format, made.level) == ("pdf", "vertrouwelijk")


def test_changed_sentence_is_marked_until_it_is_approved(
    world: World, published_round: Round
) -> None:
    report = making.make_report(round=published_round, by=world.analyst)
    report = making.change_sentence(report, "Zo schrijf ik het.", by=world.analyst)

    def text() -> str:
        version = report.versions.get(number=2)
        made = make_report(report=report, version=version, format=FORMATS["docx"], by=world.analyst)
        return "\n".join(OpenedWord(made).paragraphs())

    assert "Zo schrijf ik het. (tekst gewijzigd)" in text()

    offer_report(report=report, version=2, by=world.analyst)
    approve_report(
        report=making.fresh(report), version=2, publication=1, by=world.district_coordinator
    )

    assert "Zo schrijf ik het.\n" in text()
    assert "gewijzigd" not in text()
