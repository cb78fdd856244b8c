"""Two organisations that agree to look along, or not."""

import pytest

from accounts.models import AuditEvent, Notice
from accounts.notices import NoticeKind
from accounts.refusals import Refused
from ambitions.models import Organisation
from monitoring.actions.peer_reviews import answer_peer_review, ask_peer_review, end_peer_review
from monitoring.actions.publication import publish_round
from monitoring.actions.rounds import close_round
from monitoring.choices import PeerReviewState
from monitoring.models import Assessment, PeerReview, Result, Round
from tests.conftest import World
from tests.monitoring.assessments import assessment_of, told

pytestmark = pytest.mark.django_db


def ask(world: World, round: Round, whom: Organisation | None = None) -> PeerReview:
    """Almere asks, Lelystad when nobody is named."""
    return ask_peer_review(
        assessment=assessment_of(round, world.almere),
        organisation=whom or world.lelystad,
        by=world.coordinator,
    )


def publish(round: Round) -> None:
    close_round(round=round, by=None)
    publish_round(round=round, by=None)


def reads(world: World, round: Round) -> bool:
    """Whether the coordinator of Lelystad reads explanations of Almere."""
    user = world.user("other_coordinator")
    results = Result.objects.filter(round=round, organisation=world.almere)
    found = Assessment.objects.to_peer_review_by(user).filter(organisation=world.almere)
    assert (
        found.exists() == results.explained_to(user).exists() == results.visible_to(user).exists()
    )
    return found.exists()


def test_asking_tells_the_other_and_opens_nothing_yet(world: World, open_round: Round) -> None:
    review = ask(world, open_round)

    assert review.state == PeerReviewState.ASKED
    assert told(NoticeKind.REVIEW) == {
        "lelystad@voorbeeld.test": ["Almere vraagt Lelystad om een collegiale toets."]
    }
    address = Notice.objects.get(kind=NoticeKind.REVIEW).address
    assert address == "/rondes/ronde-open/invoer/GM0995/collegiale-toets/"
    assert not reads(world, open_round)
    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.organisation) == ("peer_review_asked", "GM0034")


def test_yes_opens_the_assessment_and_the_end_closes_it(world: World, open_round: Round) -> None:
    review = ask(world, open_round)

    answer_peer_review(review=review, accepts=True, by=world.other_coordinator)
    assert reads(world, open_round)

    end_peer_review(review=review, ends_for=world.almere, by=world.coordinator)
    assert not reads(world, open_round)
    review.refresh_from_db()
    assert (review.state, review.answered_by) == (PeerReviewState.ENDED, world.other_coordinator)
    assert told(NoticeKind.REVIEW) == {
        "lelystad@voorbeeld.test": [
            "Almere vraagt Lelystad om een collegiale toets.",
            "Almere heeft de collegiale toets met Lelystad afgerond.",
        ],
        "coordinator@voorbeeld.test": ["Lelystad doet mee aan de collegiale toets die u vroeg."],
    }


def test_no_opens_nothing_and_can_be_asked_again(world: World, open_round: Round) -> None:
    answer_peer_review(review=ask(world, open_round), accepts=False, by=world.other_coordinator)

    assert not reads(world, open_round)
    assert ask(world, open_round).state == PeerReviewState.ASKED


def test_peer_ends_it_too_and_the_asker_is_told(world: World, open_round: Round) -> None:
    review = ask(world, open_round)
    answer_peer_review(review=review, accepts=True, by=world.other_coordinator)

    end_peer_review(review=review, ends_for=world.lelystad, by=world.other_coordinator)

    assert told(NoticeKind.REVIEW)["coordinator@voorbeeld.test"][-1] == (
        "Lelystad heeft de collegiale toets met Almere afgerond."
    )


def test_asking_twice_is_refused(world: World, open_round: Round) -> None:
    ask(world, open_round)

    with pytest.raises(Refused, match="al gevraagd"):
        ask(world, open_round)


def test_asking_oneself_is_refused(world: World, open_round: Round) -> None:
    with pytest.raises(Refused, match="andere organisatie"):
        ask(world, open_round, world.almere)


def test_asking_who_does_not_take_part_is_refused(world: World, open_round: Round) -> None:
    for organisation in (world.water_board, world.elsewhere):
        with pytest.raises(Refused, match="doet niet mee"):
            ask(world, open_round, organisation)


def test_nothing_begins_after_publication(world: World, open_round: Round) -> None:
    review = ask(world, open_round)
    publish(open_round)

    with pytest.raises(Refused, match="gepubliceerd"):
        answer_peer_review(review=review, accepts=True, by=world.other_coordinator)
    with pytest.raises(Refused, match="gepubliceerd"):
        ask(world, open_round, world.urk)
    answer_peer_review(review=review, accepts=False, by=world.other_coordinator)


def test_second_answer_is_refused(world: World, open_round: Round) -> None:
    review = ask(world, open_round)
    answer_peer_review(review=review, accepts=True, by=world.other_coordinator)

    with pytest.raises(Refused, match="intussen afgesproken"):
        answer_peer_review(review=review, accepts=False, by=world.other_coordinator)


def test_what_does_not_run_does_not_end(world: World, open_round: Round) -> None:
    review = ask(world, open_round)
    answer_peer_review(review=review, accepts=False, by=world.other_coordinator)

    with pytest.raises(Refused, match="intussen afgewezen"):
        end_peer_review(review=review, ends_for=world.almere, by=world.coordinator)
