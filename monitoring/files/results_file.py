"""The results file (contract: "Results file"): from CSV or XLSX to checked rows.

What needs the round to judge (codes, applicability) is checked by `actions.results`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from accounts.refusals import FileRefused, Problem
from monitoring.choices import ResultStatus
from monitoring.files.cells import read_cells
from monitoring.files.limits import Cells
from monitoring.files.xlsx import Unreadable

REQUIRED = ("organisatie", "ambitiepunt", "status", "toelichting")
ALLOWED = (*REQUIRED, "ronde", "naam", "thema", "titel")

UNREADABLE = "hier staat een fout of een formule zonder uitkomst."

STATUS_WORDS = {
    "behaald": ResultStatus.ACHIEVED,
    "deels behaald": ResultStatus.PARTLY,
    "niet behaald": ResultStatus.NOT_ACHIEVED,
    "n.v.t.": ResultStatus.NOT_APPLICABLE,
    "": ResultStatus.UNANSWERED,
}
"""How a file writes the statuses; `reports.exports` writes the same words."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One line of the file, and where it stands; `round` is None in a file without that column."""

    number: int
    columns: dict[str, int]
    organisation: str
    point: str
    status: str
    explanation: str
    round: str | None

    def problem(self, heading: str, message: str) -> Problem:
        return Problem(message, self.number, self.columns[heading] + 1, heading)


@dataclass(frozen=True, slots=True)
class ResultsFile:
    name: str
    rows: tuple[ResultRow, ...]


def read_results(path: Path) -> ResultsFile:
    """Reads a results file; raises FileRefused with every error, its row and its column."""
    lines = iter(read_cells(path))
    _, heading = next(lines, (1, []))
    while heading and not heading[-1].strip():
        heading.pop()
    columns = _columns(path.name, heading)
    problems: list[Problem] = []
    rows = list(_rows(lines, heading, columns, problems))
    problems += _doubles(rows)
    if problems:
        raise FileRefused(path.name, sorted(problems, key=lambda problem: problem.row or 0))
    return ResultsFile(path.name, tuple(rows))


def _columns(file: str, heading: Sequence[str]) -> dict[str, int]:
    """The place of each known column; raises FileRefused for unknown, doubled or missing ones."""
    columns: dict[str, int] = {}
    problems = []
    for place, cell in enumerate(heading):
        name = cell.strip().casefold()
        if name not in ALLOWED:
            shown = name[:40] or "zonder naam"
            problems.append(Problem(f"de kolom '{shown}' is onbekend.", 1, place + 1))
        elif name in columns:
            problems.append(Problem(f"de kolom '{name}' staat er twee keer.", 1, place + 1))
        else:
            columns[name] = place
    problems += [
        Problem(f"de kolom '{name}' ontbreekt.", 1) for name in REQUIRED if name not in columns
    ]
    if problems:
        raise FileRefused(file, problems)
    return columns


def _rows(
    lines: Iterator[tuple[int, Cells]],
    heading: Sequence[str],
    columns: dict[str, int],
    problems: list[Problem],
) -> Iterator[ResultRow]:
    """The rows that can be read; what is wrong with the others goes into `problems`."""
    for number, cells in lines:
        if not any(cells):
            continue
        if len(cells) < len(heading) or any(cells[len(heading) :]):
            problems.append(Problem(f"{len(cells)} kolommen in plaats van {len(heading)}.", number))
            continue
        word = " ".join(cells[columns["status"]].casefold().split())
        row = ResultRow(
            number=number,
            columns=columns,
            organisation=cells[columns["organisatie"]].strip(),
            point=cells[columns["ambitiepunt"]].strip(),
            status=STATUS_WORDS.get(word, ResultStatus.UNANSWERED),
            explanation=cells[columns["toelichting"]],
            round=cells[columns["ronde"]].strip() if "ronde" in columns else None,
        )
        unreadable = [name for name, at in columns.items() if isinstance(cells[at], Unreadable)]
        problems += [row.problem(name, UNREADABLE) for name in unreadable]
        if word not in STATUS_WORDS and "status" not in unreadable:
            known = ", ".join(f"'{known}'" for known in STATUS_WORDS if known)
            problems.append(
                row.problem("status", f"'{word[:40]}' is geen status; kies {known} of laat leeg.")
            )
        if "\0" in row.explanation:
            problems.append(row.problem("toelichting", "een NUL-teken is niet toegestaan."))
        yield row


def _doubles(rows: Sequence[ResultRow]) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        pair = (row.organisation, row.point)
        if pair in first:
            yield row.problem(
                "ambitiepunt",
                f"{row.organisation} met {row.point} staat ook in rij {first[pair]}.",
            )
        first.setdefault(pair, row.number)
