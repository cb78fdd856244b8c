"""All evidence of an assessment as a ZIP: the files, and a list of everything, twice.

`inhoud.csv` is for people and spreadsheets, `inhoud.json` for programs; both have the same rows.
"""

import csv
import io
import json
import logging
import shutil
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO

from django.utils import timezone

from ambitions.files.formula_text import guarded
from monitoring.files.evidence_list import Piece
from monitoring.files.stored import open_stored
from monitoring.models import Assessment, EvidenceFile

logger = logging.getLogger(__name__)

IN_MEMORY = 1024 * 1024
"""Bytes; a larger archive is made on the disk."""
COLUMNS = (
    "nummer",
    "titel",
    "soort",
    "ambitiepunten",
    "webadres",
    "vindplaats",
    "datum",
    "opmerking",
    "vertrouwelijk",
    "bestand",
    "versie",
    "grootte",
    "sha256",
)
BOM = "\ufeff"
GONE = "bestand ontbreekt op de server"

Row = Mapping[str, str | int | None]


def archive(assessment: Assessment, pieces: Sequence[Piece]) -> IO[bytes]:
    """The ZIP, at its beginning; of a piece with a file the present revision."""
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the response closes it
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        rows = [_add(packed, number, piece) for number, piece in enumerate(pieces, start=1)]
        packed.writestr("inhoud.csv", _as_csv(rows))
        packed.writestr("inhoud.json", _as_json(assessment, rows))
    out.seek(0)
    return out


def _add(packed: zipfile.ZipFile, number: int, piece: Piece) -> Row:
    """Packs the file of a piece, if it has one, and says what there is of the piece."""
    evidence, file = piece.evidence, piece.file
    path, remarks = "", [piece.remark] if piece.remark else []
    if file is not None:
        path = f"bestanden/{number:03} {file.name}"
        try:
            _pack(packed, path, file)
        except FileNotFoundError:
            logger.error("stored file is missing: %s", file.pk)
            path = ""
            remarks.append(GONE)
    return {
        "nummer": number,
        "titel": evidence.title,
        "soort": evidence.get_kind_display(),
        "ambitiepunten": ", ".join(point.code for point in piece.points),
        "webadres": evidence.address,
        "vindplaats": evidence.place,
        "datum": evidence.dated_on.isoformat() if evidence.dated_on else "",
        "opmerking": "; ".join(remarks),
        "vertrouwelijk": "ja" if evidence.is_confidential else "nee",
        "bestand": path,
        "versie": file.number if file else None,
        "grootte": file.size if file else None,
        "sha256": file.sha256 if file else "",
    }


def _pack(packed: zipfile.ZipFile, path: str, file: EvidenceFile) -> None:
    placed = timezone.localtime(file.uploaded_at)
    entry = zipfile.ZipInfo(path, placed.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    with open_stored(file.stored_as) as content, packed.open(entry, "w") as place:
        shutil.copyfileobj(content, place)


def _as_csv(rows: Iterable[Row]) -> bytes:
    """`;` between cells, UTF-8 with BOM, nothing that computes."""
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = ("" if row[column] is None else str(row[column]) for column in COLUMNS)
        writer.writerow([guarded(cell) for cell in cells])
    return out.getvalue().encode()


def _as_json(assessment: Assessment, rows: Iterable[Row]) -> bytes:
    content = {
        "ronde": assessment.round.code,
        "organisatie": assessment.organisation.code,
        "onderbouwing": list(rows),
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
