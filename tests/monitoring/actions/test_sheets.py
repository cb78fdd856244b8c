"""Entry sheets: what is recorded of them, kept of them, and written of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.retention import pseudonymise_account
from accounts.audit import verify
from accounts.models import AuditEvent
from accounts.refusals import Refused
from ambitions.actions.retention import purge
from monitoring.actions.results import Entry
from monitoring.actions.sheets import (
    apply_sheet,
    drop_sheet,
    erase_old_sheets,
    export_sheet,
    keep_sheet,
)
from monitoring.choices import AssessmentState
from monitoring.files.entry_sheet_reader import FilledRow, FilledSheet
from monitoring.models import Assessment, Round, SheetUpload
from monitoring.pages.sheets import sheet_content
from tests.conftest import World
from tests.entry_sheets import read
from tests.factories import get_result, set_assessment, set_result

EMPTY = {"status": "unanswered", "explanation": ""}
ACHIEVED = {"status": "achieved", "explanation": "Gedaan."}


@pytest.fixture
def assessment(world: World, open_round: Round) -> Assessment:
    return Assessment.objects.with_round().get(round=open_round, organisation=world.almere)


def filled(round: Round, point: str = "A1") -> FilledSheet:
    result = get_result(round=round, organisation="GM0034", point=point)
    row = FilledRow(result.pk, result.version, point, EMPTY, ACHIEVED)
    fields = ("status", "explanation")
    return FilledSheet("blad.xlsx", round.code, "GM0034", fields, (row,), 3, ("B2",))


def keep(world: World, assessment: Assessment) -> SheetUpload:
    sheet = filled(assessment.round)
    return keep_sheet(assessment=assessment, sheet=sheet, by=world.coordinator)


def entry(round: Round, *, version: int = 1) -> Entry:
    result = get_result(round=round, organisation="GM0034", point="A1")
    return Entry(result.pk, version, "achieved", "Gedaan.")


def last_event() -> AuditEvent:
    event = AuditEvent.objects.in_chain().last()
    assert event is not None
    return event


def test_export_is_recorded_with_what_was_taken(world: World, assessment: Assessment) -> None:
    content = sheet_content(world.coordinator, assessment)

    file = export_sheet(assessment=assessment, content=content, by_theme=True, by=world.coordinator)

    event = last_event()
    assert (event.type, event.actor) == ("sheet_exported", world.coordinator)
    assert (event.region, event.organisation) == ("flevoland", "GM0034")
    assert len(event.new_values["sha256"]) == 64
    assert read(file).unchanged == 5


def test_kept_sheet_holds_values_and_no_file(world: World, assessment: Assessment) -> None:
    upload = keep(world, assessment)

    upload.refresh_from_db()
    (row,) = upload.rows["rows"]
    assert (upload.name, upload.uploaded_by) == ("blad.xlsx", world.coordinator)
    assert (row["code"], row["base"], row["filled"]) == ("A1", EMPTY, ACHIEVED)
    assert (upload.rows["unchanged"], upload.rows["absent"]) == (3, ["B2"])
    event = last_event()
    assert event.type == "sheet_read"
    assert event.new_values == {
        "gewijzigde regels": 1,
        "ongewijzigde regels": 3,
        "ontbrekende regels": 1,
    }
    assert get_result(round=assessment.round, organisation="GM0034", point="A1").version == 1


def test_sheet_of_a_locked_assessment_is_not_kept(world: World, assessment: Assessment) -> None:
    set_assessment(
        round=assessment.round, organisation=world.almere, state=AssessmentState.SUBMITTED
    )
    assessment.refresh_from_db(fields=["state"])

    with pytest.raises(Refused, match="nu niets wijzigen"):
        keep(world, assessment)

    assert not SheetUpload.objects.exists()


def test_applied_sheet_is_written_recorded_and_gone(world: World, assessment: Assessment) -> None:
    upload = keep(world, assessment)

    saved = apply_sheet(upload=upload, entries=[entry(assessment.round)], by=world.coordinator)

    result = get_result(round=assessment.round, organisation="GM0034", point="A1")
    assert saved.changed == {result.pk}
    assert (result.status, result.explanation) == ("achieved", "Gedaan.")
    assert (result.changed_by, result.version) == (world.coordinator, 2)
    assert not SheetUpload.objects.exists()
    assert last_event().type == "sheet_applied"
    assert last_event().new_values == {"gewijzigde resultaten": 1}
    assert list(verify(expected=None)) == []


def test_stale_sheet_writes_nothing_and_stays(world: World, assessment: Assessment) -> None:
    upload = keep(world, assessment)
    other = get_result(round=assessment.round, organisation="GM0034", point="A2")
    stale = set_result(round=assessment.round, organisation="GM0034", point="A1", status="partly")
    before = AuditEvent.objects.count()

    saved = apply_sheet(
        upload=upload,
        entries=[Entry(other.pk, other.version, "achieved", ""), entry(assessment.round)],
        by=world.coordinator,
    )

    other.refresh_from_db()
    assert not saved.changed
    assert saved.stale == {stale.pk}
    assert other.status == "unanswered"
    assert SheetUpload.objects.filter(pk=upload.pk).exists()
    assert AuditEvent.objects.count() == before


def test_sheet_of_an_assessment_locked_meanwhile_is_refused_and_stays(
    world: World, assessment: Assessment
) -> None:
    upload = keep(world, assessment)
    set_assessment(
        round=assessment.round, organisation=world.almere, state=AssessmentState.SUBMITTED
    )

    with pytest.raises(Refused, match="Er is niets opgeslagen"):
        apply_sheet(upload=upload, entries=[entry(assessment.round)], by=world.coordinator)

    assert SheetUpload.objects.filter(pk=upload.pk).exists()


def test_sheet_is_applied_or_dropped_once(world: World, assessment: Assessment) -> None:
    upload = keep(world, assessment)

    drop_sheet(upload=upload, by=world.coordinator)

    assert last_event().type == "sheet_dropped"
    with pytest.raises(Refused, match="al verwerkt of weggegooid"):
        drop_sheet(upload=upload, by=world.coordinator)
    with pytest.raises(Refused, match="al verwerkt of weggegooid"):
        apply_sheet(upload=upload, entries=[], by=world.coordinator)


def test_old_sheets_go_when_a_new_one_comes(world: World, assessment: Assessment) -> None:
    old, young = keep(world, assessment), keep(world, assessment)
    now = timezone.now()
    SheetUpload.objects.filter(pk=old.pk).update(uploaded_at=now - timedelta(days=7, minutes=1))
    SheetUpload.objects.filter(pk=young.pk).update(uploaded_at=now - timedelta(days=6))

    new = keep(world, assessment)

    assert set(SheetUpload.objects.values_list("pk", flat=True)) == {young.pk, new.pk}
    dropped = AuditEvent.objects.get(type="sheet_dropped")
    assert dropped.new_values == {"reden": "te lang niet verwerkt"}
    assert erase_old_sheets(now=now) == 0


def test_old_sheets_go_with_purge(world: World, assessment: Assessment) -> None:
    upload = keep(world, assessment)
    at = upload.uploaded_at + timedelta(days=7)

    assert purge(now=at, by=None).others["Invulbladen zonder besluit"] == 0
    purged = purge(now=at + timedelta(minutes=1), by=None)

    assert purged.others["Invulbladen zonder besluit"] == 1
    assert not SheetUpload.objects.exists()
    assert list(verify()) == []


def test_sheets_of_an_account_go_with_it_and_others_stay(
    world: World, assessment: Assessment
) -> None:
    own = keep(world, assessment)
    other = keep_sheet(
        assessment=assessment, sheet=filled(assessment.round), by=world.district_coordinator
    )

    pseudonymise_account(user=own.uploaded_by, by=None)

    assert SheetUpload.objects.get() == other
    dropped = AuditEvent.objects.get(type="sheet_dropped")
    assert dropped.new_values == {"reden": "account beëindigd"}
