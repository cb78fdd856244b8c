"""The figures that are measured: by the application's code, and by hand-written SQL.

Both sides give the same counts for the same groups, and that is asserted: before the first
measurement, and after the last one. The SQL is what somebody would write who knows the indexes;
it runs by a cursor on the application's own connection.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from monitoring.achievement import Figure, Tally
from monitoring.choices import ResultStatus
from monitoring.figures import RoundFigures
from monitoring.models import Result, Round
from tests.bench.shapes import Shape, region_code, round_code

Rows = list[tuple[Any, ...]]

COUNTS = ", ".join(
    f"COUNT(*) FILTER (WHERE t.status = '{status}')" for status in ResultStatus.values
)
RESULTS = "FROM monitoring_result t"
WITH_POINT = "JOIN ambitions_ambitionpoint p ON p.id = t.point_id"


@dataclass(frozen=True, slots=True)
class Case:
    """One figure; `read` makes the application's answer comparable to the rows of the SQL."""

    name: str
    application: Callable[[], Any]
    sql: str
    parameters: tuple[Any, ...]
    read: Callable[[Any], set[tuple[Any, ...]]]

    def bare(self) -> Rows:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            rows: Rows = cursor.fetchall()
        return rows

    def check(self) -> int:
        """Asserts that both sides agree; returns the number of rows that they agree on."""
        rows = self.bare()
        expected = set(rows)
        assert rows, f"{self.name}: the SQL finds nothing"
        assert len(expected) == len(rows), f"{self.name}: the SQL finds a row twice"
        assert self.read(self.application()) == expected, f"{self.name}: the figures differ"
        return len(rows)


def cases(shape: Shape) -> list[Case]:
    """Of the newest closed round in every region, and of one region in the middle."""
    last = shape.rounds - 1
    round = Round.objects.select_related("norm__region").get(
        code=round_code(last, shape.middle_region)
    )
    assert round.norm.region.code == region_code(shape.middle_region)
    return [
        *_of_all_regions(shape.reference_date(last)),
        *_of_one_region(round),
        *_trends(round),
    ]


def _of_all_regions(day: date) -> list[Case]:
    """Grouped by round as well, which is the order of the index; each region has its own round."""

    def tallies(*keys: str) -> dict[tuple[Any, ...], Tally]:
        rounds = Round.objects.filter(reference_date=day)
        return Result.objects.filter(round__in=rounds).tallies(*keys)

    where = "WHERE t.round_id IN (SELECT id FROM monitoring_round WHERE reference_date = %s)"
    return [
        Case(
            "all regions: total",
            tallies,
            f"SELECT {COUNTS} {RESULTS} {where}",
            (day,),
            _tallies,
        ),
        Case(
            "all regions: per organisation",
            lambda: tallies("round", "organisation"),
            f"SELECT t.round_id, t.organisation_id, {COUNTS} {RESULTS} {where}"
            " GROUP BY t.round_id, t.organisation_id",
            (day,),
            _tallies,
        ),
        Case(
            "all regions: organisation × theme",
            lambda: tallies("round", "organisation", "point__theme"),
            f"SELECT t.round_id, t.organisation_id, p.theme_id, {COUNTS}"
            f" {RESULTS} {WITH_POINT} {where}"
            " GROUP BY t.round_id, t.organisation_id, p.theme_id",
            (day,),
            _tallies,
        ),
    ]


def _of_one_region(round: Round) -> list[Case]:
    where, parameters = "WHERE t.round_id = %s", (round.pk,)
    heat_map = f"SELECT t.organisation_id, t.point_id, t.status {RESULTS} {where}"
    theme_of = dict(round.norm.points.values_list("pk", "theme"))
    counted = RoundFigures.of_rows(round, _placed(_statuses(round), theme_of))
    assert counted == RoundFigures.of(round, round.results.all())
    return [
        Case(
            "region: total",
            lambda: round.results.tallies(),
            f"SELECT {COUNTS} {RESULTS} {where}",
            parameters,
            _tallies,
        ),
        Case(
            "region: all figures of a round",
            lambda: _all_figures(RoundFigures.of(round, round.results.all())),
            f"SELECT t.organisation_id, p.theme_id, {COUNTS} {RESULTS} {WITH_POINT} {where}"
            " GROUP BY t.organisation_id, p.theme_id",
            parameters,
            _cells,
        ),
        Case("region: heat map", lambda: _statuses(round), heat_map, parameters, _pairs),
        Case(
            "region: heat map and all figures",
            lambda: _counted_statuses(round, theme_of),
            heat_map,
            parameters,
            lambda answer: _pairs(answer[0]),
        ),
    ]


def _trends(round: Round) -> list[Case]:
    region = round.norm.region
    organisation = region.organisations.order_by("code")[0]
    return [
        Case(
            "trend: one organisation",
            lambda: Result.objects.filter(organisation=organisation).tallies("round"),
            f"SELECT t.round_id, {COUNTS} FROM monitoring_result t"
            " WHERE t.organisation_id = %s GROUP BY t.round_id",
            (organisation.pk,),
            _tallies,
        ),
        Case(
            "trend: one region",
            lambda: Result.objects.filter(organisation__region=region).tallies("round"),
            f"SELECT t.round_id, {COUNTS} FROM monitoring_result t"
            " JOIN ambitions_organisation o ON o.id = t.organisation_id"
            " WHERE o.region_id = %s GROUP BY t.round_id",
            (region.pk,),
            _tallies,
        ),
    ]


def _statuses(round: Round) -> dict[tuple[int, int], str]:
    """As the dashboard reads them (`reports.dashboards.region`)."""
    rows = round.results.values_list("organisation_id", "point_id", "status")
    return {(organisation, point): status for organisation, point, status in rows}


def _placed(
    statuses: Mapping[tuple[int, int], str], theme_of: Mapping[int, int]
) -> Iterator[tuple[int, int, str]]:
    return ((o, theme_of[p], status) for (o, p), status in statuses.items())


def _counted_statuses(
    round: Round, theme_of: Mapping[int, int]
) -> tuple[dict[tuple[int, int], str], list[dict[str, Any]]]:
    statuses = _statuses(round)
    figures = RoundFigures.of_rows(round, _placed(statuses, theme_of))
    return statuses, _all_figures(figures)[1]


def _all_figures(figures: RoundFigures) -> tuple[RoundFigures, list[dict[str, Any]]]:
    """Total, organisations and themes with percentages, as page and export show them."""
    shown: list[Figure] = [figures.total]
    shown += [figures.organisation(key) for key in {o for o, _ in figures.cells}]
    shown += [figures.theme(key) for key in {theme for _, theme in figures.cells}]
    return figures, [figure.as_dict() for figure in shown]


def _tallies(answer: Mapping[tuple[Any, ...], Tally]) -> set[tuple[Any, ...]]:
    return {
        (*key, *(getattr(tally, status) for status in ResultStatus.values))
        for key, tally in answer.items()
    }


def _cells(answer: tuple[RoundFigures, object]) -> set[tuple[Any, ...]]:
    return _tallies(answer[0].cells)


def _pairs(answer: Mapping[tuple[int, int], str]) -> set[tuple[Any, ...]]:
    return {(*pair, status) for pair, status in answer.items()}
