"""Saving the entry form: every entry on top of the version that was read."""

import pytest
from django.db import connection

from accounts.triggers import Guard, install
from monitoring.actions.results import Entry, Saved, record_results
from monitoring.choices import AssessmentState, ResultStatus, RoundState
from monitoring.models import Assessment, Result, Round
from tests.breaking import integrity_error, nothing_written, refused
from tests.conftest import World
from tests.factories import (
    get_result,
    make_exemption,
    make_round,
    set_assessment,
    set_result,
)

NOTHING: frozenset[int] = frozenset()


@pytest.fixture
def assessment(world: World, open_round: Round) -> Assessment:
    """Almere's, in the open round."""
    return Assessment.objects.get(round=open_round, organisation=world.almere)


@pytest.fixture
def result(open_round: Round) -> Result:
    return get_result(round=open_round, organisation="GM0034", point="A1")


def entry(
    result: Result, *, status: str = "achieved", explanation: str = "Gedaan.", version: int = 0
) -> Entry:
    return Entry(result.pk, version or result.version, status, explanation)


def test_record_results_writes_status_explanation_and_who(
    world: World, assessment: Assessment, result: Result
) -> None:
    saved = record_results(assessment=assessment, entries=[entry(result)], by=world.coordinator)

    assert saved == Saved(changed=frozenset({result.pk}), stale=NOTHING)
    result.refresh_from_db()
    assert (result.status, result.explanation, result.version) == ("achieved", "Gedaan.", 2)
    assert result.changed_by == world.coordinator
    assert result.changed_at is not None


def test_record_results_touches_no_other_row(
    world: World, assessment: Assessment, result: Result
) -> None:
    others = Result.objects.exclude(pk=result.pk).order_by("pk")
    before = list(others.values())

    record_results(assessment=assessment, entries=[entry(result)], by=world.coordinator)

    assert list(others.values()) == before


def test_record_results_of_what_is_there_already_writes_nothing(
    world: World, assessment: Assessment, result: Result
) -> None:
    same = entry(result, status="unanswered", explanation="")

    with nothing_written():
        saved = record_results(assessment=assessment, entries=[same], by=world.coordinator)

    assert saved == Saved(NOTHING, NOTHING)


def test_record_results_of_no_entries_writes_nothing(world: World, assessment: Assessment) -> None:
    with nothing_written():
        saved = record_results(assessment=assessment, entries=[], by=world.coordinator)

    assert saved == Saved(NOTHING, NOTHING)


def test_record_results_changes_only_the_explanation(
    world: World, assessment: Assessment, result: Result
) -> None:
    changed = entry(result, status="unanswered", explanation="Nog niet.")

    record_results(assessment=assessment, entries=[changed], by=world.coordinator)

    result.refresh_from_db()
    assert (result.status, result.explanation) == ("unanswered", "Nog niet.")


def test_record_results_on_a_stale_version_is_not_written(
    world: World, open_round: Round, assessment: Assessment, result: Result
) -> None:
    set_result(round=open_round, organisation="GM0034", point="A1", status="partly")

    with nothing_written():
        saved = record_results(
            assessment=assessment, entries=[entry(result, version=1)], by=world.coordinator
        )

    assert saved == Saved(changed=NOTHING, stale=frozenset({result.pk}))


def test_record_results_on_a_version_of_the_future_is_not_written(
    world: World, assessment: Assessment, result: Result
) -> None:
    with nothing_written():
        saved = record_results(
            assessment=assessment, entries=[entry(result, version=7)], by=world.coordinator
        )

    assert saved.stale == {result.pk}


def test_record_results_with_one_stale_entry_writes_the_others(
    world: World, open_round: Round, assessment: Assessment, result: Result
) -> None:
    set_result(round=open_round, organisation="GM0034", point="A1", status="partly")
    other = get_result(round=open_round, organisation="GM0034", point="A2")

    saved = record_results(
        assessment=assessment,
        entries=[entry(result, version=1), entry(other)],
        by=world.coordinator,
    )

    assert saved == Saved(changed=frozenset({other.pk}), stale=frozenset({result.pk}))
    result.refresh_from_db()
    other.refresh_from_db()
    assert (result.status, other.status) == ("partly", "achieved")


