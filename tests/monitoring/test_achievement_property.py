"""Random regions, through the real files and actions, against a calculation of its own.

The expected figures are worked out here from the raw rows of the database, with exact fractions
and decimal rounding, and share no code with `monitoring.achievement`.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.refusals import Refused
from ambitions.actions.norms import import_norm
from ambitions.actions.organisations import import_organisations
from ambitions.files.norm_file import read_norm
from ambitions.files.organisations_file import read_organisations
from ambitions.models import AmbitionPoint, Norm, Organisation
from monitoring.actions.exemptions import grant_exemption
from monitoring.actions.publication import publish_round
from monitoring.actions.results import import_results
from monitoring.actions.rounds import close_round, open_round, plan_round
from monitoring.files.results_file import read_results
from monitoring.models import Round
from tests.exporting import exported

KINDS = ("municipality", "province", "water_board", "partner")
WORDS = {
    "behaald": "achieved",
    "deels behaald": "partly",
    "niet behaald": "not_achieved",
    "n.v.t.": "not_applicable",
    "": "unanswered",
}
WEIGHTS = {"behaald-1": Fraction(0), "behaald-half-1": Fraction(1, 2)}
Pair = tuple[str, str]
Row = dict[str, str]


@dataclass
class Example:
    """A region with one round, as files and exemptions."""

    formula: str
    organisations: list[tuple[str, str, str]]
    """Code, name, kind."""
    themes: list[list[tuple[str, ...]]]
    """Per theme, per point, the kinds to which it applies."""
    exempted: set[Pair] = field(default_factory=set)
    statuses: dict[Pair, str] = field(default_factory=dict)
    """What the results file says, in its own words; pairs that are absent are not in the file."""

    def points(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Code, theme and kinds of every point."""
        for t, points in enumerate(self.themes):
            for p, kinds in enumerate(points):
                yield f"{'ABCDE'[t]}{p + 1}", "ABCDE"[t], kinds

    def expected(self) -> dict[Pair, str]:
        """The status of every pair, worked out from the example itself."""
        used = {kind for _, _, kinds in self.points() for kind in kinds}
        return {
            (organisation, point): self._status(organisation, kind, point, kinds)
            for organisation, _, kind in self.organisations
            if kind in used
            for point, _, kinds in self.points()
        }

    def _status(self, organisation: str, kind: str, point: str, kinds: tuple[str, ...]) -> str:
        if kind not in kinds or (organisation, point) in self.exempted:
            return "not_applicable"
        return WORDS[self.statuses.get((organisation, point), "")]


@st.composite
def examples(draw: st.DrawFn) -> Example:
    names = st.text("abcdeéÉzZ -", min_size=1, max_size=8).map(lambda text: f"O {text.strip()}")
    kinds = st.lists(st.sampled_from(KINDS), max_size=4, unique=True).map(tuple)
    example = Example(
        formula=draw(st.sampled_from(sorted(WEIGHTS))),
        organisations=[
            (f"X{number:03}", draw(names), draw(st.sampled_from(KINDS)))
            for number in range(draw(st.integers(1, 7)))
        ],
        themes=draw(st.lists(st.lists(kinds, max_size=6), min_size=1, max_size=5)),
    )
    # Long runs of one status reach the figures at the ends: all but one, none but one.
    usual = draw(st.sampled_from(sorted(WORDS)))
    for organisation, _, kind in example.organisations:
        for point, _, applies_to in example.points():
            pair = (organisation, point)
            match draw(st.integers(0, 9)):
                case 0:
                    pass
                case 1 if kind in applies_to:
                    example.exempted.add(pair)
                    example.statuses[pair] = "n.v.t."
                case 2 | 3 | 4 | 5:
                    example.statuses[pair] = draw(st.sampled_from(sorted(WORDS)))
                case _:
                    example.statuses[pair] = usual
            if kind not in applies_to and pair in example.statuses:
                example.statuses[pair] = "n.v.t."
    return example


# --- Into the database, by the ways that real data goes -------------------------------------------


def load(example: Example, folder: Path) -> Round | None:
    """The published round of the example; None when nobody can take part in it."""
    organisations, source = read_organisations(_organisations_file(example, folder))
    import_organisations(content=organisations, source=source, by=None)
    content, source = read_norm(_norm_file(example, folder))
    norm = import_norm(content=content, source=source, publish=True, by=None).norm
    round = plan_round(
        norm=norm,
        code="ronde",
        name="Ronde",
        kind="interim",
        reference_date=date(2026, 10, 1),
        closes_on=date(2026, 12, 1),
        by=None,
    )
    _exempt(example, norm, round)
    try:
        open_round(round=round, by=None)
    except Refused:
        return None
    file = read_results(_results_file(example, folder))
    import_results(round=round, file=file, by=None)
    close_round(round=round, by=None)
    publish_round(round=round, by=None)
    return round


