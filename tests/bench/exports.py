"""Exports of a round of very many results: beside the bare writers, over HTTP, and in memory.

The bare writers get the cells ready made. They are what a file cannot be written faster than with
the same library; ours read the rows from the database too, and count them.
"""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.urls import reverse
from xlsxwriter import Workbook

from accounts.actions.users import create_account
from accounts.permissions import Role
from ambitions.actions.memberships import give_role
from monitoring.actions.rounds import close_round
from monitoring.models import Round
from reports.exports import FORMATS
from reports.exports.csv import HEADING, WORDS
from reports.exports.extract import Extract
from tests.bench.databases import database, use
from tests.bench.report import Goal, Line
from tests.bench.shapes import Shape
from tests.bench.site import Browser
from tests.bench.timing import measure
from tests.run import ROOT

MANY = Shape(375, points=720, rounds=1, region_size=375)
FEWER = Shape(40, points=600, rounds=1, region_size=40)
"""Still enough to be sent in parts."""
BY_COMMAND, STREAMED, WORKBOOK = Goal(2), Goal(5), Goal(1.25)
FIRST_BYTE, MEGABYTES = 100, 150
Cells = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Measured:
    """`notes` are lines about the first byte and the memory."""

    lines: list[Line]
    notes: list[str]


def measure_exports(application: WSGIHandler, folder: Path, shape: Shape, pairs: int) -> Measured:
    with database("exports", shape), use("exports"):
        round = Round.objects.get()
        close_round(round=round, by=None)
        round = Round.objects.with_norm().get()
        cells = _cells(round)
        assert len(cells) == shape.results
        browser = _browser(application, round)
        path = reverse("round_export", args=[round.code, "csv"])
        files = _Files(folder, round, cells)
        assert b"".join(browser.parts(path)) == files.read("csv"), "screen and command differ"
        few = max(2, pairs // 7)
        works: list[tuple[str, Callable[[], object], Callable[[], object], Goal, int]] = [
            ("CSV by command / bare", files.our_csv, files.bare_csv, BY_COMMAND, pairs),
            ("CSV over HTTP / bare", lambda: _eat(browser, path), files.bare_csv, STREAMED, pairs),
            ("XLSX by command / bare", files.our_xlsx, files.bare_xlsx, WORKBOOK, few),
        ]
        return Measured(
            lines=[
                Line.of("exports", what, len(cells), measure(ours, bare, times), goal)
                for what, ours, bare, goal, times in works
            ],
            notes=[_first_byte(browser, path, pairs), *_memory(round)],
        )


class _Files:
    """The same rows written by us and by the bare writers, each into a file."""

    def __init__(self, folder: Path, round: Round, cells: Cells) -> None:
        self.folder = folder
        self.round = round
        self.cells = cells

    def read(self, format: str) -> bytes:
        return b"".join(FORMATS[format].parts(Extract.of(self.round)))

    def our_csv(self) -> None:
        self._write("csv")

    def our_xlsx(self) -> None:
        self._write("xlsx")

    def bare_csv(self) -> None:
        with (self.folder / "bare.csv").open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(HEADING)
            writer.writerows(self.cells)

    def bare_xlsx(self) -> None:
        book = Workbook(str(self.folder / "bare.xlsx"), {"constant_memory": True})
        sheet = book.add_worksheet()
        for row, cells in enumerate((HEADING, *self.cells)):
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text)
        book.close()

    def _write(self, format: str) -> None:
        with (self.folder / f"ours.{format}").open("wb") as file:
            for part in FORMATS[format].parts(Extract.of(self.round)):
                file.write(part)


def _cells(round: Round) -> Cells:
    extract = Extract.of(round)
    points = [(point.theme.code, point.code, point.title) for point in extract.points]
    return [
        (round.code, organisation.code, organisation.name, *points[place], WORDS[status], text)
        for organisation, lines in extract.lines()
        for place, status, text in lines
    ]


def _browser(application: WSGIHandler, round: Round) -> Browser:
    user = create_account(email="export@meting.example", name="E. Meting", by=None)
    give_role(user=user, role=Role.ANALYST, target=round.norm.region, by=None)
    return Browser(application, user)


def _eat(browser: Browser, path: str) -> int:
    return sum(map(len, browser.parts(path)))


def _first_byte(browser: Browser, path: str, times: int) -> str:
    waits = []
    for _ in range(times):
        started = time.perf_counter()
        parts = browser.parts(path)
        assert next(parts)
        waits.append((time.perf_counter() - started) * 1000)
        parts.close()
    return f"First byte of the CSV over HTTP: {median(waits):.0f} ms, goal ≤ {FIRST_BYTE} ms."


def _memory(round: Round) -> Iterator[str]:
    """Of a process that does nothing else; the writers do not depend on the engine."""
    if connection.vendor != "sqlite":
        return
    for format in ("csv", "xlsx", "ods"):
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.memory", round.code, format],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}"},
            check=True,
            capture_output=True,
            text=True,
        )
        peak = f"{int(done.stdout):.0f} MB, goal ≤ {MEGABYTES} MB"
        yield f"Memory of export_round --format {format}: {peak}."
