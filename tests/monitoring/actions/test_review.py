"""Questions, answers and agreement about results."""

import pytest

from accounts.models import AuditEvent, Notice
from accounts.notices import NoticeKind
from accounts.refusals import Refused
from monitoring.actions.handing_in import withdraw_submission
from monitoring.actions.peer_reviews import end_peer_review
from monitoring.actions.publication import publish_round
from monitoring.actions.review import (
    MAX_REMARK,
    Looked,
    add_remark,
    agree_to_rest,
    answer_question,
)
from monitoring.actions.rounds import close_round
from monitoring.choices import RemarkKind
from monitoring.models import PeerReview, Result, ReviewRemark, Round
from tests.conftest import World
from tests.factories import get_result, set_result
from tests.monitoring.assessments import assessment_of, handed_in, peer_review, told

pytestmark = pytest.mark.django_db

QUESTION, AGREED = RemarkKind.QUESTION, RemarkKind.AGREED


def a1(round: Round) -> Result:
    return get_result(round=round, organisation="GM0034", point="A1")


def say(
    world: World,
    result: Result,
    kind: RemarkKind = QUESTION,
    *,
    text: str = "Wanneer was dat?",
    peer: PeerReview | None = None,
    seen: int = 0,
) -> ReviewRemark:
    """By the district coordinator, or by the coordinator of Lelystad as the peer."""
    return add_remark(
        result=result,
        peer_review=peer,
        kind=kind,
        text=text,
        looked=Looked(result.version, seen),
        by=world.other_coordinator if peer else world.district_coordinator,
    )


@pytest.fixture
def result(world: World, open_round: Round) -> Result:
    """A1 of Almere, which has handed in."""
    handed_in(open_round, world.almere, by=world.coordinator)
    return a1(open_round)


def test_question_is_kept_with_the_version_and_told(world: World, result: Result) -> None:
    remark = say(world, result, text=" Wanneer\r\nwas dat? ")

    assert (remark.kind, remark.text, remark.version) == (
        QUESTION,
        "Wanneer\nwas dat?",
        result.version,
    )
    assert told(NoticeKind.REVIEW) == {
        "coordinator@voorbeeld.test": ["Er is een vraag over de invulling van Almere."]
    }
    notice = Notice.objects.get(kind=NoticeKind.REVIEW)
    assert notice.address == "/rondes/ronde-open/invoer/GM0034/?toon=vragen"


def test_remark_is_recorded_without_its_text(world: World, result: Result) -> None:
    say(world, result)

    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.organisation) == ("review_remarked", "GM0034")
    assert event.new_values == {"soort": "question", "punt": "A1"}


def test_agreed_needs_no_text_and_tells_nobody(world: World, result: Result) -> None:
    remark = say(world, result, AGREED, text="")

    assert (remark.kind, remark.text) == (AGREED, "")
    assert told(NoticeKind.REVIEW) == {}


def test_agreeing_again_is_refused_until_the_result_changes(
    world: World, result: Result, open_round: Round
) -> None:
    agreed = say(world, result, AGREED)

    with pytest.raises(Refused, match="al akkoord"):
        say(world, result, AGREED, seen=agreed.pk)

    set_result(round=open_round, organisation="GM0034", point="A1", explanation="Nieuw.")
    say(world, a1(open_round), AGREED, seen=agreed.pk)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_question_without_text_is_refused(world: World, result: Result, text: str) -> None:
    with pytest.raises(Refused, match="Schrijf de vraag"):
        say(world, result, text=text)


def test_text_that_is_too_long_is_refused(world: World, result: Result) -> None:
    with pytest.raises(Refused, match="langer dan 4000"):
        say(world, result, text="x" * (MAX_REMARK + 1))


def test_doubled_question_is_refused(world: World, result: Result) -> None:
    say(world, result)

    with pytest.raises(Refused, match="intussen iets gezegd"):
        say(world, result)

    assert ReviewRemark.objects.count() == 1


def test_remark_about_an_older_version_is_refused(
    world: World, result: Result, open_round: Round
) -> None:
    set_result(round=open_round, organisation="GM0034", point="A1", status="achieved")

    with pytest.raises(Refused, match="gewijzigd sinds"):
        say(world, result, AGREED)


def test_district_says_nothing_about_a_draft(world: World, result: Result) -> None:
    assessment = assessment_of(result.round, world.almere)
    withdraw_submission(assessment=assessment, seen=assessment.last_step, by=world.coordinator)

    with pytest.raises(Refused, match="niet ingediend"):
        say(world, result)


