"""Two people at the same time, each on a connection of their own, on PostgreSQL.

The second waits for a lock that the first holds until it commits; the tests look in `pg_locks` to
be sure that it does. SQLite lets one writer in at a time (`tests/test_installation.py`).
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from django.db import connection, transaction

from accounts.refusals import Refused
from monitoring.actions.erratum import Correction, publish_erratum
from monitoring.actions.publication import publish_round
from monitoring.actions.reopening import close_again, reopen_assessment
from monitoring.actions.results import Entry, Saved, import_results, record_results
from monitoring.actions.rounds import close_round, open_round
from monitoring.choices import RoundState
from monitoring.files.results_file import ResultsFile
from monitoring.models import Exemption, Publication, Result, Round
from tests.conftest import World
from tests.factories import get_result, make_exemption, make_round
from tests.files import results_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

T = TypeVar("T")
PATIENCE = 60
"""Seconds until a test gives up; nothing here takes more than a few milliseconds."""


def overlapping(first: Callable[[], object], second: Callable[[], T]) -> "Future[T]":
    """Starts the second while the first is done but not committed; returns the second's outcome.

    Fails when the second does not wait for the first.
    """

    def on_own_connection() -> T:
        try:
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            first()
            outcome = pool.submit(on_own_connection)
            _wait_until_blocked(outcome)
        outcome.exception(PATIENCE)
    return outcome


def _wait_until_blocked(outcome: "Future[T]") -> None:
    """Returns as soon as another connection to this database waits for a lock."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not outcome.done():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.01)
    pytest.fail(f"the second did not wait for the first: {outcome}")


