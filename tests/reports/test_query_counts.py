"""How many queries a page takes: few, and the same however much there is in the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from ambitions.actions.memberships import give_role
from ambitions.models import Norm, Organisation, Region
from monitoring.choices import AssessmentState, ResultStatus, RoundState
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.evidence import Entering
from tests.factories import (
    MUNICIPALITY,
    fill_round,
    make_norm,
    make_organisation,
    make_round,
    set_assessment,
)
from tests.monitoring.following import activity, make_activity
from tests.reports.conftest import RICH, advance

DASHBOARD_LIMIT = 7
SESSION, USER, ROLES = 1, 1, 1
WHO = SESSION + USER + ROLES
"""What every page asks: the session, the user and the roles."""

WITH_EARLIER_ROUND = {
    "/": 1,
    "/regio/?ronde={code}": 2,
    "/organisaties/GM0034/?ronde={code}": 1,
    "/rondes/{code}/invoer/GM0034/": 1,
}
"""What pages ask beside that, once a round of the region is closed: its figure, its answers."""

# What a district coordinator's pages ask, by their address.
EXPECTED = {
    "/": WHO + 3,
    "/regio/?ronde={code}": DASHBOARD_LIMIT,
    "/organisaties/GM0034/?ronde={code}": WHO + 5,
    "/ambitiepunten/brede-norm/1.0/A1/": WHO + 7,
    "/rondes/": WHO + 2,
    "/rondes/{code}/": WHO + 11,
    "/rondes/{code}/resultaten/": WHO + 5,
    "/rondes/{code}/resultaten/?organisatie=GM0034&thema=A": WHO + 7,
    "/rondes/{code}/cijfer/": WHO + 4,
    "/rondes/{code}/cijfer/?thema=A": WHO + 5,
    "/rondes/{code}/cijfer/?organisatie=GM0034": WHO + 4,
    "/rondes/{code}/cijfer/?organisatie=GM0034&thema=A&punt=A1": WHO + 5,
    "/rondes/{code}/invoer/GM0034/": WHO + 5,
    "/normen/": WHO + 1,
    "/normen/brede-norm/1.0/": WHO + 4,
}


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements of the block, as they went to the database."""
    statements: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield statements
    statements += [query["sql"] for query in captured.captured_queries]


def queries(client: Client, path: str) -> int:
    with counted() as statements:
        response = client.get(path)
    assert response.status_code == 200, path
    return len(statements)


def wide_norm(region: Region) -> Norm:
    return make_norm(region=region, code="brede-norm", content=RICH)


def add_organisations(region: Region, number: int) -> list[Organisation]:
    """Fills the region up to `number` municipalities, Almere among them."""
    present = region.organisations.filter(kind=MUNICIPALITY).count()
    return [
        make_organisation(region=region, code=f"GM1{index:03}", name=f"Gemeente {index:03}")
        for index in range(number - present)
    ]


def filled_round(norm: Norm, state: RoundState, *, code: str = "ronde-breed") -> Round:
    round = make_round(norm=norm, code=code, state=RoundState.OPEN)
    fill_round(round=round, status=ResultStatus.ACHIEVED)
    advance(round, state)
    return round


def test_counter_counts_one_known_query(db: None) -> None:
    with counted() as statements:
        Region.objects.filter(code="een-bekende-vraag").exists()

    assert len(statements) == 1
    assert "een-bekende-vraag" in statements[0]


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.PUBLISHED])
@pytest.mark.parametrize("role", ["district_coordinator", "analyst", "coordinator"])
@pytest.mark.parametrize("municipalities", [3, 7, 40])
def test_region_dashboard_takes_few_queries_whatever_its_size(
    world: World, sign_in: SignIn, municipalities: int, role: str, state: RoundState
) -> None:
    if role == "coordinator" and state == RoundState.OPEN:
        state = RoundState.CLOSED
    add_organisations(world.region, municipalities)
    round = filled_round(wide_norm(world.region), state)

    found = queries(sign_in(world.user(role)), f"/regio/?ronde={round.code}")

    assert found == DASHBOARD_LIMIT


def test_region_dashboard_of_two_organisations_takes_as_many_queries(
    world: World, sign_in: SignIn
) -> None:
    norm = wide_norm(world.other_region)
    make_organisation(region=world.other_region, code="GM8888", name="Verder")
    round = filled_round(norm, RoundState.PUBLISHED)

    found = queries(sign_in(world.outsider), f"/regio/?ronde={round.code}")

    assert round.assessments.count() == 2
    assert found == DASHBOARD_LIMIT


