"""The sign-off by the board, and its lapse."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.notices import NoticeKind
from accounts.refusals import Refused
from monitoring.actions.publication import publish_round
from monitoring.actions.rounds import close_round
from monitoring.actions.sign_offs import lapse_sign_off, record_sign_off
from monitoring.choices import AssessmentState, StepKind
from monitoring.models import Assessment, Round, SignOff
from tests.conftest import World
from tests.monitoring.assessments import (
    DECIDED_ON,
    adopted,
    assessment_of,
    handed_in,
    told,
)

pytestmark = pytest.mark.django_db


def sign_off(
    world: World, assessment: Assessment, *, on: date = DECIDED_ON, number: str = "2026-017"
) -> SignOff:
    return record_sign_off(
        assessment=assessment,
        decided_on=on,
        decision_number=number,
        document=" Zaak 4711 ",
        seen=assessment.last_step,
        by=world.coordinator,
    )


@pytest.mark.parametrize("closed", [False, True])
def test_sign_off_is_recorded_also_after_closing(
    world: World, open_round: Round, closed: bool
) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)
    if closed:
        close_round(round=open_round, by=None)

    stored = sign_off(world, assessment)

    assessment = assessment_of(open_round, world.almere)
    assert assessment.state == AssessmentState.ADOPTED
    assert (stored.decision_number, stored.document) == ("2026-017", "Zaak 4711")
    assert stored.lapsed_at is None
    assert "vastgesteld" in told(NoticeKind.HANDED_IN)["district@voorbeeld.test"][-1]
    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.new_values) == (
        "assessment_adopted",
        {"besluit": "2026-017", "datum": "2026-01-20"},
    )


def test_sign_off_of_a_draft_is_refused(world: World, open_round: Round) -> None:
    with pytest.raises(Refused, match="als de invulling is ingediend"):
        sign_off(world, assessment_of(open_round, world.almere))


def test_second_sign_off_is_refused(world: World, open_round: Round) -> None:
    with pytest.raises(Refused, match="al vastgesteld"):
        sign_off(world, adopted(open_round, world.almere, by=world.coordinator))


def test_sign_off_after_publication_is_refused(world: World, open_round: Round) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)
    close_round(round=open_round, by=None)
    publish_round(round=open_round, by=None)

    with pytest.raises(Refused, match="gepubliceerd"):
        sign_off(world, assessment)


def test_sign_off_on_top_of_another_step_is_refused(world: World, open_round: Round) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)

    with pytest.raises(Refused, match="intussen"):
        record_sign_off(
            assessment=assessment,
            decided_on=DECIDED_ON,
            decision_number="1",
            document="",
            seen=0,
            by=world.coordinator,
        )


def test_sign_off_of_the_future_is_refused(world: World, open_round: Round) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)

    with pytest.raises(Refused, match="toekomst"):
        sign_off(world, assessment, on=timezone.localdate() + timedelta(days=1))


def test_sign_off_from_before_the_opening_is_refused(world: World, open_round: Round) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)
    Round.objects.filter(pk=open_round.pk).update(opens_on=date(2026, 1, 10))

    with pytest.raises(Refused, match="10 januari 2026"):
        sign_off(world, assessment, on=date(2026, 1, 9))

    sign_off(world, assessment, on=date(2026, 1, 10))


def test_sign_off_without_a_number_is_refused(world: World, open_round: Round) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)

    with pytest.raises(Refused, match="besluitnummer"):
        sign_off(world, assessment, number=" ")


def test_lapse_tells_the_signer_and_who_sees_the_organisation(
    world: World, open_round: Round
) -> None:
    """The signer also when they left the organisation since."""
    assessment = adopted(open_round, world.almere, by=world.coordinator)
    world.coordinator.memberships.all().delete()

    lapse_sign_off(
        assessment=assessment, reason="de invulling is heropend", by=world.district_coordinator
    )

    stored = assessment.sign_offs.get()
    step = assessment.steps.get(kind=StepKind.LAPSED)
    assert stored.lapsed_at == step.at
    assert set(told(NoticeKind.SIGN_OFF_LAPSED)) == {
        "coordinator@voorbeeld.test",
        "bestuurder@voorbeeld.test",
    }
    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.new_values) == (
        "sign_off_lapsed",
        {"reden": "de invulling is heropend"},
    )


def test_lapse_does_not_write_to_an_account_that_is_switched_off(
    world: World, open_round: Round
) -> None:
    assessment = adopted(open_round, world.almere, by=world.coordinator)
    world.coordinator.is_active = False
    world.coordinator.save()

    lapse_sign_off(assessment=assessment, reason="heropend", by=None)

    assert set(told(NoticeKind.SIGN_OFF_LAPSED)) == {"bestuurder@voorbeeld.test"}


def test_lapse_without_a_sign_off_does_nothing(world: World, open_round: Round) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)

    lapse_sign_off(assessment=assessment, reason="heropend", by=None)

    assert not assessment.steps.filter(kind=StepKind.LAPSED).exists()
