"""What the entry can be narrowed to, and what it shows of the round before."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.permissions import Role
from ambitions.choices import NormState, OrganisationKind
from ambitions.models import AmbitionPoint
from monitoring.actions.rounds import close_round
from monitoring.choices import RoundState
from monitoring.models import Assignment, Round
from tests.conftest import SignIn, World
from tests.factories import (
    get_result,
    make_member,
    make_norm,
    make_round,
    set_result,
)
from tests.monitoring.views.entering import open_form
from tests.reports.document import Element, document

URL = "/rondes/ronde-open/invoer/GM0034/"


@pytest.fixture
def coordinator(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.coordinator)


def page_of(client: Client, query: str) -> Element:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    return document(response)


def shown(page: Element) -> list[str]:
    return [
        section.attributes["id"].removeprefix("punt-")
        for section in page.all("section", css="fn-entry")
    ]


def test_open_points_of_all_themes_are_on_one_page(coordinator: Client, open_round: Round) -> None:
    set_result(round=open_round, organisation="GM0034", point="A2", status="achieved")

    page = page_of(coordinator, "toon=open")

    assert shown(page) == ["A1", "A3", "B1", "B2"]
    assert "Nog niet ingevuld (4)" in page.one("nav", **{"aria-label": "Toon"}).text


def test_points_that_lack_an_explanation_are_found(coordinator: Client, open_round: Round) -> None:
    for point, status, text in (
        ("A1", "partly", " "),
        ("A2", "partly", "Waarom"),
        ("A3", "not_achieved", ""),
        ("B1", "achieved", ""),
    ):
        set_result(
            round=open_round, organisation="GM0034", point=point, status=status, explanation=text
        )

    page = page_of(coordinator, "toon=toelichting")

    assert shown(page) == ["A1", "A3"]
    assert "Een toelichting is nog nodig." in page.one("section", id="punt-A1").text


def test_my_points_are_those_assigned_to_me(
    world: World, coordinator: Client, open_round: Round
) -> None:
    colleague = make_member(role=Role.COORDINATOR, target=world.almere)
    for point, user in (("A2", world.coordinator), ("B1", colleague)):
        Assignment.objects.create(
            result=get_result(round=open_round, organisation="GM0034", point=point),
            user=user,
            given_by=colleague,
            given_at=timezone.now(),
        )

    page = page_of(coordinator, "toon=mijn")

    assert shown(page) == ["A2"]
    assert f"Bij {world.coordinator}" in page.one("section", id="punt-A2").text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("a2", ["A2"]),
        ("AMBITIEPUNT b1", ["B1"]),
        ("wanneer a3 behaald", ["A3"]),
        ("geschreven", ["A1"]),
        ("<script>", []),
        ("%", []),
        ("\x00", []),
        ("a" * 300, []),
    ],
)
def test_search_looks_in_codes_texts_and_explanations(
    coordinator: Client, open_round: Round, words: str, found: list[str]
) -> None:
    set_result(
        round=open_round, organisation="GM0034", point="A1", explanation="Wat wij geschreven hebben"
    )

    response = coordinator.get(URL, {"zoek": words})

    assert response.status_code == 200
    assert shown(document(response)) == found


def test_search_tells_nothing_of_explanations_that_are_hidden(
    world: World, sign_in: SignIn, open_round: Round
) -> None:
    set_result(round=open_round, organisation="GM0034", point="A1", explanation="GEHEIM")

    response = sign_in(world.district_coordinator).get(URL, {"zoek": "geheim"})

    assert shown(document(response)) == []


@pytest.mark.parametrize("query", ["toon=onzin", "toon=", "thema=Z", "thema=%00"])
def test_selection_that_does_not_exist(coordinator: Client, open_round: Round, query: str) -> None:
    expected = 200 if query == "toon=" else 404
    assert coordinator.get(f"{URL}?{query}").status_code == expected


def test_answer_of_the_round_before_stands_beside_the_point(
    world: World, coordinator: Client
) -> None:
    make_round(
        norm=world.norm,
        state=RoundState.CLOSED,
        reference_date=date(2025, 10, 1),
        statuses={("GM0034", "A1"): "achieved", ("GM0034", "A2"): "partly"},
    )
    open_round = make_round(norm=world.norm, code="ronde-open")
    set_result(round=open_round, organisation="GM0034", point="A2", status="achieved")

    page = page_of(coordinator, "toon=alle")

    first = page.one("section", id="punt-A1").one(css="fn-previous")
    assert "Vorige ronde: ✓behaald" in first.text.replace("✓ ", "✓")
    assert first.all("button")
    assert not page.one("section", id="punt-A2").one(css="fn-previous").all("button")
    assert shown(page_of(coordinator, "toon=gewijzigd")) == ["A2"]


def test_answer_of_another_version_is_that_of_the_one_point_that_was_replaced(
    world: World, coordinator: Client
) -> None:
    make_round(
        norm=world.norm,
        state=RoundState.CLOSED,
        reference_date=date(2025, 10, 1),
        statuses={("GM0034", "A1"): "achieved", ("GM0034", "A2"): "partly"},
    )
    newer = make_norm(region=world.region, code="norm", version="2.0", state=NormState.DRAFT)
    old = {point.code: point for point in world.norm.points.all()}
    new = {point.code: point for point in newer.points.all()}
    new["A1"].replaces.add(old["A2"])
    new["A2"].replaces.add(old["A1"], old["A2"])
    newer.state = NormState.PUBLISHED
    newer.save()
    make_round(norm=newer, code="ronde-open")

    page = page_of(coordinator, "toon=alle")

    assert "deels behaald" in page.one("section", id="punt-A1").one(css="fn-previous").text
    assert not page.one("section", id="punt-A2").all(css="fn-previous")


def test_answer_is_taken_over_after_the_question_and_not_before(
    world: World, coordinator: Client
) -> None:
    before = make_round(norm=world.norm, code="ronde-eerder", reference_date=date(2025, 10, 1))
    set_result(
        round=before, organisation="GM0034", point="A1", status="partly", explanation="Zo was het"
    )
    close_round(round=before, by=None)
    open_round = make_round(norm=world.norm, code="ronde-open")
    form = open_form(coordinator, open_round)
    assert form.value("A1", "status") == "unanswered"
    form.set("A1", take_over="1")

    assert form.save().status_code == 302

    result = get_result(round=open_round, organisation="GM0034", point="A1")
    assert (result.status, result.explanation) == ("partly", "Zo was het")
    assert result.is_taken_over
    again = open_form(coordinator, open_round)
    assert "overgenomen uit de vorige ronde" in again.section("A1").text
    again.set("A1", explanation="Nu anders")
    again.save()
    result.refresh_from_db()
    assert not result.is_taken_over


def test_query_count_of_the_entry_is_the_same_for_more_points(
    world: World, coordinator: Client, open_round: Round
) -> None:
    many = {"A": {f"A{n}": (OrganisationKind.MUNICIPALITY,) for n in range(1, 41)}}
    large = make_norm(region=world.region, code="groot", content=many)
    make_round(norm=large, code="ronde-groot")
    coordinator.get(URL)

    counts = []
    for code in ("ronde-open", "ronde-groot"):
        with CaptureQueriesContext(connection) as captured:
            response = coordinator.get(f"/rondes/{code}/invoer/GM0034/?toon=alle")
        assert response.status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]
    assert counts[0] <= 12
    assert AmbitionPoint.objects.filter(norm=large).count() == 40
