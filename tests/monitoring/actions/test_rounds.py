"""Planning, opening, closing and publishing a round."""

import hashlib
import json
from datetime import date

import pytest
from django.utils import timezone

from accounts.notices import NoticeKind
from accounts.refusals import Refused
from ambitions.choices import NormState
from ambitions.models import Norm
from monitoring.actions.planning import change_round
from monitoring.actions.publication import publish_round
from monitoring.actions.rounds import (
    CHANGED_MEANWHILE,
    close_round,
    mark_of,
    open_round,
    plan_round,
)
from monitoring.choices import ResultScope, ResultStatus, RoundState
from monitoring.models import ImprovementAction, Round
from tests.breaking import nothing_written, refused
from tests.conftest import World
from tests.exporting import exported
from tests.factories import (
    MUNICIPALITY,
    WATER_BOARD,
    get_result,
    make_exemption,
    make_norm,
    make_organisation,
    make_round,
)
from tests.monitoring.assessments import told

PLANNED, OPEN, CLOSED, PUBLISHED = (
    RoundState.PLANNED,
    RoundState.OPEN,
    RoundState.CLOSED,
    RoundState.PUBLISHED,
)


def plan(norm: Norm, *, code: str = "ronde", kind: str = "interim", name: str = "Ronde") -> Round:
    return plan_round(
        norm=norm,
        code=code,
        name=name,
        kind=kind,
        reference_date=date(2026, 10, 1),
        closes_on=date(2026, 12, 1),
        by=None,
    )


# --- Planning -------------------------------------------------------------------------------------


def test_plan_round_stores_a_planned_round_without_results(world: World) -> None:
    round = Round.objects.get(pk=plan(world.norm).pk)

    assert (round.code, round.kind, round.state) == ("ronde", "interim", PLANNED)
    assert (round.reference_date, round.closes_on) == (date(2026, 10, 1), date(2026, 12, 1))
    assert not round.results.exists()


def test_plan_round_with_a_code_that_exists_is_refused(world: World) -> None:
    plan(world.norm)

    with refused("code: Er bestaat al een Monitoringsronde met eenzelfde Code."):
        plan(world.norm)


def test_plan_round_with_every_error_names_each_field(world: World) -> None:
    with pytest.raises(Refused) as caught, nothing_written():
        plan(world.norm, code="geen code!", kind="feest", name="")

    assert [line.partition(":")[0] for line in caught.value.lines] == ["code", "naam", "soort"]


# --- Opening --------------------------------------------------------------------------------------


def test_open_round_makes_a_result_for_every_pair(world: World) -> None:
    round = plan(world.norm)

    made = open_round(round=round, by=None)

    assert made == round.results.count() == 4 * 5
    assert round.state == OPEN
    pairs = set(round.results.values_list("organisation__code", "point__code"))
    codes = ("GM0034", "GM0995", "GM0184", "PV24")
    assert pairs == {(o, p) for o in codes for p in ("A1", "A2", "A3", "B1", "B2")}


def test_open_round_leaves_out_organisations_to_which_nothing_applies(world: World) -> None:
    round = make_round(norm=world.norm)

    assert not round.results.filter(organisation=world.water_board).exists()
    assert not round.assessments.filter(organisation=world.water_board).exists()
    assert not round.results.filter(organisation=world.elsewhere).exists()


def test_open_round_makes_a_draft_assessment_for_every_participant(world: World) -> None:
    round = make_round(norm=world.norm)

    states = dict(round.assessments.values_list("organisation__code", "state"))
    assert states == dict.fromkeys(("GM0034", "GM0995", "GM0184", "PV24"), "draft")


def test_open_round_freezes_what_does_not_apply(world: World) -> None:
    round = make_round(norm=world.norm)

    not_by_norm = round.results.filter(scope=ResultScope.NOT_BY_NORM)
    assert set(not_by_norm.values_list("organisation__code", "point__code", "status")) == {
        ("PV24", "A3", "not_applicable"),
        ("PV24", "B2", "not_applicable"),
    }
    others = round.results.filter(scope=ResultScope.APPLICABLE)
    assert set(others.values_list("status", "version")) == {("unanswered", 1)}
    assert not others.exclude(changed_by=None, changed_at=None).exists()


