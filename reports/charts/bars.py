"""Figures below each other as bars with their names, their percentages and a legend."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString

from monitoring.achievement import Figure
from monitoring.choices import ResultStatus
from monitoring.templatetags.figures import NO_FIGURE, spoken
from reports.charts.stacked_bar import WIDTH, Segment, segments
from reports.charts.statuses import STYLES, Style
from reports.charts.svg import LINE, PICTURES, clipped, element, picture, text

ROW, BAR = 26, 16
SCALE = 2
"""Times as wide as the bar that stands beside a number."""
LETTER, LONGEST_NAME = 6.8, 44
AMOUNT, WITH_PARTLY = 96, 190
"""Units for the percentage and the counts to the right of a bar; more where partly counts too."""
LEGEND, FOOT = 142, 40


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    figure: Figure


@lru_cache(maxsize=PICTURES)
def bars(lines: tuple[Bar, ...], *, name: str, title: str) -> SafeString:
    """One bar for each figure, all as wide as what is applicable there."""
    left = LETTER * min(max((len(line.name) for line in lines), default=0), LONGEST_NAME) + 12
    bottom = ROW * len(lines)
    shown = [style for style in STYLES if any(_count(line, style.status) for line in lines)]
    return picture(
        *(part for number, line in enumerate(lines) for part in _line(line, left, ROW * number)),
        *_legend(shown, bottom + 16),
        name=name,
        title=title,
        description=described(lines),
        width=max(left + SCALE * WIDTH + _amount(lines), LEGEND * len(STYLES)),
        height=bottom + FOOT,
    )


def described(lines: tuple[Bar, ...]) -> str:
    """What the bars say, in words."""
    return "; ".join(f"{line.name}: {spoken(line.figure)}" for line in lines)


def _amount(lines: tuple[Bar, ...]) -> int:
    return WITH_PARTLY if any(line.figure.partly_in_share for line in lines) else AMOUNT


def _count(line: Bar, status: str) -> int:
    count: int = getattr(line.figure.tally, status)
    return count


def _line(line: Bar, left: float, top: float) -> Iterator[SafeString]:
    base = top + BAR - 1
    yield text(clipped(line.name, LONGEST_NAME), left - 12, base, text_anchor="end")
    if line.figure.rounded is None:
        yield text(NO_FIGURE, left, base, fill=LINE)
        return
    for segment in segments(line.figure.tally):
        yield from _part(segment, left, top + 2)
    end = left + SCALE * WIDTH
    yield text(f"{line.figure.rounded} %", end + 40, base, text_anchor="end", font_weight=600)
    yield text(_counts(line.figure), end + 48, base, font_size=13, fill=LINE)


def _counts(figure: Figure) -> str:
    if partly := figure.partly_in_share:
        return f"{figure.achieved} en {partly} deels van {figure.applicable}"
    return f"{figure.achieved}/{figure.applicable}"


def _part(segment: Segment, left: float, top: float) -> Iterator[SafeString]:
    start, width = left + SCALE * segment.left, SCALE * segment.width
    yield from _box(segment.style, start, top, width, BAR)


def _box(
    style: Style, left: float, top: float, width: float, height: float
) -> Iterator[SafeString]:
    """The frame is inside the part, so that parts do not cover each other's."""
    yield element(
        "rect",
        x=left + 0.5,
        y=top + 0.5,
        width=max(width - 1, 0.5),
        height=height - 1,
        fill=style.fill,
        stroke=style.line,
        class_=f"fn-part fn-part--{style.status}",
    )
    hatching = style.stripes(left, top, left + width, top + height)
    if hatching:
        yield element(
            "path",
            d=hatching,
            stroke=style.line,
            class_=f"fn-hatching fn-part--{style.status}",
        )


def _legend(shown: list[Style], top: float) -> Iterator[SafeString]:
    for number, style in enumerate(shown):
        left = LEGEND * number
        yield from _box(style, left, top, 20, 12)
        label = str(ResultStatus(style.status).label)
        yield text(label, left + 26, top + 11, font_size=13, fill=LINE)
