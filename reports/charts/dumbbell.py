"""Two moments of one share: where it was, where it is, and the way between."""

from fractions import Fraction
from functools import lru_cache

from django.utils.safestring import SafeString

from reports.charts.svg import DRAWN, element, ornament

WIDTH, HEIGHT = 200, 14
MARGIN = 7
MIDDLE = HEIGHT / 2


@lru_cache(maxsize=DRAWN)
def dumbbell(before: Fraction | None, now: Fraction | None) -> SafeString | str:
    """An open ring for `before` and a dot for `now`, on a line from 0 to 1.

    Nothing at all where either is missing: there is no way between them.
    """
    if before is None or now is None:
        return ""
    start, end = _x(before), _x(now)
    return ornament(
        element(
            "line",
            x1=MARGIN,
            y1=MIDDLE,
            x2=WIDTH - MARGIN,
            y2=MIDDLE,
            stroke="#c2ccd2",
            class_="fn-chart__grid",
        ),
        element(
            "line",
            x1=start,
            y1=MIDDLE,
            x2=end,
            y2=MIDDLE,
            stroke="#0e5a64",
            stroke_width=4,
            class_="fn-chart__line",
        ),
        element(
            "circle",
            cx=start,
            cy=MIDDLE,
            r=5,
            fill="#ffffff",
            stroke="#0e5a64",
            stroke_width=2,
            class_="fn-chart__ring",
        ),
        element("circle", cx=end, cy=MIDDLE, r=6, fill="#0e5a64", class_="fn-chart__dot"),
        width=WIDTH,
        height=HEIGHT,
    )


def _x(share: Fraction) -> float:
    return float(MARGIN + (WIDTH - 2 * MARGIN) * share)
