"""Text that a spreadsheet would take for a formula, in a CSV file.

In CSV nothing marks a cell as text. An apostrophe in front does, and reading takes it away again;
text that begins with apostrophes before such a character gets one more, so that every text comes
back as it was.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """The text as a CSV cell that no spreadsheet computes."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` made the cell from."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
