"""Percentages from round to round, with a break where another version of the norm begins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import groupby, pairwise

from django.utils.safestring import SafeString

from monitoring.achievement import Figure
from monitoring.templatetags.figures import NO_FIGURE, achieved_of
from reports.charts.svg import INK, LINE, PICTURES, element, picture, text

STEP, HEIGHT = 96, 210
LEFT, RIGHT, TOP, BOTTOM = 44, 24, 40, 44
LINES = (0, 25, 50, 75, 100)
BRAND = "#0e5a64"


@dataclass(frozen=True, slots=True)
class Moment:
    """One round: its `label` is short, such as "okt. 2022"; `version` is that of the norm."""

    label: str
    version: str
    figure: Figure


@lru_cache(maxsize=PICTURES)
def trend(moments: tuple[Moment, ...], *, name: str, title: str) -> SafeString:
    """The moments from old to new, 96 units apart; those without a percentage have no dot."""
    height = TOP + HEIGHT + BOTTOM
    width = LEFT + STEP * max(len(moments), 1) + RIGHT
    return picture(
        *_scale(width),
        *_breaks(moments),
        *_lines(moments),
        *_dots(moments),
        name=name,
        title=title,
        description="; ".join(_words(moment) for moment in moments),
        width=width,
        height=height,
    )


def _words(moment: Moment) -> str:
    if moment.figure.rounded is None:
        return f"{moment.label}: {NO_FIGURE}"
    return (
        f"{moment.label}: {moment.figure.rounded} procent, "
        f"{achieved_of(moment.figure)} (norm {moment.version})"
    )


def _x(index: int) -> float:
    return LEFT + STEP * (index + 0.5)


def _y(share: Fraction) -> float:
    """Exactly where the share is, from the bottom line up."""
    return float(TOP + HEIGHT * (1 - share))


def _scale(width: float) -> Iterator[SafeString]:
    for percentage in LINES:
        y = TOP + HEIGHT * (100 - percentage) / 100
        yield element(
            "line",
            x1=LEFT,
            y1=y,
            x2=width - RIGHT,
            y2=y,
            stroke="#c2ccd2",
            class_="fn-chart__grid",
        )
        yield text(f"{percentage} %", LEFT - 8, y + 4, text_anchor="end", font_size=12, fill=LINE)


def _breaks(moments: Sequence[Moment]) -> Iterator[SafeString]:
    """A dashed upright line between two versions, and above the moments which version it is."""
    for index, (before, after) in enumerate(pairwise(moments)):
        if before.version != after.version:
            x = LEFT + STEP * (index + 1)
            yield element(
                "line",
                x1=x,
                y1=TOP - 24,
                x2=x,
                y2=TOP + HEIGHT,
                stroke=LINE,
                stroke_dasharray="4 4",
                class_="fn-chart__break",
            )
    for version, indices in _by_version(moments):
        yield text(
            f"norm {version}",
            LEFT + STEP * indices[0] + 6,
            TOP - 16,
            font_size=12,
            fill=LINE,
        )


def _lines(moments: Sequence[Moment]) -> Iterator[SafeString]:
    for _, indices in _by_version(moments):
        drawn = [
            f"{_x(index):.2f},{_y(share):.2f}"
            for index in indices
            if (share := moments[index].figure.share) is not None
        ]
        if len(drawn) > 1:
            yield element(
                "polyline",
                points=" ".join(drawn),
                fill="none",
                stroke=BRAND,
                stroke_width=3,
                class_="fn-chart__line",
            )


def _dots(moments: Sequence[Moment]) -> Iterator[SafeString]:
    for index, moment in enumerate(moments):
        x = _x(index)
        yield text(moment.label, x, TOP + HEIGHT + 22, text_anchor="middle", font_size=13, fill=INK)
        if moment.figure.share is None:
            continue
        y = _y(moment.figure.share)
        yield element("circle", cx=x, cy=y, r=5, fill=BRAND, class_="fn-chart__dot")
        # Under the dot where it would run into the name of the version.
        above = y > TOP + 16
        yield text(
            f"{moment.figure.rounded} %",
            x,
            y - 12 if above else y + 24,
            text_anchor="middle",
            font_size=15,
            font_weight=600,
        )


def _by_version(moments: Sequence[Moment]) -> Iterator[tuple[str, list[int]]]:
    """Each run of moments of one version, as their places in the row."""
    for version, run in groupby(range(len(moments)), key=lambda index: moments[index].version):
        yield version, list(run)
