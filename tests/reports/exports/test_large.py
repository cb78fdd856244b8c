"""Rounds that are too large to make in memory: recorded first, sent in parts, the same."""

import csv
import hashlib
import io
from pathlib import Path

import pytest
import python_calamine
from django.db import connection
from django.http import StreamingHttpResponse
from django.test.utils import CaptureQueriesContext

from accounts.events import EventType
from accounts.models import AuditEvent, User
from accounts.permissions import Role
from monitoring.actions.rounds import close_round
from monitoring.models import Round
from monitoring.snapshot import take
from reports.actions.exports import IN_PARTS
from reports.documents import writers
from reports.exports import FORMATS
from reports.exports.csv import WORDS
from reports.exports.extract import BATCH, LARGE, Extract
from tests.bench.generator import generate
from tests.bench.shapes import SEED, Shape
from tests.conftest import SignIn
from tests.exporting import exported
from tests.factories import make_member
from tests.reports.exports.evaluator import Evaluator
from tests.reports.exports.reading import workbook
from tests.running import say

SHAPE = Shape(organisations=51, points=400, rounds=1, region_size=51)


@pytest.fixture
def large_round(db: None) -> Round:
    """A closed round of a little more than `LARGE` rows."""
    generate(connection, SHAPE, SEED)
    round = Round.objects.with_norm().get()
    close_round(round=round, by=None)
    return Round.objects.with_norm().get()


@pytest.fixture
def analyst(large_round: Round) -> User:
    return make_member(
        role=Role.ANALYST, target=large_round.norm.region, email="groot@voorbeeld.test"
    )


def test_extract_has_the_rows_of_the_snapshot_in_the_same_order(large_round: Round) -> None:
    extract = Extract.of(large_round)
    assert extract.is_large
    assert extract.rows == SHAPE.results > LARGE > BATCH

    found = [
        (organisation.code, extract.points[place].code, status, explanation)
        for organisation, lines in extract.lines()
        for place, status, explanation in lines
    ]

    assert found == [
        (row.organisation.code, row.point.code, row.status, row.explanation)
        for row in take(large_round).rows
    ]


def test_csv_is_what_a_csv_writer_makes_of_the_rows(large_round: Round) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    for row in take(large_round).rows:
        place = (row.organisation.code, row.organisation.name, row.point.theme.code)
        point = (row.point.code, row.point.title, WORDS[row.status], row.explanation)
        writer.writerow([large_round.code, *place, *point])

    heading, _, rows = exported(large_round, "csv").decode("utf-8-sig").partition("\r\n")

    assert heading.startswith("ronde;organisatie;")
    assert rows == out.getvalue()


def test_large_csv_is_recorded_before_a_row_is_read_and_comes_in_parts(
    large_round: Round, analyst: User, sign_in: SignIn
) -> None:
    response = sign_in(analyst).get(f"/rondes/{large_round.code}/export/csv/")

    assert isinstance(response, StreamingHttpResponse)
    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.actor) == ("exported", analyst)
    assert event.new_values == {
        "bestandsoort": "csv",
        "aantal": SHAPE.results,
        "verzonden": IN_PARTS,
    }
    parts = iter(response)
    with CaptureQueriesContext(connection) as captured:
        first = next(parts)
    assert not captured.captured_queries
    assert first.startswith(b"\xef\xbb\xbfronde;")
    rest = list(parts)
    assert len(rest) == -(-SHAPE.results // 500)
    assert first + b"".join(rest) == exported(large_round, "csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("format", ["csv", "ods"])
def test_large_file_of_the_command_is_recorded_with_its_hash(
    large_round: Round, tmp_path: Path, format: str
) -> None:
    path = tmp_path / f"ronde.{format}"

    say("export_round", large_round.code, f"--format={format}", f"--output={path}")

    event = AuditEvent.objects.newest_first()[0]
    assert event.new_values["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.read_bytes() == exported(large_round, format)


def test_large_file_on_the_screen_is_recorded_too(large_round: Round) -> None:
    said = say("export_round", large_round.code, "--format=csv")

    assert AuditEvent.objects.newest_first()[0].new_values["verzonden"] == IN_PARTS
    assert said.encode() == exported(large_round, "csv")


@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_large_workbook_holds_every_row(large_round: Round, format: str) -> None:
    content = exported(large_round, format)

    book = python_calamine.load_workbook(io.BytesIO(content))
    rows = book.get_sheet_by_name("Resultaten").to_python()
    wanted = list(
        csv.reader(
            io.StringIO(exported(large_round, "csv").decode("utf-8-sig"), newline=""),
            delimiter=";",
        )
    )
    assert [[str(cell) for cell in row] for row in rows] == wanted


def test_large_workbook_reckons_its_total_and_keeps_the_other_counts(large_round: Round) -> None:
    book = workbook(exported(large_round, "xlsx"))

    assert str(book["Totaal"]["B5"].value).startswith("=COUNTIFS(")
    assert book["Organisaties"]["D5"].data_type == "n"
    assert book["Organisaties"]["J5"].data_type == "f"
    evaluator = Evaluator(book)
    assert evaluator.named("controle_alles") == 0
    assert evaluator.cell("Totaal", 5, 2) == take(large_round).figures.total.achieved
    told = {term: text for term, text, *_ in book["Uitleg"].values}
    assert told["Controleren"].startswith("Dit bestand is zo groot")


def test_every_format_is_made_of_a_large_round_without_a_bound_on_queries_per_row(
    large_round: Round,
) -> None:
    extract = Extract.of(large_round)
    batches = -(-len(extract.organisations) // (BATCH // len(extract.points)))

    for name in ("csv", "xlsx", "ods"):
        with CaptureQueriesContext(connection) as captured:
            for _ in FORMATS[name].parts(extract):
                pass
        assert len(captured.captured_queries) == batches


@pytest.mark.parametrize(("format", "status"), [("xlsx", 503), ("ods", 503), ("csv", 200)])
def test_heavy_file_waits_while_two_others_are_made(
    large_round: Round,
    analyst: User,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
    format: str,
    status: int,
) -> None:
    monkeypatch.setattr(writers, "PATIENCE_SECONDS", 0.05)
    with writers.turn(), writers.turn():
        response = sign_in(analyst).get(f"/rondes/{large_round.code}/export/{format}/")

    assert response.status_code == status
    taken = AuditEvent.objects.filter(type=EventType.EXPORTED).count()
    assert (response.headers.get("Refresh"), taken) == (("5", 0) if status == 503 else (None, 1))
