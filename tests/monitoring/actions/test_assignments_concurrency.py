"""Two coordinators divide at the same time, on PostgreSQL."""

import pytest

from accounts.models import User
from accounts.permissions import Role
from accounts.refusals import Refused
from monitoring.actions.assignments import Chosen, assign_points, hand_over
from monitoring.choices import RoundState
from monitoring.models import Assignment
from tests.conftest import World
from tests.factories import get_result, make_member, make_round
from tests.monitoring.actions.test_concurrency import overlapping

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def test_second_who_assigns_the_same_point_is_refused(world: World) -> None:
    round = make_round(norm=world.norm, code="ronde", state=RoundState.OPEN)
    colleague = make_member(role=Role.COORDINATOR, target=world.almere, name="Collega")
    assessment = round.assessments.get(organisation=world.almere)
    result = get_result(round=round, organisation="GM0034", point="A1")

    def assign(to: User) -> int:
        points = [Chosen(result.pk, None)]
        return assign_points(assessment=assessment, points=points, to=to, note="", by=to)

    second = overlapping(lambda: assign(world.coordinator), lambda: assign(colleague))

    assert isinstance(second.exception(), Refused)
    assert Assignment.objects.get().user == world.coordinator


def test_second_who_hands_over_the_same_points_is_refused(world: World) -> None:
    round = make_round(norm=world.norm, code="ronde", state=RoundState.OPEN)
    first = make_member(role=Role.COORDINATOR, target=world.almere, name="Eerste")
    other = make_member(role=Role.COORDINATOR, target=world.almere, name="Tweede")
    assessment = round.assessments.get(organisation=world.almere)
    me = world.coordinator
    points = [Chosen(get_result(round=round, organisation="GM0034", point="A1").pk, None)]
    assign_points(assessment=assessment, points=points, to=me, note="", by=me)

    def give(to: User) -> int:
        return hand_over(assessment=assessment, giver=me, to=to, note="", by=me)

    second = overlapping(lambda: give(first), lambda: give(other))

    assert isinstance(second.exception(), Refused)
    assert Assignment.objects.get().user == first
