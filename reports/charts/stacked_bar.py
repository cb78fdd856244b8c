"""How the results that count divide over four statuses, in one bar."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString

from monitoring.achievement import Tally
from reports.charts.statuses import STYLES, Style
from reports.charts.svg import DRAWN, element, ornament

WIDTH, HEIGHT = 200, 12
KEY = 20


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the bar, in units from its left end."""

    style: Style
    left: float
    width: float


@lru_cache(maxsize=DRAWN)
def stacked_bar(tally: Tally) -> SafeString | str:
    """The bar of a tally, 200 by 12 units; nothing at all when nothing is applicable."""
    if not tally.applicable:
        return ""
    return ornament(*(_segment(segment) for segment in segments(tally)), width=WIDTH, height=HEIGHT)


def key(status: str) -> SafeString:
    """A piece of the bar as a status is drawn in it, for the head of its column."""
    [style] = (style for style in STYLES if style.status == status)
    return ornament(_segment(Segment(style, 0, KEY)), width=KEY, height=HEIGHT)


def segments(tally: Tally) -> Iterator[Segment]:
    """The parts that are not empty, in the order of the statuses; together as wide as the bar."""
    left = 0.0
    for style in STYLES:
        count: int = getattr(tally, style.status)
        if count:
            width = WIDTH * count / tally.applicable
            yield Segment(style, left, width)
            left += width


def _segment(segment: Segment) -> SafeString:
    style = segment.style
    # The frame is inside the part, so that parts do not cover each other's.
    frame = element(
        "rect",
        x=min(segment.left + 0.5, WIDTH - 0.5),
        y=0.5,
        width=max(segment.width - 1, 0.5),
        height=HEIGHT - 1,
        fill=style.fill,
        stroke=style.line,
        class_=f"fn-part fn-part--{style.status}",
    )
    hatching = style.stripes(segment.left, 0, segment.left + segment.width, HEIGHT)
    if not hatching:
        return frame
    return element(
        "g",
        frame,
        element(
            "path", d=hatching, stroke=style.line, class_=f"fn-hatching fn-part--{style.status}"
        ),
    )
