"""The generator of the benchmark: whole, repeatable, and in states that the application knows."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from monitoring.achievement import Tally
from monitoring.choices import ResultScope, ResultStatus, RoundState
from monitoring.figures import RoundFigures
from monitoring.models import Assessment, Exemption, Result, Round
from monitoring.verification import round_differences
from tests.bench.figures import cases
from tests.bench.generator import UPDATED, generate
from tests.bench.shapes import Shape, region_code

SHAPE = Shape(organisations=10, points=20, rounds=3, region_size=4)
SEED = 7
COUNTS = {
    "achieved": 274,
    "partly": 112,
    "not_achieved": 114,
    "unanswered": 73,
    "not_applicable": 27,
}
"""Of this shape and seed, on every database."""


@pytest.fixture
def filled(db: None) -> Shape:
    generate(connection, SHAPE, SEED)
    return SHAPE


class Undone(Exception):
    """Takes back what was generated."""


def made_by(shape: Shape, seed: int) -> dict[tuple[str, str, str], str]:
    """Statuses by names, which do not depend on the database; the rows are gone again."""
    made: dict[tuple[str, str, str], str] = {}
    with suppress(Undone), transaction.atomic():
        generate(connection, shape, seed)
        for round, organisation, point, status in Result.objects.values_list(
            "round__code", "organisation__code", "point__code", "status"
        ):
            made[round, organisation, point] = status
        raise Undone
    return made


def by_number(number: int) -> Tally:
    return Result.objects.filter(round__code__startswith=f"meting-{number:02}").tally()


@pytest.mark.usefixtures("filled")
def test_generate_makes_every_pair_once() -> None:
    pairs = Result.objects.values_list("round", "organisation", "point")

    assert len(pairs) == len(set(pairs)) == SHAPE.results == 600
    for round in Round.objects.select_related("norm__region"):
        organisations = round.norm.region.organisations.count()
        assert round.results.count() == organisations * SHAPE.points
        assert round.assessments.count() == organisations


@pytest.mark.usefixtures("filled")
def test_generate_counts_are_those_of_this_seed() -> None:
    counted = Counter(Result.objects.values_list("status", flat=True))

    assert counted == COUNTS
    assert set(counted) == set(ResultStatus.values)


@pytest.mark.usefixtures("filled")
def test_generate_figures_rise_and_the_open_round_is_part_filled() -> None:
    first, last, open = (by_number(number) for number in (1, 2, 3))

    assert first.achieved < last.achieved
    assert first.unanswered + last.unanswered < open.unanswered < open.applicable


@pytest.mark.usefixtures("filled")
def test_generate_not_applicable_follows_from_norm_and_exemption() -> None:
    outside = Result.objects.exclude(scope=ResultScope.APPLICABLE)
    exempted = set(Exemption.objects.values_list("organisation", "point"))
    by_exemption = outside.filter(scope=ResultScope.EXEMPTED)
    by_norm = outside.filter(scope=ResultScope.NOT_BY_NORM)

    assert outside.count() == Result.objects.filter(status="not_applicable").count()
    assert set(by_exemption.values_list("organisation", "point")) == exempted != set()
    assert set(by_norm.values_list("organisation__kind", flat=True)) == {"province"}
    assert by_norm.count() == 2 * 2 * SHAPE.rounds  # two provinces, two points of the twenty


@pytest.mark.django_db
def test_generate_with_the_same_seed_gives_the_same_rows() -> None:
    made = made_by(SHAPE, SEED)

    assert made == made_by(SHAPE, SEED)
    assert made != made_by(SHAPE, SEED + 1)


@pytest.mark.django_db
def test_generate_shuffled_gives_the_same_rows_in_another_order() -> None:
    shuffled = replace(SHAPE, shuffled=True)

    assert made_by(shuffled, SEED) == made_by(SHAPE, SEED)
    generate(connection, shuffled, SEED)
    rounds = list(Result.objects.order_by("pk").values_list("round", flat=True))
    assert rounds != sorted(rounds)
    assert Result.objects.filter(version=3).count() == SHAPE.results // UPDATED


@pytest.mark.usefixtures("filled")
def test_generate_rounds_end_in_states_that_the_application_keeps() -> None:
    middle = Round.objects.filter(norm__region__code=region_code(SHAPE.middle_region))
    elsewhere = Round.objects.exclude(pk__in=middle)

    assert Counter(middle.values_list("state", flat=True)) == {"published": 2, "open": 1}
    assert Counter(elsewhere.values_list("state", flat=True)) == {"closed": 4, "open": 2}
    assert not Assessment.objects.filter(round__in=Round.objects.final()).exclude(state="adopted")
    for round in middle.filter(state=RoundState.PUBLISHED):
        assert list(round_differences(round)) == []


@pytest.mark.usefixtures("filled")
def test_generate_closed_rounds_are_guarded() -> None:
    closed = Result.objects.filter(round__state=RoundState.CLOSED)

    with pytest.raises(IntegrityError), transaction.atomic():
        closed.update(version=9)


@pytest.mark.usefixtures("filled")
def test_generate_keeps_every_constraint_and_index() -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "monitoring_result")

    assert {index.name for index in Result._meta.indexes} <= set(found)


@pytest.mark.usefixtures("filled")
def test_generate_figures_agree_with_the_application() -> None:
    for round in Round.objects.select_related("norm"):
        rows = list(round.results.values_list("organisation", "point__theme", "status"))
        figures = RoundFigures.of(round, round.results.all())

        assert figures == RoundFigures.of_rows(round, rows)
        assert figures.total.tally == Tally.of(status for *_, status in rows)


def test_cases_of_the_benchmark_agree_with_their_sql(filled: Shape) -> None:
    assert all(case.check() for case in cases(filled))
