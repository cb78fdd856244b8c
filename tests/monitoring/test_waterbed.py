"""The waterbed measure, by hand and against brute force."""

from itertools import combinations, product
from random import Random

import pytest

from monitoring.choices import PairOutcome, ResultStatus
from monitoring.waterbed import Comparison, PairTally, compare, lower_points, outcome_of

A, P, N, U, X = "achieved", "partly", "not_achieved", "unanswered", "not_applicable"
DIFFERENCE, BOTH, NEITHER, UNKNOWN = PairOutcome


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        (A, A, BOTH),
        (A, P, DIFFERENCE),
        (A, N, DIFFERENCE),
        (A, U, UNKNOWN),
        (A, X, None),
        (P, P, NEITHER),
        (P, N, NEITHER),
        (P, U, UNKNOWN),
        (P, X, None),
        (N, N, NEITHER),
        (N, U, UNKNOWN),
        (N, X, None),
        (U, U, UNKNOWN),
        (U, X, None),
        (X, X, None),
    ],
)
def test_outcome_of_two_statuses_does_not_depend_on_their_order(
    one: str, other: str, outcome: PairOutcome | None
) -> None:
    assert outcome_of(one, other) == outcome
    assert outcome_of(other, one) == outcome


def test_every_two_statuses_have_an_outcome_unless_one_does_not_apply() -> None:
    for one, other in product(ResultStatus.values, repeat=2):
        assert (outcome_of(one, other) is None) is (X in (one, other))


# The example of docs/waterbed.md: Almere 1, Lelystad 2, Urk 3; Almere and Lelystad border on each
# other, and so do Lelystad and Urk.
PAIRS = [(1, 2), (2, 3)]
POINTS = [10, 20, 30, 40]
STATUSES = {
    **dict(zip(product([1], POINTS), (A, N, A, P), strict=True)),
    **dict(zip(product([2], POINTS), (P, A, A, U), strict=True)),
    **dict(zip(product([3], POINTS), (A, X, N, A), strict=True)),
}


def test_example_worked_by_hand() -> None:
    found = list(compare(STATUSES, PAIRS, POINTS))

    assert found == [
        Comparison(10, 2, 1, DIFFERENCE),
        Comparison(20, 1, 2, DIFFERENCE),
        Comparison(30, 1, 2, BOTH),
        Comparison(40, 1, 2, UNKNOWN),
        Comparison(10, 2, 3, DIFFERENCE),
        Comparison(30, 3, 2, DIFFERENCE),
        Comparison(40, 2, 3, UNKNOWN),
    ]
    tally = PairTally.of(found)
    assert tally == PairTally(difference=4, both=1, neither=0, unknown=2)
    assert tally.compared == 7
    # Lelystad lacks point 10 once, though both its neighbours have it.
    assert lower_points(found) == [(2, 10), (1, 20), (3, 30)]


def test_status_that_is_not_there_is_not_compared() -> None:
    assert list(compare({(1, 10): A}, [(1, 2)], [10])) == []
    assert PairTally.of([]) == PairTally()


@pytest.mark.parametrize("seed", range(20))
def test_measure_is_what_brute_force_finds(seed: int) -> None:
    random = Random(seed)
    organisations, points = range(1, 7), range(10, 22)
    statuses = {
        place: random.choice(ResultStatus.values) for place in product(organisations, points)
    }
    pairs = [pair for pair in combinations(organisations, 2) if random.random() < 0.5]

    found = list(compare(statuses, pairs, list(points)))

    lacking = {
        (lower, point, higher)
        for pair in pairs
        for lower, higher in (pair, pair[::-1])
        for point in points
        if statuses[lower, point] in {P, N} and statuses[higher, point] == A
    }
    differences = [each for each in found if each.outcome == DIFFERENCE]
    assert {(each.first, each.point, each.second) for each in differences} == lacking
    assert len(differences) == len(lacking)
    assert set(lower_points(found)) == {(lower, point) for lower, point, _ in lacking}
    applicable = [
        pair for pair in pairs for point in points if X not in {statuses[o, point] for o in pair}
    ]
    assert PairTally.of(found).compared == len(found) == len(applicable)
