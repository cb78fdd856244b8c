"""The files that a round is exported to, the same by command and by screen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from ambitions.models import Organisation
from monitoring.models import Round
from reports.exports import csv, json, ods, spool, xlsx
from reports.exports.extract import Extract

Parts = Callable[[Extract], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file; `name` is its ending and what the command calls it.

    `parts` gives the file from its first byte to its last, in parts of any size.
    """

    name: str
    label: str
    content_type: str
    parts: Parts
    is_heavy: bool = False
    """Whether a large one is made whole, for seconds, before its first part comes."""


FORMATS = {
    format.name: format
    for format in (
        Format("csv", "CSV", "text/csv; charset=utf-8", csv.parts),
        Format("xlsx", "Excel", xlsx.CONTENT_TYPE, partial(spool.parts, xlsx.write), True),
        Format("ods", "OpenDocument", ods.CONTENT_TYPE, partial(spool.parts, ods.write), True),
        Format("json", "JSON", "application/json", json.parts),
    )
}


def file_name(round: Round, format: Format, organisation: Organisation | None = None) -> str:
    part = f"-{organisation.code}" if organisation else ""
    return f"{round.code}{part}.{format.name}"
