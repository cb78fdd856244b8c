"""A share from round to round, as small as a word, beside the number that it led to."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from django.utils.safestring import SafeString

from reports.charts.svg import DRAWN, element, ornament

WIDTH, HEIGHT = 72, 20
MARGIN = 4
BRAND = "#0e5a64"


@lru_cache(maxsize=DRAWN)
def spark_line(shares: tuple[Fraction | None, ...]) -> SafeString | str:
    """Shares from old to new, from 0 below to 1 above, with a dot at the last one.

    The line breaks where a share is missing. Nothing at all with fewer than two shares.
    """
    if sum(share is not None for share in shares) < 2:
        return ""
    step = (WIDTH - 2 * MARGIN) / (len(shares) - 1)
    places = [
        None if share is None else (MARGIN + step * number, _y(share))
        for number, share in enumerate(shares)
    ]
    return ornament(_floor(), *_lines(places), *_dot(places), width=WIDTH, height=HEIGHT)


def _y(share: Fraction) -> float:
    return float(MARGIN + (HEIGHT - 2 * MARGIN) * (1 - share))


def _floor() -> SafeString:
    bottom = HEIGHT - MARGIN
    return element(
        "line",
        x1=MARGIN,
        y1=bottom,
        x2=WIDTH - MARGIN,
        y2=bottom,
        stroke="#c2ccd2",
        class_="fn-chart__grid",
    )


def _lines(places: Sequence[tuple[float, float] | None]) -> Iterator[SafeString]:
    for present, run in groupby(places, key=lambda place: place is not None):
        points = [f"{place[0]:.2f},{place[1]:.2f}" for place in run if place]
        if present and len(points) > 1:
            yield element(
                "polyline",
                points=" ".join(points),
                fill="none",
                stroke=BRAND,
                stroke_width=2,
                class_="fn-chart__line",
            )


def _dot(places: Sequence[tuple[float, float] | None]) -> Iterator[SafeString]:
    if places[-1]:
        x, y = places[-1]
        yield element("circle", cx=x, cy=y, r=3, fill=BRAND, class_="fn-chart__dot")