def test_nothing_is_said_about_what_does_not_apply(world: World, open_round: Round) -> None:
    handed_in(open_round, world.province, by=world.coordinator)

    with pytest.raises(Refused, match="niet van toepassing"):
        say(world, get_result(round=open_round, organisation="PV24", point="A3"))


def test_answer_tells_the_district(world: World, result: Result) -> None:
    question = say(world, result)

    answer = answer_question(question=question, text="In mei.", by=world.coordinator)

    assert (answer.kind, answer.text) == (RemarkKind.ANSWER, "In mei.")
    assert told(NoticeKind.REVIEW)["district@voorbeeld.test"] == [
        "Almere heeft een vraag over de invulling beantwoord."
    ]


def test_answer_is_possible_after_publication(
    world: World, result: Result, open_round: Round
) -> None:
    question = say(world, result)
    close_round(round=open_round, by=None)
    publish_round(round=open_round, by=None)

    answer_question(question=question, text="In mei.", by=world.coordinator)

    assert ReviewRemark.objects.filter(kind=RemarkKind.ANSWER).exists()


def test_question_is_answered_once(world: World, result: Result) -> None:
    question = say(world, result)
    answer_question(question=question, text="In mei.", by=world.coordinator)

    with pytest.raises(Refused, match="intussen iets gezegd"):
        answer_question(question=question, text="In mei.", by=world.coordinator)


def test_answer_without_text_is_refused(world: World, result: Result) -> None:
    question = say(world, result)

    with pytest.raises(Refused, match="Schrijf"):
        answer_question(question=question, text=" ", by=world.coordinator)


def test_peer_talks_apart_from_the_district_and_also_about_a_draft(
    world: World, open_round: Round
) -> None:
    peer = peer_review(
        open_round,
        world.almere,
        world.lelystad,
        by=world.coordinator,
        peer_by=world.other_coordinator,
    )
    Notice.objects.all().delete()

    question = say(world, a1(open_round), peer=peer)
    answer_question(question=question, text="In mei.", by=world.coordinator)

    assert set(told(NoticeKind.REVIEW)) == {"coordinator@voorbeeld.test", "lelystad@voorbeeld.test"}
    address = Notice.objects.get(user=world.other_coordinator).address
    assert address == "/rondes/ronde-open/invoer/GM0034/meekijken/"
    assert not a1(open_round).remarks.filter(peer_review=None).exists()
    assert AuditEvent.objects.newest_first()[0].new_values["collegiale toets"] == "GM0995"


def test_peer_says_nothing_more_when_it_has_ended(world: World, open_round: Round) -> None:
    peer = peer_review(
        open_round,
        world.almere,
        world.lelystad,
        by=world.coordinator,
        peer_by=world.other_coordinator,
    )
    end_peer_review(review=peer, ends_for=world.almere, by=world.coordinator)

    with pytest.raises(Refused, match="loopt niet meer"):
        say(world, a1(open_round), peer=peer)


def test_agree_to_rest_leaves_questions_and_what_was_agreed(
    world: World, result: Result, open_round: Round
) -> None:
    say(world, result)
    say(world, get_result(round=open_round, organisation="GM0034", point="A2"), AGREED)
    assessment = assessment_of(open_round, world.almere)
    by = world.district_coordinator

    assert agree_to_rest(assessment=assessment, seen=assessment.last_step, by=by) == 3
    assert agree_to_rest(assessment=assessment, seen=assessment.last_step, by=by) == 0

    agreed = ReviewRemark.objects.filter(kind=AGREED).values_list("result__point__code", flat=True)
    assert sorted(agreed) == ["A2", "A3", "B1", "B2"]
    event = AuditEvent.objects.newest_first()[0]
    assert event.new_values == {"soort": "agreed", "punten": ["A3", "B1", "B2"]}


def test_agree_to_rest_is_about_what_was_seen(
    world: World, result: Result, open_round: Round
) -> None:
    by = world.district_coordinator

    with pytest.raises(Refused, match="intussen"):
        agree_to_rest(assessment=assessment_of(open_round, world.almere), seen=0, by=by)


def test_agree_to_rest_of_a_draft_is_refused(world: World, open_round: Round) -> None:
    by = world.district_coordinator

    with pytest.raises(Refused, match="niet ingediend"):
        agree_to_rest(assessment=assessment_of(open_round, world.almere), seen=0, by=by)
