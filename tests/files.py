"""Files as people send them in, written for a test."""

import csv
from collections.abc import Sequence
from pathlib import Path

from monitoring.files.results_file import ResultsFile, read_results

HEADING = ("organisatie", "ambitiepunt", "status", "toelichting")


def csv_path(
    folder: Path,
    *rows: Sequence[str],
    heading: Sequence[str] = HEADING,
    delimiter: str = ";",
    encoding: str = "utf-8",
) -> Path:
    """A results file in CSV with the given rows below the heading."""
    path = folder / "resultaten.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(heading)
        writer.writerows(rows)
    return path


def results_file(
    folder: Path, *rows: Sequence[str], heading: Sequence[str] = HEADING
) -> ResultsFile:
    """The same, read."""
    return read_results(csv_path(folder, *rows, heading=heading))


NORM = """\
norm: {code: norm, version: "1.0", title: Norm, region: flevoland, adopted_on: 2025-03-03}
themes:
  - code: A
    title: Bewustwording
    points:
      - code: A1
        title: Scan
        description: Wat is zwak.
        achieved_when: De scan is er.
        applies_to: [municipality, province]
        source: https://voorbeeld.test/bron
      - {code: A2, title: Sessie, applies_to: [municipality]}
  - code: B
    title: Inrichting
    points:
      - {code: B1, title: Aanspreekpunt, applies_to: [municipality]}
"""

ORGANISATIONS = """\
region: {code: flevoland, title: Flevoland}
organisations:
  - {code: GM1, name: Almere, kind: municipality, neighbours: [GM2], tile: [2, 1]}
  - {code: GM2, name: Urk, kind: municipality, tile: [1, 1]}
  - {code: PV1, name: Provincie, kind: province}
"""


def yaml_path(folder: Path, text: str, *, name: str = "bestand.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
