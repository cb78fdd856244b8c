"""The rows behind a figure as CSV: those that may be seen, with what may be read of them."""

import csv
from collections.abc import Iterable

import pytest
from django.test import Client

from accounts.models import AuditEvent
from monitoring.choices import RoundState
from tests.conftest import SignIn, World
from tests.exporting import exported
from tests.factories import make_round, set_result
from tests.reports.conftest import MakeRound
from tests.reports.document import read

FILE = "/rondes/ronde-rijk/cijfer/rijen.csv"
TRAIL = "/rondes/ronde-rijk/cijfer/"
SECRET = "Alleen voor wie het mag lezen."


def taken(client: Client, query: str = "") -> list[list[str]]:
    """The rows of the file, without its heading."""
    response = client.get(FILE + query)
    assert response.status_code == 200
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))[1:]


def places(rows: Iterable[list[str]]) -> list[tuple[str, str]]:
    return [(row[1], row[4]) for row in rows]


def test_rows_of_a_whole_round_are_those_of_its_export(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(RoundState.PUBLISHED)

    response = sign_in(world.analyst).get(FILE)

    assert response.content == exported(round, "csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="ronde-rijk-cijfer.csv"'
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 28), ("?thema=A", 12), ("?punt=A1", 4), ("?organisatie=GM0034&thema=B", 2)],
)
def test_rows_are_those_that_the_figure_counts(
    world: World, sign_in: SignIn, rich_round: MakeRound, query: str, number: int
) -> None:
    rich_round(RoundState.PUBLISHED)
    client = sign_in(world.district_coordinator)

    assert len(taken(client, query)) == number
    assert f"{FILE}{query}" in read(client, TRAIL + query).hrefs()


def test_explanation_that_may_not_be_read_is_left_out(world: World, sign_in: SignIn) -> None:
    round = make_round(norm=world.norm, code="ronde-rijk")
    set_result(round=round, organisation="GM0034", point="A1", explanation=SECRET)

    # The draft of Almere: the district sees its statuses only.
    district = taken(sign_in(world.district_coordinator), "?organisatie=GM0034&punt=A1")
    own = taken(sign_in(world.coordinator), "?organisatie=GM0034&punt=A1")

    assert (district[0][6:], own[0][6:]) == (["behaald", ""], ["behaald", SECRET])


def test_analyst_gets_only_rows_of_what_was_handed_in(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(RoundState.OPEN)
    round.assessments.filter(organisation=world.lelystad).update(state="submitted")

    assert {organisation for organisation, _ in places(taken(sign_in(world.analyst)))} == {"GM0995"}


def test_who_may_not_take_rows_has_no_link_and_finds_no_file(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    rich_round(RoundState.PUBLISHED)
    client = sign_in(world.coordinator)

    for query in ("", "?organisatie=GM0995", "?thema=A", "?punt=A1"):
        assert client.get(FILE + query).status_code == 404
        assert not [href for href in read(client, TRAIL + query).hrefs() if "rijen.csv" in href]
    assert len(taken(client, "?organisatie=GM0034")) == 7


def test_text_never_becomes_a_formula(world: World, sign_in: SignIn) -> None:
    round = make_round(norm=world.norm, code="ronde-rijk")
    set_result(round=round, organisation="GM0034", point="A1", explanation="=1+1")

    [row] = taken(sign_in(world.coordinator), "?organisatie=GM0034&punt=A1")

    assert row[7] == "'=1+1"


def test_taking_rows_is_recorded_with_what_was_taken(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    rich_round(RoundState.PUBLISHED)

    taken(sign_in(world.executive), "?organisatie=GM0034&thema=A&status=partly")

    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.actor, event.organisation) == ("exported", world.executive, "GM0034")
    assert event.new_values["selectie"] == "organisatie=GM0034&thema=A"
    assert event.new_values["aantal"] == 3
