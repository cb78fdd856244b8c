"""Rounds as nobody expects them, in every kind of file: every number is that of the JSON.

Points of one kind of organisation only, codes that a spreadsheet takes for one another, a partner,
an organisation to which nothing applies, the formula with halves, an erratum, another version.
"""

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import cycle
from typing import TypeAlias

import pytest

from accounts.refusals import Refused
from ambitions.choices import FormulaId, NormState
from ambitions.models import Organisation
from monitoring.actions.erratum import Correction, publish_erratum
from monitoring.actions.reopening import reopen_assessment
from monitoring.actions.results import write
from monitoring.actions.rounds import open_round
from monitoring.choices import ResultStatus, RoundState
from monitoring.models import Round
from monitoring.published import newest_publication
from reports.documents import docx, odt, pdf
from reports.documents.blocks import Document, Mark
from reports.documents.html import render_preview
from reports.drafting import standard_parts
from reports.exports.csv import WORDS
from reports.kinds import KINDS
from reports.kinds.kind import Kind, Order, build
from reports.material.reading import of_publication, of_round
from tests.conftest import World
from tests.exporting import exported
from tests.factories import (
    MUNICIPALITY,
    PARTNER,
    PROVINCE,
    WATER_BOARD,
    Content,
    make_exemption,
    make_norm,
    make_organisation,
    make_round,
)
from tests.reports.conftest import advance
from tests.reports.exports.reading import (
    expected,
    figures,
    ods_cells,
    tidied,
    xlsx_cells,
)
from tests.reports.exports.test_figures import reckons
from tests.reports.kinds.walk import assert_numbers_are_of
from tests.reports.test_every_format import of_pdf, of_text, of_word, packed, with_numbers

Make: TypeAlias = Callable[[World], Round]
ODD: Content = {
    "1": {"1.1": (MUNICIPALITY, PARTNER), "1.10": (WATER_BOARD,), "1e1": (PROVINCE, MUNICIPALITY)},
    "10": {"A1": (PARTNER,), "a1": (MUNICIPALITY,), "A-1": (MUNICIPALITY, PROVINCE)},
    "x": {"x1": (WATER_BOARD,)},
}
STATUSES = ("achieved", "partly", "not_achieved", "unanswered", "achieved")
HOSTILE = "=1+1 <b>{totaal: behaald}</b>"
HALF = FormulaId("behaald-half-1")


def filled(round: Round, start: int = 0) -> None:
    applicable = round.results.exclude(status=ResultStatus.NOT_APPLICABLE)
    order = applicable.order_by("organisation__code", "point__position")
    for result, status in zip(order, cycle(STATUSES[start:] + STATUSES[:start]), strict=False):
        assert write(result, {"status": status, "explanation": HOSTILE}, by=None)


def fresh(round: Round) -> Round:
    return Round.objects.with_norm().get(pk=round.pk)


def odd(world: World, formula: FormulaId, state: RoundState) -> Round:
    make_organisation(region=world.region, code="RIEC01", name="RIEC", kind=PARTNER)
    norm = make_norm(region=world.region, code="odd", content=ODD, formula=formula)
    round = make_round(norm=norm, code="odd")
    filled(round)
    advance(round, state)
    return fresh(round)


def with_halves(world: World) -> Round:
    return odd(world, HALF, RoundState.PUBLISHED)


def corrected(world: World) -> Round:
    round = with_halves(world)
    result = round.results.filter(status=ResultStatus.PARTLY)[0]
    correction = Correction(result.pk, result.version, "achieved", "")
    publish_erratum(round=round, corrections=[correction], reason="Fout.", by=None)
    return fresh(round)


def reopened(world: World) -> Round:
    round = odd(world, FormulaId.ACHIEVED, RoundState.CLOSED)
    assessment = round.assessments.get(organisation=world.almere)
    reopen_assessment(assessment=assessment, reason="Fout gezien.", by=None)
    return fresh(round)