def test_record_results_of_a_stale_but_equal_entry_is_no_conflict(
    world: World, open_round: Round, assessment: Assessment, result: Result
) -> None:
    set_result(round=open_round, organisation="GM0034", point="A1", explanation="Gedaan.")

    with nothing_written():
        saved = record_results(
            assessment=assessment, entries=[entry(result, version=1)], by=world.coordinator
        )

    assert saved == Saved(NOTHING, NOTHING)


def test_record_results_without_an_explanation_keeps_the_stored_one(
    world: World, open_round: Round, assessment: Assessment
) -> None:
    result = set_result(
        round=open_round, organisation="GM0034", point="A1", status="partly", explanation="Half."
    )

    saved = record_results(
        assessment=assessment,
        entries=[Entry(result.pk, result.version, "achieved", None)],
        by=world.district_coordinator,
    )

    assert saved.changed == {result.pk}
    result.refresh_from_db()
    assert (result.status, result.explanation) == ("achieved", "Half.")


@pytest.mark.parametrize(
    "state", [AssessmentState.SUBMITTED, AssessmentState.ADOPTED], ids=["submitted", "adopted"]
)
def test_record_results_of_what_is_handed_in_is_refused(
    world: World,
    open_round: Round,
    assessment: Assessment,
    result: Result,
    state: AssessmentState,
) -> None:
    set_assessment(round=open_round, organisation=world.almere, state=state)
    line = f"De invulling is {state.label}; u kunt niets meer wijzigen. Er is niets opgeslagen."

    with refused(line):
        record_results(assessment=assessment, entries=[entry(result)], by=world.coordinator)


def test_record_results_of_what_was_returned_is_written(
    world: World, open_round: Round, assessment: Assessment, result: Result
) -> None:
    set_assessment(round=open_round, organisation=world.almere, state=AssessmentState.RETURNED)

    saved = record_results(assessment=assessment, entries=[entry(result)], by=world.coordinator)

    assert saved.changed == {result.pk}


@pytest.mark.parametrize(
    "state", [RoundState.CLOSED, RoundState.PUBLISHED], ids=["closed", "published"]
)
def test_record_results_in_a_final_round_is_refused(world: World, state: RoundState) -> None:
    round = make_round(norm=world.norm, state=state)
    assessment = round.assessments.get(organisation=world.almere)
    result = get_result(round=round, organisation="GM0034", point="A1")
    line = f"De ronde is {state.label}; u kunt niets meer wijzigen. Er is niets opgeslagen."

    with refused(line):
        record_results(assessment=assessment, entries=[entry(result)], by=world.coordinator)


def test_record_results_of_another_organisation_is_refused(
    world: World, open_round: Round, assessment: Assessment, result: Result
) -> None:
    strange = get_result(round=open_round, organisation="GM0995", point="A1")

    with refused("Dit resultaat hoort niet bij deze invulling."):
        record_results(
            assessment=assessment, entries=[entry(result), entry(strange)], by=world.coordinator
        )


def test_record_results_of_another_round_is_refused(
    world: World, assessment: Assessment, result: Result
) -> None:
    strange = get_result(round=make_round(norm=world.norm), organisation="GM0034", point="A1")

    with refused("Dit resultaat hoort niet bij deze invulling."):
        record_results(assessment=assessment, entries=[entry(strange)], by=world.coordinator)


def test_record_results_of_a_point_that_does_not_apply_is_refused(
    world: World, open_round: Round
) -> None:
    assessment = Assessment.objects.get(round=open_round, organisation=world.province)
    applies = get_result(round=open_round, organisation="PV24", point="A1")
    not_by_norm = get_result(round=open_round, organisation="PV24", point="A3")

    with refused("Ambitiepunt A3 is niet van toepassing op uw organisatie."):
        record_results(
            assessment=assessment,
            entries=[entry(applies), entry(not_by_norm)],
            by=world.district_coordinator,
        )


