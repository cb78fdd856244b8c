"""Asking for n.v.t., taking that back, and the decision."""

from datetime import date

import pytest

from accounts.models import AuditEvent, Notice
from ambitions.models import Organisation
from monitoring.actions.exemption_requests import (
    STALE,
    ask_exemption,
    grant_request,
    refuse_request,
    withdraw_request,
)
from monitoring.actions.rounds import close_round
from monitoring.choices import AssessmentState, RequestState, ResultScope, ResultStatus, RoundState
from monitoring.models import Assessment, Exemption, ExemptionRequest, Result, Round
from tests.breaking import refused
from tests.conftest import World
from tests.factories import get_result, make_exemption, make_round, set_assessment, set_result
from tests.monitoring.following import REASON, make_request

NOT_NOW = (
    "De invulling is ingediend of de ronde is gesloten. U kunt nu geen vrijstelling aanvragen."
)


@pytest.fixture
def result(open_round: Round) -> Result:
    """Almere answered A1 with niet behaald, and shares it as a good example."""
    set_result(
        round=open_round,
        organisation="GM0034",
        point="A1",
        status=ResultStatus.NOT_ACHIEVED,
        explanation="Nog niet begonnen.",
    )
    Result.objects.filter(round=open_round, point__code="A1").update(is_shared=True)
    return get_result(round=open_round, organisation="GM0034", point="A1")


@pytest.fixture
def asked(world: World, result: Result) -> ExemptionRequest:
    return ask_exemption(result=result, reason=f" {REASON}\n", by=world.coordinator)


def put_in_state(round: Round, organisation: Organisation, state: AssessmentState) -> Assessment:
    return set_assessment(round=round, organisation=organisation, state=state)


# --- Asking ---------------------------------------------------------------------------------------


def test_ask_leaves_the_result_and_tells_who_decides(
    world: World, result: Result, asked: ExemptionRequest
) -> None:
    assert (asked.state, asked.reason, asked.asked_by) == ("asked", REASON, world.coordinator)
    unchanged = Result.objects.get(pk=result.pk)
    assert (unchanged.status, unchanged.version) == (result.status, result.version)
    notice = Notice.objects.get(kind="exemption")
    assert notice.user == world.district_coordinator
    assert notice.text == "Almere vraagt een vrijstelling aan."
    assert notice.address == f"/vrijstellingen/aanvragen/{asked.pk}/"
    event = AuditEvent.objects.get(type="exemption_asked")
    assert (event.organisation, event.subject) == ("GM0034", "ronde-open GM0034 A1")
    assert event.new_values == {"reden": REASON}


def test_ask_twice_is_refused(world: World, asked: ExemptionRequest) -> None:
    with refused("Er loopt al een aanvraag voor dit ambitiepunt."):
        ask_exemption(result=asked.result, reason="Nog eens.", by=world.coordinator)


def test_ask_without_a_reason_is_refused(world: World, result: Result) -> None:
    with refused("Geef een reden."):
        ask_exemption(result=result, reason=" \n", by=world.coordinator)


def test_ask_for_what_does_not_apply_is_refused(world: World, open_round: Round) -> None:
    result = get_result(round=open_round, organisation="PV24", point="A3")

    with refused("Ambitiepunt A3 is al niet van toepassing."):
        ask_exemption(result=result, reason=REASON, by=world.coordinator)


@pytest.mark.parametrize("state", [AssessmentState.SUBMITTED, AssessmentState.ADOPTED])
def test_ask_after_handing_in_is_refused(
    world: World, result: Result, state: AssessmentState
) -> None:
    put_in_state(result.round, world.almere, state)

    with refused(NOT_NOW):
        ask_exemption(result=result, reason=REASON, by=world.coordinator)


def test_ask_in_a_closed_round_is_refused(world: World, result: Result) -> None:
    close_round(round=result.round, by=None)

    with refused(NOT_NOW):
        ask_exemption(result=result, reason=REASON, by=world.coordinator)


# --- Withdrawing ----------------------------------------------------------------------------------


