"""Percentages below each other, each as a bar that is filled as far as it is achieved."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from django.utils.safestring import SafeString

from reports.charts.svg import LINE, PICTURES, clipped, element, picture, text

ROW, BAR, WIDTH = 16, 10, 600
LEFT, RIGHT = 290, 540
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` is from 0 to 1, None where there is no figure; `label` says it in words."""

    name: str
    share: Fraction | None
    label: str


@lru_cache(maxsize=PICTURES)
def share_bars(bars: tuple[Bar, ...], *, name: str, title: str, description: str) -> SafeString:
    """One row for each, from above; a name that does not fit is cut off, and whole in the table."""
    return picture(
        *(_row(bar, ROW * number) for number, bar in enumerate(bars)),
        name=name,
        title=title,
        description=description,
        width=WIDTH,
        height=ROW * len(bars),
    )


def _row(bar: Bar, top: float) -> SafeString:
    line = top + ROW / 2 + 4
    return element(
        "g",
        text(clipped(bar.name, LONGEST_NAME), LEFT - 8, line, text_anchor="end"),
        _frame(top),
        _filled(bar, top),
        text(bar.label, RIGHT + 8, line),
    )


def _frame(top: float) -> SafeString:
    return element(
        "rect",
        x=LEFT,
        y=top + (ROW - BAR) / 2,
        width=RIGHT - LEFT,
        height=BAR,
        fill="#ffffff",
        stroke=LINE,
        class_="fn-part fn-part--unanswered",
    )


def _filled(bar: Bar, top: float) -> SafeString | str:
    if not bar.share:
        return ""
    return element(
        "rect",
        x=LEFT,
        y=top + (ROW - BAR) / 2,
        width=float((RIGHT - LEFT) * bar.share),
        height=BAR,
        fill="#227982",
        stroke="#0a434b",
        class_="fn-part fn-part--achieved",
    )
