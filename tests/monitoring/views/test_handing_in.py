"""Where an assessment stands, and its steps, as a browser meets them."""

import pytest
from django.test import Client

from monitoring.actions.handing_in import return_assessment, withdraw_submission
from monitoring.actions.rounds import close_round
from monitoring.choices import AssessmentState
from monitoring.models import Assessment, Round
from tests.conftest import SignIn, World
from tests.factories import set_result
from tests.monitoring.assessments import adopted, assessment_of, filled, handed_in
from tests.reports.document import Element, document

pytestmark = pytest.mark.django_db

BASE = "/rondes/ronde-open/invoer/GM0034/"
DETAIL = f"{BASE}stand/"


def page(client: Client, path: str = DETAIL) -> Element:
    response = client.get(path)
    assert response.status_code == 200
    return document(response)


def doors(client: Client) -> list[str]:
    """The buttons of the page, by their text."""
    group = page(client).one("main").one("div", "utrecht-action-group")
    return [link.text for link in group.all("a")]


def send(client: Client, assessment: Assessment, step: str, **data: str) -> int:
    """Presses the button of a step, from a page of now."""
    seen = str(assessment.last_step)
    return client.post(f"{BASE}{step}/", {"seen": seen, **data}).status_code


@pytest.mark.parametrize(
    ("who", "draft", "submitted"),
    [
        (
            "coordinator",
            ["Indienen", "Invullen", "Collegiale toets"],
            ["Vaststelling vastleggen", "Indiening intrekken", "Collegiale toets"],
        ),
        ("executive", [], []),
        ("analyst", [], []),
        ("district_coordinator", ["Beoordelen", "Invullen"], ["Beoordelen", "Terugsturen"]),
    ],
)
def test_buttons_are_of_the_state_and_the_role(
    world: World,
    open_round: Round,
    sign_in: SignIn,
    who: str,
    draft: list[str],
    submitted: list[str],
) -> None:
    client = sign_in(world.user(who))
    assert doors(client) == draft

    handed_in(open_round, world.almere, by=world.coordinator)
    assert doors(client) == submitted


def test_what_is_missing_leads_to_the_point(
    world: World, open_round: Round, sign_in: SignIn
) -> None:
    filled(open_round, world.almere)
    set_result(round=open_round, organisation="GM0034", point="A2", status="partly")

    shown = page(sign_in(world.coordinator))
    (item,) = shown.one("ul", "fn-point-list").all("li")
    assert item.text == "A2 Ambitiepunt A2 toelichting ontbreekt"
    assert f"{BASE}punt/A2/" in shown.hrefs()


def test_executive_reads_what_is_missing_without_links(
    world: World, open_round: Round, sign_in: SignIn
) -> None:
    shown = page(sign_in(world.executive))

    assert "nog niet ingevuld" in shown.text
    assert not any("/punt/" in href for href in shown.hrefs())


def test_analyst_sees_no_status_before_submission(
    world: World, open_round: Round, sign_in: SignIn
) -> None:
    assert "Dit ontbreekt nog" not in page(sign_in(world.analyst)).text


def test_reason_of_a_return_is_for_organisation_and_district(
    world: World, open_round: Round, sign_in: SignIn
) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)
    return_assessment(
        assessment=assessment,
        reason="Licht <b>A2</b> toe.",
        seen=assessment.last_step,
        by=world.district_coordinator,
    )

    for who, reads in (("executive", True), ("district_coordinator", True), ("analyst", False)):
        assert ("Licht <b>A2</b> toe." in page(sign_in(world.user(who))).text) is reads


def test_submitting(world: World, open_round: Round, sign_in: SignIn) -> None:
    assessment = filled(open_round, world.almere)
    client = sign_in(world.coordinator)
    assert page(client, f"{BASE}indienen/").one("button", name="opslaan").text == "Indienen"

    assert send(client, assessment, "indienen") == 302

    assert assessment_of(open_round, world.almere).state == AssessmentState.SUBMITTED
    assert "De invulling is ingediend." in page(client).text


def test_submitting_what_is_incomplete_shows_the_list_and_no_button(
    world: World, open_round: Round, sign_in: SignIn
) -> None:
    client = sign_in(world.coordinator)
    shown = page(client, f"{BASE}indienen/")
    assert f"{BASE}punt/A1/" in shown.hrefs()
    assert not shown.all("button", name="opslaan")

    assert send(client, assessment_of(open_round, world.almere), "indienen") == 409


