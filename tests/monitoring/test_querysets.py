"""What each member of the cast finds of rounds, assessments and results."""

import pytest

from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Assessment, Result, Round
from monitoring.querysets import ResultQuerySet
from tests.conftest import CAST, World
from tests.factories import make_round, set_assessment, set_result

IN_REGION = {"district_coordinator", "analyst", "coordinator", "executive", "other_coordinator"}
ALMERE, LELYSTAD, URK, PROVINCE = "GM0034", "GM0995", "GM0184", "PV24"
ALL = {ALMERE, LELYSTAD, URK, PROVINCE}
OWN = {
    "coordinator": {ALMERE},
    "executive": {ALMERE},
    "other_coordinator": {LELYSTAD},
}


def codes(results: ResultQuerySet) -> set[str]:
    return set(results.values_list("organisation__code", flat=True))


@pytest.mark.parametrize("name", CAST)
def test_rounds_visible_to(world: World, name: str) -> None:
    for state in RoundState:
        make_round(norm=world.norm, state=state, code=f"hier-{state.value}")
        make_round(norm=world.other_norm, state=state, code=f"elders-{state.value}")
    expected = set()
    if name in IN_REGION:
        expected = {"hier-open", "hier-closed", "hier-published"}
    if name == "district_coordinator":
        expected |= {"hier-planned"}
    if name == "outsider":
        expected = {"elders-planned", "elders-open", "elders-closed", "elders-published"}

    rounds = Round.objects.visible_to(world.user(name))

    assert set(rounds.values_list("code", flat=True)) == expected


@pytest.mark.parametrize("name", CAST)
def test_assessments_visible_to(world: World, open_round: Round, name: str) -> None:
    expected = ALL if name in {"district_coordinator", "analyst"} else OWN.get(name, set())

    assessments = open_round.assessments.visible_to(world.user(name))

    assert set(assessments.values_list("organisation__code", flat=True)) == expected


@pytest.mark.parametrize("name", CAST)
def test_assessments_to_enter_by(world: World, open_round: Round, name: str) -> None:
    expected = {"district_coordinator": ALL, **OWN, "executive": set()}.get(name, set())

    assessments = open_round.assessments.to_enter_by(world.user(name))

    assert set(assessments.values_list("organisation__code", flat=True)) == expected


@pytest.mark.parametrize("name", CAST)
def test_results_visible_to_in_an_open_round(world: World, open_round: Round, name: str) -> None:
    """Lelystad has submitted, Urk was adopted, the province was sent back, Almere is a draft."""
    hand_in(world, open_round)
    expected = {"district_coordinator": ALL, "analyst": {LELYSTAD, URK}, **OWN}.get(name, set())

    assert codes(Result.objects.visible_to(world.user(name))) == expected


@pytest.mark.parametrize("name", CAST)
def test_results_explained_to_in_an_open_round(world: World, open_round: Round, name: str) -> None:
    hand_in(world, open_round)
    region = {LELYSTAD, URK}
    expected = {"district_coordinator": region, "analyst": region, **OWN}.get(name, set())

    assert codes(Result.objects.explained_to(world.user(name))) == expected


def hand_in(world: World, round: Round) -> None:
    for organisation, state in [
        (world.lelystad, AssessmentState.SUBMITTED),
        (world.urk, AssessmentState.ADOPTED),
        (world.province, AssessmentState.RETURNED),
    ]:
        set_assessment(round=round, organisation=organisation, state=state)


def test_results_handed_in_for_one_round_stay_hidden_in_another(
    world: World, open_round: Round
) -> None:
    hand_in(world, open_round)
    other = make_round(norm=world.norm)

    assert codes(other.results.visible_to(world.analyst)) == set()


@pytest.mark.parametrize("name", CAST)
def test_results_visible_to_in_a_closed_round(world: World, name: str) -> None:
    make_round(norm=world.norm, state=RoundState.CLOSED)
    expected = {"district_coordinator": ALL, "analyst": ALL, **OWN}.get(name, set())

    user = world.user(name)

    assert codes(Result.objects.visible_to(user)) == expected
    assert codes(Result.objects.explained_to(user)) == expected


@pytest.mark.parametrize("name", CAST)
def test_results_visible_to_in_a_published_round(
    world: World, published_round: Round, name: str
) -> None:
    expected = ALL if name in IN_REGION else set()

    assert codes(published_round.results.visible_to(world.user(name))) == expected


@pytest.mark.parametrize("name", CAST)
def test_results_explained_to_in_a_published_round(
    world: World, published_round: Round, name: str
) -> None:
    """Publication shows the statuses of others, never their explanations."""
    expected = {"district_coordinator": ALL, "analyst": ALL, **OWN}.get(name, set())

    assert codes(published_round.results.explained_to(world.user(name))) == expected


def test_results_of_an_open_round_in_another_region_are_hidden(world: World) -> None:
    make_round(norm=world.other_norm)

    assert codes(Result.objects.visible_to(world.district_coordinator)) == set()
    assert codes(Result.objects.visible_to(world.outsider)) == {"GM9999"}


def test_shown_to_gives_the_text_only_where_it_may_be_read(world: World) -> None:
    round = make_round(norm=world.norm)
    for organisation in (ALMERE, LELYSTAD):
        set_result(round=round, organisation=organisation, point="A1", explanation="Geheim.")
    for state in (RoundState.CLOSED, RoundState.PUBLISHED):
        Round.objects.filter(pk=round.pk).update(state=state)

    shown = round.results.filter(point__code="A1").shown_to(world.coordinator)

    seen = {result.organisation.code: vars(result) for result in shown}
    assert {code: (row["readable"], row["text"]) for code, row in seen.items()} == {
        ALMERE: (True, "Geheim."),
        LELYSTAD: (False, ""),
        URK: (False, ""),
        PROVINCE: (False, ""),
    }


def test_shown_to_leaves_explanation_and_private_note_in_the_database(
    world: World, published_round: Round
) -> None:
    result = published_round.results.shown_to(world.coordinator).first()

    assert result is not None
    assert {"explanation", "private_note"} <= result.get_deferred_fields()


def test_results_in_order_are_by_kind_name_and_point(world: World, open_round: Round) -> None:
    places = open_round.results.in_order().values_list("organisation__code", "point__code")

    points = ("A1", "A2", "A3", "B1", "B2")
    assert list(places) == [(o, p) for o in (ALMERE, LELYSTAD, URK, PROVINCE) for p in points]


def test_rounds_final_and_open(world: World) -> None:
    for state in RoundState:
        make_round(norm=world.norm, state=state, code=state.value)

    assert set(Round.objects.final().values_list("code", flat=True)) == {"closed", "published"}
    assert list(Round.objects.open().values_list("code", flat=True)) == ["open"]


@pytest.mark.parametrize("round_state", list(RoundState))
@pytest.mark.parametrize("state", list(AssessmentState))
def test_assessment_is_editable_only_while_open_and_not_handed_in(
    round_state: RoundState, state: AssessmentState
) -> None:
    assessment = Assessment(round=Round(state=round_state), state=state)

    expected = round_state == RoundState.OPEN and state in {
        AssessmentState.DRAFT,
        AssessmentState.RETURNED,
    }
    assert assessment.is_editable is expected
