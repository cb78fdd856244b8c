"""Adding improvement actions, keeping them up to date, and taking them along to a new norm."""

from datetime import date

import pytest

from accounts.models import AuditEvent
from ambitions.choices import NormState
from ambitions.models import Norm
from monitoring.actions.improvements import (
    LOCKED,
    STALE,
    Improvement,
    add_improvement,
    carry_on,
    change_improvement,
)
from monitoring.actions.rounds import close_round
from monitoring.choices import AssessmentState, ImprovementState
from monitoring.models import Assessment, ImprovementAction, Round
from tests.breaking import refused
from tests.conftest import World
from tests.factories import (
    MUNICIPALITY,
    PROVINCE,
    Content,
    get_result,
    make_norm,
    make_round,
    set_assessment,
)
from tests.monitoring.following import improvement, make_improvement

NO_OUTCOME = "Schrijf op wat het resultaat is, of waarom de actie vervalt."
FINISHED = (ImprovementState.DONE, ImprovementState.DROPPED)


@pytest.fixture
def stored(world: World, open_round: Round) -> ImprovementAction:
    return make_improvement(round=open_round, by=world.coordinator)


def test_add_stores_and_records(world: World, open_round: Round) -> None:
    content = improvement(due_in=10)

    made = make_improvement(round=open_round, by=world.coordinator, content=content)

    made.refresh_from_db()
    assert Improvement.of(made) == content
    assert (made.organisation, made.point.code, made.version) == (world.almere, "A1", 1)
    assert made.changed_by == world.coordinator
    event = AuditEvent.objects.get(type="improvement_added")
    assert (event.organisation, event.region, event.subject) == (
        "GM0034",
        "flevoland",
        "GM0034 A1",
    )
    assert event.new_values == {
        "eigenaar": "Personeel",
        "streefdatum": content.due_on.isoformat(),
        "stand": "planned",
        # Hidden in the log, as an explanation is.
        "explanation": {"wat": content.title, "resultaat": ""},
    }


def test_add_the_same_twice_is_refused(world: World, stored: ImprovementAction) -> None:
    with refused("Deze verbeteractie staat er al."):
        make_improvement(
            round=Round.objects.get(), by=world.coordinator, content=Improvement.of(stored)
        )


def test_add_the_same_again_after_it_was_done(world: World, stored: ImprovementAction) -> None:
    content = Improvement.of(stored)
    ImprovementAction.objects.update(state=ImprovementState.DONE, outcome="Klaar.")

    make_improvement(round=Round.objects.get(), by=world.coordinator, content=content)

    assert ImprovementAction.objects.count() == 2


@pytest.mark.parametrize("state", FINISHED)
def test_finished_without_an_outcome_is_refused(
    world: World, stored: ImprovementAction, state: str
) -> None:
    with refused(NO_OUTCOME):
        change_improvement(
            improvement=stored, version=1, content=improvement(state=state), by=world.coordinator
        )


@pytest.mark.parametrize("state", FINISHED)
def test_change_is_recorded_with_what_differs(
    world: World, stored: ImprovementAction, state: str
) -> None:
    before = Improvement.of(stored)

    assert change_improvement(
        improvement=stored,
        version=1,
        content=improvement(state=state, outcome="Het staat erin."),
        by=world.coordinator,
    )

    stored.refresh_from_db()
    assert (stored.state, stored.version, stored.is_finished) == (state, 2, True)
    event = AuditEvent.objects.get(type="improvement_changed")
    assert set(event.new_values) == {"stand", "explanation"}
    assert event.old_values["explanation"] == {"wat": before.title, "resultaat": ""}


def test_change_that_says_the_same_writes_nothing(world: World, stored: ImprovementAction) -> None:
    events = AuditEvent.objects.count()

    assert not change_improvement(
        improvement=stored, version=1, content=Improvement.of(stored), by=world.coordinator
    )

    stored.refresh_from_db()
    assert stored.version == 1
    assert AuditEvent.objects.count() == events


def test_change_on_top_of_an_older_version_is_refused(
    world: World, stored: ImprovementAction
) -> None:
    change_improvement(
        improvement=stored, version=1, content=improvement(owner="HR"), by=world.coordinator
    )

    with refused(STALE):
        change_improvement(
            improvement=stored, version=1, content=improvement(owner="ICT"), by=world.coordinator
        )


