"""Three versions of a row, compared field by field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.three_way import Comparison, Outcome, Versions

VALUES = st.sampled_from("abc")


@pytest.mark.parametrize(
    ("base", "mine", "now", "outcome"),
    [
        ("a", "a", "a", Outcome.SAME),
        ("a", "a", "b", Outcome.SAME),
        ("a", "b", "a", Outcome.CHANGED),
        ("a", "b", "b", Outcome.ALREADY),
        ("a", "b", "c", Outcome.CONFLICT),
        ("a", "", "c", Outcome.CONFLICT),
    ],
)
def test_outcome_of_a_field(base: str, mine: str, now: str, outcome: Outcome) -> None:
    assert Versions(base, mine, now).outcome == outcome


def compare(**fields: str) -> Comparison:
    """Fields as "base mine now"."""
    return Comparison(1, 1, {name: Versions(*text.split()) for name, text in fields.items()})


def test_row_is_what_its_heaviest_field_is() -> None:
    assert compare(x="a a a", y="a b b").outcome == Outcome.ALREADY
    assert compare(x="a b a", y="a b b").outcome == Outcome.CHANGED
    assert compare(x="a b a", y="a b c").outcome == Outcome.CONFLICT


def test_changes_of_different_fields_are_merged() -> None:
    merged = compare(x="a b a", y="a a c")

    assert merged.is_merged
    assert merged.wanted({}) == {"x": "b"}
    assert not compare(x="a b a", y="a a a").is_merged
    assert not compare(x="a b c", y="a a c").is_merged
    assert not compare(x="a b b", y="a a c").is_merged


def test_conflict_needs_a_choice() -> None:
    row = compare(x="a b c", y="a b a")

    with pytest.raises(KeyError):
        row.wanted({})
    assert row.wanted({"x": "b"}) == {"x": "b", "y": "b"}
    assert row.wanted({"x": "c"}) == {"y": "b"}


@given(base=VALUES, mine=VALUES, now=VALUES)
def test_nothing_is_written_that_nobody_wanted(base: str, mine: str, now: str) -> None:
    row = Comparison(1, 1, {"x": Versions(base, mine, now)})

    for choice in (mine, now):
        end = {"x": now, **row.wanted({"x": choice})}["x"]
        assert end in (mine, now)
        assert end == now or mine != base
