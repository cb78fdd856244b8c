import re
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from monitoring.choices import ResultStatus
from reports.charts.heat_map import LONGEST_NAME, Band, Row, heat_map

SVG = "{http://www.w3.org/2000/svg}"
ALL = tuple(ResultStatus.values)
BANDS = (Band("A Bewustwording van organisatie en bestuur", 2), Band("B Inrichting", 3))


def drawn(*rows: Row, bands: tuple[Band, ...] = BANDS) -> Element:
    chart: Element = fromstring(heat_map(bands, rows, name="kaart", title="Alle punten"))
    return chart


def squares(chart: Element, status: str) -> int:
    """Cells of a status, without the one of the legend."""
    [cells, _] = chart.findall(f"{SVG}path[@class='fn-part fn-part--{status}']")
    return cells.attrib["d"].count("z")


def words(chart: Element) -> list[str]:
    return [text.text or "" for text in chart.iter(f"{SVG}text")]


def test_every_status_is_a_cell_and_what_does_not_count_is_a_dash() -> None:
    chart = drawn(Row("Almere", ALL), Row("Lelystad", ALL))

    for status in ("achieved", "partly", "not_achieved", "unanswered"):
        assert squares(chart, status) == 2
    dashes, legend = chart.findall(f"{SVG}path[@class='fn-chart__break']")
    assert len(re.findall("M", dashes.attrib["d"])) == 2
    assert len(re.findall("M", legend.attrib["d"])) == 1


def test_statuses_are_told_without_colour_and_named_in_the_legend() -> None:
    chart = drawn(Row("Almere", ALL))

    hatched = [path.attrib["class"] for path in chart.iter(f"{SVG}path")]
    assert hatched.count("fn-hatching fn-part--partly") == 2
    assert hatched.count("fn-hatching fn-part--not_achieved") == 2
    assert words(chart)[-5:] == [str(status.label) for status in ResultStatus]


def test_description_tells_each_organisation_in_words() -> None:
    chart = drawn(Row("Almere", ALL), Row("Urk", ("not_applicable",) * 5))

    described = chart.find(f"{SVG}desc")
    assert described is not None
    assert described.text == "Almere: 1 van 4 behaald; Urk: 0 van 0 behaald"


def test_everything_lies_within_the_picture() -> None:
    row = ("achieved",) * 53
    chart = drawn(
        *(Row(f"Gemeente {number}", row) for number in range(40)),
        bands=(Band("A", 50), Band("B", 3)),
    )

    width, height = (float(number) for number in chart.attrib["viewBox"].split()[2:])
    corners = re.findall(r"M([\d.]+) ([\d.]+)", chart.findall(f"{SVG}path")[0].attrib["d"])
    assert max(float(x) for x, _ in corners) + 14 <= width
    assert max(float(y) for _, y in corners) + 14 <= height


@pytest.mark.parametrize("name", ["N" * 60, "<script>alert(1)</script> & zo verder, enzovoort"])
def test_long_and_hostile_name_is_cut_off_and_stays_text(name: str) -> None:
    chart = drawn(Row(name, ALL))

    assert words(chart)[2] == f"{name[: LONGEST_NAME - 1].rstrip()}…"
    assert name in str(chart.findtext(f"{SVG}desc"))


def test_picture_of_hundreds_of_cells_is_small() -> None:
    rows = tuple(Row(f"Gemeente {number}", (ALL * 11)[:53]) for number in range(7))

    chart = heat_map((Band("A", 53),), rows, name="kaart", title="Alle punten")

    assert len(chart.encode()) < 40_000
    assert len(drawn(*rows, bands=(Band("A", 53),)).findall(f"{SVG}path")) < 20


def test_without_points_or_organisations_there_is_a_picture_all_the_same() -> None:
    assert "van" not in str(drawn(bands=()).findtext(f"{SVG}desc"))
