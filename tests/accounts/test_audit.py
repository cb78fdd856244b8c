"""The audit log: nobody changes it, and who does all the same is found out."""

import logging
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.actions.sign_in import note
from accounts.audit import EMPTY, Event, Head, differences, head, key_id, record, verify
from accounts.events import EventType
from accounts.guards import APPEND_ONLY, GUARDS
from accounts.models import AuditEvent, AuditPersonalData, User
from accounts.origin import Origin, working_for
from accounts.triggers import uninstall
from tests.breaking import execute, integrity_error
from tests.factories import make_region, make_user

pytestmark = pytest.mark.django_db
TABLE = "accounts_auditevent"


@pytest.fixture
def anna() -> User:
    return make_user(email="anna@voorbeeld.test", name="Anna")


@pytest.fixture
def five(anna: User) -> list[AuditEvent]:
    """Five events, each of a request of its own."""
    for number in range(1, 6):
        origin = Origin("scherm", f"{number:032x}", {"adres": f"192.0.2.{number}"})
        with working_for(origin):
            note(EventType.SIGNED_IN, user=anna, new={"wijze": f"wijze {number}"}, by=anna)
    return list(AuditEvent.objects.in_chain())


@pytest.fixture
def unguarded(five: list[AuditEvent]) -> None:
    """Somebody who owns the database and takes the triggers away first."""
    connection.check_constraints()
    uninstall(GUARDS, connection)


def only_problem(expected: Head | None = None) -> str:
    (problem,) = verify(expected)
    return problem


# --- Writing --------------------------------------------------------------------------------------


def test_record_keeps_who_what_when_and_from_where(anna: User) -> None:
    region = make_region(code="flevoland")
    before = timezone.now()
    origin = Origin("scherm", "a" * 32, {"adres": "192.0.2.7", "programma": "Firefox"})

    with working_for(origin), transaction.atomic():
        event = Event(
            EventType.ROUND_PLANNED,
            subject=region,
            label="meting",
            region="flevoland",
            organisation="GM0034",
            old={"status": "partly"},
            new={"status": "achieved"},
        )
        record(event, by=anna)

    (row,) = AuditEvent.objects.all()
    assert (row.sequence, row.type, row.actor) == (1, "round_planned", anna)
    assert before <= row.at <= timezone.now()
    assert (row.origin, row.request_id) == ("scherm", "a" * 32)
    assert (row.region, row.organisation) == ("flevoland", "GM0034")
    assert (row.subject_type, row.subject_id) == ("ambitions.region", str(region.pk))
    assert (row.old_values, row.new_values) == ({"status": "partly"}, {"status": "achieved"})
    assert row.personal.values == {"adres": "192.0.2.7", "programma": "Firefox"}
    assert str(row) == "1 ronde gepland meting"


def test_sequence_has_no_gaps_and_every_seal_differs(five: list[AuditEvent]) -> None:
    assert [event.sequence for event in five] == [1, 2, 3, 4, 5]
    assert len({event.mac for event in five}) == 5
    assert head() == Head(5, five[-1].mac)


def test_event_of_an_action_that_fails_is_not_there(anna: User) -> None:
    def fail() -> None:
        with transaction.atomic():
            record(Event(EventType.SIGNED_IN, subject=anna), by=anna)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert head() == EMPTY


def test_action_whose_event_fails_is_not_done(anna: User) -> None:
    def rename() -> None:
        with transaction.atomic():
            User.objects.filter(pk=anna.pk).update(name="Iemand")
            record(Event(EventType.ACCOUNT_CHANGED, organisation="x" * 10_000), by=anna)

    if connection.vendor == "postgresql":
        expected: type[Exception] = Exception
    else:
        # SQLite does not mind long text, so there the insert itself is made to fail.
        expected = IntegrityError
        execute(
            f"CREATE TRIGGER fails BEFORE INSERT ON {TABLE} BEGIN SELECT RAISE(ABORT, 'kapot'); END"
        )

    with pytest.raises(expected):
        rename()

    anna.refresh_from_db()
    assert anna.name == "Anna"


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record(Event(EventType.SIGNED_IN), by=None)


def test_record_of_nothing_writes_nothing() -> None:
    record(by=None)

    assert head() == EMPTY


