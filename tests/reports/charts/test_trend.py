from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from monitoring.achievement import FORMULAS, Figure, Tally
from reports.charts.trend import HEIGHT, TOP, Moment, trend

SVG = "{http://www.w3.org/2000/svg}"


def moment(achieved: int, of: int, *, label: str = "okt 2026", version: str = "1.0") -> Moment:
    tally = Tally(achieved=achieved, not_achieved=of - achieved)
    return Moment(label, version, Figure(tally, FORMULAS["behaald-1"]))


def drawn(*moments: Moment) -> Element:
    chart: Element = fromstring(trend(moments, name="verloop", title="Verloop"))
    return chart


def words(chart: Element) -> list[str]:
    return [text.text or "" for text in chart.iter(f"{SVG}text")]


def heights(chart: Element) -> list[float]:
    """How far each dot is from the bottom line, from 0 to 1."""
    return [1 - (float(dot.attrib["cy"]) - TOP) / HEIGHT for dot in chart.iter(f"{SVG}circle")]


def test_dots_are_at_their_share_with_the_whole_percentage_beside_it() -> None:
    chart = drawn(moment(0, 4), moment(1, 4), moment(2, 3), moment(4, 4))

    assert heights(chart) == pytest.approx([0, 1 / 4, 2 / 3, 1], abs=0.001)
    found = words(chart)
    for percentage in ("0 %", "25 %", "67 %", "100 %"):
        assert percentage in found


def test_line_breaks_between_versions_of_the_norm() -> None:
    chart = drawn(
        moment(1, 4), moment(2, 4), moment(1, 5, version="2.0"), moment(2, 5, version="2.0")
    )

    lines = [line.attrib["points"].split() for line in chart.iter(f"{SVG}polyline")]
    assert [len(points) for points in lines] == [2, 2]
    assert (
        len([line for line in chart.iter(f"{SVG}line") if "stroke-dasharray" in line.attrib]) == 1
    )
    assert [word for word in words(chart) if word.startswith("norm")] == ["norm 1.0", "norm 2.0"]


def test_round_without_anything_applicable_has_no_dot_and_is_told() -> None:
    chart = drawn(moment(1, 2), moment(0, 0, label="nov 2026"), moment(2, 2))

    assert len(heights(chart)) == 2
    described = chart.find(f"{SVG}desc")
    assert described is not None
    assert "nov 2026: geen beoordeelbare punten" in str(described.text)


def test_name_title_and_description_belong_together() -> None:
    chart = drawn(moment(1, 2))

    title, description = chart.find(f"{SVG}title"), chart.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert chart.attrib["aria-labelledby"].split() == [
        title.attrib["id"],
        description.attrib["id"],
    ]
    assert description.text == "okt 2026: 50 procent, 1 van 2 (norm 1.0)"


def test_words_cannot_become_markup() -> None:
    hostile = "<script>alert(1)</script> & \"'"

    chart = drawn(moment(1, 2, label=hostile, version=hostile))

    assert hostile in words(chart)
    assert not list(chart.iter(f"{SVG}script"))
    assert not list(chart.iter("script"))


@pytest.mark.parametrize("number", [0, 1, 40])
def test_any_number_of_rounds_fits_the_picture(number: int) -> None:
    chart = drawn(*(moment(1, 2) for _ in range(number)))

    width = float(chart.attrib["width"])
    assert all(float(dot.attrib["cx"]) < width for dot in chart.iter(f"{SVG}circle"))
