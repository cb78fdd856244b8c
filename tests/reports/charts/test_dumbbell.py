from fractions import Fraction

import pytest
from defusedxml.ElementTree import fromstring

from reports.charts.dumbbell import MARGIN, WIDTH, dumbbell

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("before", "now"),
    [(Fraction(0), Fraction(1)), (Fraction(3, 4), Fraction(1, 3)), (Fraction(1), Fraction(1))],
)
def test_ring_is_where_it_was_and_dot_where_it_is(before: Fraction, now: Fraction) -> None:
    chart = fromstring(dumbbell(before, now))

    ring, dot = (float(circle.attrib["cx"]) for circle in chart.iter(f"{SVG}circle"))
    line = WIDTH - 2 * MARGIN
    assert (ring - MARGIN) / line == pytest.approx(float(before), abs=0.001)
    assert (dot - MARGIN) / line == pytest.approx(float(now), abs=0.001)
    assert chart.attrib["aria-hidden"] == "true"


@pytest.mark.parametrize(("before", "now"), [(None, Fraction(1)), (Fraction(1), None)])
def test_without_a_share_there_is_no_way_between(
    before: Fraction | None, now: Fraction | None
) -> None:
    assert dumbbell(before, now) == ""
