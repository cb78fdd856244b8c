"""The files that a round is exported to, the same by command and by screen."""

from collections.abc import Callable
from dataclasses import dataclass

from ambitions.models import Organisation
from monitoring.models import Round
from monitoring.snapshot import Snapshot, take
from reports.exports import csv, json


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file; `name` is its ending and what the command calls it."""

    name: str
    label: str
    content_type: str
    render: Callable[[Snapshot], bytes]


FORMATS = {
    format.name: format
    for format in (
        Format("csv", "CSV", "text/csv; charset=utf-8", csv.render),
        Format("json", "JSON", "application/json", json.render),
    )
}


def export(round: Round, format: Format, organisation: Organisation | None = None) -> bytes:
    """The file of a round, or of one organisation's part of it."""
    return format.render(take(round, organisation))


def file_name(round: Round, format: Format, organisation: Organisation | None = None) -> str:
    part = f"-{organisation.code}" if organisation else ""
    return f"{round.code}{part}.{format.name}"
