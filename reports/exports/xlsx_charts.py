"""The charts of the Excel workbook of a round."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from monitoring.choices import ResultStatus
from reports.exports.about import About
from reports.exports.figure_sheets import HEAD, FigureSheet
from reports.exports.layout import INK
from reports.exports.xlsx_styles import Styles, set_up, write_text

CHARTS = "Grafieken"
BARS = (
    (ResultStatus.ACHIEVED, {"fill": {"color": "#227982"}}),
    (
        ResultStatus.PARTLY,
        {
            "pattern": {
                "pattern": "wide_upward_diagonal",
                "fg_color": "#8A5A0C",
                "bg_color": "#FCEBC8",
            }
        },
    ),
    (
        ResultStatus.NOT_ACHIEVED,
        {"pattern": {"pattern": "narrow_horizontal", "fg_color": "#98211B", "bg_color": "#F9DCD9"}},
    ),
    (ResultStatus.UNANSWERED, {"fill": {"color": "#FFFFFF"}}),
    (ResultStatus.NOT_APPLICABLE, {"fill": {"color": "#C9C9D1"}}),
)
MOST_BARS = 60
"""Organisations in a chart; with more, nobody can read it."""
TALL = 24
"""Pixels of a bar in a chart."""


def write_charts(
    book: Workbook, styles: Styles, about: About, sheets: Sequence[FigureSheet]
) -> None:
    """Bars of the counts, one below the other; the numbers are on the sheets that they name."""
    sheet = book.add_worksheet(CHARTS)
    sheet.set_row(0, 26)
    write_text(sheet, 0, 0, f"Grafieken: {about.title}", styles.title)
    sheet.write_string(1, 0, about.mark, styles.note)
    row = 3
    for figures in sheets:
        size = len(figures.lines)
        if not figures.has_chart or not 0 < size <= MOST_BARS:
            continue
        note = f"De aantallen staan op het blad {figures.name}."
        sheet.write_string(row, 0, note, styles.note)
        height = 150 + TALL * size
        chart = _chart(book, figures)
        chart.set_size({"width": 900, "height": height})
        description = f"{_chart_title(figures)}. {note}"
        sheet.insert_chart(row + 1, 0, chart, {"description": description})
        row += height // 20 + 3
    set_up(sheet, about)


def _chart(book: Workbook, figures: FigureSheet) -> Any:
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = HEAD, HEAD + len(figures.lines) - 1
    names = figures.keys.index("naam" if "naam" in figures.keys else "titel")
    for place, (_, looks) in enumerate(BARS):
        column = len(figures.keys) + place
        chart.add_series(
            {
                "name": [figures.name, HEAD - 1, column],
                "categories": [figures.name, first, names, last, names],
                "values": [figures.name, first, column, last, column],
                "border": {"color": INK, "width": 0.75},
                "gap": 40,
                **looks,
            }
        )
    chart.set_title({"name": _chart_title(figures), "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    # The first organisation is at the top, so the far side of the axis is at the bottom.
    chart.set_x_axis(
        {
            "name": "aantal resultaten",
            "label_position": "high",
            "major_gridlines": {"visible": True, "line": {"color": "#C9C9D1"}},
        }
    )
    chart.set_legend({"position": "bottom"})
    return chart


def _chart_title(figures: FigureSheet) -> str:
    return f"Resultaten {figures.title[0].lower()}{figures.title[1:]}, naar status"