@pytest.mark.parametrize("others", [1, 4])
@pytest.mark.parametrize("path", EXPECTED)
def test_page_takes_a_fixed_number_of_queries_whatever_the_number_of_rounds(
    world: World, sign_in: SignIn, path: str, others: int
) -> None:
    norm = wide_norm(world.region)
    for number in range(others):
        other = make_round(
            norm=norm, code=f"eerder-{number}", reference_date=date(2020 + number, 1, 1)
        )
        advance(other, RoundState.PUBLISHED)
    round = filled_round(norm, RoundState.OPEN)

    found = queries(sign_in(world.district_coordinator), path.format(code=round.code))

    assert found == EXPECTED[path] + WITH_EARLIER_ROUND.get(path, 0)


@pytest.mark.parametrize("municipalities", [3, 40])
@pytest.mark.parametrize("path", EXPECTED)
def test_page_takes_a_fixed_number_of_queries_whatever_the_number_of_organisations(
    world: World, sign_in: SignIn, path: str, municipalities: int
) -> None:
    add_organisations(world.region, municipalities)
    round = filled_round(wide_norm(world.region), RoundState.OPEN)
    for organisation in (world.lelystad, world.urk):
        set_assessment(round=round, organisation=organisation, state=AssessmentState.SUBMITTED)

    assert (
        queries(sign_in(world.district_coordinator), path.format(code=round.code)) == EXPECTED[path]
    )


@pytest.mark.parametrize("path", EXPECTED)
def test_page_takes_a_fixed_number_of_queries_whatever_the_size_of_the_norm(
    world: World, sign_in: SignIn, path: str
) -> None:
    content = {
        theme: {f"{theme}{number}": (MUNICIPALITY,) for number in range(1, 13)}
        for theme in "ABCDEFGH"
    }
    norm = make_norm(region=world.region, code="brede-norm", content=content)
    round = filled_round(norm, RoundState.OPEN)

    assert (
        queries(sign_in(world.district_coordinator), path.format(code=round.code)) == EXPECTED[path]
    )


def test_start_takes_as_many_queries_for_five_organisations_as_for_two(
    world: World, sign_in: SignIn
) -> None:
    norm = wide_norm(world.region)
    first, *others = add_organisations(world.region, 7)
    filled_round(norm, RoundState.PUBLISHED)
    filled_round(norm, RoundState.OPEN, code="ronde-nieuw")
    give_role(user=world.coordinator, role=Role.COORDINATOR, target=first, by=None)
    few = queries(sign_in(world.user("coordinator")), "/")
    for organisation in others:
        give_role(user=world.coordinator, role=Role.COORDINATOR, target=organisation, by=None)

    many = queries(sign_in(world.user("coordinator")), "/")

    assert many == few


@pytest.mark.parametrize("rounds", [4, 12])
@pytest.mark.parametrize("municipalities", [2, 40])
def test_point_page_takes_ten_queries_with_everything_on_it(
    world: World, sign_in: SignIn, municipalities: int, rounds: int
) -> None:
    """Good examples with evidence of every organisation, helpers, and an activity."""
    content = {"A": {"A1": (MUNICIPALITY,)}}
    norm = make_norm(region=world.region, code="smalle-norm", content=content)
    add_organisations(world.region, municipalities)
    for number in range(rounds):
        round = make_round(
            norm=norm, code=f"ronde-{number}", reference_date=date(2010 + number, 1, 1)
        )
        fill_round(round=round)
        round.results.update(is_shared=True, explanation="Zo doen wij het.")
        Entering(round, "GM0034", world.coordinator).link(is_confidential=False)
        advance(round, RoundState.PUBLISHED)
    make_activity(world, activity(world.almere, world.urk, points=[norm.points.get()]))

    for role in ("coordinator", "district_coordinator"):
        path = "/ambitiepunten/smalle-norm/1.0/A1/"
        assert queries(sign_in(world.user(role)), path) == WHO + 7


@pytest.mark.parametrize("municipalities", [3, 40])
@pytest.mark.parametrize("more", ["", "&groep=toelichtingen&pagina=2"])
def test_search_takes_a_fixed_number_of_queries_whatever_is_found(
    world: World, sign_in: SignIn, municipalities: int, more: str
) -> None:
    add_organisations(world.region, municipalities)
    norm = wide_norm(world.region)
    round = make_round(norm=norm, code="ronde-breed")
    round.results.update(explanation="Wat wij van A1 willen.")
    advance(round, RoundState.CLOSED)

    path = f"/zoeken/?q=wa{more}"
    assert queries(sign_in(world.district_coordinator), path) == WHO + 6
