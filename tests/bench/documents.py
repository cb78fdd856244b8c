"""How long and how much memory a long report takes, beside the bare writer of its kind of file."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from django.db import connection

from reports.documents import pdf
from reports.documents.blocks import Document
from reports.documents.pdf.writer import set_pages
from tests.bench.report import Goal, Line
from tests.bench.timing import measure
from tests.reports.documents.samples import large_document
from tests.run import ROOT

ORGANISATIONS, PAGES = 11, 60
BESIDE_BARE_WRITER = Goal(3)
MEGABYTES, SECONDS = 400, 3
PEAK = (
    "import django, resource; django.setup();"
    "from tests.bench.documents import KINDS, report;"
    "KINDS['{name}'].subject(report());"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: our writer, the floor that it is measured against, and its pages."""

    subject: Callable[[Document], bytes]
    floor: Callable[[Document], bytes]
    pages: Callable[[bytes], int]


def _pdf_pages(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as file:
        return len(file.pages)


KINDS = {"PDF": Kind(pdf.write, set_pages, _pdf_pages)}


@dataclass(frozen=True, slots=True)
class Documents:
    lines: list[Line]
    notes: list[str]


def report() -> Document:
    return large_document(ORGANISATIONS)


def measure_documents(pairs: int) -> Documents:
    """Each kind of file of the same long report; of the seconds only a note is made."""
    lines = [_line(name, kind, report(), pairs) for name, kind in KINDS.items()]
    return Documents(lines, [_note(line) for line in lines])


def _line(name: str, kind: Kind, document: Document, pairs: int) -> Line:
    pages = kind.pages(kind.subject(document))
    assert pages >= PAGES, f"only {pages} pages"
    measured = measure(lambda: kind.subject(document), lambda: kind.floor(document), pairs)
    return Line.of(connection.vendor, name, pages, measured, BESIDE_BARE_WRITER)


def _note(line: Line) -> str:
    script = PEAK.format(name=line.what)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    peak, seconds = int(done.stdout), line.subject.median / 1000
    verdict = "holds" if peak <= MEGABYTES and seconds <= SECONDS else "MISSED"
    return (
        f"{line.what} of {line.rows} pages: {seconds:.2f} s of which"
        f" {line.subject_cpu / 1000:.2f} s of processor, goal ≤ {SECONDS} s; at most {peak} MB"
        f" with Python and Django, goal ≤ {MEGABYTES} MB: {verdict}"
    )
