"""What is measured in which order, on the engine of the settings."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.bench.databases import database, empty_database, use
from tests.bench.documents import measure_documents
from tests.bench.entry import measure_entry
from tests.bench.exports import FEWER, MANY, measure_exports
from tests.bench.figures import cases
from tests.bench.office import measure_office
from tests.bench.pages import measure_pages
from tests.bench.report import Goal, Growth, Line, Report
from tests.bench.shapes import Shape
from tests.bench.site import application
from tests.bench.timing import measure

FIGURE = Goal(2, slack=1.5)
SMALL, MEDIUM, LARGE = 7, 375, 3750
NOTES = {
    "sqlite": ["One file per database, the write-ahead log moved into it before measuring."],
    "postgresql": [
        "After VACUUM ANALYZE, autovacuum of the results off; shuffled: rows stored in random"
        " order and a tenth of them updated, ANALYZE without VACUUM.",
        "CPU time is that of the application, without the server's.",
    ],
}


@dataclass(frozen=True, slots=True)
class Plan:
    sizes: tuple[int, ...]
    shuffled: tuple[int, ...]
    """Sizes that are also measured with shuffled and updated rows, on PostgreSQL."""
    pairs: int
    export: Shape


FULL = Plan((SMALL, MEDIUM, LARGE), (MEDIUM,), pairs=21, export=MANY)
QUICK = Plan((SMALL, MEDIUM), (MEDIUM,), pairs=5, export=FEWER)


def run(plan: Plan, folder: Path) -> Report:
    """Measures everything, with temporary files in the folder."""
    with empty_database():
        report = Report(connection.display_name, _version(), list(NOTES[connection.vendor]))
        for name, shape in _shapes(plan):
            report.figures += _figures(name, shape, plan.pairs)
        report.growth += _growth(report.figures, plan)
        if connection.vendor == "sqlite":  # made without a database
            _say("Word and OpenDocument")
            report.documents += measure_office(plan.pairs)
        with application(folder / "static") as handler:
            _say("pages")
            pages = measure_pages(handler, plan.pairs, crowd=MEDIUM)
            report.pages += pages.lines
            report.counts += pages.counts
            report.notes += pages.notes
            _say("entry")
            entry = measure_entry(handler, plan.pairs)
            report.pages += entry.lines
            report.counts += entry.counts
            report.notes.append(entry.size)
        if connection.vendor == "sqlite":  # documents are made without a database
            _say("documents")
            documents = measure_documents(plan.pairs)
            report.documents += documents.lines
            report.notes += documents.notes
            _say("exports")
            exports = measure_exports(handler, folder, plan.export, plan.pairs)
            report.pages += exports.lines
            report.notes += exports.notes
    report.notes.append(_load())
    return report


def _shapes(plan: Plan) -> Iterator[tuple[str, Shape]]:
    for size in plan.sizes:
        yield str(size), Shape(size)
    if connection.vendor == "postgresql":
        for size in plan.shuffled:
            yield f"{size} shuffled", Shape(size, shuffled=True)


def _figures(name: str, shape: Shape, pairs: int) -> Iterator[Line]:
    alias = name.replace(" ", "_")
    _say(f"{name}: {shape.results} results")
    with database(alias, shape), use(alias):
        for case in cases(shape):
            rows = case.check()
            measured = measure(case.application, case.bare, pairs)
            assert case.check() == rows
            yield Line.of(name, case.name, rows, measured, FIGURE)


def _growth(lines: list[Line], plan: Plan) -> Iterator[Growth]:
    known = {(line.database, line.what): line for line in lines}
    for smaller, larger in zip(plan.sizes, plan.sizes[1:], strict=False):
        for (name, what), line in known.items():
            if name == str(larger):
                less = known[str(smaller), what]
                yield Growth(
                    smaller=less.database,
                    larger=line.database,
                    times=larger / smaller,
                    what=what,
                    subject=line.subject.median / less.subject.median,
                    floor=line.floor.median / less.floor.median,
                )


def _load() -> str:
    """Above the number of processors, times are of a machine that was busy with other work too."""
    last_minutes = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return f"Load at the end (1, 5, 15 minutes): {last_minutes} on {os.cpu_count()} processors."


def _version() -> str:
    return ".".join(str(part) for part in connection.get_database_version())


def _say(what: str) -> None:
    """Progress, apart from the table on standard output."""
    print(f"{connection.display_name}, {what}", file=sys.stderr, flush=True)  # noqa: T201