@pytest.mark.parametrize("seen", ["", "x", "-1", "1\0", "9" * 30])
def test_page_that_does_not_say_what_it_saw_is_refused(
    world: World, open_round: Round, sign_in: SignIn, seen: str
) -> None:
    filled(open_round, world.almere)

    response = sign_in(world.coordinator).post(f"{BASE}indienen/", {"seen": seen})

    assert response.status_code == 422
    assert assessment_of(open_round, world.almere).state == AssessmentState.DRAFT


def test_stale_return_says_what_happened_and_can_be_sent_after_all(
    world: World, open_round: Round, sign_in: SignIn
) -> None:
    """The page that comes back has seen what happened, and keeps what was typed."""
    assessment = handed_in(open_round, world.almere, by=world.coordinator)
    old = str(assessment.last_step)
    withdraw_submission(assessment=assessment, seen=assessment.last_step, by=world.coordinator)
    handed_in(open_round, world.almere, by=world.coordinator)
    client = sign_in(world.district_coordinator)

    response = client.post(f"{BASE}terugsturen/", {"seen": old, "reason": "Licht A2 toe."})

    assert response.status_code == 409
    shown = document(response)
    assert "Indiening ingetrokken door" in shown.text
    assert shown.one("textarea").text == "Licht A2 toe."
    seen = shown.one("input", name="seen").attributes["value"]
    response = client.post(f"{BASE}terugsturen/", {"seen": seen, "reason": "Licht A2 toe."})
    assert response.status_code == 302
    assert assessment_of(open_round, world.almere).state == AssessmentState.RETURNED


@pytest.mark.parametrize("reason", ["", "\0", "om\u202egekeerd", "x" * 100_000])
def test_return_with_impossible_text_comes_back(
    world: World, open_round: Round, sign_in: SignIn, reason: str
) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)

    status = send(sign_in(world.district_coordinator), assessment, "terugsturen", reason=reason)

    assert status == 422
    assert assessment_of(open_round, world.almere).state == AssessmentState.SUBMITTED


def test_signing_off(world: World, open_round: Round, sign_in: SignIn) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)
    client = sign_in(world.coordinator)
    asked = page(client, f"{BASE}vaststelling/")
    assert "college van burgemeester en wethouders" in asked.text

    data = {"decided_on": "2026-01-20", "decision_number": "<script>7", "document": "Zaak 1"}
    assert send(client, assessment, "vaststelling", **data) == 302

    shown = page(client)
    assert "<script>7" in shown.text
    assert "20 januari 2026 door het college van burgemeester en wethouders" in shown.text


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"decided_on": "2026-01-20", "decision_number": ""}, 422),
        ({"decided_on": "gisteren", "decision_number": "7"}, 422),
        ({"decided_on": "2026-01-20", "decision_number": "7\u202e"}, 422),
        ({"decided_on": "9999-01-20", "decision_number": "7"}, 409),
    ],
)
def test_impossible_sign_off_is_not_stored(
    world: World, open_round: Round, sign_in: SignIn, data: dict[str, str], status: int
) -> None:
    assessment = handed_in(open_round, world.almere, by=world.coordinator)

    assert send(sign_in(world.coordinator), assessment, "vaststelling", **data) == status
    assert not assessment.sign_offs.exists()


def test_lapsed_sign_off_is_struck_through_with_why(
    world: World, open_round: Round, sign_in: SignIn
) -> None:
    assessment = adopted(open_round, world.almere, by=world.coordinator)
    client = sign_in(world.coordinator)

    assert send(client, assessment, "intrekken") == 302

    shown = page(client)
    assert shown.one("del").text == "2026-017"
    assert "de indiening is ingetrokken" in shown.text


def test_closed_round_takes_no_submission_any_more(
    world: World, open_round: Round, sign_in: SignIn
) -> None:
    assessment = filled(open_round, world.almere)
    close_round(round=open_round, by=None)
    client = sign_in(world.coordinator)

    assert "Indienen" not in doors(client)
    assert "Niet ingediend" in page(client).text
    assert send(client, assessment, "indienen") == 409


@pytest.mark.parametrize(
    ("who", "step"),
    [
        ("district_coordinator", "indienen"),
        ("district_coordinator", "vaststelling"),
        ("coordinator", "terugsturen"),
        ("executive", "indienen"),
        ("other_coordinator", "indienen"),
        ("outsider", "terugsturen"),
    ],
)
def test_step_of_somebody_else_is_not_there(
    world: World, open_round: Round, sign_in: SignIn, who: str, step: str
) -> None:
    assert send(sign_in(world.user(who)), assessment_of(open_round, world.almere), step) == 404
