"""How sure a figure is (docs/confidence.md), counted from rows and from the database."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.utils import timezone

from accounts.models import User
from monitoring.achievement import Share
from monitoring.actions.results import write
from monitoring.actions.review import Looked, add_remark
from monitoring.choices import RemarkKind
from monitoring.confidence import Confidence, Grounds, age_in_words
from monitoring.models import PeerReview, Result, ReviewRemark, Round
from tests.conftest import World
from tests.evidence import ADDRESS, Entering
from tests.factories import get_result, set_result
from tests.monitoring.assessments import handed_in, peer_review

QUESTION, AGREED = RemarkKind.QUESTION, RemarkKind.AGREED
NOTHING = Grounds("unanswered", False, False, False, None)


def test_confidence_of_nothing_has_no_shares() -> None:
    confidence = Confidence.of([])

    assert confidence == Confidence(0, 0, 0, 0, 0, None)
    assert confidence.is_bare
    assert confidence.evidence_share.rounded is None


def test_confidence_of_the_example_by_hand() -> None:
    # docs/confidence.md
    decision = date(2024, 7, 1)
    confidence = Confidence.of(
        [
            Grounds("achieved", False, True, True, decision),
            Grounds("achieved", False, True, False, decision),
            Grounds("partly", True, False, False, None),
            NOTHING,
            # What is not applicable counts nowhere.
            Grounds("not_applicable", True, True, True, date(1999, 1, 1)),
        ]
    )

    assert confidence == Confidence(4, 2, 1, 2, 1, decision)
    assert confidence.evidence_share == Share(2, 4)
    assert confidence.agreed_share.rounded == 25
    assert (confidence.judged_share, confidence.taken_over_share) == (Share(2, 4), Share(1, 4))
    assert age_in_words(decision, date(2026, 10, 1)) == "2 jaar en 3 maanden"
    assert not confidence.is_bare


def test_unanswered_result_is_not_taken_over() -> None:
    assert Confidence.of([NOTHING._replace(is_taken_over=True)]).taken_over == 0


@pytest.mark.parametrize(
    ("day", "on", "words"),
    [
        (date(2024, 7, 1), date(2026, 10, 1), "2 jaar en 3 maanden"),
        (date(2024, 7, 2), date(2026, 10, 1), "2 jaar en 2 maanden"),
        (date(2025, 10, 1), date(2026, 10, 1), "1 jaar"),
        (date(2025, 9, 1), date(2026, 10, 1), "1 jaar en 1 maand"),
        (date(2026, 8, 31), date(2026, 9, 30), "minder dan een maand"),
        (date(2026, 10, 1), date(2026, 10, 1), "minder dan een maand"),
        (date(2024, 2, 29), date(2025, 2, 28), "11 maanden"),
        (date(2026, 10, 2), date(2026, 10, 1), "van na de peildatum"),
    ],
)
def test_age_is_said_in_years_and_whole_months(day: date, on: date, words: str) -> None:
    assert age_in_words(day, on) == words


# --- From the database ----------------------------------------------------------------------------


def confidence(round: Round, organisation: str = "GM0034") -> Confidence:
    rows = round.results.filter(organisation__code=organisation).with_grounds()
    return Confidence.of(Grounds(*row) for row in rows.values_list(*Grounds._fields))


@pytest.fixture
def almere(world: World, open_round: Round) -> Entering:
    return Entering(open_round, "GM0034", world.coordinator)


def test_evidence_counts_once_per_result_and_the_oldest_date_is_found(
    open_round: Round, almere: Entering
) -> None:
    almere.link("A1", "A2", title="Oud", dated_on=date(2024, 7, 1))
    almere.link("A1", title="Jong", address=f"{ADDRESS}/nieuw", dated_on=date(2026, 3, 1))
    almere.link("A3", title="Zonder datum")

    found = confidence(open_round)

    assert (found.with_evidence, found.applicable) == (3, 5)
    assert found.oldest == date(2024, 7, 1)
    assert confidence(open_round, "GM0995").is_bare


def test_removed_evidence_does_not_count(open_round: Round, almere: Entering) -> None:
    evidence = almere.link("A1", dated_on=date(2024, 7, 1))
    type(evidence).objects.filter(pk=evidence.pk).update(removed_at=timezone.now())

    assert confidence(open_round) == confidence(open_round, "GM0995")


def test_evidence_without_a_date_has_no_age(open_round: Round, almere: Entering) -> None:
    almere.link("A1")

    assert confidence(open_round).oldest is None


def say(result: Result, kinds: Sequence[RemarkKind], by: User, peer: PeerReview | None) -> None:
    for kind in kinds:
        last = ReviewRemark.objects.filter(result=result, peer_review=peer).last()
        looked = Looked(result.version, last.pk if last else 0)
        add_remark(result=result, peer_review=peer, kind=kind, text="Waarom?", looked=looked, by=by)


@pytest.mark.parametrize(
    ("kinds", "agreed"),
    [([], 0), ([AGREED], 1), ([QUESTION, AGREED], 1), ([AGREED, QUESTION], 0), ([QUESTION], 0)],
)
def test_agreed_is_what_the_district_said_last(
    world: World, open_round: Round, kinds: list[RemarkKind], agreed: int
) -> None:
    handed_in(open_round, world.almere, by=world.coordinator)
    result = get_result(round=open_round, organisation="GM0034", point="A1")

    say(result, kinds, world.district_coordinator, None)

    assert confidence(open_round).agreed == agreed


def test_agreement_lapses_when_the_result_changes(world: World, open_round: Round) -> None:
    handed_in(open_round, world.almere, by=world.coordinator)
    result = get_result(round=open_round, organisation="GM0034", point="A1")
    say(result, [AGREED], world.district_coordinator, None)

    assert write(result, {"explanation": "Toch anders."}, by=world.coordinator)

    assert confidence(open_round).agreed == 0


def test_agreement_of_a_peer_is_not_that_of_the_district(world: World, open_round: Round) -> None:
    peer = peer_review(
        open_round,
        world.almere,
        world.lelystad,
        by=world.coordinator,
        peer_by=world.other_coordinator,
    )
    result = get_result(round=open_round, organisation="GM0034", point="A1")

    say(result, [AGREED], world.other_coordinator, peer)

    assert confidence(open_round).agreed == 0


def test_what_is_taken_over_stands_apart_from_what_was_judged_anew(open_round: Round) -> None:
    set_result(round=open_round, organisation="GM0034", point="A1")
    result = set_result(round=open_round, organisation="GM0034", point="A2")
    Result.objects.filter(pk=result.pk).update(is_taken_over=True)

    found = confidence(open_round)

    assert (found.judged, found.taken_over) == (1, 1)
