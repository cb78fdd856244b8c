"""Two people at one exemption, improvement action or activity at the same time, on PostgreSQL."""

import pytest

from accounts.refusals import Refused
from monitoring.actions.exemption_requests import ask_exemption, grant_request, refuse_request
from monitoring.actions.improvements import change_improvement
from monitoring.actions.results import Entry, record_results
from monitoring.models import (
    Activity,
    Assessment,
    Exemption,
    ExemptionRequest,
    ImprovementAction,
    Result,
    Round,
)
from tests.conftest import World
from tests.factories import get_result
from tests.monitoring.actions.test_concurrency import overlapping
from tests.monitoring.following import (
    improvement,
    make_activity,
    make_improvement,
    make_request,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def grant(asked: ExemptionRequest, world: World, version: int) -> Exemption:
    return grant_request(
        request=asked,
        version=version,
        until_round=None,
        decision="",
        by=world.district_coordinator,
    )


def test_two_decisions_on_one_request_have_one_winner(world: World, open_round: Round) -> None:
    asked = make_request(round=open_round, by=world.coordinator)
    by = world.district_coordinator

    second = overlapping(
        lambda: grant(asked, world, asked.result.version),
        lambda: refuse_request(request=asked, decision="Nee.", by=by),
    )

    assert isinstance(second.exception(), Refused)
    asked.refresh_from_db()
    assert asked.state == "granted"


def test_grant_waits_for_a_save_in_flight_and_is_refused(world: World, open_round: Round) -> None:
    asked = make_request(round=open_round, by=world.coordinator)
    version = asked.result.version
    assessment = Assessment.objects.get(round=open_round, organisation=world.almere)
    entry = Entry(asked.result_id, version, "achieved", "")

    second = overlapping(
        lambda: record_results(assessment=assessment, entries=[entry], by=world.coordinator),
        lambda: grant(asked, world, version),
    )

    assert isinstance(second.exception(), Refused)
    assert Result.objects.get(pk=asked.result_id).status == "achieved"
    assert not Exemption.objects.exists()


def test_two_requests_for_one_result_leave_one(world: World, open_round: Round) -> None:
    result = get_result(round=open_round, organisation="GM0034", point="A1")

    second = overlapping(
        lambda: ask_exemption(result=result, reason="Een.", by=world.coordinator),
        lambda: ask_exemption(result=result, reason="Twee.", by=world.coordinator),
    )

    assert isinstance(second.exception(), Refused)
    assert ExemptionRequest.objects.get().reason == "Een."


def test_improvement_that_is_sent_twice_is_there_once(world: World, open_round: Round) -> None:
    def add() -> ImprovementAction:
        return make_improvement(round=open_round, by=world.coordinator)

    second = overlapping(add, add)

    assert isinstance(second.exception(), Refused)
    assert ImprovementAction.objects.count() == 1


def test_two_changes_of_an_improvement_have_one_winner(world: World, open_round: Round) -> None:
    stored = make_improvement(round=open_round, by=world.coordinator)

    def change(owner: str) -> bool:
        return change_improvement(
            improvement=stored, version=1, content=improvement(owner=owner), by=world.coordinator
        )

    second = overlapping(lambda: change("Een"), lambda: change("Twee"))

    assert isinstance(second.exception(), Refused)
    stored.refresh_from_db()
    assert (stored.owner, stored.version) == ("Een", 2)


def test_activity_that_is_sent_twice_is_there_once(world: World) -> None:
    second = overlapping(lambda: make_activity(world), lambda: make_activity(world))

    assert isinstance(second.exception(), Refused)
    assert Activity.objects.count() == 1
