"""A round as CSV (contract: "CSV export"); `import_results` reads it as it is."""

import csv
import io
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

Cells = tuple[str, ...]


def parts(extract: Extract) -> Iterator[bytes]:
    """The file in parts; the first is there before a result is read."""
    return _written(_cells_of(extract))


def render_rows(round: Round, rows: Iterable[Row]) -> bytes:
    """Rows of a round that are in memory already."""
    cells = (
        (
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
    return b"".join(_written(tuple(map(guarded, row)) for row in cells))


def _cells_of(extract: Extract) -> Iterator[Cells]:
    """The guarded cells of every row; what many rows share is guarded once."""
    points = [
        (guarded(point.theme.code), guarded(point.code), guarded(point.title))
        for point in extract.points
    ]
    for organisation, lines in extract.lines():
        head = (
            guarded(extract.round.code),
            guarded(organisation.code),
            guarded(organisation.name),
        )
        for place, status, explanation in lines:
            yield (*head, *points[place], WORDS[status], guarded(explanation))


def _written(rows: Iterator[Cells]) -> Iterator[bytes]:
    """`;` between cells, UTF-8 with BOM, nothing that computes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    out.write(BOM)
    writer.writerow(HEADING)
    yield _taken(out)
    while block := list(islice(rows, BLOCK)):
        writer.writerows(block)
        yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    """What was written, which is then taken out."""
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode()
