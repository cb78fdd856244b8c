"""A round as CSV (contract: "CSV export"); `import_results` reads it as it is."""

import csv
import io
from collections.abc import Iterable

from ambitions.files.formula_text import guarded
from monitoring.files.results_file import STATUS_WORDS
from monitoring.models import Publication, Round
from monitoring.published import rows_of
from monitoring.snapshot import Row, Snapshot

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


def render(snapshot: Snapshot) -> bytes:
    return render_rows(snapshot.round, snapshot.rows)


def render_rows(round: Round, rows: Iterable[Row]) -> bytes:
    """Rows of a round: `;` between cells, UTF-8 with BOM, nothing that computes."""
    return _written(
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


def render_published(publication: Publication, organisation: str | None) -> bytes:
    """The rows of a publication, of all organisations or of one (its code)."""
    return _written(
        (
            publication.round.code,
            row.organisation,
            row.name,
            row.theme,
            row.point,
            row.title,
            WORDS[row.status],
            row.explanation,
        )
        for row in rows_of(publication, organisation)
    )


def _written(rows: Iterable[tuple[str, ...]]) -> bytes:
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADING)
    for cells in rows:
        writer.writerow([guarded(cell) for cell in cells])
    return out.getvalue().encode()
