"""Publications of a round: what one says, and in what it differs from the one before."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from monitoring.achievement import FORMULAS, Figure, Tally
from monitoring.actions.erratum import Correction
from monitoring.choices import ResultStatus
from monitoring.models import Publication, Round
from monitoring.seal import SignatureState, signature_state
from monitoring.signing import KeyUnusable, public_keys
from monitoring.snapshot import as_document, digest, take

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that differs; `what` says of what it is."""

    what: str
    old: Figure
    new: Figure


@dataclass(frozen=True, slots=True)
class RowChange:
    """A result that differs: in its status, in its explanation, or in both.

    The explanation itself is not for everybody who sees a published round, and stays out.
    """

    organisation: str
    point: str
    old: str
    new: str
    is_explained_anew: bool


@dataclass(frozen=True, slots=True)
class Difference:
    figures: tuple[FigureChange, ...]
    rows: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """How a publication is sealed; `sha256` is of the statement, which the next one names."""

    sha256: str
    signature: SignatureState
    key_id: str


def seal_of(publication: Publication) -> Seal | None:
    """The seal as it stands; None for a publication of before there were any."""
    if not publication.statement:
        return None
    try:
        keys = public_keys()
    except KeyUnusable:
        # The check of the settings says so; the page still tells what it knows.
        keys = {}
    state = signature_state(publication, keys)
    return Seal(digest(publication.statement), state, publication.key_id)


def total_of(publication: Publication) -> Figure:
    """The total as it was published."""
    document = json.loads(publication.content)
    return _figure(document["total"], document["formula"])


def difference(publication: Publication) -> Difference | None:
    """In what a publication differs from the one that it replaces; None for the first."""
    if publication.predecessor is None:
        return None
    return compare(json.loads(publication.predecessor.content), json.loads(publication.content))


def preview(round: Round, corrections: Sequence[Correction]) -> Difference:
    """What an erratum of the corrections would change, computed as the publication would be."""
    results = {
        result.pk: (result.organisation_id, result.point_id)
        for result in round.results.filter(pk__in={c.result for c in corrections})
    }
    corrected = {
        results[correction.result]: correction
        for correction in corrections
        if correction.result in results
    }
    now = take(round)
    rows = [
        replace(row, status=found.status, explanation=found.explanation)
        if (found := corrected.get((row.organisation.pk, row.point.pk)))
        else row
        for row in now.rows
    ]
    return compare(as_document(now), as_document(now.with_rows(rows)))


def compare(old: Document, new: Document) -> Difference:
    """Figures and rows of two documents of the same round that differ."""
    before = dict(_figures(old))
    figures = (
        FigureChange(what, before[what], figure)
        for what, figure in _figures(new)
        if what in before and before[what] != figure
    )
    return Difference(tuple(figures), tuple(_row_changes(old, new)))


def _figures(document: Document) -> Iterator[tuple[str, Figure]]:
    """Every figure that a page shows, named in Dutch; the total first."""
    formula = document["formula"]
    yield "Totaal", _figure(document["total"], formula)
    for organisation in document["organisations"]:
        yield organisation["name"], _figure(organisation, formula)
        for theme in organisation["themes"]:
            yield f"{organisation['name']}, thema {theme['code']}", _figure(theme, formula)
    for theme in document["themes"]:
        yield f"Thema {theme['code']} {theme['title']}", _figure(theme, formula)
    for point in document["points"]:
        yield f"{point['code']} {point['title']}", _figure(point, formula)


def _figure(item: Mapping[str, Any], formula: str) -> Figure:
    tally = Tally(**{status.value: item[status.value] for status in ResultStatus})
    return Figure(tally, FORMULAS[formula])


def _row_changes(old: Document, new: Document) -> Iterator[RowChange]:
    names = {organisation["code"]: organisation["name"] for organisation in new["organisations"]}
    titles = {point["code"]: f"{point['code']} {point['title']}" for point in new["points"]}
    before = {(row["organisation"], row["point"]): row for row in old["results"]}
    for row in new["results"]:
        was = before.get((row["organisation"], row["point"]))
        if was is not None and was != row:
            yield RowChange(
                organisation=names[row["organisation"]],
                point=titles[row["point"]],
                old=was["status"],
                new=row["status"],
                is_explained_anew=was["explanation"] != row["explanation"],
            )