def test_label_and_origin_that_are_too_long_are_cut(anna: User) -> None:
    with working_for(Origin("o" * 300)), transaction.atomic():
        record(Event(EventType.SIGNED_IN, label="l" * 300), by=anna)

    (row,) = AuditEvent.objects.all()
    assert (len(row.subject), len(row.origin)) == (200, 60)
    assert list(verify()) == []


def test_differences_name_only_what_differs() -> None:
    assert differences({"a": 1, "b": 2, "gone": 3}, {"a": 1, "b": 3, "new": 4}) == (
        {"b": 2, "gone": 3},
        {"b": 3, "new": 4},
    )


@pytest.mark.parametrize("statement", ["UPDATE", "DELETE"])
def test_database_refuses_to_change_the_log(five: list[AuditEvent], statement: str) -> None:
    sql = {
        "UPDATE": f"UPDATE {TABLE} SET type = 'sign_out' WHERE sequence = 2",
        "DELETE": f"DELETE FROM {TABLE} WHERE sequence = 5",
    }
    AuditPersonalData.objects.all().delete()

    with integrity_error(APPEND_ONLY):
        execute(sql[statement])


@pytest.mark.postgresql
def test_database_refuses_to_empty_the_log(five: list[AuditEvent]) -> None:
    connection.check_constraints()
    with integrity_error(APPEND_ONLY):
        execute(f"TRUNCATE {TABLE} CASCADE")


# --- Finding out ----------------------------------------------------------------------------------


def test_whole_chain_has_no_problem(five: list[AuditEvent]) -> None:
    assert list(verify()) == []
    assert list(verify(Head(3, five[2].mac))) == []


def test_empty_log_has_no_problem() -> None:
    assert list(verify()) == []


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("type", "sign_out"),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("actor_id", None),
        ("origin", "elders"),
        ("request_id", "f" * 32),
        ("region", "elders"),
        ("organisation", "GM9999"),
        ("subject_type", "x.y"),
        ("subject_id", "99"),
        ("subject", "iets anders"),
        ("old", '{"a":1}'),
        ("new", '{"a":1}'),
        ("personal_digest", "0" * 64),
        ("mac", "0" * 64),
    ],
)
def test_row_that_was_changed_shows(column: str, value: str | None) -> None:
    AuditEvent.objects.filter(sequence=3).update(**{column: value})

    assert only_problem() == "gebeurtenis 3: het zegel klopt niet; zij is gewijzigd."


@pytest.mark.usefixtures("unguarded")
def test_row_that_was_taken_out_shows() -> None:
    AuditPersonalData.objects.filter(event=3).delete()
    AuditEvent.objects.filter(sequence=3).delete()

    assert only_problem() == "gebeurtenis 3: ontbreekt; na 2 komt 4."


@pytest.mark.usefixtures("unguarded")
def test_row_that_was_taken_out_shows_also_when_the_rest_is_numbered_again() -> None:
    AuditPersonalData.objects.all().delete()
    AuditEvent.objects.filter(sequence=3).delete()
    for sequence in (4, 5):
        AuditEvent.objects.filter(sequence=sequence).update(sequence=sequence - 1)

    assert only_problem() == "gebeurtenis 3: het zegel klopt niet; zij is gewijzigd."


@pytest.mark.usefixtures("unguarded")
def test_two_rows_that_changed_places_show() -> None:
    AuditPersonalData.objects.all().delete()
    for old, new in ((2, 99), (3, 2), (99, 3)):
        AuditEvent.objects.filter(sequence=old).update(sequence=new)

    assert only_problem() == "gebeurtenis 2: het zegel klopt niet; zij is gewijzigd."


@pytest.mark.usefixtures("unguarded")
def test_row_that_was_put_in_without_the_key_shows(five: list[AuditEvent]) -> None:
    forged = five[-1]
    forged.sequence = 6
    forged.save(force_insert=True)

    assert only_problem() == "gebeurtenis 6: het zegel klopt niet; zij is gewijzigd."


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("kept", [0, 3])
def test_tail_that_was_cut_off_shows_against_a_head_noted_before(kept: int) -> None:
    noted = head()
    AuditPersonalData.objects.all().delete()
    AuditEvent.objects.filter(sequence__gt=kept).delete()

    assert list(verify()) == []
    assert only_problem(noted) == (
        f"gebeurtenis {kept + 1}: ontbreekt; het logboek liep eerder tot en met 5."
    )


