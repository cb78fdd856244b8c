"""Reminding organisations of what a round asks of them, once a day."""

from accounts.models import Notice
from accounts.notices import NoticeKind
from accounts.permissions import Role
from monitoring.actions.reminding import Reminded, asked_of, remind
from monitoring.actions.reopening import reopen_assessment
from monitoring.actions.rounds import close_round
from monitoring.models import Round
from tests.breaking import nothing_written, refused
from tests.conftest import World
from tests.factories import make_member
from tests.monitoring.assessments import adopted, assessment_of, handed_in, told
from tests.monitoring.log import Log


def remind_all(world: World, round: Round) -> Reminded:
    return remind(
        round=round,
        assessments=[
            assessment_of(round, organisation) for organisation in (world.almere, world.urk)
        ],
        by=world.district_coordinator,
    )


def test_remind_tells_the_coordinators_what_is_asked(world: World, open_round: Round) -> None:
    reminded = remind_all(world, open_round)

    assert told(NoticeKind.NUDGE) == {
        world.coordinator.email: [
            f"De districtscoördinator herinnert u aan {open_round} (Almere): "
            "vul in en dien in, tot en met 12 november 2026."
        ]
    }
    assert (reminded.told, reminded.unmanned, reminded.told_before) == (
        [world.almere],
        [world.urk],
        [],
    )


def test_remind_is_recorded_for_who_was_told(world: World, open_round: Round) -> None:
    log = Log()

    remind_all(world, open_round)

    event = log.only()
    assert (event.type, event.organisation) == ("reminded", "GM0034")
    assert event.actor == world.district_coordinator


def test_remind_twice_on_a_day_tells_once(world: World, open_round: Round) -> None:
    remind_all(world, open_round)

    with nothing_written():
        reminded = remind_all(world, open_round)

    assert (reminded.told, reminded.told_before) == ([], [world.almere])


def test_remind_tells_every_coordinator_and_no_executive(world: World, open_round: Round) -> None:
    second = make_member(role=Role.COORDINATOR, target=world.almere)

    remind_all(world, open_round)

    notices = Notice.objects.filter(kind=NoticeKind.NUDGE)
    assert {notice.user for notice in notices} == {world.coordinator, second}


def test_remind_of_who_has_nothing_to_do_is_refused(world: World, open_round: Round) -> None:
    adopted(open_round, world.almere, by=world.coordinator)

    with refused(f"Almere hoeft voor {open_round} nu niets te doen."):
        remind_all(world, open_round)


def test_asked_of_follows_the_assessment(world: World, open_round: Round) -> None:
    handed_in(open_round, world.almere, by=world.coordinator)
    assert asked_of(assessment_of(open_round, world.almere)) == "leg de vaststelling vast"

    close_round(round=open_round, by=None)
    assert asked_of(assessment_of(open_round, world.almere)) == "leg de vaststelling vast"
    assert asked_of(assessment_of(open_round, world.lelystad)) is None

    assessment = assessment_of(open_round, world.lelystad)
    reopen_assessment(assessment=assessment, reason="Vul aan.", by=None)
    assert asked_of(assessment_of(open_round, world.lelystad)) == "vul aan en dien opnieuw in"
