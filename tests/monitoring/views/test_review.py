"""The pages of who looks an assessment over, and the answers to them."""

import pytest
from django.test import Client

from monitoring.actions.handing_in import submit_assessment
from monitoring.choices import RemarkKind
from monitoring.models import ReviewRemark, Round
from tests.conftest import SignIn, World
from tests.factories import get_result, set_result
from tests.monitoring.assessments import assessment_of, filled, handed_in, peer_review
from tests.monitoring.views.entering import sent
from tests.reports.document import Element, document

pytestmark = pytest.mark.django_db

BASE = "/rondes/ronde-open/invoer/GM0034/"
LIST = f"{BASE}beoordelen/"
A1 = f"{BASE}punt/A1/beoordelen/"
SECRET = "Alleen voor wie dit lezen mag."


def page(client: Client, path: str = LIST) -> Element:
    response = client.get(path)
    assert response.status_code == 200
    return document(response)


def form_of(client: Client, path: str) -> dict[str, str]:
    """What the form of a page would send."""
    main = page(client, path).one("main")
    return sent(main.all("form")[0])


def rows(shown: Element) -> dict[str, str]:
    """The text of the line of each point, by its code."""
    return {
        row.attributes["id"].removeprefix("punt-"): row.text
        for row in shown.all("tr")
        if "id" in row.attributes
    }


@pytest.fixture
def district(world: World, open_round: Round, sign_in: SignIn) -> Client:
    """The district coordinator; Almere has handed in, A1 deels behaald."""
    filled(open_round, world.almere)
    set_result(
        round=open_round, organisation="GM0034", point="A1", status="partly", explanation=SECRET
    )
    assessment = assessment_of(open_round, world.almere)
    submit_assessment(assessment=assessment, seen=0, by=world.coordinator)
    return sign_in(world.district_coordinator)


def test_list_has_every_applicable_point_with_its_state(district: Client) -> None:
    lines = rows(page(district))

    assert list(lines) == ["A1", "A2", "A3", "B1", "B2"]
    assert "deels behaald" in lines["A1"]
    assert SECRET in lines["A1"]
    assert "nog niet bekeken" in lines["A1"]


def test_question_and_agreement_from_the_page_of_a_point(district: Client) -> None:
    data = form_of(district, A1)
    response = district.post(A1, {**data, "text": "Wanneer <b>was</b> dat?", "vraag": ""})
    assert (response.status_code, response["Location"]) == (302, f"{LIST}#punt-A1")

    shown = page(district, A1)
    assert "Wanneer <b>was</b> dat?" in shown.text
    assert "vraag open" in rows(page(district))["A1"]
    data = form_of(district, A1)
    assert district.post(A1, {**data, "akkoord": ""}).status_code == 302
    assert "Akkoord" not in rows(page(district))["A1"]


def test_agreement_from_the_list_returns_to_its_selection(district: Client) -> None:
    shown = page(district, f"{LIST}?toon=nieuw")
    form = shown.one("tr", id="punt-A2").one("form")
    path = form.attributes["action"]

    response = district.post(path, {**sent(form), "akkoord": ""})

    assert response["Location"] == f"{LIST}?toon=nieuw#punt-A2"
    assert "A2" not in rows(page(district, f"{LIST}?toon=nieuw"))
    assert list(rows(page(district, f"{LIST}?toon=akkoord"))) == ["A2"]


def test_unknown_selection_is_not_there(district: Client) -> None:
    assert district.get(f"{LIST}?toon=alles").status_code == 404


def test_question_needs_a_text(district: Client) -> None:
    for text in ("", " ", "\0", "a\u202eb", "x" * 100_000):
        data = form_of(district, A1)
        assert district.post(A1, {**data, "text": text, "vraag": ""}).status_code == 422


@pytest.mark.parametrize("name", ["version", "seen"])
def test_form_that_does_not_say_what_it_saw_is_invalid(district: Client, name: str) -> None:
    for value in ("", "x", "9" * 30):
        data = {**form_of(district, A1), name: value, "akkoord": ""}
        assert district.post(A1, data).status_code == 422
    assert not ReviewRemark.objects.exists()


def test_stale_agreement_is_a_conflict_and_the_next_try_is_on_what_is_shown(
    district: Client, world: World, open_round: Round
) -> None:
    data = {**form_of(district, A1), "akkoord": ""}
    set_result(round=open_round, organisation="GM0034", point="A1", explanation="Veranderd.")

    response = district.post(A1, data)

    assert response.status_code == 409
    shown = document(response).one("main")
    assert "Veranderd." in shown.text
    again = {**sent(shown.one("form")), "akkoord": ""}
    assert district.post(A1, again).status_code == 302


def test_change_after_agreement_shows(district: Client, open_round: Round) -> None:
    district.post(A1, {**form_of(district, A1), "akkoord": ""})
    set_result(round=open_round, organisation="GM0034", point="A1")

    assert "gewijzigd na akkoord" in rows(page(district))["A1"]
    assert list(rows(page(district, f"{LIST}?toon=gewijzigd"))) == ["A1"]


