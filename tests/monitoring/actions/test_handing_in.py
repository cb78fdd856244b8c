"""Handing in, and the ways back."""

from pathlib import Path

import pytest

from accounts.models import AuditEvent, Notice
from accounts.notices import NoticeKind
from accounts.refusals import Refused
from monitoring.actions.handing_in import (
    note_edit,
    return_assessment,
    submit_assessment,
    withdraw_submission,
)
from monitoring.actions.reopening import reopen_assessment
from monitoring.actions.results import import_results
from monitoring.actions.rounds import close_round
from monitoring.choices import AssessmentState, StepKind
from monitoring.models import Assessment, Round
from tests.conftest import World
from tests.factories import set_assessment, set_result
from tests.files import results_file
from tests.monitoring.assessments import adopted, assessment_of, filled, handed_in, told

pytestmark = pytest.mark.django_db


def steps(assessment: Assessment) -> list[tuple[str, str]]:
    return list(assessment.steps.order_by("pk").values_list("kind", "reason"))


def test_submit_hands_in_and_tells_the_district(world: World, open_round: Round) -> None:
    assessment = filled(open_round, world.almere)

    submit_assessment(assessment=assessment, seen=0, by=world.coordinator)

    assessment = assessment_of(open_round, world.almere)
    assert assessment.state == AssessmentState.SUBMITTED
    step = assessment.steps.get()
    assert (step.kind, step.by) == (StepKind.SUBMITTED, world.coordinator)
    assert told(NoticeKind.HANDED_IN) == {
        "district@voorbeeld.test": [f"Almere heeft de invulling voor {open_round} ingediend."]
    }
    assert (
        Notice.objects.get(kind=NoticeKind.HANDED_IN).address
        == "/rondes/ronde-open/invoer/GM0034/stand/"
    )


def test_submit_is_recorded(world: World, open_round: Round) -> None:
    handed_in(open_round, world.almere, by=world.coordinator)

    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.actor) == ("assessment_submitted", world.coordinator)
    assert (event.region, event.organisation) == ("flevoland", "GM0034")
    assert (event.old_values, event.new_values) == ({"stand": "draft"}, {"stand": "submitted"})


def test_submit_with_something_missing_is_refused_with_the_points(
    world: World, open_round: Round
) -> None:
    assessment = filled(open_round, world.almere)
    set_result(round=open_round, organisation="GM0034", point="A1", status="unanswered")
    set_result(round=open_round, organisation="GM0034", point="A2", status="partly")
    set_result(
        round=open_round,
        organisation="GM0034",
        point="B1",
        status="not_achieved",
        explanation=" \n",
    )
    set_result(
        round=open_round, organisation="GM0034", point="B2", status="partly", explanation="Bijna."
    )

    with pytest.raises(Refused) as refused:
        submit_assessment(assessment=assessment, seen=0, by=world.coordinator)

    assert refused.value.lines == (
        "U kunt nog niet indienen.",
        "Nog niet ingevuld: A1.",
        "Zonder toelichting: A2, B1.",
    )
    assert assessment_of(open_round, world.almere).state == AssessmentState.DRAFT
    assert not Notice.objects.filter(kind=NoticeKind.HANDED_IN).exists()


def test_what_does_not_apply_does_not_hold_up(world: World, open_round: Round) -> None:
    """The province has points that the norm does not ask of it."""
    handed_in(open_round, world.province, by=world.coordinator)

    assert assessment_of(open_round, world.province).state == AssessmentState.SUBMITTED


def test_doubled_submit_is_refused_with_what_happened(world: World, open_round: Round) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)

    with pytest.raises(Refused) as refused:
        submit_assessment(assessment=assessment, seen=0, by=world.coordinator)

    first, second = refused.value.lines
    assert first == "Er is intussen iets gebeurd met deze invulling."
    assert second.startswith(f"Ingediend door {world.coordinator} op ")
    assert len(steps(assessment)) == 1


def test_submit_of_what_is_handed_in_is_refused(world: World, open_round: Round) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)

    with pytest.raises(Refused, match="al ingediend"):
        submit_assessment(assessment=assessment, seen=assessment.last_step, by=world.coordinator)


def test_submit_after_closing_is_refused(world: World, open_round: Round) -> None:
    assessment = filled(open_round, world.almere)
    close_round(round=open_round, by=None)

    with pytest.raises(Refused, match="gesloten"):
        submit_assessment(assessment=assessment, seen=0, by=world.coordinator)


def test_submit_of_what_was_reopened_closes_it_again(world: World, open_round: Round) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)
    close_round(round=open_round, by=None)
    reopen_assessment(assessment=assessment, reason="Een fout.", by=world.district_coordinator)

    submit_assessment(assessment=assessment, seen=assessment.last_step, by=world.coordinator)

    assessment = assessment_of(open_round, world.almere)
    assert (assessment.state, assessment.is_reopened) == (AssessmentState.SUBMITTED, False)
    assert [kind for kind, _ in steps(assessment)] == [
        StepKind.SUBMITTED,
        StepKind.REOPENED,
        StepKind.SUBMITTED,
        StepKind.CLOSED_AGAIN,
    ]


