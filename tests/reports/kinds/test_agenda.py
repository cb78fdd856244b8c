"""The agenda of the working group: who is how far and what waits, without statuses."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.refusals import Refused
from monitoring.actions.handing_in import return_assessment
from monitoring.actions.review import Looked, add_remark
from monitoring.actions.rounds import open_round
from monitoring.choices import RemarkKind, ResultStatus, RoundState
from monitoring.models import Round
from reports.documents.blocks import Document, Heading, Level
from reports.kinds.agenda import KIND
from reports.kinds.kind import build
from reports.material.reading import of_publication, of_round
from reports.material.working_group import read_agenda
from tests.conftest import World
from tests.factories import get_result, make_exemption, make_norm, make_organisation, make_round
from tests.monitoring.assessments import assessment_of, handed_in
from tests.monitoring.following import improvement, make_improvement, make_request
from tests.reports.conftest import advance
from tests.reports.documents.samples import HOSTILE
from tests.reports.kinds.making import made, order_for, table
from tests.reports.kinds.walk import plain

FILLED = "Stand van de invullingen"


def agenda_for(user: User, round: Round) -> Document:
    return made(KIND, of_round(round), agenda=read_agenda(user, round))


def ask(world: World, round: Round, point: str) -> None:
    result = get_result(round=round, organisation="GM0034", point=point)
    add_remark(
        result=result,
        peer_review=None,
        kind=RemarkKind.QUESTION,
        text="een geheime vraag",
        looked=Looked(result.version, 0),
        by=world.district_coordinator,
    )


@pytest.fixture
def busy(world: World) -> Round:
    """Almere handed in and is asked about A1; Lelystad asks an exemption; Urk has one."""
    round = make_round(norm=world.norm, code="plan", state=RoundState.PLANNED)
    urk_point = world.norm.points.get(code="A2")
    make_exemption(
        organisation=world.urk,
        point=urk_point,
        from_round=round,
        until_round=round,
        reason="geheime reden",
    )

    open_round(round=round, by=None)
    round.refresh_from_db()
    make_improvement(
        round=round,
        by=world.coordinator,
        point="A2",
        content=improvement(title="geheime actie", due_in=-3),
    )
    handed_in(round, world.almere, by=world.coordinator)
    ask(world, round, "A1")
    make_request(
        round=round,
        by=world.other_coordinator,
        organisation="GM0995",
        point="B1",
        reason="geheime reden",
    )
    return round


def test_district_sees_who_is_how_far_and_what_waits(world: World, busy: Round) -> None:
    document = agenda_for(world.district_coordinator, busy)

    assert table(document, FILLED) == [
        ["Almere", "ingediend", "100,0\xa0%, 5 van 5"],
        ["Lelystad", "concept", "0,0\xa0%, 0 van 5"],
        ["Urk", "concept", "0,0\xa0%, 0 van 4"],
        ["Provincie Flevoland", "concept", "0,0\xa0%, 0 van 3"],
    ]
    [question] = table(document, "Gesprekken die nog niet klaar zijn")
    assert question[0] == "Almere"
    assert question[1].startswith("A1 ")
    assert question[2] == "vraag open"
    [request] = table(document, "Aanvragen van een vrijstelling")
    assert (request[0], request[1][:3]) == ("Lelystad", "B1 ")
    [ending] = table(document, "Vrijstellingen die aflopen")
    assert (ending[0], ending[1][:3]) == ("Urk", "A2 ")
    assert table(document, "Verbeteracties over de streefdatum heen") == [["Almere", "1"]]
    assert document.mark.level == Level.INTERNAL


def test_nothing_that_is_confidential_is_told(world: World, busy: Round) -> None:
    said = plain(agenda_for(world.district_coordinator, busy))

    assert "geheim" not in said
    assert not [status for status in ("behaald", "n.v.t.") if status in said]


def test_points_of_the_agenda_are_numbered(world: World, busy: Round) -> None:
    document = agenda_for(world.district_coordinator, busy)

    headings = [block.content for block in document.blocks if isinstance(block, Heading)]
    assert [heading[:3] for heading in headings] == [f"{each}. " for each in range(1, 7)]


def test_analyst_sees_no_drafts_and_no_questions(world: World, busy: Round) -> None:
    document = agenda_for(world.analyst, busy)

    assert [row[2] for row in table(document, FILLED)] == ["100,0\xa0%, 5 van 5", "–", "–", "–"]
    assert "Vragen uit de beoordeling" not in plain(document)
    assert "Aanvragen van een vrijstelling" not in plain(document)


def test_filled_in_is_what_the_round_says(world: World, busy: Round) -> None:
    material = of_round(busy)

    rows = table(agenda_for(world.district_coordinator, busy), FILLED)

    for organisation, row in zip(material.organisations, rows, strict=True):
        place = f"organisatie {organisation.code}"
        coverage = material.number(place, "ingevuld").content
        figure = material.figure(place)
        counts = f"{figure.applicable - figure.unanswered} van {figure.applicable}"
        assert (row[0], row[2]) == (organisation.name, f"{coverage}, {counts}")


def test_nobody_can_put_a_status_into_a_sentence(world: World, busy: Round) -> None:
    agenda = read_agenda(world.district_coordinator, busy)
    order = order_for(KIND, agenda=agenda, texts={"opening": "{organisatie GM0034: behaald}"})

    with pytest.raises(Refused, match="bestaat niet"):
        build(KIND, of_round(busy), order)


def test_analyst_cannot_put_a_draft_into_a_sentence(world: World, busy: Round) -> None:
    agenda = read_agenda(world.analyst, busy)
    order = order_for(KIND, agenda=agenda, texts={"opening": "{organisatie GM0995: ingevuld}"})

    with pytest.raises(Refused, match="bestaat niet"):
        build(KIND, of_round(busy), order)


@pytest.mark.parametrize("name", ["coordinator", "executive", "outsider", "nobody"])
def test_others_have_no_agenda(world: World, busy: Round, name: str) -> None:
    assert read_agenda(world.user(name), busy) is None


def test_without_an_agenda_there_is_no_report(open_round: Round) -> None:
    with pytest.raises(Refused, match="niet gelezen"):
        build(KIND, of_round(open_round), order_for(KIND))


def test_published_round_has_no_agenda(world: World, published_round: Round) -> None:
    agenda = read_agenda(world.district_coordinator, published_round)
    material = of_publication(published_round.publications.get())

    with pytest.raises(Refused, match="na de publicatie"):
        build(KIND, material, order_for(KIND, agenda=agenda))


def test_round_without_anything_to_discuss(world: World, open_round: Round) -> None:
    said = plain(agenda_for(world.district_coordinator, open_round))

    assert "Nog geen enkele organisatie heeft ingediend." in said
    assert "Er staan geen vragen open." in said
    assert "Er is geen vrijstelling te bespreken." in said
    assert "Geen enkele verbeteractie is over de streefdatum heen" in said
    assert "nog niet bekend" in said


def test_returned_assessment_is_counted(world: World, busy: Round) -> None:
    assessment = assessment_of(busy, world.almere)
    return_assessment(
        assessment=assessment,
        reason="Geheim",
        seen=assessment.last_step,
        by=world.district_coordinator,
    )

    document = agenda_for(world.district_coordinator, busy)

    assert table(document, FILLED)[0][1] == "teruggestuurd"
    assert "is teruggestuurd om aan te vullen" in plain(document)


def test_closed_round_is_no_longer_provisional(world: World, busy: Round) -> None:

    advance(busy, RoundState.CLOSED)
    busy.refresh_from_db()

    document = agenda_for(world.district_coordinator, busy)

    assert not document.title.endswith("(voorlopig)")
    assert ["Stand van de ronde", "gesloten"] in table(document, "Planning")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_are_text(world: World, busy: Round, hostile: str) -> None:
    agenda = read_agenda(world.district_coordinator, busy)
    assert agenda
    changed = replace(
        agenda,
        handing_in=tuple(replace(each, name=hostile) for each in agenda.handing_in),
        ending=tuple(replace(each, title=hostile) for each in agenda.ending),
    )

    assert hostile in plain(made(KIND, of_round(busy), agenda=changed))


@pytest.mark.parametrize("organisations", [2, 40])
def test_reading_takes_as_many_queries_for_many(world: World, organisations: int) -> None:
    for number in range(organisations):
        make_organisation(region=world.region, code=f"GM8{number:03}")
    norm = make_norm(region=world.region, code="breed")
    round = make_round(norm=norm)
    for result in round.results.exclude(status=ResultStatus.NOT_APPLICABLE).order_by("pk")[:3]:
        make_request(
            round=round,
            by=world.district_coordinator,
            organisation=result.organisation.code,
            point=result.point.code,
        )
    user = world.user("district_coordinator")
    round = Round.objects.with_norm().get(pk=round.pk)

    with CaptureQueriesContext(connection) as queries:
        agenda = read_agenda(user, round)

    assert agenda
    assert len(agenda.handing_in) == organisations + 4
    assert len(agenda.requests) == 3
    assert len(queries) == 7
