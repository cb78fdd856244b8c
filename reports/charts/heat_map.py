"""Every ambition point of every organisation in one picture, to look at from a distance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from django.utils.safestring import SafeString

from monitoring.achievement import Tally
from monitoring.choices import ResultStatus
from reports.charts.statuses import STYLES, Style
from reports.charts.svg import INK, LINE, PICTURES, clipped, element, picture, text

CELL, STEP, ROW = 14, 16, 22
GAP = 12
"""Units between two themes."""
TOP, BOTTOM = 28, 36
LETTER = 7.5
"""Units that a letter takes at most, in nearly every word."""
LONGEST_NAME = 26
LEGEND = 150


@dataclass(frozen=True, slots=True)
class Band:
    """A theme above its points; `title` is cut off where it does not fit above them."""

    title: str
    points: int


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation with its statuses, in the order of the points of all bands."""

    name: str
    statuses: tuple[str, ...]


@lru_cache(maxsize=PICTURES)
def heat_map(
    bands: tuple[Band, ...], rows: tuple[Row, ...], *, name: str, title: str
) -> SafeString:
    """One cell for each status, by organisation from above and by theme from the left."""
    left = LETTER * min(max((len(row.name) for row in rows), default=0), LONGEST_NAME) + 12
    starts = [left + start for start in _starts(bands)]
    columns = [
        start + STEP * number
        for start, band in zip(starts, bands, strict=True)
        for number in range(band.points)
    ]
    bottom = TOP + ROW * len(rows)
    return picture(
        *_heads(bands, starts),
        *_names(rows, left),
        *_cells(rows, columns),
        *_legend(bottom + 14),
        name=name,
        title=title,
        description=described(rows),
        width=max([*columns, LEGEND * len(ResultStatus)]) + CELL + 2,
        height=bottom + BOTTOM,
    )


def described(rows: Sequence[Row]) -> str:
    """What the picture says, in words."""
    return "; ".join(_words(row) for row in rows)


def _words(row: Row) -> str:
    tally = Tally.of(row.statuses)
    return f"{row.name}: {tally.achieved} van {tally.applicable} behaald"


def _starts(bands: Sequence[Band]) -> Iterator[float]:
    """How far each band begins to the right of the names."""
    ends = accumulate(STEP * band.points + GAP for band in bands)
    return (end - STEP * band.points - GAP for end, band in zip(ends, bands, strict=True))


def _heads(bands: Sequence[Band], starts: Sequence[float]) -> Iterator[SafeString]:
    for band, start in zip(bands, starts, strict=True):
        room = int((STEP * band.points + GAP) / LETTER)
        yield text(clipped(band.title, room), start, TOP - 10, font_size=12, fill=LINE)


def _names(rows: Sequence[Row], left: float) -> Iterator[SafeString]:
    for number, row in enumerate(rows):
        base = TOP + ROW * number + CELL - 2
        yield text(clipped(row.name, LONGEST_NAME), left - 12, base, text_anchor="end")


def _cells(rows: Sequence[Row], columns: Sequence[float]) -> Iterator[SafeString]:
    """One shape for each status, for all of its cells: a picture of hundreds stays small."""
    corners: dict[str, list[tuple[float, float]]] = {status: [] for status in ResultStatus}
    for number, row in enumerate(rows):
        for left, status in zip(columns, row.statuses, strict=True):
            corners[status].append((left, TOP + ROW * number))
    for style in STYLES:
        yield from _squares(style, corners[style.status])
    yield from _dashes(corners[ResultStatus.NOT_APPLICABLE])


def _squares(style: Style, corners: Sequence[tuple[float, float]]) -> Iterator[SafeString]:
    if not corners:
        return
    side = CELL - 1
    yield element(
        "path",
        # The frame is inside the cell.
        d=" ".join(f"M{x + 0.5:g} {y + 0.5:g}h{side}v{side}h-{side}z" for x, y in corners),
        fill=style.fill,
        stroke=style.line,
        class_=f"fn-part fn-part--{style.status}",
    )
    if style.hatching:
        yield element(
            "path",
            d=" ".join(style.stripes(x, y, x + CELL, y + CELL) for x, y in corners),
            stroke=style.line,
            class_=f"fn-hatching fn-part--{style.status}",
        )


def _dashes(corners: Sequence[tuple[float, float]]) -> Iterator[SafeString]:
    """What is not applicable has no frame: it does not count."""
    if corners:
        yield element(
            "path",
            d=" ".join(f"M{x + 4:g} {y + CELL / 2:g}h{CELL - 8}" for x, y in corners),
            stroke=LINE,
            class_="fn-chart__break",
        )


def _legend(top: float) -> Iterator[SafeString]:
    for number, status in enumerate(ResultStatus):
        left = LEGEND * number
        for style in STYLES:
            if style.status == status:
                yield from _squares(style, [(left, top)])
        if status == ResultStatus.NOT_APPLICABLE:
            yield from _dashes([(left, top)])
        yield text(str(status.label), left + CELL + 6, top + CELL - 2, font_size=12, fill=INK)
