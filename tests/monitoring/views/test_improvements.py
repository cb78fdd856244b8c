"""Improvement actions on the screen: adding, keeping up to date, the list."""

from collections.abc import Mapping

import pytest
from django.test import Client

from monitoring.choices import AssessmentState
from monitoring.models import ImprovementAction, Round
from tests.conftest import SignIn, World
from tests.factories import set_assessment
from tests.monitoring.following import improvement, make_improvement
from tests.monitoring.views.test_exemptions import form_of
from tests.reports.document import document, read

LIST = "/verbeteracties/"
ADD = "/rondes/ronde-open/invoer/GM0034/punt/A1/verbeteractie/"
CONTENT = {
    "title": "E-learning <script>alert(1)</script>",
    "owner": "Personeel",
    "due_on": "2027-03-01",
    "state": "planned",
    "outcome": "",
}
HOSTILE: tuple[Mapping[str, str], ...] = (
    {"title": ""},
    {"title": "\x00"},
    {"title": "omge\u202ekeerd"},
    {"title": "x" * 100_000},
    {"owner": "x" * 101},
    {"due_on": "morgen"},
    {"due_on": "99999-01-01"},
    {"state": "klaar"},
    {"state": "done"},
    {"state": "dropped", "outcome": "  "},
    {"outcome": "x" * 100_000},
)


@pytest.fixture
def coordinator(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.coordinator)


@pytest.fixture
def stored(world: World, open_round: Round) -> ImprovementAction:
    content = improvement(title="Oude titel", due_in=-3)
    return make_improvement(round=open_round, by=world.coordinator, content=content)


def path_of(improvement: ImprovementAction) -> str:
    return f"{LIST}{improvement.pk}/"


def test_add_on_the_screen_and_twice(open_round: Round, coordinator: Client) -> None:
    assert coordinator.post(ADD, CONTENT).status_code == 302

    response = coordinator.post(ADD, CONTENT)

    assert response.status_code == 409
    assert "Deze verbeteractie staat er al." in document(response).one("main").text
    assert ImprovementAction.objects.get().title == CONTENT["title"]
    assert "<script>alert" not in coordinator.get(LIST).content.decode()


@pytest.mark.parametrize("values", HOSTILE)
def test_add_what_is_not_possible_comes_back(
    open_round: Round, coordinator: Client, values: Mapping[str, str]
) -> None:
    assert coordinator.post(ADD, {**CONTENT, **values}).status_code == 422
    assert not ImprovementAction.objects.exists()


def test_add_on_behalf_after_handing_in_is_a_conflict(
    world: World, open_round: Round, sign_in: SignIn
) -> None:
    client = sign_in(world.district_coordinator)
    assert client.post(ADD, CONTENT).status_code == 302
    set_assessment(round=open_round, organisation=world.almere, state=AssessmentState.SUBMITTED)

    assert "werkt alleen de organisatie zelf" in read(client, ADD).one("main").text
    assert client.post(ADD, {**CONTENT, "title": "Andere"}).status_code == 409


def test_tick_off_on_the_screen(coordinator: Client, stored: ImprovementAction) -> None:
    page = read(coordinator, path_of(stored))

    response = coordinator.post(
        path_of(stored), {**form_of(page), "state": "done", "outcome": "Het staat erin."}
    )

    assert response.status_code == 302
    assert response["Location"] == LIST
    stored.refresh_from_db()
    assert (stored.state, stored.outcome, stored.version) == ("done", "Het staat erin.", 2)


def test_save_without_a_change_says_so(coordinator: Client, stored: ImprovementAction) -> None:
    response = coordinator.post(
        path_of(stored), form_of(read(coordinator, path_of(stored))), follow=True
    )

    assert "Er was niets te wijzigen." in document(response).text


def test_two_colleagues_at_once_get_both_versions(
    coordinator: Client, stored: ImprovementAction
) -> None:
    first = form_of(read(coordinator, path_of(stored)))
    coordinator.post(path_of(stored), {**first, "owner": "Van een collega"})

    response = coordinator.post(path_of(stored), {**first, "owner": "Van mij"})

    assert response.status_code == 409
    page = document(response)
    assert "Van een collega" in page.one("section", css="fn-conflict").text
    again = form_of(page)
    assert again["owner"] == "Van mij"
    stored.refresh_from_db()
    assert stored.owner == "Van een collega"
    assert coordinator.post(path_of(stored), again).status_code == 302
    stored.refresh_from_db()
    assert (stored.owner, stored.version) == ("Van mij", 3)


@pytest.mark.parametrize("version", ["", "0", "x"])
def test_save_without_its_version_comes_back(
    coordinator: Client, stored: ImprovementAction, version: str
) -> None:
    response = coordinator.post(path_of(stored), {**CONTENT, "version": version})

    assert response.status_code == 422
    stored.refresh_from_db()
    assert stored.version == 1


def test_list_marks_what_is_late_in_words(coordinator: Client, stored: ImprovementAction) -> None:
    table = read(coordinator, LIST).captioned("Verbeteracties, op streefdatum")

    assert "! te laat" in table.text
    assert table.hrefs() == [path_of(stored)]


def test_list_of_the_region_is_narrowed(
    world: World, stored: ImprovementAction, open_round: Round, sign_in: SignIn
) -> None:
    make_improvement(round=open_round, by=world.other_coordinator, organisation="GM0995")
    for organisation in (world.almere, world.lelystad):
        set_assessment(round=open_round, organisation=organisation, state=AssessmentState.SUBMITTED)
    client = sign_in(world.analyst)

    assert "Oude titel" in read(client, LIST).text
    assert "Oude titel" not in read(client, f"{LIST}?organisatie=GM0995").text
    assert "Oude titel" not in read(client, f"{LIST}?stand=later").text
    assert read(client, f"{LIST}?stand=late").captioned("Verbeteracties, op streefdatum")
    empty = "Er zijn geen verbeteracties in deze selectie."
    assert empty in read(client, f"{LIST}?organisatie=GM9999").text
