"""Percentages as bars: as long as the share, and nothing where there is none."""

from fractions import Fraction

import pytest

from reports.charts.share_bars import LEFT, RIGHT, Bar, share_bars
from tests.reports.documents.test_html import tree


def draw(*bars: Bar) -> str:
    return str(share_bars(bars, name="proef", title="Proef", description="A: 50 %"))


def test_bar_is_as_long_as_its_share() -> None:
    page = tree(draw(Bar("A", Fraction(1, 2), "50 %"), Bar("B", Fraction(1), "100 %")))

    filled = [float(each.attributes["width"]) for each in page.all("rect", "fn-part--achieved")]
    assert filled == [(RIGHT - LEFT) / 2, RIGHT - LEFT]
    assert [each.text for each in page.all("text")] == ["A", "50 %", "B", "100 %"]


@pytest.mark.parametrize("share", [None, Fraction(0)])
def test_nothing_is_an_empty_frame(share: Fraction | None) -> None:
    page = tree(draw(Bar("A", share, "–")))

    assert len(page.all("rect")) == 1
    assert not page.all("rect", "fn-part--achieved")


def test_chart_has_title_and_description() -> None:
    svg = tree(draw(Bar("A", Fraction(1, 2), "50 %"))).one("svg")

    assert svg.one("title").text == "Proef"
    assert svg.one("desc").text == "A: 50 %"
    assert svg.attributes["role"] == "img"


def test_hostile_and_long_names_are_text() -> None:
    page = tree(draw(Bar("<script>alert(1)</script>" * 9, Fraction(1, 3), "33 %")))

    assert not page.all("script")
    assert page.all("text")[0].text.endswith("…")
