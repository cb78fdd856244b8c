"""A round as CSV (contract: "CSV export"); `import_results` reads it as it is."""

import csv
import io
from collections.abc import Iterable

from ambitions.files.formula_text import guarded
from monitoring.files.results_file import STATUS_WORDS
from monitoring.models import Round
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
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADING)
    for row in rows:
        cells = (
            round.code,
            row.organisation.code,
            row.organisation.name,
            row.point.theme.code,
            row.point.code,
            row.point.title,
            WORDS[row.status],
            row.explanation,
        )
        writer.writerow([guarded(cell) for cell in cells])
    return out.getvalue().encode()
