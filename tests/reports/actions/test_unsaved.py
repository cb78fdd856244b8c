"""What somebody typed in a report and did not save: whose it is, and when it goes."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.utils import timezone

from accounts.actions.retention import pseudonymise_account
from accounts.models import AuditEvent, User
from accounts.refusals import Refused
from ambitions.actions.retention import purge
from monitoring.models import Round
from reports.actions.reports import change_texts
from reports.actions.unsaved import (
    MAX_CHARACTERS,
    erase_old_unsaved,
    forget_unsaved,
    keep_unsaved,
)
from reports.drafting import with_texts
from reports.models import Report, UnsavedText
from reports.querysets.unsaved import KEPT
from reports.texts.typed_fields import FIELD, MAX_NAME
from tests.conftest import World
from tests.reports.making import LETTER, make_report

NAME = f"{FIELD}summary.headline"
TOLD = "Niet opgeslagen tekst van rapporten"


@pytest.fixture
def report(world: World, published_round: Round) -> Report:
    return make_report(round=published_round, by=world.analyst)


def keep(report: Report, by: User, text: str = "Getypt.", version: str = "1") -> None:
    assert keep_unsaved(report=report, version=version, fields={NAME: text}, by=by) is not None


def text_of(user: User, report: Report) -> str | None:
    found = UnsavedText.objects.of(user, report, at=timezone.now())
    return found.fields[NAME] if found else None


def typed_days_ago(days: float) -> None:
    UnsavedText.objects.update(kept_at=timezone.now() - timedelta(days=days))


# --- Keeping --------------------------------------------------------------------------------------


def test_each_person_has_one_text_per_report(
    world: World, report: Report, published_round: Round
) -> None:
    letter = make_report(
        round=published_round, kind=LETTER, organisation=world.almere, by=world.coordinator
    )
    keep(report, world.analyst, "Van de analist.")
    keep(report, world.district_coordinator, "Van de districtscoördinator.")
    keep(letter, world.coordinator, "In de brief.")

    keep(report, world.analyst, "Toch anders.", "2")

    assert UnsavedText.objects.count() == 3
    assert text_of(world.analyst, report) == "Toch anders."
    assert text_of(world.district_coordinator, report) == "Van de districtscoördinator."
    assert text_of(world.analyst, letter) is None
    assert text_of(world.coordinator, letter) == "In de brief."
    assert UnsavedText.objects.get(user=world.analyst).version == 2
    assert str(report) in str(UnsavedText.objects.get(user=world.analyst))


@pytest.mark.parametrize("person", ["executive", "nobody", "coordinator"])
def test_who_may_not_change_the_text_keeps_nothing(
    world: World, report: Report, person: str
) -> None:
    with pytest.raises(Refused, match="niet wijzigen"):
        keep_unsaved(report=report, version="1", fields={NAME: "x"}, by=world.user(person))

    assert not UnsavedText.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {NAME: "a" * MAX_CHARACTERS},
        {NAME: "goed", "password": "geheim"},
        {NAME: "goed", f"{FIELD}nul\x00": "x"},
        {NAME: "goed", FIELD + "a" * MAX_NAME: "x"},
    ],
)
def test_what_is_no_form_or_too_much_leaves_what_was_kept(
    world: World, report: Report, fields: dict[str, str]
) -> None:
    keep(report, world.analyst)

    assert keep_unsaved(report=report, version="1", fields=fields, by=world.analyst) is None

    assert text_of(world.analyst, report) == "Getypt."


@pytest.mark.parametrize("text", ["nul\x00teken", "\u202eom", '<script>"', "\r\n regel ", "é𝄞"])
def test_text_comes_back_as_it_was_typed(world: World, report: Report, text: str) -> None:
    keep(report, world.analyst, text)

    assert text_of(world.analyst, report) == text


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 400, "1\x00", "²"])
def test_version_that_there_cannot_be_is_none(world: World, report: Report, version: str) -> None:
    keep(report, world.analyst, version=version)

    assert UnsavedText.objects.get().version is None


def test_nothing_of_it_is_in_the_log_or_in_technical_administration(
    world: World, report: Report
) -> None:
    before = AuditEvent.objects.count()

    keep(report, world.analyst)
    forget_unsaved(report=report, by=world.analyst)

    assert AuditEvent.objects.count() == before
    assert UnsavedText not in admin.site._registry


# --- Going ----------------------------------------------------------------------------------------


def test_forgetting_is_of_one_person_and_one_report(
    world: World, report: Report, published_round: Round
) -> None:
    keep(report, world.analyst)
    keep(report, world.district_coordinator)

    forget_unsaved(report=report, by=world.analyst)
    forget_unsaved(report=report, by=world.analyst)

    assert UnsavedText.objects.get().user == world.district_coordinator


def test_saving_forgets_it_and_a_colleague_keeps_theirs(world: World, report: Report) -> None:
    keep(report, world.analyst)
    keep(report, world.district_coordinator)
    key = with_texts(report, report.versions.get(), {}, world.analyst).built.sentences[0].key

    change_texts(report=report, version=1, texts={key: "Zo."}, note="", by=world.analyst)

    assert UnsavedText.objects.get().user == world.district_coordinator


@pytest.mark.parametrize(
    ("version", "texts"),
    [(7, {}), (1, {"summary.headline": "{geen: getal}"})],
)
def test_refused_save_forgets_nothing(
    world: World, report: Report, version: int, texts: dict[str, str]
) -> None:
    keep(report, world.analyst)

    with pytest.raises(Refused):
        change_texts(report=report, version=version, texts=texts, note="", by=world.analyst)

    assert text_of(world.analyst, report) == "Getypt."


def test_it_goes_with_the_account_of_its_writer(world: World, report: Report) -> None:
    keep(report, world.analyst)
    keep(report, world.district_coordinator)

    pseudonymise_account(user=world.analyst, by=None)

    assert UnsavedText.objects.get().user == world.district_coordinator


def test_after_two_weeks_nobody_reads_it_and_it_is_erased(world: World, report: Report) -> None:
    keep(report, world.analyst)
    typed_days_ago(13.9)
    assert text_of(world.analyst, report) == "Getypt."
    assert erase_old_unsaved(now=timezone.now()) == 0

    typed_days_ago(KEPT.days)

    assert text_of(world.analyst, report) is None
    assert erase_old_unsaved(now=timezone.now()) == 1
    assert not UnsavedText.objects.exists()


def test_purge_erases_what_is_too_old_and_records_how_many(world: World, report: Report) -> None:
    keep(report, world.analyst)
    typed_days_ago(15)
    keep(report, world.district_coordinator)

    purged = purge(now=timezone.now(), by=None)

    assert purged.others[TOLD] == 1
    assert purged.total >= 1
    assert UnsavedText.objects.get().user == world.district_coordinator
    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.new_values[TOLD.lower()]) == ("purged", 1)


def test_purge_says_how_many_there_were(
    world: World, report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(report, world.analyst)
    typed_days_ago(15)

    call_command("purge")

    assert f"{TOLD}: 1" in capsys.readouterr().out.splitlines()
    assert UnsavedText.objects.count() == 1, "a proof erases nothing"
