"""What a publication keeps beside its figures: complete, in a fixed order, nothing confidential."""

import json
from datetime import date
from typing import Any

import pytest

from ambitions.choices import NormState
from monitoring.actions.activities import ActivityContent, record_activity
from monitoring.actions.improvements import Improvement, add_improvement
from monitoring.actions.publication import publish_round
from monitoring.actions.results import write
from monitoring.actions.rounds import close_round
from monitoring.choices import ActivityKind, RoundState
from monitoring.models import Publication, Round
from monitoring.snapshot import as_json, digest
from monitoring.surroundings import as_surroundings
from tests.conftest import World
from tests.evidence import ADDRESS, Entering
from tests.factories import (
    get_result,
    make_exemption,
    make_norm,
    make_organisation,
    make_round,
)

DAY = date(2025, 6, 1)


def published(round: Round) -> Publication:
    close_round(round=round, by=None)
    return publish_round(round=round, by=None)


def told(publication: Publication) -> Any:
    return json.loads(publication.surroundings)


def share(round: Round, organisation: str, point: str) -> None:
    result = get_result(round=round, organisation=organisation, point=point)
    assert write(result, {"status": "achieved", "is_shared": True}, by=None)


def activity(world: World, held_on: date, title: str = "Training") -> None:
    content = ActivityContent(
        kind=ActivityKind.TRAINING,
        title=title,
        held_on=held_on,
        organisations=frozenset({world.lelystad, world.almere}),
        participants=20,
        points=frozenset(world.norm.points.filter(code__in=("A2", "A1"))),
    )
    record_activity(region=world.region, content=content, by=world.district_coordinator)


def test_publication_keeps_what_was_so_when_it_was_published(
    world: World, open_round: Round
) -> None:
    activity(world, open_round.reference_date)
    publication = published(open_round)
    before = publication.surroundings

    activity(world, open_round.reference_date, title="Later ingevoerd")

    publication.refresh_from_db()
    assert publication.surroundings == before
    assert publication.surroundings_sha256 == digest(before)
    assert [each["title"] for each in told(publication)["activities"]] == ["Training"]
    assert "Later ingevoerd" in as_json(as_surroundings(open_round))


def test_same_data_gives_the_same_text(world: World, open_round: Round) -> None:
    activity(world, open_round.reference_date)

    first, second = (as_json(as_surroundings(open_round)) for _ in range(2))

    assert first == second
    [told] = json.loads(first)["activities"]
    assert told["organisations"] == ["GM0034", "GM0995"]
    assert told["points"] == ["A1", "A2"]


def test_activities_are_those_of_the_time_that_the_round_measures(
    world: World, open_round: Round
) -> None:
    end = open_round.reference_date
    for day, title in (
        (end.replace(year=end.year - 2), "te vroeg"),
        (end, "op tijd"),
        (end.replace(year=end.year + 1), "te laat"),
    ):
        activity(world, day, title)

    titles = [each["title"] for each in as_surroundings(open_round)["activities"]]

    assert titles == ["op tijd"]


def test_activity_on_a_reference_date_is_of_one_round(world: World) -> None:
    rounds = [
        make_round(
            norm=world.norm, code=code, state=RoundState.PUBLISHED, reference_date=reference_date
        )
        for code, reference_date in (("eerste", DAY), ("tweede", DAY.replace(year=2026)))
    ]
    for day, title in (
        (DAY.replace(year=2024), "een jaar voor de eerste"),
        (DAY, "op de peildatum van de eerste"),
        (DAY.replace(day=2), "een dag later"),
        (DAY.replace(year=2026), "op de peildatum van de tweede"),
    ):
        activity(world, day, title)

    first, second = (
        [each["title"] for each in as_surroundings(round)["activities"]] for round in rounds
    )

    assert first == ["een jaar voor de eerste", "op de peildatum van de eerste"]
    assert second == ["een dag later", "op de peildatum van de tweede"]


