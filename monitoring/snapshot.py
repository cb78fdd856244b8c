"""A round as JSON, schema `flevonorm.round/1` (contract: "JSON of a round").

The same data gives the same bytes: keys are sorted, the order of lists does not depend on the
database, and nothing tells when the snapshot was made. No private notes.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from ambitions.models import AmbitionPoint, Organisation, Theme
from monitoring import schemas
from monitoring.achievement import Figure
from monitoring.figures import RoundFigures, figure_of
from monitoring.models import Round
from monitoring.querysets import ResultQuerySet

SCHEMA = schemas.ROUND


@dataclass(frozen=True, slots=True)
class Row:
    """One result with its place, in the order of every export."""

    organisation: Organisation
    point: AmbitionPoint
    status: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A round, or one organisation's part of it, with rows and figures in the order of exports."""

    round: Round
    organisations: list[Organisation]
    themes: list[Theme]
    points: list[AmbitionPoint]
    rows: list[Row]
    figures: RoundFigures
    point_figures: dict[int, Figure]

    def with_rows(self, rows: list[Row]) -> "Snapshot":
        """The same round with its figures, as they would be of these rows."""
        return _counted(self.round, self.organisations, self.themes, self.points, rows)


def take(round: Round, organisation: Organisation | None = None) -> Snapshot:
    """Reads a round whole, or only the part of one organisation."""
    results: ResultQuerySet = round.results.all()
    if organisation is not None:
        results = results.filter(organisation=organisation)
    themes = list(round.norm.themes.order_by("position"))
    points = list(round.norm.points.select_related("theme").order_by("position"))
    read = {
        (o, p): (status, explanation)
        for o, p, status, explanation in results.values_list(
            "organisation_id", "point_id", "status", "explanation"
        )
    }
    present = {o for o, _ in read}
    organisations = Organisation.objects.filter(pk__in=present).in_order()
    rows = [
        Row(organisation, point, *read[organisation.pk, point.pk])
        for organisation in organisations
        for point in points
        if (organisation.pk, point.pk) in read
    ]
    return _counted(round, organisations, themes, points, rows)


def _counted(
    round: Round,
    organisations: list[Organisation],
    themes: list[Theme],
    points: list[AmbitionPoint],
    rows: list[Row],
) -> Snapshot:
    places = ((row.organisation.pk, row.point.theme_id, row.status) for row in rows)
    return Snapshot(
        round=round,
        organisations=organisations,
        themes=themes,
        points=points,
        rows=rows,
        figures=RoundFigures.of_rows(round, places),
        point_figures=_point_figures(round, points, rows),
    )


def _point_figures(round: Round, points: list[AmbitionPoint], rows: list[Row]) -> dict[int, Figure]:
    statuses: dict[int, list[str]] = {point.pk: [] for point in points}
    for row in rows:
        statuses[row.point.pk].append(row.status)
    return {point: figure_of(round, found) for point, found in statuses.items()}


def as_document(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot in the shape of the schema."""
    round, norm, figures = snapshot.round, snapshot.round.norm, snapshot.figures
    return {
        "schema": SCHEMA,
        "formula": norm.formula,
        "norm": {
            "code": norm.code,
            "version": norm.version,
            "title": norm.title,
            "example": norm.example,
        },
        "round": {
            "code": round.code,
            "name": round.name,
            "kind": round.kind,
            "state": round.state,
            "reference_date": round.reference_date.isoformat(),
        },
        "total": figures.total.as_dict(),
        "organisations": [
            {
                "code": organisation.code,
                "name": organisation.name,
                "kind": organisation.kind,
                **figures.organisation(organisation.pk).as_dict(),
                "themes": [
                    {"code": theme.code, **figures.cell(organisation.pk, theme.pk).as_dict()}
                    for theme in snapshot.themes
                ],
            }
            for organisation in snapshot.organisations
        ],
        "themes": [
            {"code": theme.code, "title": theme.title, **figures.theme(theme.pk).as_dict()}
            for theme in snapshot.themes
        ],
        "points": [
            {
                "code": point.code,
                "title": point.title,
                "theme": point.theme.code,
                **snapshot.point_figures[point.pk].as_dict(),
            }
            for point in snapshot.points
        ],
        "results": [
            {
                "organisation": row.organisation.code,
                "point": row.point.code,
                "status": row.status,
                "explanation": row.explanation,
            }
            for row in snapshot.rows
        ],
    }


def as_json(document: dict[str, Any]) -> str:
    """The canonical text of a document: sorted keys, two spaces, UTF-8, one line end."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def digest(text: str) -> str:
    """The SHA-256 of a document's text, as it is stored and printed: 64 hexadecimal digits."""
    # SQLite gives back bytes where somebody wrote bytes into a text; no text has their number.
    return hashlib.sha256(str(text).encode()).hexdigest()