@pytest.mark.usefixtures("unguarded")
def test_tail_that_was_cut_off_and_grew_again_shows(anna: User) -> None:
    noted = head()
    AuditPersonalData.objects.all().delete()
    AuditEvent.objects.filter(sequence=5).delete()
    note(EventType.SIGNED_OUT, user=anna, by=anna)

    assert list(verify()) == []
    assert only_problem(noted) == "gebeurtenis 5: heeft een ander zegel dan eerder genoteerd."


# --- Persons --------------------------------------------------------------------------------------


def test_personal_data_may_be_erased_and_the_chain_holds(five: list[AuditEvent]) -> None:
    AuditPersonalData.objects.filter(event__in=[1, 4]).delete()

    assert list(verify()) == []


def test_personal_data_that_was_changed_shows(five: list[AuditEvent]) -> None:
    AuditPersonalData.objects.filter(event=2).update(content='{"adres":"198.51.100.1"}')

    assert only_problem() == "gebeurtenis 2: de herkomst is gewijzigd."


def test_event_holds_nothing_of_a_person_itself(anna: User) -> None:
    origin = Origin("scherm", "1" * 32, {"adres": "192.0.2.7"})
    with working_for(origin):
        note(EventType.SIGN_IN_FAILED, user=anna, personal={"aanmeldnaam": anna.email}, by=None)

    (row,) = AuditEvent.objects.values()
    assert not re.search(r"192\.0\.2\.7|Anna|anna@", str(row))
    assert AuditPersonalData.objects.get().values == {
        "adres": "192.0.2.7",
        "aanmeldnaam": "anna@voorbeeld.test",
    }


# --- Keys -----------------------------------------------------------------------------------------


def test_chain_goes_on_under_a_new_key(
    five: list[AuditEvent], anna: User, settings: Settings
) -> None:
    old = settings.AUDIT_KEY
    settings.AUDIT_KEY, settings.AUDIT_KEY_FALLBACKS = "een nieuwe sleutel", [old]
    note(EventType.SIGNED_OUT, user=anna, by=anna)

    assert list(verify()) == []
    assert len(set(AuditEvent.objects.values_list("key_id", flat=True))) == 2


def test_key_that_is_not_known_any_more_is_named(
    five: list[AuditEvent], settings: Settings
) -> None:
    settings.AUDIT_KEY = "een nieuwe sleutel"

    assert only_problem() == (
        f"gebeurtenis 1: gezegeld met een onbekende sleutel ({five[0].key_id}); "
        "zet die in AUDIT_KEY_FALLBACKS."
    )


def test_key_id_does_not_tell_the_key() -> None:
    assert re.fullmatch(r"[0-9a-f]{8}", key_id(b"geheim"))
    assert key_id(b"geheim") != key_id(b"geheim2")


# --- The head in the process log ------------------------------------------------------------------


def test_head_of_the_day_before_goes_to_the_process_log(
    five: list[AuditEvent],
    anna: User,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)

    with caplog.at_level(logging.INFO, "accounts.audit"):
        for _ in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                note(EventType.SIGNED_OUT, user=anna, by=anna)

    assert [record.getMessage() for record in caplog.records] == [f"audit head 5:{five[-1].mac}"]


# --- The command ----------------------------------------------------------------------------------


def test_verify_audit_says_where_the_chain_ends(
    five: list[AuditEvent], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_audit")

    assert capsys.readouterr().out.splitlines() == [
        "Het logboek is heel: 5 gebeurtenissen.",
        f"Einde van de keten: 5:{five[-1].mac}",
    ]


@pytest.mark.usefixtures("unguarded")
def test_verify_audit_fails_with_the_first_broken_event() -> None:
    AuditEvent.objects.filter(sequence__in=[2, 4]).update(subject="x")

    with pytest.raises(CommandError, match=r"^gebeurtenis 2: het zegel klopt niet[^\n]*$"):
        call_command("verify_audit")


def test_verify_audit_takes_a_head_from_the_process_log(five: list[AuditEvent]) -> None:
    call_command("verify_audit", head=f"4:{five[3].mac}")

    with pytest.raises(CommandError, match="gebeurtenis 4: heeft een ander zegel"):
        call_command("verify_audit", head=f"4:{five[2].mac}")


@pytest.mark.parametrize("text", ["", "5", "5:", ":" + "a" * 64, "x:" + "a" * 64, "5:" + "A" * 64])
def test_verify_audit_refuses_a_head_that_is_none(text: str) -> None:
    with pytest.raises(CommandError, match="geen nummer:zegel"):
        call_command("verify_audit", head=text)