def test_open_round_freezes_an_exemption_with_its_reason(world: World) -> None:
    round = make_round(norm=world.norm, state=PLANNED)
    point = world.norm.points.get(code="A1")
    make_exemption(organisation=world.urk, point=point, from_round=round, reason="Geen haven.")

    open_round(round=round, by=None)

    result = get_result(round=round, organisation="GM0184", point="A1")
    assert (result.scope, result.status) == (ResultScope.EXEMPTED, ResultStatus.NOT_APPLICABLE)
    assert result.explanation == "Geen haven."
    assert round.results.filter(scope=ResultScope.EXEMPTED).count() == 1


def test_open_round_keeps_not_by_norm_above_an_exemption(world: World) -> None:
    round = make_round(norm=world.norm, state=PLANNED)
    point = world.norm.points.get(code="A3")
    make_exemption(organisation=world.province, point=point, from_round=round)

    open_round(round=round, by=None)

    result = get_result(round=round, organisation="PV24", point="A3")
    assert (result.scope, result.explanation) == (ResultScope.NOT_BY_NORM, "")


@pytest.mark.parametrize(
    ("reference_date", "until", "exempted"),
    [
        (date(2026, 9, 30), None, False),  # before the first round
        (date(2026, 10, 1), None, True),
        (date(2030, 1, 1), None, True),  # for good
        (date(2026, 12, 31), date(2026, 12, 31), True),  # the last round itself
        (date(2027, 1, 1), date(2026, 12, 31), False),  # after the last round
    ],
)
def test_open_round_looks_at_exemptions_by_reference_date(
    world: World, reference_date: date, until: date | None, exempted: bool
) -> None:
    first = make_round(norm=world.norm, state=PLANNED, reference_date=date(2026, 10, 1))
    last = None
    if until is not None:
        last = make_round(norm=world.norm, state=PLANNED, reference_date=until)
    make_exemption(
        organisation=world.urk,
        point=world.norm.points.get(code="A1"),
        from_round=first,
        until_round=last,
    )

    round = make_round(norm=world.norm, reference_date=reference_date)

    result = get_result(round=round, organisation="GM0184", point="A1")
    assert (result.scope == ResultScope.EXEMPTED) is exempted


@pytest.mark.parametrize("state", [NormState.DRAFT, NormState.RETIRED])
def test_open_round_of_a_norm_that_is_not_published_is_refused(
    world: World, state: NormState
) -> None:
    norm = make_norm(region=world.region, title="Norm", version="3.0", state=state)
    round = plan(norm)

    with refused("Norm 3.0 is niet gepubliceerd; een ronde meet een gepubliceerde norm."):
        open_round(round=round, by=None)


def test_open_round_in_which_nobody_takes_part_is_refused(world: World) -> None:
    content = {"A": {"A1": (WATER_BOARD,)}}
    norm = make_norm(region=world.other_region, title="Norm", version="3.0", content=content)
    round = plan(norm)

    with refused("Norm 3.0 is op geen enkele organisatie van de regio van toepassing."):
        open_round(round=round, by=None)


def test_open_round_of_a_norm_without_points_is_refused(world: World) -> None:
    norm = make_norm(region=world.region, title="Norm", version="3.0", content={})
    round = plan(norm)

    with refused("Norm 3.0 is op geen enkele organisatie van de regio van toepassing."):
        open_round(round=round, by=None)


def test_open_round_keeps_what_was_frozen_when_organisations_come_later(world: World) -> None:
    round = make_round(norm=world.norm)

    make_organisation(region=world.region, kind=MUNICIPALITY)

    assert round.results.count() == 20


def test_open_round_tells_the_coordinators_of_the_participants(world: World) -> None:
    round = plan(world.norm)

    open_round(round=round, by=None)

    assert told(NoticeKind.ROUND_OPENED) == {
        world.coordinator.email: ["Ronde is open voor Almere, tot en met 1 december 2026."],
        world.other_coordinator.email: ["Ronde is open voor Lelystad, tot en met 1 december 2026."],
    }


