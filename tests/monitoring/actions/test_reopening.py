"""Reopening a closed round for one organisation, and closing that again."""

import pytest

from accounts.notices import NoticeKind
from accounts.refusals import Refused
from monitoring.actions.handing_in import return_assessment, submit_assessment
from monitoring.actions.publication import publish_round
from monitoring.actions.reopening import close_again, reopen_assessment
from monitoring.actions.results import Entry, record_results
from monitoring.actions.rounds import close_round
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Assessment, Round
from tests.breaking import nothing_written, refused
from tests.conftest import World
from tests.factories import get_result, make_round
from tests.monitoring.assessments import adopted, assessment_of, handed_in, told
from tests.monitoring.log import Log

REASON = "Een bewijsstuk bleek van een ander punt."


@pytest.fixture
def closed_round(world: World, open_round: Round) -> Round:
    """Closed, with nothing handed in."""
    close_round(round=open_round, by=world.district_coordinator)
    return open_round


def reopen(assessment: Assessment, *, world: World) -> Assessment:
    reopen_assessment(assessment=assessment, reason=REASON, by=world.district_coordinator)
    return assessment_of(assessment.round, assessment.organisation)


def enter(assessment: Assessment, *, world: World) -> None:
    """Writes the one result that stands for all."""
    result = get_result(round=assessment.round, organisation="GM0034", point="A1")
    record_results(
        assessment=assessment,
        entries=[Entry(result.pk, result.version, "partly", "Nog niet alles.")],
        by=world.coordinator,
    )


# --- Reopening ------------------------------------------------------------------------------------


def test_reopened_assessment_takes_changes_and_the_others_do_not(
    world: World, closed_round: Round
) -> None:
    assessment = reopen(assessment_of(closed_round, world.almere), world=world)

    enter(assessment, world=world)

    assert (assessment.is_reopened, assessment.state) == (True, AssessmentState.RETURNED)
    assert get_result(round=closed_round, organisation="GM0034", point="A1").status == "partly"
    result = get_result(round=closed_round, organisation="GM0995", point="A1")
    with pytest.raises(Refused), nothing_written():
        record_results(
            assessment=assessment_of(closed_round, world.lelystad),
            entries=[Entry(result.pk, result.version, "achieved", None)],
            by=world.other_coordinator,
        )


def test_reopened_round_is_provisional(world: World, closed_round: Round) -> None:
    assert not closed_round.is_provisional

    reopen(assessment_of(closed_round, world.almere), world=world)

    closed_round.refresh_from_db()
    assert (closed_round.state, closed_round.is_reopened) == (RoundState.CLOSED, True)
    assert closed_round.is_provisional


def test_reopening_tells_the_coordinators_and_is_recorded(
    world: World, closed_round: Round
) -> None:
    log = Log()

    reopen(assessment_of(closed_round, world.almere), world=world)

    text = f"De invulling van Almere voor {closed_round} is heropend."
    assert told(NoticeKind.RETURNED) == {world.coordinator.email: [text]}
    event = log.only()
    assert (event.type, event.organisation) == ("assessment_reopened", "GM0034")
    assert event.new_values == {"stand": "returned", "reden": REASON}
    step = assessment_of(closed_round, world.almere).steps.get()
    assert (step.kind, step.reason, step.by) == ("reopened", REASON, world.district_coordinator)


def test_reopening_lets_the_sign_off_lapse(world: World, open_round: Round) -> None:
    assessment = adopted(open_round, world.almere, by=world.coordinator)
    close_round(round=open_round, by=None)

    reopen(assessment, world=world)

    assert not assessment.sign_offs.filter(lapsed_at=None).exists()
    lapsed = assessment.steps.get(kind="lapsed")
    assert lapsed.reason == "de invulling is heropend"


@pytest.mark.parametrize(
    ("state", "word"), [(RoundState.OPEN, "open"), (RoundState.PUBLISHED, "gepubliceerd")]
)
def test_reopening_in_a_round_that_is_not_closed_is_refused(
    world: World, state: RoundState, word: str
) -> None:
    round = make_round(norm=world.norm, state=state)

    with refused(f"De ronde is {word}; heropenen kan alleen als zij gesloten is."):
        reopen(assessment_of(round, world.almere), world=world)