def test_record_results_of_an_exempted_point_is_refused(world: World) -> None:
    planned = make_round(norm=world.norm, state=RoundState.PLANNED)
    point = world.norm.points.get(code="A1")
    make_exemption(organisation=world.almere, point=point, from_round=planned)
    round = make_round(norm=world.norm)
    assessment = round.assessments.get(organisation=world.almere)
    exempted = get_result(round=round, organisation="GM0034", point="A1")

    with refused("Ambitiepunt A1 is niet van toepassing op uw organisatie."):
        record_results(assessment=assessment, entries=[entry(exempted)], by=world.coordinator)


@pytest.mark.parametrize("status", [ResultStatus.NOT_APPLICABLE, "behaald", ""])
def test_record_results_of_a_status_that_is_no_answer_is_refused(
    world: World, assessment: Assessment, result: Result, status: str
) -> None:
    with refused("Niet van toepassing volgt uit de norm of uit een vrijstelling."):
        record_results(
            assessment=assessment, entries=[entry(result, status=status)], by=world.coordinator
        )


def test_record_results_keeps_not_applicable_that_a_file_said(
    world: World, open_round: Round, assessment: Assessment
) -> None:
    result = set_result(
        round=open_round, organisation="GM0034", point="A1", status=ResultStatus.NOT_APPLICABLE
    )
    changed = entry(result, status=ResultStatus.NOT_APPLICABLE, explanation="Zie besluit.")

    saved = record_results(assessment=assessment, entries=[changed], by=world.coordinator)

    assert saved.changed == {result.pk}


@pytest.mark.parametrize("status", ["achieved", "partly", "not_achieved", "unanswered"])
def test_record_results_takes_every_answer(
    world: World, assessment: Assessment, result: Result, status: str
) -> None:
    saved = record_results(
        assessment=assessment, entries=[entry(result, status=status)], by=world.coordinator
    )

    assert saved.changed == {result.pk}
    result.refresh_from_db()
    assert result.status == status


def test_record_results_believes_the_database_and_not_the_object(
    world: World, open_round: Round, assessment: Assessment, result: Result
) -> None:
    """The page's assessment was read before it was handed in."""
    assert assessment.is_editable
    set_assessment(round=open_round, organisation=world.almere, state=AssessmentState.SUBMITTED)

    with refused("De invulling is ingediend; u kunt niets meer wijzigen. Er is niets opgeslagen."):
        record_results(assessment=assessment, entries=[entry(result)], by=world.coordinator)


def test_record_results_blames_the_closing_only_for_what_the_closing_did(
    world: World, assessment: Assessment, result: Result
) -> None:
    other = Guard("guard_for_this_test", "monitoring_result", "UPDATE", "TRUE", "een andere regel")
    install([other], connection)

    with integrity_error("een andere regel"):
        record_results(assessment=assessment, entries=[entry(result)], by=world.coordinator)


def test_record_results_refuses_a_private_note_by_who_may_not_see_it(
    world: World, assessment: Assessment, result: Result
) -> None:
    note = Entry(result.pk, 1, "achieved", None, private_note="Van het district")

    with refused("Een interne notitie is alleen voor de organisatie zelf."):
        record_results(assessment=assessment, entries=[note], by=world.district_coordinator)


def test_record_results_keeps_that_an_answer_was_taken_over_until_the_next_write(
    world: World, assessment: Assessment, result: Result
) -> None:
    taken = Entry(result.pk, 1, "achieved", "Als toen", is_taken_over=True)
    record_results(assessment=assessment, entries=[taken], by=world.coordinator)
    result.refresh_from_db()
    assert result.is_taken_over

    record_results(
        assessment=assessment, entries=[entry(result, explanation="Anders")], by=world.coordinator
    )

    result.refresh_from_db()
    assert not result.is_taken_over
