"""How a workbook of a round looks, whatever kind of file it becomes."""

from monitoring.choices import ResultStatus

RESULTS = "Resultaten"
"""The sheet of the rows."""
WIDTHS = (20, 12, 24, 8, 13, 40, 15, 80)
"""Of the columns of the rows, in characters."""
NAMED = ("organisatie", "thema", "ambitiepunt", "status")
"""Columns of the rows that the formulas count over."""
EXPLANATION_WIDTHS = (52, 100)
FIGURE_WIDTH, KEY_WIDTH = 10.5, 12
KEY_WIDTHS = {"naam": 24, "titel": 42, "soort": 11, "thema": 8}

INK, DARK, PALE, WHITE = "#14232B", "#0A434B", "#ECF0F2", "#FFFFFF"
"""Those of the documents and the screens."""
COLOURS = {
    ResultStatus.ACHIEVED: ("#CFE8EA", "#0A434B"),
    ResultStatus.PARTLY: ("#FCEBC8", "#6B4404"),
    ResultStatus.NOT_ACHIEVED: ("#F9DCD9", "#98211B"),
    ResultStatus.UNANSWERED: (WHITE, "#44545E"),
    ResultStatus.NOT_APPLICABLE: ("#E2E2E6", "#4A4A55"),
}
"""Ground and ink of each status; the word stands in the cell as well."""
RIGHT, WRONG = COLOURS[ResultStatus.ACHIEVED], ("#98211B", WHITE)
"""Ground and ink of a control that is 0, and of one that is not."""


def key_widths(keys: tuple[str, ...]) -> list[float]:
    return [KEY_WIDTHS.get(key, KEY_WIDTH) for key in keys]
