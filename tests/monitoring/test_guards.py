"""What the database itself refuses to change of rounds, results and publications."""

from collections.abc import Callable
from datetime import date
from itertools import permutations

import pytest

from ambitions.choices import NormState
from ambitions.models import Norm
from monitoring.choices import AssessmentState, RoundState
from monitoring.guards import GUARDS
from monitoring.models import Assessment, Publication, Result, Round
from tests.breaking import Break, assert_refused_by, execute, guards_of, integrity_error
from tests.conftest import World
from tests.factories import make_norm, make_round

CLOSED = "deze ronde is gesloten, de resultaten veranderen niet meer"
STEPS = {("planned", "open"), ("open", "closed"), ("closed", "published")}
NO_STEPS = sorted(set(permutations(RoundState.values, 2)) - STEPS)


def closed_round(world: World) -> Round:
    return make_round(norm=world.norm, state=RoundState.CLOSED)


def new_result(world: World) -> Callable[[], object]:
    round, point = closed_round(world), world.norm.points.get(code="A1")
    return lambda: Result.objects.create(round=round, organisation=world.water_board, point=point)


def changed_result(world: World) -> Callable[[], object]:
    round = closed_round(world)
    return lambda: round.results.update(explanation="Toch anders.")


def deleted_result(world: World) -> Callable[[], object]:
    round = closed_round(world)
    return lambda: round.results.all().delete()


def new_assessment(world: World) -> Callable[[], object]:
    round = closed_round(world)
    return lambda: Assessment.objects.create(round=round, organisation=world.water_board)


def changed_assessment(world: World) -> Callable[[], object]:
    round = closed_round(world)
    return lambda: round.assessments.update(state=AssessmentState.RETURNED)


def assessment_into_closed_round(world: World) -> Callable[[], object]:
    round, open_round = closed_round(world), make_round(norm=world.norm)
    strange = Assessment.objects.create(round=open_round, organisation=world.water_board)
    return lambda: Assessment.objects.filter(pk=strange.pk).update(round=round)


def deleted_assessment(world: World) -> Callable[[], object]:
    round = closed_round(world)
    return lambda: round.assessments.all().delete()


def moved_result(field: str) -> Break:
    def prepare(world: World) -> Callable[[], object]:
        round, other_round = make_round(norm=world.norm), make_round(norm=world.norm)
        other_round.results.all().delete()
        values = {
            "round": other_round,
            "organisation": world.water_board,
            "point": world.other_norm.points.get(code="A1"),
        }
        rows = round.results.filter(organisation=world.almere, point__code="A1")
        return lambda: rows.update(**{field: values[field]})

    prepare.__name__ = f"result_of_another_{field}"
    return prepare


def changed_state(world: World) -> Callable[[], object]:
    round = closed_round(world)
    return lambda: Round.objects.filter(pk=round.pk).update(state=RoundState.OPEN)


def changed_identity(field: str, value: object) -> Break:
    def prepare(world: World) -> Callable[[], object]:
        round = make_round(norm=world.norm)
        return lambda: Round.objects.filter(pk=round.pk).update(**{field: value})

    prepare.__name__ = f"changed_{field}"
    return prepare


def changed_norm(world: World) -> Callable[[], object]:
    round, other = make_round(norm=world.norm), make_norm(region=world.region)
    return lambda: Round.objects.filter(pk=round.pk).update(norm=other)


def deleted_round(world: World) -> Callable[[], object]:
    round = make_round(norm=world.norm)
    round.results.all().delete()
    round.assessments.all().delete()
    return lambda: execute("DELETE FROM monitoring_round WHERE id = %s", round.pk)


def measured_norm_back_to_draft(world: World) -> Callable[[], object]:
    make_round(norm=world.norm, state=RoundState.PLANNED)
    return lambda: Norm.objects.filter(pk=world.norm.pk).update(state=NormState.DRAFT)


def changed_publication(world: World) -> Callable[[], object]:
    make_round(norm=world.norm, state=RoundState.PUBLISHED)
    return lambda: Publication.objects.update(content="{}")