def test_withdrawn_request_makes_room_for_another(world: World, asked: ExemptionRequest) -> None:
    withdraw_request(request=asked, by=world.coordinator)

    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (RequestState.WITHDRAWN, world.coordinator)
    assert AuditEvent.objects.filter(type="exemption_withdrawn").count() == 1
    again = ask_exemption(result=asked.result, reason="Toch.", by=world.coordinator)
    assert again.state == RequestState.ASKED


def test_withdraw_twice_is_refused(world: World, asked: ExemptionRequest) -> None:
    withdraw_request(request=asked, by=world.coordinator)

    with refused("Deze aanvraag is al ingetrokken."):
        withdraw_request(request=asked, by=world.coordinator)


# --- Granting -------------------------------------------------------------------------------------


def grant(
    asked: ExemptionRequest, world: World, until: Round | None = None, decision: str = ""
) -> Exemption:
    version = Result.objects.get(pk=asked.result_id).version
    return grant_request(
        request=asked,
        version=version,
        until_round=until,
        decision=decision,
        by=world.district_coordinator,
    )


def test_grant_writes_the_result_at_once(world: World, asked: ExemptionRequest) -> None:
    before = Result.objects.get(pk=asked.result_id)

    exemption = grant(asked, world, decision=" Akkoord.")

    result = Result.objects.get(pk=before.pk)
    assert (result.scope, result.status) == (ResultScope.EXEMPTED, ResultStatus.NOT_APPLICABLE)
    assert (result.explanation, result.version) == (REASON, before.version + 1)
    assert (result.is_shared, result.changed_by) == (False, world.district_coordinator)
    assert (exemption.from_round, exemption.until_round) == (before.round, None)
    assert (exemption.reason, exemption.granted_by) == (REASON, world.district_coordinator)
    asked.refresh_from_db()
    assert (asked.state, asked.exemption, asked.decision) == ("granted", exemption, "Akkoord.")


def test_grant_is_recorded_with_the_answer_that_it_replaces(
    world: World, asked: ExemptionRequest
) -> None:
    grant(asked, world)

    granted = AuditEvent.objects.get(type="exemption_granted")
    assert granted.new_values == {"reden": REASON, "vanaf": "ronde-open", "tot en met": None}
    changed = AuditEvent.objects.filter(type="result_changed").order_by("sequence").last()
    assert changed is not None
    assert changed.old_values == {
        "scope": "applicable",
        "status": "not_achieved",
        "explanation": "Nog niet begonnen.",
        "is_shared": True,
    }
    assert changed.actor == world.district_coordinator


def test_decision_is_told_to_the_coordinators_only(world: World, asked: ExemptionRequest) -> None:
    Notice.objects.all().delete()

    grant(asked, world)

    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (world.coordinator, "exemption")
    assert notice.text == "Almere: er is beslist over een aanvraag van een vrijstelling."
    assert notice.address == "/vrijstellingen/"


def test_grant_until_this_round_and_until_a_planned_one(
    world: World, open_round: Round, asked: ExemptionRequest
) -> None:
    later = make_round(norm=world.norm, state=RoundState.PLANNED, reference_date=date(2027, 10, 1))
    other = make_request(round=open_round, by=world.coordinator, point="A2")

    assert grant(asked, world, until=open_round).until_round == open_round
    assert grant(other, world, until=later).until_round == later
    assert set(Exemption.objects.holding_in(later)) == {Exemption.objects.get(until_round=later)}


def test_grant_until_a_round_that_is_not_planned_is_refused(
    world: World, asked: ExemptionRequest
) -> None:
    later = make_round(
        norm=world.norm, name="Later", reference_date=date(2027, 10, 1), state=RoundState.OPEN
    )

    with refused("De ronde Later is al open. Kies een andere laatste ronde."):
        grant(asked, world, until=later)


def test_grant_until_a_round_of_another_norm_is_refused(
    world: World, asked: ExemptionRequest
) -> None:
    other = make_round(norm=world.other_norm, code="elders", state=RoundState.PLANNED)

    with refused("De ronde elders meet niet de norm van ambitiepunt A1."):
        grant(asked, world, until=other)


