"""What the calendar tells, to whom, and how often."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.actions.digests import write_digest
from accounts.models import Notice, User
from accounts.notices import NoticeKind
from ambitions.models import Organisation
from monitoring.actions.reminders import remind
from monitoring.actions.rounds import close_round, open_round
from monitoring.choices import AssessmentState, ImprovementState, RoundState
from monitoring.models import Exemption, ImprovementAction, Round
from tests.conftest import World
from tests.factories import make_exemption, make_round, set_assessment

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told_by(days: Iterable[date], kind: NoticeKind, user: User) -> list[str]:
    """What the person is told when the reminders run on these days."""
    for day in days:
        remind(day=day, by=None)
    notices = Notice.objects.filter(kind=kind, user=user).order_by("pk")
    return list(notices.values_list("text", flat=True))


def before(round: Round, *days: int) -> list[date]:
    return [round.closes_on - DAY * number for number in days]


# --- Rounds that close ----------------------------------------------------------------------------


def test_round_that_closes_is_told_14_7_and_2_days_before(world: World, open_round: Round) -> None:
    days = before(open_round, *range(20, -1, -1))

    texts = told_by(days, NoticeKind.ROUND_CLOSES, world.coordinator)

    assert open_round.closes_on == date(2026, 11, 12)
    assert texts == [
        f"Almere: {open_round} sluit op 12 november 2026, over {number} dagen. Dien op tijd in."
        for number in (14, 7, 2)
    ]
    notice = Notice.objects.filter(user=world.coordinator, kind=NoticeKind.ROUND_CLOSES)[0]
    assert notice.address == "/rondes/ronde-open/invoer/GM0034/"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([10], ["over 10 dagen"]),
        ([10, 9, 8], ["over 10 dagen"]),
        ([14, 6, 5], ["over 14 dagen", "over 6 dagen"]),
        ([4, 1], ["over 4 dagen", "morgen"]),
        ([0], ["vandaag"]),
        ([15], []),
    ],
)
def test_day_that_was_missed_is_made_up_for_once(
    world: World, open_round: Round, days: list[int], told: list[str]
) -> None:
    texts = told_by(before(open_round, *days), NoticeKind.ROUND_CLOSES, world.coordinator)

    assert [text.partition(", ")[2].partition(". ")[0] for text in texts] == told


def test_round_that_closes_later_after_all_is_told_again(world: World, open_round: Round) -> None:
    told_by(before(open_round, 7), NoticeKind.ROUND_CLOSES, world.coordinator)
    Round.objects.filter(pk=open_round.pk).update(closes_on=open_round.closes_on + 30 * DAY)
    open_round.refresh_from_db()

    texts = told_by(before(open_round, 7), NoticeKind.ROUND_CLOSES, world.coordinator)

    assert [text for text in texts if "12 december 2026" in text] == texts[1:]
    assert len(texts) == 2


@pytest.mark.parametrize("state", [AssessmentState.SUBMITTED, AssessmentState.ADOPTED])
@pytest.mark.parametrize("days", [7, -3])
def test_who_handed_in_is_not_reminded(
    world: World, open_round: Round, state: AssessmentState, days: int
) -> None:
    set_assessment(round=open_round, organisation=world.almere, state=state)
    day = before(open_round, days)

    assert told_by(day, NoticeKind.ROUND_CLOSES, world.coordinator) == []
    assert len(told_by(day, NoticeKind.ROUND_CLOSES, world.other_coordinator)) == 1


@pytest.mark.parametrize("who", ["executive", "analyst", "outsider", "nobody", "administrator"])
def test_who_hands_nothing_in_is_not_reminded(world: World, open_round: Round, who: str) -> None:
    days = before(open_round, 7, -1)

    assert told_by(days, NoticeKind.ROUND_CLOSES, world.user(who)) == []


def test_planned_and_closed_rounds_are_not_told_of(world: World, open_round: Round) -> None:
    make_round(norm=world.norm, state=RoundState.PLANNED)
    close_round(round=open_round, by=None)

    assert told_by(before(open_round, 7, -1), NoticeKind.ROUND_CLOSES, world.coordinator) == []


# --- Rounds that are late -------------------------------------------------------------------------


def test_late_round_is_told_once_a_week(world: World, open_round: Round) -> None:
    days = before(open_round, *range(-1, -16, -1))

    texts = told_by(days, NoticeKind.ROUND_CLOSES, world.coordinator)

    line = f"Almere: {open_round} zou op 12 november 2026 sluiten. Dien nu in."
    assert texts == [line] * 3


def test_late_round_is_told_to_who_closes_it(world: World, open_round: Round) -> None:
    for organisation in Organisation.objects.filter(assessments__round=open_round):
        set_assessment(round=open_round, organisation=organisation, state=AssessmentState.SUBMITTED)

    texts = told_by(
        before(open_round, 0, -1, -2), NoticeKind.ROUND_CLOSES, world.district_coordinator
    )

    assert texts == [
        f"{open_round} zou op 12 november 2026 sluiten en is nog open. U sluit de ronde zelf."
    ]


# --- Improvement actions --------------------------------------------------------------------------


def make_action(world: World, due_on: date, **fields: str) -> ImprovementAction:
    return ImprovementAction.objects.create(
        organisation=world.almere,
        point=world.norm.points.get(code="A1"),
        title="Beleid vaststellen",
        owner="Team Veiligheid",
        due_on=due_on,
        changed_at=timezone.now(),
        **fields,
    )


def test_action_is_told_a_week_before_and_monthly_after(world: World) -> None:
    due = date(2026, 11, 20)
    make_action(world, due)
    days = [due + DAY * number for number in range(-9, 62)]

    texts = told_by(days, NoticeKind.IMPROVEMENT_DUE, world.coordinator)

    assert texts == [
        "Almere: de streefdatum van een verbeteractie is 20 november 2026.",
        *["Almere: de streefdatum van een verbeteractie was 20 november 2026."] * 3,
    ]


def test_action_with_another_target_date_is_told_again(world: World) -> None:
    due = date(2026, 11, 20)
    action = make_action(world, due)
    told_by([due], NoticeKind.IMPROVEMENT_DUE, world.coordinator)
    action.due_on = due + 7 * DAY
    action.save()

    assert len(told_by([due], NoticeKind.IMPROVEMENT_DUE, world.coordinator)) == 2


@pytest.mark.parametrize("state", [ImprovementState.DONE, ImprovementState.DROPPED])
def test_finished_action_is_not_told_of(world: World, state: ImprovementState) -> None:
    make_action(world, date(2026, 11, 20), state=state)

    days = [date(2026, 11, 20), date(2026, 12, 1)]
    assert told_by(days, NoticeKind.IMPROVEMENT_DUE, world.coordinator) == []


def test_action_is_not_told_to_others(world: World) -> None:
    make_action(world, date(2026, 11, 20))
    remind(day=date(2026, 11, 20), by=None)

    assert [notice.user for notice in Notice.objects.all()] == [world.coordinator]


# --- Exemptions -----------------------------------------------------------------------------------


def exempted(world: World, until: Round | None) -> Exemption:
    """Of Almere, granted while `until` was planned; opened afterwards."""
    first = until or make_round(norm=world.norm, state=RoundState.PLANNED)
    exemption = make_exemption(
        organisation=world.almere,
        point=world.norm.points.get(code="A1"),
        from_round=first,
        until_round=until,
    )
    open_round(round=first, by=None)
    return exemption


def test_exemption_that_ends_with_the_open_round_is_told_once(world: World) -> None:
    round = make_round(norm=world.norm, state=RoundState.PLANNED)
    exempted(world, round)
    line = f"Almere: een vrijstelling loopt af met {round}. Is zij nog nodig?"
    days = [date(2026, 10, 1), date(2026, 10, 2)]

    for who in ("coordinator", "district_coordinator"):
        assert told_by(days, NoticeKind.EXEMPTION, world.user(who)) == [line]
    for who in ("other_coordinator", "executive", "outsider"):
        assert told_by(days, NoticeKind.EXEMPTION, world.user(who)) == []


def test_exemption_that_ended_with_the_last_round_is_told(world: World) -> None:
    round = make_round(norm=world.norm, state=RoundState.PLANNED)
    exempted(world, round)
    close_round(round=round, by=None)

    assert len(told_by([date(2026, 12, 1)], NoticeKind.EXEMPTION, world.coordinator)) == 1


def test_exemption_that_ended_before_the_last_round_is_not_told(world: World) -> None:
    round = make_round(norm=world.norm, state=RoundState.PLANNED)
    exempted(world, round)
    close_round(round=round, by=None)
    make_round(norm=world.norm, reference_date=date(2027, 10, 1), state=RoundState.CLOSED)

    assert told_by([date(2028, 1, 1)], NoticeKind.EXEMPTION, world.coordinator) == []


def test_exemption_for_good_is_not_told(world: World) -> None:
    exempted(world, None)

    assert told_by([date(2026, 10, 1)], NoticeKind.EXEMPTION, world.coordinator) == []


# --- Who had a letter today -----------------------------------------------------------------------


def test_who_had_the_letter_of_the_day_is_told_tomorrow(world: World, open_round: Round) -> None:
    """So that the number of days is right in the letter where it stands."""
    (day,) = before(open_round, 7)
    write_digest(user=world.coordinator, day=day, by=None)

    assert told_by([day], NoticeKind.ROUND_CLOSES, world.coordinator) == []
    (text,) = told_by([day + DAY], NoticeKind.ROUND_CLOSES, world.coordinator)
    assert "over 6 dagen" in text
