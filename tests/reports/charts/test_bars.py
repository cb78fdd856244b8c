from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from monitoring.achievement import FORMULAS, Figure, Tally
from reports.charts.bars import Bar, bars, described

SVG = "{http://www.w3.org/2000/svg}"
counts = st.integers(min_value=0, max_value=500)
figures = st.builds(
    Figure, st.builds(Tally, counts, counts, counts, counts, counts), st.just(FORMULAS["behaald-1"])
)
NAMES = ("Urk", "Gemeente <b> & co", "N" * 60)
lines = st.lists(st.builds(Bar, st.sampled_from(NAMES), figures), max_size=8).map(tuple)


@given(lines)
def test_picture_is_well_formed_and_holds_all_of_its_parts(found: tuple[Bar, ...]) -> None:
    drawn = fromstring(bars(found, name="balken", title="Behaald"))

    *_, width, height = (float(edge) for edge in drawn.attrib["viewBox"].split())
    assert drawn.find(f"{SVG}title").text == "Behaald"
    assert (drawn.find(f"{SVG}desc").text or "") == described(found)
    for box in drawn.iter(f"{SVG}rect"):
        assert float(box.attrib["x"]) + float(box.attrib["width"]) <= width + 0.01
        assert float(box.attrib["y"]) + float(box.attrib["height"]) <= height + 0.01


def test_words_beside_a_bar_are_those_of_the_figure() -> None:
    formula = FORMULAS["behaald-1"]
    found = (
        Bar("Almere", Figure(Tally(3, 1, 0, 0, 2), formula)),
        Bar("Urk", Figure(Tally(not_applicable=4), formula)),
    )
    drawn = bars(found, name="balken", title="Behaald")

    assert described(found) == (
        "Almere: 75 procent, 3 van 4 behaald; Urk: geen beoordeelbare punten"
    )
    assert ">75 %<" in drawn
    assert ">3/4<" in drawn
    assert "nog niet ingevuld" not in drawn
