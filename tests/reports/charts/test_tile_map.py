"""The map of squares, as the text that it is."""

from itertools import combinations, pairwise
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from reports.charts.tile_map import HEIGHT, LETTERS, WIDTH, Border, Tile, mark, tile_map

SVG = "{http://www.w3.org/2000/svg}"


def tile(key: str, row: int, column: int, *, name: str = "", shade: int = 1) -> Tile:
    return Tile(key, name or key.title(), row, column, words="3 punten", shade=shade)


SQUARE = (tile("a", 1, 1), tile("b", 1, 2), tile("c", 2, 1), tile("d", 2, 2))


def drawn(tiles: tuple[Tile, ...], *borders: Border) -> Element:
    chart: Element = fromstring(
        tile_map(tiles, borders, name="kaart", title="Kaart", unit=("verschil", "verschillen"))
    )
    return chart


def words(chart: Element) -> list[str]:
    return [text.text or "" for text in chart.iter(f"{SVG}text")]


def by_class(chart: Element, tag: str, css: str) -> list[Element]:
    return [
        found for found in chart.iter(f"{SVG}{tag}") if css in found.attrib.get("class", "").split()
    ]


def description(chart: Element) -> str:
    found = chart.find(f"{SVG}desc")
    assert found is not None
    return str(found.text)


def boxes(chart: Element, css: str) -> list[tuple[float, float, float, float]]:
    return [
        (x, y, x + float(rect.attrib["width"]), y + float(rect.attrib["height"]))
        for rect in by_class(chart, "rect", css)
        for x, y in [(float(rect.attrib["x"]), float(rect.attrib["y"]))]
    ]


def overlaps(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def corners(chart: Element) -> list[tuple[float, float]]:
    """The points of the only line."""
    [line] = chart.iter(f"{SVG}path")
    points = [point.split() for point in line.attrib["d"][1:].split("L")]
    return [(float(x), float(y)) for x, y in points]


def test_tiles_stand_on_their_row_and_column_with_their_words() -> None:
    chart = drawn(SQUARE)

    a, b, c, d = boxes(chart, "fn-tile")
    assert a[1] == b[1] < c[1] == d[1]
    assert a[0] == c[0] < b[0] == d[0]
    assert a[2] - a[0] == WIDTH
    assert a[3] - a[1] == HEIGHT
    assert words(chart).count("3 punten") == 4


def test_description_says_every_number() -> None:
    chart = drawn(SQUARE[:3], Border("a", "b", 7), Border("a", "c", 1))

    assert description(chart) == (
        "A: 3 punten; B: 3 punten; C: 3 punten; A en B: 7 verschillen; A en C: 1 verschil"
    )
    title = chart.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Kaart"
    assert chart.attrib["aria-labelledby"] == "kaart-titel kaart-uitleg"
    assert chart.attrib["role"] == "img"


def test_line_is_thicker_the_more_there_is_and_says_how_many() -> None:
    chart = drawn(SQUARE, Border("a", "b", 0), Border("a", "c", 3), Border("b", "d", 12))

    none, few, many = (float(line.attrib["stroke-width"]) for line in chart.iter(f"{SVG}path"))
    assert none < few < many
    assert [word for word in words(chart) if word.isdigit()] == ["0", "3", "12"]
    assert len(by_class(chart, "path", "fn-border--none")) == 1


def test_diagonal_neighbours_have_a_line_and_crossing_ones_keep_their_numbers_apart() -> None:
    chart = drawn(SQUARE, Border("a", "d", 4), Border("b", "c", 5))

    badges = boxes(chart, "fn-border__badge")
    assert len(list(chart.iter(f"{SVG}path"))) == 2
    assert not overlaps(*badges)
    assert not [True for badge in badges for box in boxes(chart, "fn-tile") if overlaps(badge, box)]


@pytest.mark.parametrize("far", [(1, 3), (3, 1), (3, 3), (4, 2), (2, 4)])
def test_line_to_a_far_neighbour_goes_around_the_tiles_between(far: tuple[int, int]) -> None:
    between = tuple(
        tile(f"{row}-{column}", row, column)
        for row in range(1, 5)
        for column in range(1, 5)
        if (row, column) not in ((1, 1), far)
    )
    chart = drawn((tile("a", 1, 1), tile("z", *far), *between), Border("a", "z", 2))

    [badge] = boxes(chart, "fn-border__badge")
    width, height = float(chart.attrib["width"]), float(chart.attrib["height"])
    assert 0 <= badge[0] < badge[2] <= width
    assert 0 <= badge[1] < badge[3] <= height
    first, last, *others = boxes(chart, "fn-tile")
    assert not [True for box in (first, last, *others) if overlaps(badge, box)]
    for start, end in pairwise(corners(chart)):
        run = (min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]) + 0.1)
        line = (*run, max(start[1], end[1]) + 0.1)
        assert not [True for box in others if overlaps(line, box)]