def test_agreement_to_the_rest(district: Client) -> None:
    district.post(A1, {**form_of(district, A1), "text": "Wanneer?", "vraag": ""})
    path = f"{LIST}akkoord/"

    response = district.post(path, form_of(district, path))

    assert response["Location"] == LIST
    assert "U bent akkoord met 4 punten." in page(district).text
    assert list(rows(page(district, f"{LIST}?toon=akkoord"))) == ["A2", "A3", "B1", "B2"]
    district.post(path, form_of(district, path))
    assert "geen punt meer" in page(district).text


def test_draft_shows_statuses_and_takes_no_remarks(
    world: World, open_round: Round, sign_in: SignIn
) -> None:
    set_result(
        round=open_round, organisation="GM0034", point="A1", status="partly", explanation=SECRET
    )
    client = sign_in(world.district_coordinator)
    shown = page(client)

    assert "deels behaald" in shown.text
    assert SECRET not in shown.text
    assert not shown.one("main").all("form")
    assert SECRET not in page(client, A1).text
    data = {**form_of(client, A1), "akkoord": ""}
    assert client.post(A1, data).status_code == 409


def test_organisation_answers_and_the_district_reads_it(
    district: Client, world: World, open_round: Round
) -> None:
    district.post(A1, {**form_of(district, A1), "text": "Wanneer?", "vraag": ""})
    question = ReviewRemark.objects.get()
    path = f"{BASE}punt/A1/antwoord/{question.pk}/"
    client = Client()
    client.force_login(world.coordinator)
    assert "Wanneer?" in page(client, path).text

    assert client.post(path, {"text": ""}).status_code == 422
    assert client.post(path, {"text": "In mei."}).status_code == 302
    assert client.post(path, {"text": "In mei."}).status_code == 409

    assert "In mei." in page(district, A1).text
    assert "beantwoord" in rows(page(district))["A1"]


def test_question_is_answered_only_at_its_own_point_and_by_its_own_organisation(
    district: Client, world: World, open_round: Round
) -> None:
    district.post(A1, {**form_of(district, A1), "text": "Wanneer?", "vraag": ""})
    question = ReviewRemark.objects.get()
    own, other = Client(), Client()
    own.force_login(world.coordinator)
    other.force_login(world.other_coordinator)

    assert own.get(f"{BASE}punt/A2/antwoord/{question.pk}/").status_code == 404
    assert own.get(f"{BASE}punt/A1/antwoord/{question.pk + 1}/").status_code == 404
    assert other.get(f"{BASE}punt/A1/antwoord/{question.pk}/").status_code == 404
    # Who enters on behalf does not answer for the organisation.
    assert district.get(f"{BASE}punt/A1/antwoord/{question.pk}/").status_code == 404
    elsewhere = f"/rondes/ronde-open/invoer/GM0995/punt/A1/antwoord/{question.pk}/"
    assert other.get(elsewhere).status_code == 404


def test_point_that_does_not_apply_is_not_reviewed(
    world: World, open_round: Round, sign_in: SignIn
) -> None:
    handed_in(open_round, world.province, by=world.coordinator)
    client = sign_in(world.district_coordinator)
    path = "/rondes/ronde-open/invoer/PV24/"

    assert list(rows(page(client, f"{path}beoordelen/"))) == ["A1", "A2", "B1"]
    assert client.get(f"{path}punt/A3/beoordelen/").status_code == 404


def test_peer_reads_and_asks_but_sees_no_other_conversation(
    district: Client, world: World, open_round: Round
) -> None:
    """Nor a private note; and the district does not see what the peer says."""
    result = get_result(round=open_round, organisation="GM0034", point="A1")
    type(result).objects.filter(pk=result.pk).update(private_note="Intern")
    district.post(A1, {**form_of(district, A1), "text": "Van het district", "vraag": ""})
    peer_review(
        open_round,
        world.almere,
        world.lelystad,
        by=world.coordinator,
        peer_by=world.other_coordinator,
    )
    peer = Client()
    peer.force_login(world.other_coordinator)
    path = f"{BASE}punt/A1/meekijken/"

    data = {**form_of(peer, path), "text": "Van de collega", "vraag": ""}
    assert peer.post(path, data)["Location"] == f"{BASE}meekijken/#punt-A1"

    assert SECRET in rows(page(peer, f"{BASE}meekijken/"))["A1"]
    shown = page(peer, path).text
    assert SECRET in shown
    assert "Van de collega" in shown
    assert "Van het district" not in shown
    assert "Intern" not in shown
    assert "Van de collega" not in page(district, A1).text
    assert peer.get(LIST).status_code == 404
    assert peer.get(f"{BASE}stand/").status_code == 200
    assert ReviewRemark.objects.filter(kind=RemarkKind.QUESTION).count() == 2


def test_remarks_of_the_peer_do_not_count_for_the_district(
    district: Client, world: World, open_round: Round
) -> None:
    peer_review(
        open_round,
        world.almere,
        world.lelystad,
        by=world.coordinator,
        peer_by=world.other_coordinator,
    )
    peer = Client()
    peer.force_login(world.other_coordinator)
    path = f"{BASE}punt/A1/meekijken/"
    peer.post(path, {**form_of(peer, path), "akkoord": ""})

    assert "nog niet bekeken" in rows(page(district))["A1"]
    assert list(rows(page(peer, f"{BASE}meekijken/?toon=akkoord"))) == ["A1"]