def exempted(world: World) -> Round:
    """Nothing applies to Urk; what did not apply to Almere the round before does again."""
    norm = make_norm(region=world.region, code="odd", content=ODD)
    day = date(2025, 10, 1)
    before = make_round(norm=norm, code="voor", state=RoundState.PLANNED, reference_date=day)
    now = make_round(norm=norm, code="nu", state=RoundState.PLANNED)
    for point in norm.points.filter(applicability__kind=MUNICIPALITY):
        make_exemption(organisation=world.urk, point=point, from_round=now)
        make_exemption(
            organisation=world.almere, point=point, from_round=before, until_round=before
        )
    for start, round in enumerate((before, now)):
        open_round(round=round, by=None)
        filled(round, start)
        advance(round, RoundState.PUBLISHED)
    return fresh(now)


def of_another_version(world: World) -> Round:
    before = odd(world, FormulaId.ACHIEVED, RoundState.PUBLISHED)
    newer = make_norm(
        region=world.region,
        code="odd",
        version="2.0",
        content=ODD,
        formula=HALF,
        state=NormState.DRAFT,
    )
    newer.points.get(code="a1").replaces.add(before.norm.points.get(code="1.1"))
    newer.state = NormState.PUBLISHED
    newer.save()
    round = make_round(norm=newer, code="daarna", reference_date=date(2027, 10, 1))
    filled(round, 2)
    advance(round, RoundState.PUBLISHED)
    return fresh(round)


ROUNDS: tuple[Make, ...] = (with_halves, corrected, reopened, exempted, of_another_version)


@pytest.mark.parametrize("make", ROUNDS)
def test_data_of_an_odd_round_are_those_of_its_json(world: World, make: Make) -> None:
    round = make(world)

    for organisation in (None, world.almere, world.urk):
        document = json.loads(exported(round, "json", organisation))
        text = exported(round, "csv", organisation).decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text), delimiter=";")
        assert [(row["organisatie"], row["ambitiepunt"], row["status"]) for row in rows] == [
            (row["organisation"], row["point"], WORDS[row["status"]]) for row in document["results"]
        ]
        for format, read in (("xlsx", xlsx_cells), ("ods", ods_cells)):
            found = figures(read(exported(round, format, organisation)))
            assert {key: tidied(each.ours) for key, each in found.items()} == expected(document)
            assert {key: tidied(each.live) for key, each in found.items()} == expected(document)
    reckons(round)


@pytest.mark.parametrize("make", ROUNDS)
def test_reports_of_an_odd_round_have_the_numbers_of_its_json(world: World, make: Make) -> None:
    round = make(world)

    made = list(reports(round))

    assert "evaluatierapport" in {name for name, _ in made}
    for name, document in made:
        passages = list(with_numbers(document))
        for format, text in files(document):
            at = 0
            for passage in passages:
                found = text.find(passage, at)
                assert found >= 0, f"{name}, {format}: {passage} is not after {text[:at][-80:]}"
                at = found + len(passage)


def reports(round: Round) -> Iterator[tuple[str, Document]]:
    """Every report that there is of the round, with all of its numbers checked."""
    participants = Organisation.objects.filter(assessments__round=round)
    for kind in KINDS.values():
        for organisation in participants if kind.of_organisation else (None,):
            if kind.needs_agenda:
                continue
            try:
                yield kind.name, report(kind, round, organisation)
            except Refused:
                # There is no such report; which there are not is tested with each kind.
                continue


def report(kind: Kind, round: Round, organisation: Organisation | None) -> Document:
    publication = newest_publication(round)
    material = of_publication(publication) if publication else of_round(round)
    order = Order(
        Mark(kind.level),
        "standaardtekst",
        material.moment,
        organisation=organisation.code if organisation else None,
        parts=frozenset(standard_parts(kind)),
    )
    document = build(kind, material, order).document
    assert_numbers_are_of(document, material, kind.counts(kind.narrow(material, order), order))
    return document


def files(document: Document) -> Iterator[tuple[str, str]]:
    """The text of the report as each kind of file has it."""
    yield "docx", of_word(docx.write(document), document)
    yield "odt", of_text(odt.write(document), document)
    yield "html", packed(html.unescape(re.sub(r"<[^>]*>", "", render_preview(document))))
    if document.seal is not None:
        yield "pdf", of_pdf(pdf.write(document), document)