def test_border_of_an_organisation_without_a_tile_is_left_out() -> None:
    chart = drawn(SQUARE, Border("a", "elders", 4))

    assert not list(chart.iter(f"{SVG}path"))
    assert "4" not in words(chart)


def test_counts_stand_under_the_words_and_the_description_speaks() -> None:
    spoken = "79 procent, 31 van 39"
    chart = drawn((Tile("a", "A", 1, 1, "79 %", 2, "31 van 39", spoken),))

    assert words(chart) == ["A", "79 %", "31 van 39"]
    assert description(chart) == "A: 79 procent, 31 van 39"


def test_long_counts_take_two_lines_above_the_marks() -> None:
    said = "300 en 50 deels van\N{NO-BREAK SPACE}390, 12 n.v.t."
    chart = drawn((Tile("a", "Hele Lange Naam van Iets", 1, 1, "83 %", 2, said),))

    name, second, value, *counts = (float(line.attrib["y"]) for line in chart.iter(f"{SVG}text"))
    tops = [float(box.attrib["y"]) for box in chart.iter(f"{SVG}rect")][1:]

    assert words(chart)[3:] == ["300 en 50 deels", "van\N{NO-BREAK SPACE}390, 12 n.v.t."]
    assert second - name == 17
    assert second + 15 < value < counts[0] - 14 < counts[1] - 27
    assert counts[1] < min(tops)


def test_long_name_is_shortened_on_the_tile_and_whole_in_the_description() -> None:
    name = "Gemeente Westelijk Noordoostflevoland en Zuidelijke Randmeren"
    assert len(name) > 60

    chart = drawn((tile("a", 1, 1, name=name), tile("b", 1, 2, name="X" * 60)))

    written = [word for word in words(chart) if word != "3 punten"]
    assert written[:2] == ["Gemeente", "Westelijk Noor…"]
    assert all(len(word) <= LETTERS for word in written)
    assert len(written) <= 4
    assert name in description(chart)


def test_forty_organisations_fit_the_picture() -> None:
    tiles = tuple(tile(f"g{n}", n // 7, n % 7) for n in range(40))
    borders = [Border(one.key, other.key, 1) for one, other in combinations(tiles[:12], 2)]

    chart = drawn(tiles, *borders)

    width, height = float(chart.attrib["width"]), float(chart.attrib["height"])
    found = boxes(chart, "fn-tile")
    assert len(found) == 40
    assert all(box[2] < width and box[3] < height for box in found)
    assert not [pair for pair in combinations(found, 2) if overlaps(*pair)]


def test_empty_rows_and_columns_do_not_make_an_endless_picture() -> None:
    chart = drawn((tile("a", 1, 1), tile("b", 32767, 32767)))

    assert float(chart.attrib["width"]) < 10 * WIDTH
    assert float(chart.attrib["height"]) < 10 * HEIGHT


def test_no_tiles_make_an_empty_picture() -> None:
    assert not boxes(drawn(()), "fn-tile")


@pytest.mark.parametrize("shade", [0, 1, 2, 3])
def test_shade_is_told_by_marks_too(shade: int) -> None:
    chart = drawn((tile("a", 1, 1, shade=shade),))
    key = fromstring(str(mark(shade)).replace("<svg", f'<svg xmlns="{SVG[1:-1]}"'))

    for picture in (chart, key):
        filled = [
            found
            for found in by_class(picture, "rect", "fn-tile__mark")
            if "fn-tile__mark--empty" not in found.attrib["class"]
        ]
        assert len(filled) == shade


def test_words_cannot_become_markup() -> None:
    hostile = "<script>a</script>"

    chart = drawn((Tile("a", hostile, 1, 1, hostile, 0),), Border("a", "a", 1))

    assert hostile in words(chart)
    assert hostile in description(chart)
    assert not list(chart.iter(f"{SVG}script"))
    assert "style" not in {name for part in chart.iter() for name in part.attrib}
