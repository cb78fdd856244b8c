from fractions import Fraction
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.spark_line import HEIGHT, MARGIN, WIDTH, spark_line

SVG = "{http://www.w3.org/2000/svg}"
HALF = Fraction(1, 2)
shares = st.lists(st.one_of(st.none(), st.fractions(min_value=0, max_value=1)), max_size=12)


def lines(chart: Element) -> list[list[tuple[float, float]]]:
    """The points of each piece of the line."""
    return [
        [
            (float(x), float(y))
            for x, y in (pair.split(",") for pair in line.attrib["points"].split())
        ]
        for line in chart.iter(f"{SVG}polyline")
    ]


def test_line_goes_from_bottom_left_to_top_right_and_ends_in_a_dot() -> None:
    chart = fromstring(spark_line((Fraction(0), HALF, Fraction(1))))

    [line] = lines(chart)
    assert line[0] == (MARGIN, HEIGHT - MARGIN)
    assert line[1] == (WIDTH / 2, HEIGHT / 2)
    assert line[-1] == (WIDTH - MARGIN, MARGIN)
    [dot] = chart.iter(f"{SVG}circle")
    assert (float(dot.attrib["cx"]), float(dot.attrib["cy"])) == line[-1]
    assert chart.attrib["aria-hidden"] == "true"


def test_line_breaks_where_a_share_is_missing() -> None:
    chart = fromstring(spark_line((HALF, HALF, None, HALF, HALF, None)))

    assert [len(line) for line in lines(chart)] == [2, 2]
    assert not list(chart.iter(f"{SVG}circle"))


@pytest.mark.parametrize("few", [(), (HALF,), (None, HALF), (None, None, None)])
def test_fewer_than_two_shares_are_no_line(few: tuple[Fraction | None, ...]) -> None:
    assert spark_line(few) == ""


@given(shares)
def test_line_stays_within_its_picture(some: list[Fraction | None]) -> None:
    drawn = spark_line(tuple(some))
    if not drawn:
        return
    for line in lines(fromstring(drawn)):
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in line)