def test_withdraw_makes_a_draft_and_the_sign_off_lapses(world: World, open_round: Round) -> None:
    assessment = adopted(open_round, world.almere, by=world.coordinator)

    withdraw_submission(assessment=assessment, seen=assessment.last_step, by=world.coordinator)

    assessment = assessment_of(open_round, world.almere)
    assert assessment.state == AssessmentState.DRAFT
    assert steps(assessment)[2:] == [
        (StepKind.WITHDRAWN, ""),
        (StepKind.LAPSED, "de indiening is ingetrokken"),
    ]
    assert assessment.sign_offs.get().lapsed_at is not None
    assert "ingetrokken" in told(NoticeKind.HANDED_IN)["district@voorbeeld.test"][-1]


def test_return_tells_the_coordinators_and_keeps_the_reason(
    world: World, open_round: Round
) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)

    return_assessment(
        assessment=assessment,
        reason=" Licht A2 toe. ",
        seen=assessment.last_step,
        by=world.district_coordinator,
    )

    assessment = assessment_of(open_round, world.almere)
    assert assessment.state == AssessmentState.RETURNED
    assert steps(assessment)[1:] == [(StepKind.RETURNED, "Licht A2 toe.")]
    assert told(NoticeKind.RETURNED) == {
        "coordinator@voorbeeld.test": [
            f"De invulling van Almere voor {open_round} is teruggestuurd."
        ]
    }


def test_return_of_what_was_adopted_lets_the_sign_off_lapse(
    world: World, open_round: Round
) -> None:
    assessment = adopted(open_round, world.almere, by=world.coordinator)

    return_assessment(
        assessment=assessment, reason="Kort.", seen=assessment.last_step, by=world.coordinator
    )

    assert steps(assessment)[-1] == (StepKind.LAPSED, "de invulling is teruggestuurd")


def test_return_without_a_reason_is_refused(world: World, open_round: Round) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)

    with pytest.raises(Refused, match="Schrijf op"):
        return_assessment(
            assessment=assessment,
            reason="  ",
            seen=assessment.last_step,
            by=world.district_coordinator,
        )


def test_return_on_top_of_a_withdrawal_is_refused(world: World, open_round: Round) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)
    seen = assessment.last_step
    withdraw_submission(assessment=assessment, seen=seen, by=world.coordinator)

    with pytest.raises(Refused, match="Indiening ingetrokken door"):
        return_assessment(
            assessment=assessment, reason="Nee.", seen=seen, by=world.district_coordinator
        )


@pytest.mark.parametrize("state", [AssessmentState.DRAFT, AssessmentState.RETURNED])
def test_nothing_goes_back_that_is_not_handed_in(
    world: World, open_round: Round, state: AssessmentState
) -> None:
    assessment = set_assessment(round=open_round, organisation=world.almere, state=state)

    with pytest.raises(Refused, match="niet ingediend"):
        withdraw_submission(assessment=assessment, seen=0, by=world.coordinator)


def test_nothing_goes_back_after_closing(world: World, open_round: Round) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)
    close_round(round=open_round, by=None)

    with pytest.raises(Refused, match="heropenen"):
        return_assessment(
            assessment=assessment,
            reason="Te laat.",
            seen=assessment.last_step,
            by=world.district_coordinator,
        )


def test_file_that_changes_what_was_adopted_makes_it_a_draft_and_tells(
    world: World, open_round: Round, tmp_path: Path
) -> None:
    adopted(open_round, world.almere, by=world.coordinator)
    file = results_file(tmp_path, ("GM0034", "A1", "deels behaald", "Bijna."))

    import_results(round=open_round, file=file, by=None)

    assessment = assessment_of(open_round, world.almere)
    assert assessment.state == AssessmentState.DRAFT
    edited = "de invulling is gewijzigd na het indienen"
    assert steps(assessment)[2:] == [(StepKind.WITHDRAWN, edited), (StepKind.LAPSED, edited)]
    assert set(told(NoticeKind.RETURNED)) == {"coordinator@voorbeeld.test"}
    assert set(told(NoticeKind.SIGN_OFF_LAPSED)) == {
        "coordinator@voorbeeld.test",
        "bestuurder@voorbeeld.test",
    }


def test_file_that_changes_nothing_leaves_it_handed_in(
    world: World, open_round: Round, tmp_path: Path
) -> None:
    handed_in(open_round, world.almere, by=world.coordinator)
    handed_in(open_round, world.urk, by=world.coordinator)
    file = results_file(tmp_path, ("GM0034", "A1", "behaald", ""), ("GM0995", "A1", "behaald", ""))

    assert import_results(round=open_round, file=file, by=None) == 1

    assert assessment_of(open_round, world.almere).state == AssessmentState.SUBMITTED
    assert assessment_of(open_round, world.urk).state == AssessmentState.SUBMITTED


def test_edit_of_a_draft_needs_no_note(world: World, open_round: Round) -> None:
    assessment = assessment_of(open_round, world.almere)

    note_edit(assessment=assessment, by=world.coordinator)

    assert steps(assessment) == []
