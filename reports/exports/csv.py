"""A round as CSV (contract: "CSV export"); `import_results` reads it as it is.

`;` between cells, UTF-8 with BOM, CR LF after a row, nothing that computes. Most of a row is the
same as in other rows, so a row is put together from parts that were written once: that takes half
the time of writing every cell of it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from ambitions.files.formula_text import guarded
from monitoring.files.results_file import STATUS_WORDS
from monitoring.models import Round
from monitoring.snapshot import Row
from reports.exports.extract import Extract

HEADING = (
    "ronde",
    "organisatie",
    "naam",
    "thema",
    "ambitiepunt",
    "titel",
    "status",
    "toelichting",
)
BOM = "\ufeff"
WORDS: dict[str, str] = {status: word for word, status in STATUS_WORDS.items()}
BLOCK = 500
"""Rows in a part of a file that is sent in parts."""
_QUOTED = re.compile(r'[;"\r\n]')


def parts(extract: Extract) -> Iterator[bytes]:
    """The file in parts; the first is there before a result is read."""
    return _blocks(_lines(extract))


def render_rows(round: Round, rows: Iterable[Row]) -> bytes:
    """Rows of a round that are in memory already."""
    lines = (
        _joined(
            round.code,
            row.organisation.code,
            row.organisation.name,
            row.point.theme.code,
            row.point.code,
            row.point.title,
            WORDS[row.status],
            row.explanation,
        )
        for row in rows
    )
    return b"".join(_blocks(f"{line}\r\n" for line in lines))


def _lines(extract: Extract) -> Iterator[str]:
    points = [_joined(point.theme.code, point.code, point.title) for point in extract.points]
    for organisation, lines in extract.lines():
        head = _joined(extract.round.code, organisation.code, organisation.name)
        for place, status, explanation in lines:
            yield f"{head};{points[place]};{WORDS[status]};{_cell(explanation)}\r\n"


def _blocks(lines: Iterator[str]) -> Iterator[bytes]:
    yield f"{BOM}{_joined(*HEADING)}\r\n".encode()
    while block := "".join(islice(lines, BLOCK)):
        yield block.encode()


def _joined(*cells: str) -> str:
    return ";".join(map(_cell, cells))


def _cell(text: str) -> str:
    """Guarded, and between quotes where it holds what separates cells or rows."""
    text = guarded(text)
    if _QUOTED.search(text):
        return '"{}"'.format(text.replace('"', '""'))
    return text
