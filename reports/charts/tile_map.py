"""A map of squares: one tile for each organisation, and lines between neighbours.

Every tile has its words and every line its number; shade, marks and thickness only repeat them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap

from django.utils.safestring import SafeString

from reports.charts.svg import LINE, PICTURES, element, picture, text

WIDTH, HEIGHT = 136, 104
GAP, NARROW = 52, 8
"""Between tiles: with room for lines and their numbers, and without lines."""
CORNER = 6
LETTERS, LINES = 15, 2
"""How much of a name fits a tile: letters on a line, and lines."""
COUNTS_LETTERS = 20
"""Letters of the counts that fit on a line; longer ones take two."""
LEVELS = 4
MARK = 9
THIN, THICK = 2, 12
BADGE = 13
STRAIGHT = 0.5
DIAGONAL = 0.42
"""Where on a line its number stands; two diagonals that cross keep their numbers apart."""

SHADES = {
    "figure": ("#ffffff", "#f2f8f8", "#e3f0f0", "#c5e0e1"),
    "difference": ("#ffffff", "#fff9f1", "#fdf0dc", "#fae0b8"),
}
EDGE, BORDER, MARKED = "#566873", "#a25a08", "#0a434b"


@dataclass(frozen=True, slots=True)
class Tile:
    """One organisation; `words` say what `shade` shows, from 0 (light) to 3 (dark).

    `counts` stand under the words; `spoken` is both in the description, where they differ.
    """

    key: str
    name: str
    row: int
    column: int
    words: str
    shade: int
    counts: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Border:
    """Two neighbours by their keys, and the number that belongs to both."""

    first: str
    second: str
    count: int


@dataclass(frozen=True, slots=True)
class Spot:
    """The middle of a tile, in units, and where it is on the grid."""

    x: float
    y: float
    row: int
    column: int


@lru_cache(maxsize=PICTURES)
def tile_map(
    tiles: tuple[Tile, ...],
    borders: tuple[Border, ...],
    *,
    name: str,
    title: str,
    kind: str = "figure",
    unit: tuple[str, str] = ("", ""),
) -> SafeString:
    """Tiles on their row and column, and of the borders those between two of the tiles.

    `kind` is a key of SHADES; `unit` says of what the numbers on the borders are, in the
    description, for one and for several: ("verschil", "verschillen").
    """
    keys = {tile.key for tile in tiles}
    drawn = [border for border in borders if {border.first, border.second} <= keys]
    spots = _spots(tiles, GAP if drawn else NARROW)
    most = max((border.count for border in drawn), default=0)
    # A line that goes around tiles may go around the last ones.
    far = any(_is_far(spots[border.first], spots[border.second]) for border in drawn)
    margin = GAP if far else NARROW
    return picture(
        *(_line(border, spots, most) for border in drawn),
        *(_tile(tile, spots[tile.key], kind) for tile in tiles),
        *(_badge(border, spots) for border in drawn),
        name=name,
        title=title,
        description=_description(tiles, drawn, unit),
        width=max((spot.x for spot in spots.values()), default=0) + WIDTH / 2 + margin,
        height=max((spot.y for spot in spots.values()), default=0) + HEIGHT / 2 + margin,
    )


def mark(shade: int, kind: str = "figure") -> SafeString:
    """The marks of a shade as they stand on a tile, for the key beside the map."""
    side = LEVELS * (MARK + 3)
    return element(
        "svg",
        *_marks(shade, 1, 2),
        viewBox=f"0 0 {side} 14",
        width=side,
        height=14,
        aria_hidden="true",
        focusable="false",
        class_=f"fn-chart fn-tile-key fn-tile-key--{kind}",
    )


def _description(tiles: Sequence[Tile], borders: Sequence[Border], unit: tuple[str, str]) -> str:
    names = {tile.key: tile.name for tile in tiles}
    parts = [f"{tile.name}: {tile.spoken or tile.words}" for tile in tiles]
    for border in borders:
        between = f"{names[border.first]} en {names[border.second]}"
        parts.append(f"{between}: {border.count} {unit[border.count != 1]}".rstrip())
    return "; ".join(parts)


def _spots(tiles: Sequence[Tile], gap: int) -> dict[str, Spot]:
    rows = _steps({tile.row for tile in tiles})
    columns = _steps({tile.column for tile in tiles})
    return {
        tile.key: Spot(
            x=NARROW + WIDTH / 2 + columns[tile.column] * (WIDTH + gap),
            y=NARROW + HEIGHT / 2 + rows[tile.row] * (HEIGHT + gap),
            row=rows[tile.row],
            column=columns[tile.column],
        )
        for tile in tiles
    }


def _steps(numbers: set[int]) -> Mapping[int, int]:
    """Rows or columns from 0; of empty ones between two that are used, one stays."""
    steps: dict[int, int] = {}
    place, before = 0, None
    for number in sorted(numbers):
        if before is not None:
            place += min(number - before, 2)
        steps[number] = place
        before = number
    return steps


def _line(border: Border, spots: Mapping[str, Spot], most: int) -> SafeString:
    width = THIN + (THICK - THIN) * border.count / most if most else THIN
    style: dict[str, str | float] = {"stroke_dasharray": "4 4"} if not border.count else {}
    points = _route(*_ends(border, spots))
    return element(
        "path",
        d="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points),
        fill="none",
        stroke=BORDER if border.count else EDGE,
        stroke_width=width,
        stroke_linejoin="round",
        class_="fn-border" if border.count else "fn-border fn-border--none",
        **style,
    )


def _ends(border: Border, spots: Mapping[str, Spot]) -> tuple[Spot, Spot]:
    """The upper one first, of one row the left one."""
    start, end = sorted(
        (spots[border.first], spots[border.second]), key=lambda spot: (spot.row, spot.column)
    )
    return start, end


def _route(start: Spot, end: Spot) -> list[tuple[float, float]]:
    """From middle to middle; to a far neighbour between the rows and columns of other tiles."""
    if not _is_far(start, end):
        return [(start.x, start.y), (end.x, end.y)]
    below = start.y + (HEIGHT + GAP) / 2
    above = below if start.row == end.row else end.y - (HEIGHT + GAP) / 2
    beside = end.x + _side(start, end) * -(WIDTH + GAP) / 2
    return [
        (start.x, start.y),
        (start.x, below),
        (beside, below),
        (beside, above),
        (end.x, above),
        (end.x, end.y),
    ]


def _side(start: Spot, end: Spot) -> int:
    """1 when the end is to the right, -1 when it is not."""
    return 1 if end.column > start.column else -1


def _is_far(start: Spot, end: Spot) -> bool:
    """Whether there is room for another tile between the two."""
    return max(abs(start.row - end.row), abs(start.column - end.column)) > 1


def _badge(border: Border, spots: Mapping[str, Spot]) -> SafeString:
    """The number on its line, over everything else."""
    x, y = _place(*_ends(border, spots))
    number = str(border.count)
    half = BADGE + 4 * max(len(number) - 2, 0)
    return element(
        "g",
        element(
            "rect",
            x=x - half,
            y=y - BADGE,
            width=2 * half,
            height=2 * BADGE,
            rx=BADGE,
            fill="#ffffff",
            stroke=BORDER if border.count else EDGE,
            stroke_width=1.5,
            class_="fn-border__badge",
        ),
        text(number, x, y + 5, text_anchor="middle", font_size=15, font_weight=600),
    )


def _place(start: Spot, end: Spot) -> tuple[float, float]:
    """Where the number stands on the line."""
    if _is_far(start, end):
        side = _side(start, end) if start.column != end.column else 1
        return start.x + side * (WIDTH + GAP) / 2, start.y + (HEIGHT + GAP) / 2
    straight = start.row == end.row or start.column == end.column
    share = STRAIGHT if straight else DIAGONAL
    return start.x + share * (end.x - start.x), start.y + share * (end.y - start.y)


def _tile(tile: Tile, spot: Spot, kind: str) -> SafeString:
    left, top = spot.x - WIDTH / 2, spot.y - HEIGHT / 2
    return element(
        "g",
        element(
            "rect",
            x=left,
            y=top,
            width=WIDTH,
            height=HEIGHT,
            rx=CORNER,
            fill=SHADES[kind][tile.shade],
            stroke=EDGE,
            stroke_width=1.5,
            class_=f"fn-tile fn-tile--{kind}-{tile.shade}",
        ),
        *(
            text(line, left + 10, top + 22 + 17 * number, font_size=15, font_weight=600)
            for number, line in enumerate(_name_lines(tile.name))
        ),
        *_figure(tile, left + 10, top + HEIGHT),
    )


def _figure(tile: Tile, left: float, bottom: float) -> Iterator[SafeString]:
    """The words, the counts below them and the marks; closer together over two lines of counts."""
    counts = wrap(tile.counts, COUNTS_LETTERS)
    words, first, marks = (47, 32, 11) if len(counts) > 1 else (43, 26, 16)
    yield text(tile.words, left, bottom - words, font_size=14)
    for number, line in enumerate(counts):
        yield text(line, left, bottom - first + 14 * number, fill=LINE)
    yield from _marks(tile.shade, left, bottom - marks)


def _name_lines(name: str) -> list[str]:
    lines = wrap(name, LETTERS)
    if len(lines) > LINES:
        lines[LINES - 1] = f"{lines[LINES - 1][: LETTERS - 1]}…"
    return lines[:LINES]


def _marks(shade: int, x: float, y: float) -> Iterator[SafeString]:
    """As many filled squares as the shade is dark, of three."""
    for number in range(LEVELS - 1):
        filled = number < shade
        yield element(
            "rect",
            x=x + number * (MARK + 3),
            y=y,
            width=MARK,
            height=MARK,
            fill=MARKED if filled else "none",
            stroke=MARKED,
            class_="fn-tile__mark" if filled else "fn-tile__mark fn-tile__mark--empty",
        )