def _organisations_file(example: Example, folder: Path) -> Path:
    data = {
        "region": {"code": "regio", "title": "Regio"},
        "organisations": [
            {"code": code, "name": name, "kind": kind} for code, name, kind in example.organisations
        ],
    }
    path = folder / "organisaties.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def _norm_file(example: Example, folder: Path) -> Path:
    data = {
        "norm": {
            "code": "norm",
            "version": "1.0",
            "title": "Norm",
            "region": "regio",
            "formula": example.formula,
        },
        "themes": [
            {
                "code": "ABCDE"[t],
                "title": "Thema",
                "points": [
                    {"code": f"{'ABCDE'[t]}{p + 1}", "title": "Punt", "applies_to": list(kinds)}
                    for p, kinds in enumerate(points)
                ],
            }
            for t, points in enumerate(example.themes)
        ],
    }
    path = folder / "norm.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return path


def _results_file(example: Example, folder: Path) -> Path:
    taking_part = example.expected()
    path = folder / "resultaten.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["organisatie", "ambitiepunt", "status", "toelichting"])
        for (organisation, point), word in example.statuses.items():
            if (organisation, point) in taking_part:
                writer.writerow([organisation, point, word, f"{organisation} over {point}"])
    return path


def _exempt(example: Example, norm: Norm, round: Round) -> None:
    organisations = Organisation.objects.in_bulk(field_name="code")
    points = {point.code: point for point in AmbitionPoint.objects.filter(norm=norm)}
    for organisation, point in sorted(example.exempted):
        grant_exemption(
            organisation=organisations[organisation],
            point=points[point],
            reason="Vrijgesteld.",
            from_round=round,
            until_round=None,
            by=None,
        )


# --- The figures, worked out again ----------------------------------------------------------------


def raw_rows() -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.code, t.code, p.code, r.status FROM monitoring_result r"
            " JOIN ambitions_organisation o ON o.id = r.organisation_id"
            " JOIN ambitions_ambitionpoint p ON p.id = r.point_id"
            " JOIN ambitions_theme t ON t.id = p.theme_id"
        )
        keys = ("organisation", "theme", "point", "status")
        return [dict(zip(keys, row, strict=True)) for row in cursor.fetchall()]


def brute_force(rows: list[Row], formula: str) -> dict[str, Any]:
    counts = {status: sum(row["status"] == status for row in rows) for status in WORDS.values()}
    applicable = len(rows) - counts["not_applicable"]
    figure: dict[str, Any] = {**counts, "applicable": applicable}
    if not applicable:
        return {**figure, "percentage": None, "rounded": None, "coverage": None}
    share = (counts["achieved"] + WEIGHTS[formula] * counts["partly"]) / applicable
    covered = Fraction(applicable - counts["unanswered"], applicable)
    return {
        **figure,
        "percentage": str(rounded(share, "0.1")),
        "rounded": int(rounded(share, "1")),
        "coverage": str(rounded(covered, "0.1")),
    }


def rounded(share: Fraction, step: str) -> Decimal:
    smallest = Decimal(step)
    exact = Decimal(100 * share.numerator) / Decimal(share.denominator)
    value = exact.quantize(smallest, ROUND_HALF_UP)
    if 0 < share < 1:
        value = min(max(value, smallest), 100 - smallest)
    return value


def figure_in(item: dict[str, Any]) -> dict[str, Any]:
    words = ("code", "name", "kind", "title", "theme", "themes")
    return {key: value for key, value in item.items() if key not in words}


def assert_same_figures(document: dict[str, Any], rows: list[Row], formula: str) -> None:
    def expect(item: dict[str, Any], **place: str) -> None:
        own = [row for row in rows if row.items() >= place.items()]
        assert figure_in(item) == brute_force(own, formula)

    expect(document["total"])
    for organisation in document["organisations"]:
        expect(organisation, organisation=organisation["code"])
        for theme in organisation["themes"]:
            expect(theme, organisation=organisation["code"], theme=theme["code"])
    for theme in document["themes"]:
        expect(theme, theme=theme["code"])
    for point in document["points"]:
        expect(point, point=point["code"])


@pytest.mark.django_db
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(example=examples())
def test_every_figure_of_a_random_region_is_that_of_brute_force(
    example: Example, tmp_path: Path
) -> None:
    expected = example.expected()
    with transaction.atomic():
        round = load(example, tmp_path)
        if round is None:
            assert not expected
            transaction.set_rollback(True)
            return
        rows = raw_rows()
        document = json.loads(exported(round, "json"))
        transaction.set_rollback(True)

    statuses = {(row["organisation"], row["point"]): row["status"] for row in rows}
    assert statuses == expected
    assert {(r["organisation"], r["point"]): r["status"] for r in document["results"]} == expected
    in_order = sorted(example.organisations, key=lambda item: (KINDS.index(item[2]), *item[1::-1]))
    taking_part = [code for code, *_ in in_order if any(code == pair[0] for pair in expected)]
    assert [item["code"] for item in document["organisations"]] == taking_part
    assert [item["code"] for item in document["points"]] == [code for code, *_ in example.points()]
    assert len(document["themes"]) == len(example.themes)
    assert document["formula"] == example.formula
    assert_same_figures(document, rows, example.formula)