def test_reopening_twice_is_refused(world: World, closed_round: Round) -> None:
    assessment = assessment_of(closed_round, world.almere)
    reopen(assessment, world=world)

    with refused("De invulling is al heropend."):
        reopen(assessment, world=world)


@pytest.mark.parametrize("reason", ["", "  \n", "om\u202egekeerd", "met \0"])
def test_reopening_without_a_reason_is_refused(
    world: World, closed_round: Round, reason: str
) -> None:
    with refused("Schrijf op waarom u de invulling heropent."):
        reopen_assessment(
            assessment=assessment_of(closed_round, world.almere), reason=reason, by=None
        )


# --- Closing again --------------------------------------------------------------------------------


def test_handing_in_again_ends_the_reopening(world: World, open_round: Round) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)
    close_round(round=open_round, by=None)
    assessment = reopen(assessment, world=world)
    enter(assessment, world=world)

    submit_assessment(assessment=assessment, seen=assessment.last_step, by=world.coordinator)

    assessment = assessment_of(open_round, world.almere)
    assert (assessment.is_reopened, assessment.state) == (False, AssessmentState.SUBMITTED)
    assert not assessment.round.is_reopened
    assert list(assessment.steps.values_list("kind", flat=True))[-2:] == [
        "submitted",
        "closed_again",
    ]


def test_close_again_keeps_the_answers_and_takes_no_more(world: World, closed_round: Round) -> None:
    assessment = reopen(assessment_of(closed_round, world.almere), world=world)
    enter(assessment, world=world)
    log = Log()

    close_again(assessment=assessment, by=world.district_coordinator)

    assert get_result(round=closed_round, organisation="GM0034", point="A1").status == "partly"
    assert log.only().type == "assessment_closed_again"
    with pytest.raises(Refused), nothing_written():
        enter(assessment, world=world)


def test_close_again_gives_back_the_state_of_the_closing(world: World, open_round: Round) -> None:
    """A draft stays a draft, what was handed in counts as that, and a sign-off has lapsed."""
    handed_in(open_round, world.lelystad, by=world.other_coordinator)
    adopted(open_round, world.urk, by=world.coordinator)
    returned = handed_in(open_round, world.province, by=world.coordinator)
    return_assessment(
        assessment=returned,
        reason="Vul aan.",
        seen=returned.last_step,
        by=world.district_coordinator,
    )
    close_round(round=open_round, by=None)

    states = {}
    for organisation in (world.almere, world.lelystad, world.urk, world.province):
        assessment = reopen(assessment_of(open_round, organisation), world=world)
        close_again(assessment=assessment, by=None)
        states[organisation.name] = assessment_of(open_round, organisation).state

    assert states == {
        "Almere": AssessmentState.DRAFT,
        "Lelystad": AssessmentState.SUBMITTED,
        "Urk": AssessmentState.SUBMITTED,
        "Provincie Flevoland": AssessmentState.RETURNED,
    }


def test_close_again_keeps_the_round_reopened_for_another(
    world: World, closed_round: Round
) -> None:
    first = reopen(assessment_of(closed_round, world.almere), world=world)
    second = reopen(assessment_of(closed_round, world.lelystad), world=world)

    close_again(assessment=first, by=None)
    assert assessment_of(closed_round, world.almere).round.is_reopened
    close_again(assessment=second, by=None)
    assert not assessment_of(closed_round, world.almere).round.is_reopened


def test_close_again_without_a_reopening_is_refused(world: World, closed_round: Round) -> None:
    with refused("De invulling is niet heropend."):
        close_again(assessment=assessment_of(closed_round, world.almere), by=None)


def test_publish_round_while_an_organisation_is_reopened_is_refused(
    world: World, closed_round: Round
) -> None:
    assessment = reopen(assessment_of(closed_round, world.almere), world=world)

    with refused("De ronde ronde-open is heropend voor een organisatie; sluit die eerst weer."):
        publish_round(round=closed_round, by=None)

    close_again(assessment=assessment, by=None)
    assert publish_round(round=closed_round, by=None).number == 1
