"""Comparing and what-if take few queries, whatever there is in the database."""

from datetime import date

import pytest

from monitoring.choices import RoundState
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.factories import make_organisation, make_round
from tests.monitoring.following import improvement, make_improvement
from tests.reports.conftest import advance
from tests.reports.test_query_counts import (
    WHO,
    add_organisations,
    filled_round,
    queries,
    wide_norm,
)

OPENED = 1
"""The rounds to choose from."""
READ = 3
"""A round with its points, participants and statuses."""

EXPECTED = {
    "/vergelijken/?van=eerder-0&naar={code}": WHO + OPENED + 2 * READ,
    "/vergelijken/organisaties/?ronde={code}": WHO + OPENED + READ,
    "/vergelijken/organisaties/?ronde={code}&met=soort": WHO + OPENED + READ,
    "/wat-als/?ronde={code}&organisatie=alle": WHO + OPENED + READ,
    "/wat-als/?ronde={code}&organisatie=alle&tot=2999-01-01&punt=GM0034:A1": WHO
    + OPENED
    + READ
    + 1,
}
LIMIT = 10


def two_rounds(world: World, earlier: int = 1) -> Round:
    """Rounds of a wide norm, the newest of them open and filled in but for one point."""
    norm = wide_norm(world.region)
    for number in range(earlier):
        other = make_round(
            norm=norm, code=f"eerder-{number}", reference_date=date(2010 + number, 1, 1)
        )
        advance(other, RoundState.PUBLISHED)
    return filled_round(norm, RoundState.OPEN)


@pytest.mark.parametrize("path", EXPECTED)
@pytest.mark.parametrize("municipalities", [3, 40])
def test_page_takes_a_fixed_number_of_queries_whatever_the_number_of_organisations(
    world: World, sign_in: SignIn, path: str, municipalities: int
) -> None:
    add_organisations(world.region, municipalities)
    round = two_rounds(world)

    found = queries(sign_in(world.district_coordinator), path.format(code=round.code))

    assert found == EXPECTED[path] <= LIMIT


@pytest.mark.parametrize("path", EXPECTED)
@pytest.mark.parametrize("rounds", [3, 11])
def test_page_takes_a_fixed_number_of_queries_whatever_the_number_of_rounds(
    world: World, sign_in: SignIn, path: str, rounds: int
) -> None:
    round = two_rounds(world, rounds)

    found = queries(sign_in(world.district_coordinator), path.format(code=round.code))

    assert found == EXPECTED[path]


@pytest.mark.parametrize("path", EXPECTED)
def test_page_of_a_region_of_two_organisations_takes_as_many_queries(
    world: World, sign_in: SignIn, path: str
) -> None:
    norm = wide_norm(world.other_region)
    make_organisation(region=world.other_region, code="GM8888", name="Verder")
    advance(make_round(norm=norm, code="eerder-0"), RoundState.PUBLISHED)
    round = filled_round(norm, RoundState.OPEN)

    found = queries(sign_in(world.outsider), path.format(code=round.code))

    assert round.assessments.count() == 2
    assert found == EXPECTED[path]


def test_what_if_takes_as_many_queries_for_many_improvement_actions(
    world: World, sign_in: SignIn
) -> None:
    round = two_rounds(world)
    for point in round.norm.points.all():
        content = improvement(title=point.code)
        make_improvement(round=round, by=world.coordinator, point=point.code, content=content)
    path = f"/wat-als/?ronde={round.code}&tot=2999-01-01"

    assert queries(sign_in(world.coordinator), path) == WHO + OPENED + READ + 1
