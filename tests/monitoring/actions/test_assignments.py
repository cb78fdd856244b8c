"""Dividing points: to whom, by whom, and two people at once."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import AuditEvent, Notice, User
from accounts.notices import NoticeKind
from accounts.permissions import Role
from accounts.querysets import NoticeQuerySet
from accounts.refusals import Refused
from monitoring.actions.assignments import Chosen, assign_points, hand_over, is_divisible
from monitoring.actions.rounds import close_round, open_round
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Assessment, Assignment, Round
from tests.breaking import nothing_written
from tests.conftest import World
from tests.factories import (
    get_result,
    make_exemption,
    make_member,
    make_round,
    set_assessment,
)

pytestmark = pytest.mark.django_db


class Table:
    """Almere in an open round: the coordinator of the cast and a colleague."""

    def __init__(self, world: World, round: Round) -> None:
        self.world = world
        self.round = round
        self.assessment = Assessment.objects.get(round=round, organisation=world.almere)
        self.me = world.coordinator
        self.colleague = make_member(role=Role.COORDINATOR, target=world.almere, name="Collega")

    def key(self, point: str, organisation: str = "GM0034") -> int:
        return get_result(round=self.round, organisation=organisation, point=point).pk

    def assign(
        self, *points: str, to: User | None, seen: User | None = None, note: str = ""
    ) -> int:
        chosen = [Chosen(self.key(point), seen.pk if seen else None) for point in points]
        return assign_points(
            assessment=self.assessment, points=chosen, to=to, note=note, by=self.me
        )

    def holders(self) -> dict[str, User]:
        assignments = Assignment.objects.of_assessment(self.assessment)
        return {each.result.point.code: each.user for each in assignments}


@pytest.fixture
def table(world: World, open_round: Round) -> Table:
    return Table(world, open_round)


def assigned() -> NoticeQuerySet:
    """The notices of points that were assigned; the opening of the round made others."""
    return Notice.objects.filter(kind=NoticeKind.POINTS_ASSIGNED)


# --- Some points ----------------------------------------------------------------------------------


def test_points_go_to_a_colleague_with_one_notice_and_one_event(table: Table) -> None:
    assert table.assign("A1", "B2", to=table.colleague, note="Graag voor vrijdag.") == 2

    assert table.holders() == {"A1": table.colleague, "B2": table.colleague}
    stored = Assignment.objects.get(result=table.key("A1"))
    assert (stored.note, stored.given_by) == ("Graag voor vrijdag.", table.me)
    (notice,) = assigned()
    assert (notice.user, notice.kind) == (table.colleague, "points_assigned")
    assert notice.text == f"Almere, {table.round}: een collega heeft u 2 ambitiepunten toegewezen."
    assert notice.address == "/rondes/ronde-open/invoer/GM0034/?toon=mijn"
    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.actor, event.organisation) == ("points_assigned", table.me, "GM0034")
    name = f"gebruiker {table.colleague.pk}"
    assert (event.old_values, event.new_values) == ({}, {"A1": name, "B2": name})


def test_who_takes_a_point_gets_no_notice(table: Table) -> None:
    table.assign("A1", to=table.me)

    assert table.holders() == {"A1": table.me}
    assert not assigned().exists()


def test_one_point_is_told_as_one(table: Table) -> None:
    table.assign("A1", to=table.colleague)

    assert "heeft u een ambitiepunt toegewezen" in assigned().get().text


def test_second_assignment_is_a_second_notice(table: Table) -> None:
    table.assign("A1", to=table.colleague)
    table.assign("A2", to=table.colleague)

    assert assigned().filter(user=table.colleague).count() == 2


def test_assignment_is_taken_away(table: Table) -> None:
    table.assign("A1", to=table.colleague)
    notices = assigned().count()

    assert table.assign("A1", to=None, seen=table.colleague) == 1

    assert table.holders() == {}
    assert assigned().count() == notices
    event = AuditEvent.objects.newest_first()[0]
    assert event.old_values == {"A1": f"gebruiker {table.colleague.pk}"}
    assert event.new_values == {"A1": None}


def test_doubled_submit_changes_nothing_more(table: Table) -> None:
    table.assign("A1", to=table.colleague)

    with nothing_written():
        assert table.assign("A1", to=table.colleague) == 0


def test_point_that_went_to_somebody_else_meanwhile_is_refused_with_who_and_when(
    table: Table,
) -> None:
    table.assign("A1", to=table.me)
    other = make_member(role=Role.COORDINATOR, target=table.world.almere, name="Derde")
    today = timezone.localdate()

    with nothing_written(), pytest.raises(Refused) as caught:
        table.assign("A1", "A2", to=other)

    line, last = caught.value.lines
    assert line.startswith(f"A1 is intussen toegewezen aan {table.me}, op {today.day} ")
    assert line.endswith(f" uur door {table.me}.")
    assert last == "Er is niets gewijzigd. Bekijk de verdeling opnieuw."


def test_point_that_was_taken_away_meanwhile_is_refused(table: Table) -> None:
    with nothing_written(), pytest.raises(Refused, match="A1 is intussen aan niemand meer"):
        table.assign("A1", to=table.colleague, seen=table.me)


@pytest.mark.parametrize("who", ["executive", "other_coordinator", "district_coordinator"])
def test_who_is_no_coordinator_there_gets_no_points(table: Table, who: str) -> None:
    stranger = table.world.user(who)

    with nothing_written(), pytest.raises(Refused, match="is geen coördinator van Almere meer"):
        table.assign("A1", to=stranger)


def test_colleague_whose_role_ended_gets_no_points(table: Table) -> None:
    table.colleague.memberships.update(ended_at=timezone.now())

    with nothing_written(), pytest.raises(Refused, match="Collega is geen coördinator"):
        table.assign("A1", to=table.colleague)


def test_result_of_another_organisation_is_refused(table: Table) -> None:
    points = [Chosen(table.key("A1", "GM0995"), None)]

    with nothing_written(), pytest.raises(Refused, match="Niet elk punt"):
        assign_points(assessment=table.assessment, points=points, to=table.me, note="", by=table.me)


def test_point_that_does_not_apply_is_refused(world: World) -> None:
    planned = make_round(norm=world.norm, state=RoundState.PLANNED, reference_date=date(2027, 1, 1))
    point = world.norm.points.get(code="A1")
    make_exemption(organisation=world.almere, point=point, from_round=planned)
    open_round(round=planned, by=None)
    table = Table(world, planned)

    with nothing_written(), pytest.raises(Refused, match="Niet elk punt"):
        table.assign("A1", to=table.me)


# --- All points of somebody -----------------------------------------------------------------------


def test_all_points_are_handed_over(table: Table) -> None:
    table.assign("A1", "A2", to=table.me)
    other = make_member(role=Role.COORDINATOR, target=table.world.almere, name="Derde")
    table.assign("B1", to=other)

    count = hand_over(
        assessment=table.assessment,
        giver=table.me,
        to=table.colleague,
        note="Ik ben met verlof.",
        by=table.me,
    )

    assert count == 2
    assert table.holders() == {"A1": table.colleague, "A2": table.colleague, "B1": other}
    assert assigned().filter(user=table.colleague).count() == 1


def test_points_of_who_left_are_handed_over(table: Table) -> None:
    table.assign("A1", to=table.colleague)
    table.colleague.memberships.update(ended_at=timezone.now())

    hand_over(assessment=table.assessment, giver=table.colleague, to=table.me, note="", by=table.me)

    assert table.holders() == {"A1": table.me}


@pytest.mark.parametrize("to_oneself", [True, False])
def test_nothing_to_hand_over_is_refused(table: Table, to_oneself: bool) -> None:
    to = table.me if to_oneself else table.colleague
    if to_oneself:
        table.assign("A1", to=table.me)

    with nothing_written(), pytest.raises(Refused, match="geen punten om aan"):
        hand_over(assessment=table.assessment, giver=table.me, to=to, note="", by=table.me)


# --- When -----------------------------------------------------------------------------------------


def test_points_are_divided_when_the_assessment_is_handed_in(table: Table) -> None:
    set_assessment(
        round=table.round, organisation=table.world.almere, state=AssessmentState.SUBMITTED
    )

    assert table.assign("A1", to=table.me) == 1


def test_points_of_a_closed_round_are_not_divided(table: Table) -> None:
    close_round(round=table.round, by=None)

    with nothing_written(), pytest.raises(Refused, match="De ronde is gesloten"):
        table.assign("A1", to=table.me)
    with nothing_written(), pytest.raises(Refused, match="De ronde is gesloten"):
        hand_over(
            assessment=table.assessment, giver=table.me, to=table.colleague, note="", by=table.me
        )


@pytest.mark.parametrize(
    ("state", "is_reopened", "divisible"),
    [
        (RoundState.OPEN, False, True),
        (RoundState.CLOSED, False, False),
        (RoundState.CLOSED, True, True),
        (RoundState.PUBLISHED, True, False),
    ],
)
def test_points_are_divided_while_results_may_change(
    world: World, state: RoundState, is_reopened: bool, divisible: bool
) -> None:
    round = Round(norm=world.norm, state=state)
    assessment = Assessment(round=round, organisation=world.almere, is_reopened=is_reopened)

    assert is_divisible(assessment) == divisible