def test_of_evidence_only_what_others_may_see_of_a_shared_result(
    world: World, open_round: Round
) -> None:
    entering = Entering(open_round, "GM0034", world.coordinator)
    entering.link("A1", title="openbaar stuk", address=f"{ADDRESS}/1", is_confidential=False)
    entering.link("A1", title="geheim stuk", address=f"{ADDRESS}/2", is_confidential=True)
    entering.link("A2", title="stuk dat niet is gedeeld", is_confidential=False)
    share(open_round, "GM0034", "A1")
    open_round.results.update(private_note="alleen voor ons")

    document = as_surroundings(open_round)

    [example] = document["examples"]
    assert (example["organisation"], example["point"]) == ("GM0034", "A1")
    assert [piece["title"] for piece in example["evidence"]] == ["openbaar stuk"]
    for secret in ("geheim stuk", "dat niet is gedeeld", "alleen voor ons"):
        assert secret not in as_json(document)


def test_round_before_of_the_same_version_has_its_statuses(world: World) -> None:
    before = make_round(
        norm=world.norm,
        code="eerder",
        state=RoundState.PUBLISHED,
        reference_date=DAY,
        statuses={("GM0034", "A1"): "partly"},
    )
    now = make_round(norm=world.norm, code="nu", state=RoundState.OPEN)

    document = as_surroundings(now)

    assert document["before"]["code"] == before.code
    assert document["before"]["same_version"]
    assert {"organisation": "GM0034", "point": "A1", "status": "partly"} in document["before"][
        "results"
    ]
    assert document["before"]["total"]["partly"] == 1
    [moment] = document["course"]
    assert moment["total"] == document["before"]["total"]
    assert moment["organisations"][0]["code"] == "GM0034"


def test_round_before_of_another_version_tells_only_points_that_came_from_one(
    world: World,
) -> None:
    make_round(
        norm=world.norm,
        state=RoundState.PUBLISHED,
        reference_date=DAY,
        statuses={("GM0034", "A1"): "achieved"},
    )
    newer = make_norm(
        region=world.region, code=world.norm.code, version="2.0", state=NormState.DRAFT
    )
    newer.points.get(code="A2").replaces.add(world.norm.points.get(code="A1"))
    newer.state = NormState.PUBLISHED
    newer.save()
    now = make_round(norm=newer, state=RoundState.OPEN)

    before = as_surroundings(now)["before"]

    assert not before["same_version"]
    assert {row["point"] for row in before["results"]} == {"A2"}
    assert {"organisation": "GM0034", "point": "A2", "status": "achieved"} in before["results"]


def test_improvement_exemption_and_neighbours_are_told(world: World) -> None:
    point = world.norm.points.get(code="A2")
    first = make_round(norm=world.norm, state=RoundState.PLANNED, code="met-vrijstelling")
    make_exemption(organisation=world.urk, point=point, from_round=first, until_round=first)
    round = make_round(norm=world.norm, state=RoundState.OPEN, code="daarna")
    result = get_result(round=round, organisation="GM0034", point="A1")
    content = Improvement(title="Plan maken", owner="Veiligheid", due_on=DAY)
    add_improvement(result=result, content=content, by=world.coordinator)

    document = as_surroundings(round)

    assert document["neighbours"] == [["GM0034", "GM0995"]]
    assert document["improvements"] == [
        {
            "organisation": "GM0034",
            "point": "A1",
            "title": "Plan maken",
            "owner": "Veiligheid",
            "due_on": DAY.isoformat(),
            "state": "planned",
            "outcome": "",
        }
    ]
    assert document["exemptions"] == [
        {
            "organisation": "GM0184",
            "point": "A2",
            "reason": "Hier niet aan de orde.",
            "until": first.code,
        }
    ]


@pytest.mark.parametrize("organisations", [0, 30])
def test_number_of_queries_does_not_grow(
    world: World, organisations: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(organisations):
        make_organisation(region=world.region, code=f"X{number}", name=f"Plaats {number}")
    make_round(norm=world.norm, state=RoundState.PUBLISHED, reference_date=DAY)
    round = make_round(norm=world.norm, state=RoundState.OPEN)
    activity(world, round.reference_date)

    with django_assert_max_num_queries(22):
        as_surroundings(Round.objects.with_norm().get(pk=round.pk))