@pytest.mark.parametrize("state", [AssessmentState.SUBMITTED, AssessmentState.ADOPTED])
def test_own_coordinator_may_at_any_time(
    world: World, stored: ImprovementAction, state: AssessmentState
) -> None:
    round = Round.objects.get()
    set_assessment(round=round, organisation=world.almere, state=state)
    close_round(round=round, by=None)

    change_improvement(
        improvement=stored, version=1, content=improvement(owner="HR"), by=world.coordinator
    )
    make_improvement(round=round, by=world.coordinator, point="A2")

    assert ImprovementAction.objects.count() == 2


def test_on_behalf_only_while_the_assessment_is_editable(world: World, open_round: Round) -> None:
    by = world.district_coordinator
    make_improvement(round=open_round, by=by)
    set_assessment(round=open_round, organisation=world.almere, state=AssessmentState.SUBMITTED)

    with refused(LOCKED):
        make_improvement(round=open_round, by=by, point="A2")
    with refused(LOCKED):
        change_improvement(
            improvement=ImprovementAction.objects.get(), version=1, content=improvement(), by=by
        )


def test_on_behalf_without_an_assessment_is_refused(
    world: World, stored: ImprovementAction
) -> None:
    """As when the point is of a norm in which the organisation took part in no round."""
    norm = make_norm(region=world.region, content={"A": {"A1": (MUNICIPALITY,)}})
    ImprovementAction.objects.update(point=norm.points.get())
    stored.refresh_from_db()

    with refused(LOCKED):
        change_improvement(
            improvement=stored,
            version=1,
            content=improvement(owner="HR"),
            by=world.district_coordinator,
        )


# --- Along to the next norm -----------------------------------------------------------------------


@pytest.fixture
def successor(world: World) -> Norm:
    """2.0: A1 becomes B1, A2 becomes C1 and C2, B2 stays what it is and has no successor.

    A3 becomes B2, which applies to the province only.
    """
    content: Content = {
        "B": {"B1": (MUNICIPALITY, PROVINCE), "B2": (PROVINCE,)},
        "C": {"C1": (MUNICIPALITY,), "C2": (MUNICIPALITY,)},
    }
    norm = make_norm(
        region=world.region, code="norm", version="2.0", content=content, state=NormState.DRAFT
    )
    for new, old in (("B1", "A1"), ("C1", "A2"), ("C2", "A2"), ("B2", "A3")):
        norm.points.get(code=new).replaces.add(world.norm.points.get(code=old))
    norm.state = NormState.PUBLISHED
    norm.save()
    return norm


def test_unfinished_goes_along_to_the_one_point_that_replaces_its_own(
    world: World, stored: ImprovementAction, successor: Norm
) -> None:
    old_round = Round.objects.get()
    for point in ("A2", "A3", "B2"):
        make_improvement(round=old_round, by=world.coordinator, point=point)
    done = improvement(state="done", outcome="Klaar.")
    make_improvement(
        round=old_round, by=world.other_coordinator, organisation="GM0995", content=done
    )
    round = make_round(norm=successor, reference_date=date(2027, 10, 1))
    # Whether opening the round did so already does not matter here.
    carry_on(round=round, by=world.district_coordinator)

    stored.refresh_from_db()
    assert (stored.point.norm, stored.point.code) == (successor, "B1")
    assert stored.version == 2
    left = ImprovementAction.objects.exclude(pk=stored.pk)
    assert set(left.values_list("point__norm", flat=True)) == {world.norm.pk}
    event = AuditEvent.objects.get(type="improvement_changed")
    assert event.old_values == {"ambitiepunt": "1.0:A1"}
    assert event.new_values == {"ambitiepunt": "2.0:B1"}


def test_carry_on_twice_moves_nothing_more(
    world: World, stored: ImprovementAction, successor: Norm
) -> None:
    round = make_round(norm=successor, reference_date=date(2027, 10, 1))
    carry_on(round=round, by=None)

    assert carry_on(round=round, by=None) == 0


def test_next_round_of_the_same_norm_finds_it_at_its_point(
    world: World, stored: ImprovementAction
) -> None:
    round = make_round(norm=world.norm, reference_date=date(2027, 10, 1))

    assert carry_on(round=round, by=None) == 0
    result = get_result(round=round, organisation="GM0034", point="A1")
    assert stored.point == result.point
    assert Assessment.objects.filter(round=round, organisation=world.almere).exists()
    add_improvement(result=result, content=improvement(title="Nog een."), by=world.coordinator)