class Table:
    """What the two do: each a callable for `overlapping`."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.folder = folder
        self.round = make_round(norm=world.norm, code="ronde")
        self.assessment = self.round.assessments.get(organisation=world.almere)
        self.read = self.result

    @property
    def result(self) -> Result:
        return get_result(round=self.round, organisation="GM0034", point="A1")

    def save(self, status: str) -> Saved:
        """On top of the version that was there before anybody did anything."""
        entry = Entry(self.read.pk, self.read.version, status, "Uit het formulier.")
        by = self.world.coordinator
        return record_results(assessment=self.assessment, entries=[entry], by=by)

    def file(self) -> ResultsFile:
        return results_file(self.folder, ("GM0034", "A1", "niet behaald", "Uit het bestand."))

    def import_file(self) -> int:
        return import_results(round=self.other_round, file=self.file(), by=None)

    def close(self) -> None:
        close_round(round=self.other_round, by=None)

    @property
    def other_round(self) -> Round:
        """The round as another request would have it."""
        return Round.objects.select_related("norm").get(pk=self.round.pk)


@pytest.fixture
def table(world: World, tmp_path: Path) -> Table:
    return Table(world, tmp_path)


def test_two_saves_on_one_version_have_one_winner(table: Table) -> None:
    second = overlapping(lambda: table.save("partly"), lambda: table.save("achieved"))

    assert second.result() == Saved(changed=frozenset(), stale=frozenset({table.read.pk}))
    assert (table.result.status, table.result.version) == ("partly", 2)


def test_close_waits_for_a_save_in_flight(table: Table) -> None:
    second = overlapping(lambda: table.save("achieved"), table.close)

    assert second.exception() is None
    assert table.other_round.state == RoundState.CLOSED
    assert table.result.status == "achieved"


def test_save_during_a_close_is_refused_and_not_written(table: Table) -> None:
    second = overlapping(table.close, lambda: table.save("achieved"))

    assert isinstance(second.exception(), Refused)
    assert table.other_round.state == RoundState.CLOSED
    assert table.result.status == "unanswered"


def test_close_waits_for_an_import_in_flight(table: Table) -> None:
    second = overlapping(table.import_file, table.close)

    assert second.exception() is None
    assert table.other_round.state == RoundState.CLOSED
    assert table.result.status == "not_achieved"


def test_import_during_a_close_is_refused_and_not_written(table: Table) -> None:
    second = overlapping(table.close, table.import_file)

    assert isinstance(second.exception(), Refused)
    assert table.result.status == "unanswered"


def test_import_waits_for_a_save_and_writes_on_top_of_it(table: Table) -> None:
    second = overlapping(lambda: table.save("achieved"), table.import_file)

    assert second.result() == 1
    assert (table.result.status, table.result.version) == ("not_achieved", 3)


def test_save_during_an_import_is_stale(table: Table) -> None:
    second = overlapping(table.import_file, lambda: table.save("achieved"))

    assert second.result().stale == {table.read.pk}
    assert (table.result.status, table.result.version) == ("not_achieved", 2)


def test_two_imports_wait_for_each_other(table: Table) -> None:
    second = overlapping(table.import_file, table.import_file)

    assert second.result() == 0
    assert table.result.version == 2


def test_two_closes_have_one_winner(table: Table) -> None:
    second = overlapping(table.close, table.close)

    assert isinstance(second.exception(), Refused)


def test_two_openings_make_one_set_of_results(world: World) -> None:
    round = make_round(norm=world.norm, state=RoundState.PLANNED)
    again = Round.objects.select_related("norm").get(pk=round.pk)

    second = overlapping(
        lambda: open_round(round=round, by=None), lambda: open_round(round=again, by=None)
    )

    assert isinstance(second.exception(), Refused)
    assert round.results.count() == 20


def test_two_publications_leave_one(world: World) -> None:
    round = make_round(norm=world.norm, state=RoundState.CLOSED)
    again = Round.objects.select_related("norm").get(pk=round.pk)

    second = overlapping(
        lambda: publish_round(round=round, by=None), lambda: publish_round(round=again, by=None)
    )

    assert isinstance(second.exception(), Refused)
    assert Publication.objects.count() == 1


def test_two_errata_on_one_version_have_one_winner(world: World) -> None:
    round = make_round(norm=world.norm, state=RoundState.PUBLISHED)
    again = Round.objects.get(pk=round.pk)
    result = get_result(round=round, organisation="GM0034", point="A1")

    def publish(round: Round, status: str) -> Publication:
        correction = Correction(result.pk, result.version, status, "Verwisseld.")
        return publish_erratum(round=round, corrections=[correction], reason="Fout.", by=None)

    second = overlapping(lambda: publish(round, "partly"), lambda: publish(again, "achieved"))

    assert isinstance(second.exception(), Refused)
    assert round.publications.count() == 2


def test_save_during_the_end_of_a_reopening_is_refused(table: Table) -> None:
    table.close()
    reopen_assessment(assessment=table.assessment, reason="Vul aan.", by=None)

    second = overlapping(
        lambda: close_again(assessment=table.assessment, by=None), lambda: table.save("achieved")
    )

    assert isinstance(second.exception(), Refused)
    assert table.result.status == "unanswered"


def test_publication_during_a_reopening_is_refused(table: Table) -> None:
    table.close()
    reason = "Vul aan."

    second = overlapping(
        lambda: reopen_assessment(assessment=table.assessment, reason=reason, by=None),
        lambda: publish_round(round=table.other_round, by=None),
    )

    assert isinstance(second.exception(), Refused)
    assert not Publication.objects.exists()


def test_exemption_during_the_opening_of_its_round_is_refused(world: World) -> None:
    """Stored after the results were made, it would hold on paper and in no figure."""
    round = make_round(norm=world.norm, state=RoundState.PLANNED)
    again = Round.objects.get(pk=round.pk)
    point = world.norm.points.get(code="A1")

    second = overlapping(
        lambda: open_round(round=round, by=None),
        lambda: make_exemption(organisation=world.almere, point=point, from_round=again),
    )

    assert isinstance(second.exception(), Refused)
    assert not Exemption.objects.exists()