def test_open_round_moves_improvement_actions_along(world: World) -> None:
    norm = make_norm(region=world.region, version="2.0", state=NormState.DRAFT)
    old, new = world.norm.points.get(code="A1"), norm.points.get(code="A2")
    new.replaces.add(old)
    Norm.objects.filter(pk=norm.pk).update(state=NormState.PUBLISHED)
    improvement = ImprovementAction.objects.create(
        organisation=world.almere,
        point=old,
        title="Plan schrijven",
        owner="Veiligheid",
        due_on=date(2027, 1, 1),
        changed_at=timezone.now(),
    )

    open_round(round=plan(Norm.objects.get(pk=norm.pk)), by=None)

    improvement.refresh_from_db()
    assert improvement.point == new


def test_open_round_as_it_was_seen_opens_it(world: World) -> None:
    round = plan(world.norm)

    open_round(round=round, seen=mark_of(round), by=None)

    assert round.is_open


def test_open_round_that_changed_since_it_was_seen_is_refused(world: World) -> None:
    round = plan(world.norm)
    seen = mark_of(round)
    change_round(round=round, changes={"name": "Anders"}, seen=seen, by=None)

    with refused(CHANGED_MEANWHILE):
        open_round(round=round, seen=seen, by=None)


# --- The steps ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "word"), [(OPEN, "open"), (CLOSED, "gesloten"), (PUBLISHED, "gepubliceerd")]
)
def test_open_round_that_is_not_planned_is_refused(
    world: World, state: RoundState, word: str
) -> None:
    round = make_round(norm=world.norm, code="ronde", state=state)

    with refused(f"De ronde ronde is {word}; dit kan alleen als zij gepland is."):
        open_round(round=round, by=None)


@pytest.mark.parametrize(
    ("state", "word"), [(PLANNED, "gepland"), (CLOSED, "gesloten"), (PUBLISHED, "gepubliceerd")]
)
def test_close_round_that_is_not_open_is_refused(
    world: World, state: RoundState, word: str
) -> None:
    round = make_round(norm=world.norm, code="ronde", state=state)

    with refused(f"De ronde ronde is {word}; dit kan alleen als zij open is."):
        close_round(round=round, by=None)


@pytest.mark.parametrize(
    ("state", "word"), [(PLANNED, "gepland"), (OPEN, "open"), (PUBLISHED, "gepubliceerd")]
)
def test_publish_round_that_is_not_closed_is_refused(
    world: World, state: RoundState, word: str
) -> None:
    round = make_round(norm=world.norm, code="ronde", state=state)

    with refused(f"De ronde ronde is {word}; dit kan alleen als zij gesloten is."):
        publish_round(round=round, by=None)


def test_close_round_that_somebody_else_closed_is_refused(world: World) -> None:
    round = make_round(norm=world.norm, code="ronde")
    same = Round.objects.get(pk=round.pk)
    close_round(round=same, by=None)

    with refused("De ronde ronde is gesloten; dit kan alleen als zij open is."):
        close_round(round=round, by=None)

    assert round.state == CLOSED


def test_close_round_keeps_every_result(world: World) -> None:
    round = make_round(norm=world.norm, statuses={("GM0034", "A1"): "achieved"})
    before = list(round.results.order_by("pk").values())

    close_round(round=round, by=None)

    assert Round.objects.get(pk=round.pk).state == CLOSED
    assert list(round.results.order_by("pk").values()) == before


# --- Publishing -----------------------------------------------------------------------------------


def test_publish_round_stores_content_formula_and_hash(world: World) -> None:
    round = make_round(norm=world.norm, state=CLOSED, statuses={("GM0034", "A1"): "achieved"})

    publication = publish_round(round=round, by=world.district_coordinator)

    publication.refresh_from_db()
    assert (publication.number, publication.formula) == (1, "behaald-1")
    assert publication.published_by == world.district_coordinator
    assert publication.sha256 == hashlib.sha256(publication.content.encode()).hexdigest()
    document = json.loads(publication.content)
    assert document["round"]["state"] == "published"
    assert document["total"]["achieved"] == 1
    assert len(document["results"]) == 20


def test_publish_round_stores_what_the_export_gives(published_round: Round) -> None:
    content = published_round.publications.get().content

    assert content.encode() == exported(published_round, "json")