def test_grant_on_an_answer_that_was_changed_is_refused(
    world: World, asked: ExemptionRequest
) -> None:
    version = asked.result.version
    set_result(round=asked.result.round, organisation="GM0034", point="A1")

    with refused(STALE):
        grant_request(
            request=asked,
            version=version,
            until_round=None,
            decision="",
            by=world.district_coordinator,
        )


def test_grant_after_handing_in(world: World, asked: ExemptionRequest) -> None:
    put_in_state(asked.result.round, world.almere, AssessmentState.SUBMITTED)

    assert grant(asked, world).until_round is None


def test_grant_after_the_sign_off_is_refused(world: World, asked: ExemptionRequest) -> None:
    put_in_state(asked.result.round, world.almere, AssessmentState.ADOPTED)

    with refused(
        "De invulling is vastgesteld. Stuur haar eerst terug: een vrijstelling verandert wat "
        "het bestuur heeft vastgesteld."
    ):
        grant(asked, world)


def test_grant_in_a_closed_round_is_refused_unless_the_organisation_is_reopened(
    world: World, asked: ExemptionRequest
) -> None:
    round = asked.result.round
    close_round(round=round, by=None)

    with refused(f"De ronde {round} is gesloten. U kunt deze aanvraag alleen nog afwijzen."):
        grant(asked, world)
    Assessment.objects.filter(round=round, organisation=world.almere).update(is_reopened=True)
    grant(asked, world)
    assert Result.objects.get(pk=asked.result_id).scope == ResultScope.EXEMPTED


def test_grant_twice_is_refused(world: World, asked: ExemptionRequest) -> None:
    grant(asked, world)

    with refused("Deze aanvraag is al verleend."):
        grant(asked, world)


def test_next_round_opens_with_what_was_granted_for_good(
    world: World, asked: ExemptionRequest
) -> None:
    grant(asked, world)

    later = make_round(norm=world.norm, reference_date=date(2027, 10, 1))

    result = get_result(round=later, organisation="GM0034", point="A1")
    assert (result.scope, result.explanation) == (ResultScope.EXEMPTED, REASON)


def test_exemption_of_another_organisation_stays_what_it_is(
    world: World, asked: ExemptionRequest
) -> None:
    planned = make_round(norm=world.norm, state=RoundState.PLANNED, reference_date=date(2027, 1, 1))
    other = make_exemption(
        organisation=world.urk, point=asked.result.point, from_round=planned, until_round=planned
    )

    grant(asked, world)

    other.refresh_from_db()
    assert other.until_round == planned


# --- Refusing -------------------------------------------------------------------------------------


def test_refuse_leaves_the_result_and_says_why(world: World, asked: ExemptionRequest) -> None:
    refuse_request(request=asked, decision=" Er is wel een haven. ", by=world.district_coordinator)

    asked.refresh_from_db()
    assert (asked.state, asked.decision) == ("refused", "Er is wel een haven.")
    assert asked.decided_by == world.district_coordinator
    assert Result.objects.get(pk=asked.result_id).scope == ResultScope.APPLICABLE
    assert Notice.objects.filter(user=world.coordinator, kind="exemption").count() == 1
    event = AuditEvent.objects.get(type="exemption_refused")
    assert event.new_values == {"motivering": "Er is wel een haven."}


def test_refuse_without_a_reason_is_refused(world: World, asked: ExemptionRequest) -> None:
    with refused("Geef een reden voor de afwijzing."):
        refuse_request(request=asked, decision=" ", by=world.district_coordinator)


def test_refuse_what_was_withdrawn_is_refused(world: World, asked: ExemptionRequest) -> None:
    withdraw_request(request=asked, by=world.coordinator)

    with refused("Deze aanvraag is al ingetrokken."):
        refuse_request(request=asked, decision="Nee.", by=world.district_coordinator)


def test_refuse_after_the_round_was_closed(world: World, asked: ExemptionRequest) -> None:
    close_round(round=asked.result.round, by=None)

    refuse_request(request=asked, decision="Te laat.", by=world.district_coordinator)

    asked.refresh_from_db()
    assert asked.state == RequestState.REFUSED
