"""Who sees requests, exemptions, improvement actions and activities."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from monitoring.actions.rounds import close_round
from monitoring.choices import AssessmentState
from monitoring.models import (
    Activity,
    Assessment,
    Exemption,
    ExemptionRequest,
    ImprovementAction,
    Round,
)
from tests.conftest import CAST, World
from tests.factories import make_norm, make_round, set_assessment
from tests.monitoring.following import (
    activity,
    granted,
    improvement,
    make_activity,
    make_improvement,
    make_request,
)

OWN = {"coordinator", "executive"}


@pytest.fixture
def asked(world: World, open_round: Round) -> ExemptionRequest:
    return make_request(round=open_round, by=world.coordinator)


def hand_in(world: World, round: Round, state: str = AssessmentState.SUBMITTED) -> None:
    set_assessment(round=round, organisation=world.almere, state=AssessmentState(state))


def seen_by(
    world: World, model: type[ExemptionRequest | Exemption | ImprovementAction]
) -> set[str]:
    """The members of the cast who see any row of the model."""
    return {name for name in CAST if model.objects.visible_to(world.user(name)).exists()}


def test_request_is_seen_by_the_organisation_and_by_who_decides(
    world: World, asked: ExemptionRequest
) -> None:
    assert seen_by(world, ExemptionRequest) == {*OWN, "district_coordinator"}
    hand_in(world, asked.result.round)
    assert seen_by(world, ExemptionRequest) == {*OWN, "district_coordinator", "analyst"}


def test_exemption_is_seen_by_analysts_once_its_first_round_is_handed_in(
    world: World, asked: ExemptionRequest
) -> None:
    round = asked.result.round
    granted(asked, until=None, by=world.district_coordinator)

    assert seen_by(world, Exemption) == {*OWN, "district_coordinator"}
    close_round(round=round, by=None)
    assert seen_by(world, Exemption) == {*OWN, "district_coordinator", "analyst"}


def test_who_decides_and_who_asks(world: World, asked: ExemptionRequest) -> None:
    requests = ExemptionRequest.objects

    deciding = {n for n in CAST if requests.to_decide_by(world.user(n)).exists()}
    asking = {n for n in CAST if requests.to_ask_by(world.user(n)).exists()}

    assert (deciding, asking) == ({"district_coordinator"}, {"coordinator"})
    assert requests.asked().count() == 1


def test_improvement_is_seen_by_the_region_once_handed_in(world: World, open_round: Round) -> None:
    make_improvement(round=open_round, by=world.coordinator)

    assert seen_by(world, ImprovementAction) == OWN
    hand_in(world, open_round)
    assert seen_by(world, ImprovementAction) == {*OWN, "district_coordinator", "analyst"}
    hand_in(world, open_round, AssessmentState.RETURNED)
    assert seen_by(world, ImprovementAction) == OWN
    close_round(round=open_round, by=None)
    assert seen_by(world, ImprovementAction) == {*OWN, "district_coordinator", "analyst"}


def test_improvement_hides_again_when_the_next_round_opens(world: World, open_round: Round) -> None:
    """The newest assessment decides: what stands with a point may be new."""
    make_improvement(round=open_round, by=world.coordinator)
    close_round(round=open_round, by=None)

    make_round(norm=world.norm, reference_date=date(2027, 10, 1))

    assert seen_by(world, ImprovementAction) == OWN


def test_round_of_another_norm_does_not_matter_to_an_improvement(
    world: World, open_round: Round
) -> None:
    make_improvement(round=open_round, by=world.coordinator)
    hand_in(world, open_round)

    make_round(norm=make_norm(region=world.region), reference_date=date(2027, 10, 1))

    assert "analyst" in seen_by(world, ImprovementAction)


def test_due_until_takes_what_is_unfinished_and_due(world: World, open_round: Round) -> None:
    for due_in, state in ((-1, "planned"), (5, "under_way"), (40, "planned"), (-9, "done")):
        content = improvement(title=str(due_in), due_in=due_in, state=state, outcome="Zo.")
        make_improvement(round=open_round, by=world.coordinator, content=content)

    day = timezone.localdate() + timedelta(days=5)
    found = ImprovementAction.objects.due_until(day)

    assert set(found.values_list("title", flat=True)) == {"-1", "5"}
    assert ImprovementAction.objects.unfinished().count() == 3


def test_activity_is_seen_in_its_whole_region_and_nowhere_else(world: World) -> None:
    made = make_activity(world)

    seeing = {n for n in CAST if Activity.objects.visible_to(world.user(n)).exists()}
    changing = {n for n in CAST if Activity.objects.to_change_by(world.user(n)).exists()}

    assert seeing == {*OWN, "district_coordinator", "analyst", "other_coordinator"}
    assert changing == {"district_coordinator", "coordinator"}
    assert list(Activity.objects.serving(world.norm.points.get(code="A1"))) == [made]


def test_activity_of_two_organisations_counts_once(world: World) -> None:
    make_activity(world, activity(world.almere, world.lelystad))
    make_activity(world, activity(world.almere, title="Andere", participants=None))

    assert Activity.objects.to_change_by(world.district_coordinator).count() == 2
    assert Activity.objects.all().numbers() == {"activities": 2, "people": 24, "unknown": 1}
    assert Activity.objects.none().numbers() == {"activities": 0, "people": 0, "unknown": 0}


def test_ending_with_a_round(world: World, asked: ExemptionRequest) -> None:
    round = asked.result.round
    exemption = granted(asked, until=round, by=world.district_coordinator)

    assert list(Exemption.objects.ending_with(round)) == [exemption]
    assert Assessment.objects.filter(round=round).exists()
