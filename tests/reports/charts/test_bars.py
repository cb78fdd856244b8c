import pytest
from defusedxml.ElementTree import fromstring

from monitoring.achievement import FORMULAS, Figure, Tally
from reports.charts.bars import Bar, bars, described

SVG = "{http://www.w3.org/2000/svg}"
TALLIES = (
    Tally(),
    Tally(not_applicable=4),
    Tally(achieved=500),
    Tally(partly=1),
    Tally(1, 499, 1, 300, 2),
    Tally(0, 0, 1, 0, 0),
    Tally(unanswered=3),
)
NAMES = ("Urk", "Gemeente <b> & co", "N" * 60)


def lines(*tallies: Tally) -> tuple[Bar, ...]:
    return tuple(
        Bar(NAMES[number % len(NAMES)], Figure(tally, FORMULAS["behaald-1"]))
        for number, tally in enumerate(tallies)
    )


@pytest.mark.parametrize("shown", [0, 1, 2, len(TALLIES)])
def test_picture_is_well_formed_and_holds_all_of_its_parts(shown: int) -> None:
    found = lines(*TALLIES[:shown])
    drawn = fromstring(bars(found, name="balken", title="Behaald"))

    *_, width, height = (float(edge) for edge in drawn.attrib["viewBox"].split())
    assert drawn.findtext(f"{SVG}title") == "Behaald"
    assert drawn.findtext(f"{SVG}desc") == described(found)
    for box in drawn.iter(f"{SVG}rect"):
        assert float(box.attrib["x"]) + float(box.attrib["width"]) <= width + 0.01
        assert float(box.attrib["y"]) + float(box.attrib["height"]) <= height + 0.01
    for words in drawn.iter(f"{SVG}text"):
        assert 0 <= float(words.attrib["x"]) <= width
        assert 0 <= float(words.attrib["y"]) <= height


def test_words_beside_a_bar_are_those_of_the_figure() -> None:
    found = lines(Tally(3, 1, 0, 0, 2), Tally(not_applicable=4))
    drawn = bars(found, name="balken", title="Behaald")

    assert described(found) == (
        "Urk: 75 procent, 3 van 4 behaald; Gemeente <b> & co: geen beoordeelbare punten"
    )
    assert ">75 %<" in drawn
    assert ">3/4<" in drawn
    assert "nog niet ingevuld" not in drawn
    assert "<b>" not in drawn


def test_what_is_partly_achieved_stands_beside_a_bar_where_it_counts() -> None:
    half = FORMULAS["behaald-half-1"]
    found = (Bar("Urk", Figure(Tally(3, 2, 1), half)), Bar("Dronten", Figure(Tally(3), half)))
    drawn = bars(found, name="balken", title="Behaald")

    assert described(found) == (
        "Urk: 67 procent, 3 behaald en 2 deels behaald van 6; Dronten: 100 procent, 3 van 3 behaald"
    )
    assert ">3 en 2 deels van 6<" in drawn
    assert ">3/3<" in drawn
