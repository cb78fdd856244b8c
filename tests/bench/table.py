"""The reports as plain text: lines that a person reads, columns that stand straight."""

from collections.abc import Iterator, Sequence

from tests.bench.report import Growth, Line, Report
from tests.bench.timing import Spread

FIGURE_HEADS = ("organisations", "figure", "rows", "application ms", "SQL ms")
DOCUMENT_HEADS = ("engine", "document", "pages or cells", "document ms", "bare ms")
PAGE_HEADS = ("organisations", "page", "cells", "page ms", "beside ms")
RATIO_HEADS = ("ratio per pair", "CPU ms", "goal")


def as_text(report: Report) -> Iterator[str]:
    yield f"== {report.engine} {report.version} =="
    yield from report.notes
    yield ""
    yield "Figures: the application beside bare SQL. Medians, quartiles in brackets."
    yield from _lines(report.figures, (*FIGURE_HEADS, *RATIO_HEADS))
    yield ""
    yield "Growth: how many times longer in the larger database."
    yield from _columns(
        ("organisations", "times as many", "figure", "application", "SQL"),
        [_growth(growth) for growth in report.growth],
    )
    yield ""
    yield "Pages: server time, in one process, without network."
    yield from _lines(report.pages, (*PAGE_HEADS, *RATIO_HEADS))
    yield ""
    yield "Queries of a page."
    yield from _columns(
        ("organisations", "page", "queries", "goal"),
        [
            (
                count.database,
                count.what,
                str(count.queries),
                _verdict(f"≤ {count.limit}", count.holds),
            )
            for count in report.counts
        ],
    )
    yield f"The same number everywhere: {'yes' if report.counts_agree else 'NO'}"
    if report.documents:
        yield ""
        yield "Documents: a long report beside the bare writer."
        yield from _lines(report.documents, (*DOCUMENT_HEADS, *RATIO_HEADS))
    lines = (*report.figures, *report.pages, *report.documents)
    goals = [line for line in lines if line.goal]
    yield ""
    yield f"Goals missed: {sum(not line.holds for line in goals)} of {len(goals)}"


def _lines(lines: Sequence[Line], heads: Sequence[str]) -> Iterator[str]:
    yield from _columns(heads, [_line(line) for line in lines])


def _line(line: Line) -> tuple[str, ...]:
    return (
        line.database,
        line.what,
        str(line.rows),
        _spread(line.subject),
        _spread(line.floor),
        _spread(line.ratio, digits=2),
        f"{_number(line.subject_cpu)} / {_number(line.floor_cpu)}",
        _verdict(line.goal, line.holds),
    )


def _growth(growth: Growth) -> tuple[str, ...]:
    return (
        f"{growth.smaller} → {growth.larger}",
        f"{growth.times:.0f}",
        growth.what,
        f"{growth.subject:.1f}",
        f"{growth.floor:.1f}",
    )


def _verdict(goal: str, holds: bool) -> str:
    if not goal:
        return "none"
    return f"{goal}: {'holds' if holds else 'MISSED'}"


def _spread(spread: Spread, digits: int | None = None) -> str:
    median, low, high = (
        _number(value) if digits is None else f"{value:.{digits}f}"
        for value in (spread.median, spread.low, spread.high)
    )
    return f"{median} ({low}–{high})"


def _number(milliseconds: float) -> str:
    return f"{milliseconds:.{2 if milliseconds < 10 else 1}f}"


def _columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(heads, *rows, strict=True)]
    for cells in (heads, *rows):
        pairs = zip(cells, widths, strict=True)
        yield "  ".join(cell.ljust(width) for cell, width in pairs).rstrip()
