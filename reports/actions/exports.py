"""Writing down that somebody took results out of the application."""

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.db import transaction

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from ambitions.models import Organisation
from monitoring.models import Round
from monitoring.snapshot import Row
from reports.actions.made_files import remember_file
from reports.documents.blocks import Level
from reports.exports import Format
from reports.exports.csv import render_rows
from reports.exports.extract import Extract

IN_PARTS = "in delen, vastgelegd voor het eerste deel"
TO_THE_END = "in delen, tot en met het laatste"


@transaction.atomic
def export_round(
    *, round: Round, format: Format, organisation: Organisation | None, by: User | None
) -> bytes:
    """The file of a round, or of one organisation's part; who took which file is recorded.

    A file of a published round is remembered, so that it can be checked later.
    """
    extract = Extract.of(round, organisation)
    content = b"".join(format.parts(extract))
    taken = {**_named(extract, format), "sha256": _hash(content)}
    _remember(extract, format, content, by)
    record(_event(round, organisation, format.name, taken), by=by)
    return content


@transaction.atomic
def export_in_parts(*, extract: Extract, format: Format, by: User | None) -> Iterator[bytes]:
    """A file that is too large to make in memory, to be sent on part by part.

    Who takes it is recorded before the first part, without the hash of what is still to be made.
    """
    taken: dict[str, str | int] = {
        **_named(extract, format),
        "aantal": extract.rows,
        "verzonden": IN_PARTS,
    }
    record(_event(extract.round, extract.organisation, format.name, taken), by=by)
    return _remembered(extract, format, by)


def export_to_file(*, extract: Extract, format: Format, path: Path, by: User | None) -> None:
    """Writes the file of a round; who took which file is recorded.

    It is made whole before anything is recorded, so that nobody has to wait for the database
    while a large one is made. Raises OSError, and records nothing, when it cannot be written.
    """
    sha256 = hashlib.sha256()
    with TemporaryFile() as made:
        for part in format.parts(extract):
            sha256.update(part)
            made.write(part)
        made.seek(0)
        _put_in_place(made, sha256.hexdigest(), extract=extract, format=format, path=path, by=by)


@transaction.atomic
def _put_in_place(
    source: IO[bytes],
    sha256: str,
    *,
    extract: Extract,
    format: Format,
    path: Path,
    by: User | None,
) -> None:
    """What is remembered, what the log says and the file itself: all of it or nothing."""
    _remember(extract, format, sha256, by)
    taken = {**_named(extract, format), "sha256": sha256}
    record(_event(extract.round, extract.organisation, format.name, taken), by=by)
    with path.open("wb") as target:
        shutil.copyfileobj(source, target)


@transaction.atomic
def export_rows(
    *,
    round: Round,
    rows: Sequence[Row],
    organisation: Organisation | None,
    selection: str,
    by: User,
) -> bytes:
    """The rows behind one figure as CSV, as far as the user may see them.

    `selection` is what stands behind the question mark of the figure's address. Who took which
    rows is recorded.
    """
    content = render_rows(round, rows)
    taken: dict[str, str | int] = {
        "bestandsoort": "csv",
        "selectie": selection,
        "aantal": len(rows),
        "sha256": _hash(content),
    }
    record(_event(round, organisation, "csv van een cijfer", taken), by=by)
    return content


def _remembered(extract: Extract, format: Format, by: User | None) -> Iterator[bytes]:
    """The parts; the file can be checked later once the last one has gone out."""
    sha256 = hashlib.sha256()
    for part in format.parts(extract):
        sha256.update(part)
        yield part
    if extract.publication is not None:
        _remember_sent(extract, format, sha256.hexdigest(), by)


@transaction.atomic
def _remember_sent(extract: Extract, format: Format, sha256: str, by: User | None) -> None:
    """The log gets the hash that it lacked, without which nobody could say that it was made."""
    _remember(extract, format, sha256, by)
    taken = {**_named(extract, format), "sha256": sha256, "verzonden": TO_THE_END}
    record(_event(extract.round, extract.organisation, format.name, taken), by=by)


def _remember(extract: Extract, format: Format, content: bytes | str, by: User | None) -> None:
    """Keeps the SHA-256 of a file of a published round; `content` is the file or its SHA-256."""
    if extract.publication is not None:
        remember_file(
            content=content,
            publication=extract.publication,
            format=format.name,
            what=f"gegevens van {extract.organisation or 'de hele ronde'}",
            level=Level.CONFIDENTIAL,
            organisation=extract.organisation,
            by=by,
        )


def _event(
    round: Round,
    organisation: Organisation | None,
    name: str,
    taken: Mapping[str, str | int],
) -> Event:
    return Event(
        EventType.EXPORTED,
        subject=round,
        label=f"{round.code} {name}",
        region=round.norm.region.code,
        organisation=organisation.code if organisation else "",
        new=taken,
    )


def _named(extract: Extract, format: Format) -> dict[str, str | int]:
    """What file it is, and of which publication when it comes out of one."""
    publication = extract.publication
    of_publication = {"publicatie": publication.number} if publication else {}
    return {"bestandsoort": format.name, **of_publication}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
