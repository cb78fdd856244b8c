"""The files that a round is exported to, the same by command and by screen."""

from collections.abc import Callable
from dataclasses import dataclass

from ambitions.models import Organisation
from monitoring.models import Publication, Round
from monitoring.published import newest_publication
from monitoring.snapshot import Snapshot, take
from reports.exports import csv, json


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file; `name` is its ending and what the command calls it.

    `render_published` makes the file of a published round, or of one organisation's part (its
    code), from the publication; without it the rows of today are read, which are the same.
    """

    name: str
    label: str
    content_type: str
    render: Callable[[Snapshot], bytes]
    render_published: Callable[[Publication, str | None], bytes] | None = None


FORMATS = {
    format.name: format
    for format in (
        Format("csv", "CSV", "text/csv; charset=utf-8", csv.render, csv.render_published),
        Format("json", "JSON", "application/json", json.render, json.render_published),
    )
}


def export(round: Round, format: Format, organisation: Organisation | None = None) -> bytes:
    """The file of a round, or of one organisation's part of it."""
    publication = newest_publication(round)
    if publication is not None and format.render_published is not None:
        return format.render_published(publication, organisation.code if organisation else None)
    return format.render(take(round, organisation))


def file_name(round: Round, format: Format, organisation: Organisation | None = None) -> str:
    part = f"-{organisation.code}" if organisation else ""
    return f"{round.code}{part}.{format.name}"
