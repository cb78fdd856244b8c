"""What the point page shows of a review, and how many queries the pages take."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from monitoring.actions.review import Looked, add_remark, agree_to_rest
from monitoring.choices import RemarkKind, ThreadState
from monitoring.models import PeerReview, Result, Round
from monitoring.pages.handing_in import standing
from monitoring.pages.review import review_of, review_page
from monitoring.requests import find_result
from tests.conftest import World
from tests.factories import get_result, set_result
from tests.monitoring.assessments import adopted, assessment_of, handed_in, peer_review

pytestmark = pytest.mark.django_db


def ask(result: Result, by: User, peer: PeerReview | None = None) -> None:
    add_remark(
        result=result,
        peer_review=peer,
        kind=RemarkKind.QUESTION,
        text="Wanneer?",
        looked=Looked(result.version, 0),
        by=by,
    )


@pytest.fixture
def result(world: World, open_round: Round) -> Result:
    """A1 of Almere, which handed in: the district and the peer asked a question."""
    handed_in(open_round, world.almere, by=world.coordinator)
    result = get_result(round=open_round, organisation="GM0034", point="A1")
    peer = peer_review(
        open_round,
        world.almere,
        world.lelystad,
        by=world.coordinator,
        peer_by=world.other_coordinator,
    )
    ask(result, world.district_coordinator)
    ask(result, world.other_coordinator, peer)
    return result


@pytest.mark.parametrize(
    ("who", "partners", "may_answer", "may_review"),
    [
        ("coordinator", ["DWO-F", "Lelystad"], True, False),
        ("executive", ["DWO-F", "Lelystad"], False, False),
        ("district_coordinator", ["DWO-F"], False, True),
        ("other_coordinator", [], False, False),
        ("analyst", [], False, False),
    ],
)
def test_point_shows_the_conversations_that_are_the_readers(
    world: World,
    result: Result,
    who: str,
    partners: list[str],
    may_answer: bool,
    may_review: bool,
) -> None:
    assessment = assessment_of(result.round, world.almere)
    result = find_result(assessment, "A1")
    user = world.user(who)

    with CaptureQueriesContext(connection) as queries:
        review = review_of(user, result, assessment)

    assert [thread.partner for thread in review.threads] == partners
    assert all(thread.state == ThreadState.QUESTION for thread in review.threads)
    assert review.may_answer is may_answer
    assert bool(review.review_address) is may_review
    assert len(queries) <= 2  # one of them for the roles of the user


def test_section_of_the_point_page_leads_to_the_answer(world: World, result: Result) -> None:
    assessment = assessment_of(result.round, world.almere)
    result = find_result(assessment, "A1")
    context = {"assessment": assessment, "result": result, "round": assessment.round}
    pages = {
        who: render_to_string(
            "monitoring/_point_review.html",
            {**context, "review": review_of(world.user(who), result, assessment)},
        )
        for who in ("coordinator", "district_coordinator", "analyst")
    }

    question = result.remarks.order_by("pk")[0]
    assert f"/punt/A1/antwoord/{question.pk}/" in pages["coordinator"]
    assert "/punt/A1/beoordelen/" in pages["district_coordinator"]
    assert "antwoord" not in pages["district_coordinator"]
    assert "Wanneer?" not in pages["analyst"]


def test_point_of_a_draft_is_not_reviewed(world: World, open_round: Round) -> None:
    result = get_result(round=open_round, organisation="GM0034", point="A1")
    assessment = assessment_of(open_round, world.almere)

    assert review_of(world.district_coordinator, result, assessment).review_address == ""


def test_pages_take_the_same_queries_however_much_there_is(world: World, open_round: Round) -> None:
    assessment = adopted(open_round, world.almere, by=world.coordinator)
    by = world.user("district_coordinator")

    def counts() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as first:
            review_page(by, assessment, None, "")
        with CaptureQueriesContext(connection) as second:
            standing(by, assessment)
        return len(first), len(second)

    few = counts()
    assert few[0] <= 4
    assert few[1] <= 7
    agree_to_rest(assessment=assessment, seen=assessment.last_step, by=by)
    for point in ("A1", "A2", "B1"):
        set_result(round=open_round, organisation="GM0034", point=point)
        result = get_result(round=open_round, organisation="GM0034", point=point)
        last = result.remarks.order_by("pk").last()
        assert last
        add_remark(
            result=result,
            peer_review=None,
            kind=RemarkKind.QUESTION,
            text="En nu?",
            looked=Looked(result.version, last.pk),
            by=by,
        )

    assert counts()[0] <= few[0]
    assert counts()[1] <= few[1]
    summary = standing(by, assessment).review
    assert summary
    assert summary.counts == ((ThreadState.QUESTION, 3), (ThreadState.AGREED, 2))
    assert [question.point.code for question in summary.questions] == ["A1", "A2", "B1"]
