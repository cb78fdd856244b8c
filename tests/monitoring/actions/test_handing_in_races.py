"""Handing in at the same time as something else, on PostgreSQL."""

from pathlib import Path

import pytest

from accounts.refusals import Refused
from monitoring.actions.handing_in import submit_assessment, withdraw_submission
from monitoring.actions.results import Entry, Saved, import_results, record_results
from monitoring.actions.rounds import close_round
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Round
from tests.conftest import World
from tests.factories import get_result, make_round
from tests.files import results_file
from tests.monitoring.actions.test_concurrency import overlapping
from tests.monitoring.assessments import assessment_of, filled

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


class Table:
    """Almere is complete; what people do with it, each a callable for `overlapping`."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.folder = folder
        self.round = make_round(norm=world.norm, code="ronde")
        self.assessment = filled(self.round, world.almere)
        self.read = get_result(round=self.round, organisation="GM0034", point="A1")

    @property
    def state(self) -> str:
        return assessment_of(self.round, self.world.almere).state

    @property
    def status(self) -> str:
        return get_result(round=self.round, organisation="GM0034", point="A1").status

    def submit(self) -> None:
        submit_assessment(assessment=self.assessment, seen=0, by=self.world.coordinator)

    def save(self) -> Saved:
        entry = Entry(self.read.pk, self.read.version, "unanswered", "")
        return record_results(
            assessment=self.assessment, entries=[entry], by=self.world.coordinator
        )

    def close(self) -> None:
        close_round(round=Round.objects.select_related("norm").get(pk=self.round.pk), by=None)

    def import_file(self) -> int:
        file = results_file(self.folder, ("GM0034", "A1", "niet behaald", "Uit het bestand."))
        return import_results(round=self.round, file=file, by=None)

    def withdraw(self) -> None:
        assessment = assessment_of(self.round, self.world.almere)
        withdraw_submission(
            assessment=assessment, seen=assessment.last_step, by=self.world.coordinator
        )


@pytest.fixture
def table(world: World, tmp_path: Path) -> Table:
    return Table(world, tmp_path)


def test_submit_waits_for_a_save_and_sees_it(table: Table) -> None:
    second = overlapping(table.save, table.submit)

    assert isinstance(second.exception(), Refused)
    assert table.state == AssessmentState.DRAFT


def test_save_during_a_submit_is_refused_and_not_written(table: Table) -> None:
    second = overlapping(table.submit, table.save)

    assert isinstance(second.exception(), Refused)
    assert (table.state, table.status) == (AssessmentState.SUBMITTED, "achieved")


def test_two_submits_have_one_winner(table: Table) -> None:
    second = overlapping(table.submit, table.submit)

    assert isinstance(second.exception(), Refused)
    assert table.assessment.steps.count() == 1


def test_submit_during_a_close_is_refused(table: Table) -> None:
    second = overlapping(table.close, table.submit)

    assert isinstance(second.exception(), Refused)
    assert table.state == AssessmentState.DRAFT


def test_close_waits_for_a_submit(table: Table) -> None:
    second = overlapping(table.submit, table.close)

    assert second.exception() is None
    table.round.refresh_from_db()
    assert (table.round.state, table.state) == (RoundState.CLOSED, AssessmentState.SUBMITTED)


def test_import_during_a_submit_makes_it_a_draft_again(table: Table) -> None:
    second = overlapping(table.submit, table.import_file)

    assert second.result() == 1
    assert (table.state, table.status) == (AssessmentState.DRAFT, "not_achieved")


def test_submit_during_an_import_hands_in_what_was_imported(table: Table) -> None:
    second = overlapping(table.import_file, table.submit)

    assert second.exception() is None
    assert (table.state, table.status) == (AssessmentState.SUBMITTED, "not_achieved")


def test_two_withdrawals_have_one_winner(table: Table) -> None:
    table.submit()

    second = overlapping(table.withdraw, table.withdraw)

    assert isinstance(second.exception(), Refused)
