import re

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from monitoring.achievement import Tally
from reports.charts.stacked_bar import HEIGHT, WIDTH, key, segments, stacked_bar
from reports.charts.statuses import STYLES

counts = st.integers(min_value=0, max_value=500)
tallies = st.builds(Tally, counts, counts, counts, counts, counts)


@given(tallies)
def test_parts_follow_each_other_and_are_as_wide_as_their_counts(tally: Tally) -> None:
    parts = list(segments(tally))

    assert [part.style.status for part in parts] == [
        style.status for style in STYLES if getattr(tally, style.status)
    ]
    end = 0.0
    for part in parts:
        assert part.left == pytest.approx(end)
        assert part.width == pytest.approx(
            WIDTH * getattr(tally, part.style.status) / tally.applicable
        )
        end = part.left + part.width
    assert end == pytest.approx(WIDTH if parts else 0)


@given(tallies)
def test_bar_is_well_formed_and_stays_within_itself(tally: Tally) -> None:
    bar = stacked_bar(tally)
    if not tally.applicable:
        assert bar == ""
        return

    drawn = fromstring(bar)

    assert drawn.attrib["viewBox"] == f"0 0 {WIDTH} {HEIGHT}"
    assert drawn.attrib["aria-hidden"] == "true"
    for frame in drawn.iter("{http://www.w3.org/2000/svg}rect"):
        left, width = float(frame.attrib["x"]), float(frame.attrib["width"])
        assert left >= 0
        assert left + width <= WIDTH + 0.01
    for path in drawn.iter("{http://www.w3.org/2000/svg}path"):
        ends = [float(x) for x in re.findall(r"[MH](\d+(?:\.\d+)?)", path.attrib["d"])]
        assert max(ends) <= WIDTH + 0.01


def test_not_applicable_is_no_part_of_the_bar() -> None:
    assert stacked_bar(Tally(achieved=3, not_applicable=9)) == stacked_bar(Tally(achieved=3))


def test_statuses_differ_without_colour() -> None:
    """Filled, upright stripes, lying stripes, an empty frame."""
    drawn = {style.status: key(style.status) for style in STYLES}

    assert "<path" not in drawn["achieved"]
    assert re.search(r'd="M[\d.]+ 1V', drawn["partly"])
    assert re.search(r'd="M[\d.]+ \d+H', drawn["not_achieved"])
    assert "<path" not in drawn["unanswered"]
    assert 'fill="#ffffff"' in drawn["unanswered"]
