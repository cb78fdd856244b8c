"""Saving at the very moment that a round closes, or that a colleague saves."""

import threading
import time

import pytest
from django.db import connection, transaction

from monitoring.actions.rounds import close_round
from monitoring.models import Assessment, Round
from tests.conftest import SignIn, World
from tests.entry_sheets import filled_in
from tests.monitoring.views.entering import EntryForm, meanwhile, open_form, stored
from tests.monitoring.views.sheet_desk import sit_down

PATIENCE = 5.0


def wait_for_a_lock() -> None:
    """Until somebody waits for what this transaction holds."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits for a lock")


def save_elsewhere(form: EntryForm, answers: list[int]) -> threading.Thread:
    """Saves the form in a thread, so over another connection."""

    def save() -> None:
        try:
            answers.append(form.save().status_code)
        finally:
            connection.close()

    return threading.Thread(target=save)


# SQLite lets one writer in at a time, and it reads after the other is ready.
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_save_that_meets_the_closing_of_the_round_is_a_conflict_and_no_crash(
    world: World, sign_in: SignIn, open_round: Round
) -> None:
    form = open_form(sign_in(world.coordinator), open_round)
    form.client.raise_request_exception = False
    form.set("A1", status="partly", explanation="Net te laat")
    answers: list[int] = []
    saving = save_elsewhere(form, answers)

    with transaction.atomic():
        close_round(round=open_round, by=None)
        saving.start()
        wait_for_a_lock()
    saving.join(PATIENCE)

    assert answers == [409]
    assert stored(open_round, "A1") == ("unanswered", "", 1)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_sheet_that_meets_a_colleague_writes_nothing_and_is_asked_again(
    world: World, sign_in: SignIn, open_round: Round
) -> None:
    """The page was read on the version that it showed; then the colleague was first after all."""
    desk = sit_down(sign_in, open_round, world.coordinator)
    preview = desk.work(filled_in("A2", status="behaald"), filled_in("A3", status="behaald"))
    answers: list[int] = []

    def decide() -> None:
        try:
            answers.append(preview.decide().status_code)
        finally:
            connection.close()

    deciding = threading.Thread(target=decide)
    with transaction.atomic():
        Assessment.objects.select_for_update().get(round=open_round, organisation__code="GM0034")
        meanwhile(open_round, "A2")
        deciding.start()
        wait_for_a_lock()
    deciding.join(PATIENCE)

    assert answers == [409]
    assert stored(open_round, "A2")[:2] == ("not_achieved", "Van een collega")
    assert stored(open_round, "A3")[0] == "unanswered"
