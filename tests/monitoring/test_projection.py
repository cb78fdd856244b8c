"""A projection is what the figures would be had the results been written so, and writes nothing."""

from itertools import product

import pytest

from ambitions.choices import FormulaId
from monitoring.choices import ResultStatus
from monitoring.figures import RoundFigures
from monitoring.models import Result, Round
from monitoring.places import Place
from monitoring.projection import project
from tests.conftest import World
from tests.factories import make_norm, make_round, set_result

ACHIEVED, PARTLY = ResultStatus.ACHIEVED, ResultStatus.PARTLY
STATUSES = {
    ("GM0034", "A1"): PARTLY,
    ("GM0034", "A2"): ACHIEVED,
    ("GM0995", "A1"): ResultStatus.NOT_ACHIEVED,
}
OPEN_PAIRS = [("GM0034", "A1"), ("GM0995", "A1"), ("GM0995", "B2"), ("PV24", "B1")]


@pytest.fixture(params=FormulaId)
def round(request: pytest.FixtureRequest, world: World) -> Round:
    norm = make_norm(region=world.region, code="formule", formula=request.param)
    return make_round(norm=norm, statuses=STATUSES)


def statuses_of(round: Round) -> dict[Place, str]:
    return {(r.organisation_id, r.point_id): r.status for r in round.results.all()}


def themes_of(round: Round) -> dict[int, int]:
    return {point.pk: point.theme_id for point in round.norm.points.all()}


def places(round: Round, pairs: list[tuple[str, str]]) -> set[Place]:
    found = {
        (r.organisation.code, r.point.code): (r.organisation_id, r.point_id)
        for r in round.results.select_related("organisation", "point")
    }
    return {found[pair] for pair in pairs}


@pytest.mark.parametrize("bits", list(product((False, True), repeat=len(OPEN_PAIRS))))
def test_projection_is_what_writing_the_results_would_give(
    round: Round, bits: tuple[bool, ...]
) -> None:
    pairs = [pair for pair, chosen in zip(OPEN_PAIRS, bits, strict=True) if chosen]
    chosen = places(round, pairs)
    projection = project(round, statuses_of(round), themes_of(round), chosen)

    for organisation, point in pairs:
        set_result(round=round, organisation=organisation, point=point, status=ACHIEVED)

    written = RoundFigures.of(round, Result.objects.filter(round=round))
    assert projection.taken == chosen
    assert projection.figures == written
    assert projection.figures.total.as_dict() == written.total.as_dict()


def test_what_is_achieved_or_not_applicable_or_unknown_stays_as_it_is(round: Round) -> None:
    chosen = places(round, [("GM0034", "A2"), ("PV24", "A3")]) | {(0, 0)}

    projection = project(round, statuses_of(round), themes_of(round), chosen)

    assert projection.taken == frozenset()
    assert projection.figures == RoundFigures.of(round, Result.objects.filter(round=round))


def test_projection_writes_nothing(round: Round) -> None:
    before = list(Result.objects.order_by("pk").values())

    project(round, statuses_of(round), themes_of(round), places(round, OPEN_PAIRS))

    assert list(Result.objects.order_by("pk").values()) == before