def deleted_publication(world: World) -> Callable[[], object]:
    make_round(norm=world.norm, state=RoundState.PUBLISHED)
    return lambda: Publication.objects.all().delete()


BREAKS: list[tuple[str, Break]] = [
    ("guard_monitoring_result_insert", new_result),
    ("guard_monitoring_result_update", changed_result),
    ("guard_monitoring_result_delete", deleted_result),
    ("guard_monitoring_assessment_insert", new_assessment),
    ("guard_monitoring_assessment_update", changed_assessment),
    ("guard_monitoring_assessment_update", assessment_into_closed_round),
    ("guard_monitoring_assessment_delete", deleted_assessment),
    ("guard_monitoring_result_place", moved_result("round")),
    ("guard_monitoring_result_place", moved_result("organisation")),
    ("guard_monitoring_result_place", moved_result("point")),
    ("guard_monitoring_round_state", changed_state),
    ("guard_monitoring_round_identity", changed_norm),
    ("guard_monitoring_round_identity", changed_identity("code", "anders")),
    ("guard_monitoring_round_identity", changed_identity("kind", "baseline")),
    ("guard_monitoring_round_identity", changed_identity("reference_date", date(2020, 1, 1))),
    ("guard_monitoring_round_delete", deleted_round),
    ("guard_monitoring_norm_measured", measured_norm_back_to_draft),
    ("guard_monitoring_publication_update", changed_publication),
    ("guard_monitoring_publication_delete", deleted_publication),
]


@pytest.mark.parametrize(
    ("name", "prepare"), BREAKS, ids=[prepare.__name__ for _, prepare in BREAKS]
)
def test_guard_refuses(world: World, name: str, prepare: Break) -> None:
    assert_refused_by(guards_of(GUARDS, name), world, prepare)


def test_every_guard_is_broken_here() -> None:
    names = {g.name for g in GUARDS if not g.table.startswith("monitoring_evidence")}
    assert names <= {name for name, _ in BREAKS}


@pytest.mark.parametrize(("old", "new"), NO_STEPS)
def test_round_takes_no_other_step(world: World, old: str, new: str) -> None:
    round = make_round(norm=world.norm, state=RoundState(old))

    with integrity_error("een ronde gaat van gepland naar open, gesloten en gepubliceerd"):
        Round.objects.filter(pk=round.pk).update(state=new)


@pytest.mark.parametrize(("old", "new"), sorted(STEPS))
def test_round_takes_the_next_step(world: World, old: str, new: str) -> None:
    round = make_round(norm=world.norm, state=RoundState(old))

    Round.objects.filter(pk=round.pk).update(state=new)

    round.refresh_from_db()
    assert round.state == new


@pytest.mark.parametrize("state", [RoundState.CLOSED, RoundState.PUBLISHED])
def test_results_of_a_final_round_refuse_raw_sql(world: World, state: RoundState) -> None:
    round = make_round(norm=world.norm, state=state)

    with integrity_error(CLOSED):
        execute("UPDATE monitoring_result SET status = 'achieved' WHERE round_id = %s", round.pk)
    with integrity_error(CLOSED):
        execute("DELETE FROM monitoring_result WHERE round_id = %s", round.pk)

    assert round.results.count() == 20
    assert round.results.filter(status="achieved").count() == 0


def test_open_round_can_change_name_and_closing_date(world: World) -> None:
    round = make_round(norm=world.norm)

    Round.objects.filter(pk=round.pk).update(name="Nieuwe naam", closes_on=date(2027, 1, 1))

    round.refresh_from_db()
    assert (round.name, round.closes_on) == ("Nieuwe naam", date(2027, 1, 1))


def test_planned_round_can_change_and_go(world: World) -> None:
    round = make_round(norm=world.norm, state=RoundState.PLANNED)

    Round.objects.filter(pk=round.pk).update(code="anders", reference_date=date(2020, 1, 1))
    round.delete()

    assert not Round.objects.exists()


def test_norm_without_a_round_can_go_back_to_draft(world: World) -> None:
    Norm.objects.filter(pk=world.norm.pk).update(state=NormState.DRAFT)

    assert Norm.objects.get(pk=world.norm.pk).state == NormState.DRAFT
