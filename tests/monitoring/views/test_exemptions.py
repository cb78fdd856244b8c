"""Asking for an exemption on the screen, the decision with its effect, and the overview."""

from datetime import date

import pytest
from django.test import Client

from monitoring.choices import AssessmentState, RequestState, ResultScope, RoundState
from monitoring.models import Exemption, ExemptionRequest, Result, Round
from tests.conftest import SignIn, World
from tests.factories import fill_round, get_result, make_round, set_assessment, set_result
from tests.monitoring.following import REASON, granted, make_request
from tests.monitoring.views.entering import sent
from tests.reports.document import Element, Response, document, read

ASK = "/rondes/ronde-open/invoer/GM0034/punt/A1/vrijstelling/"
POINT = "/rondes/ronde-open/invoer/GM0034/punt/A1/"
LIST = "/vrijstellingen/"
HOSTILE = ["\x00", "omge\u202ekeerd", "x" * 100_000, " \n "]


@pytest.fixture
def asked(world: World, open_round: Round) -> ExemptionRequest:
    set_result(round=open_round, organisation="GM0034", point="A1", status="not_achieved")
    return make_request(round=open_round, by=world.coordinator)


@pytest.fixture
def district(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.district_coordinator)


def decide_path(asked: ExemptionRequest) -> str:
    return f"{LIST}aanvragen/{asked.pk}/"


def form_of(page: Element) -> dict[str, str]:
    """What a browser sends of the question of a page."""
    (form,) = (
        form for form in page.one("main").all("form") if form.attributes.get("method") == "post"
    )
    return sent(form)


def decide(client: Client, asked: ExemptionRequest, **values: str) -> Response:
    """Opens the decision, fills it in and sends it."""
    path = decide_path(asked)
    return client.post(path, {**form_of(read(client, path)), **values})


# --- Asking ---------------------------------------------------------------------------------------


def test_ask_on_the_screen(world: World, open_round: Round, sign_in: SignIn) -> None:
    client = sign_in(world.coordinator)

    response = client.post(ASK, {"reason": f"{REASON} <script>alert(1)</script>"})

    assert response.status_code == 302
    assert response["Location"] == POINT
    asked = ExemptionRequest.objects.get()
    assert asked.reason.startswith(REASON)
    assert "<script>alert" not in client.get(LIST).content.decode()


@pytest.mark.parametrize("reason", HOSTILE, ids=["nul", "bidi", "100 KB", "blank"])
def test_ask_with_text_that_is_not_text_comes_back(
    world: World, open_round: Round, sign_in: SignIn, reason: str
) -> None:
    response = sign_in(world.coordinator).post(ASK, {"reason": reason})

    assert response.status_code == 422
    assert not ExemptionRequest.objects.exists()


def test_ask_twice_comes_back_with_what_was_typed(
    world: World, asked: ExemptionRequest, sign_in: SignIn
) -> None:
    response = sign_in(world.coordinator).post(ASK, {"reason": "Nog eens."})

    assert response.status_code == 409
    assert "Er loopt al een aanvraag" in document(response).one("main").text
    assert document(response).one("textarea").text == "Nog eens."


def test_withdraw_on_the_screen_twice(
    world: World, asked: ExemptionRequest, sign_in: SignIn
) -> None:
    client = sign_in(world.coordinator)

    assert client.post(f"{decide_path(asked)}intrekken/").status_code == 302
    assert client.post(f"{decide_path(asked)}intrekken/").status_code == 409
    asked.refresh_from_db()
    assert asked.state == RequestState.WITHDRAWN


# --- Deciding -------------------------------------------------------------------------------------


def test_decision_shows_reason_answer_and_effect(
    open_round: Round, asked: ExemptionRequest, district: Client
) -> None:
    fill_round(round=open_round)
    set_result(
        round=open_round,
        organisation="GM0034",
        point="A1",
        status="not_achieved",
        explanation="Dit leest de districtscoördinator nog niet.",
    )

    page = read(district, decide_path(asked))

    text = page.one("main").text
    assert REASON in text
    assert "niet behaald" in text
    assert "leest de districtscoördinator nog niet" not in text
    table = page.captioned("Gevolg voor het percentage behaald").text
    assert "80,0 % 4 van 5, voorlopig" in table
    assert "100,0 % 4 van 4, 1 n.v.t., voorlopig" in table


def test_grant_on_the_screen(asked: ExemptionRequest, district: Client) -> None:
    response = decide(district, asked, outcome="ronde-open")

    assert response.status_code == 302
    assert response["Location"] == LIST
    assert Exemption.objects.get().until_round == asked.result.round
    assert Result.objects.get(pk=asked.result_id).scope == ResultScope.EXEMPTED


def test_grant_until_a_planned_round_and_for_good(
    world: World, open_round: Round, asked: ExemptionRequest, district: Client
) -> None:
    later = make_round(norm=world.norm, state=RoundState.PLANNED, reference_date=date(2027, 1, 1))
    other = make_request(round=open_round, by=world.coordinator, point="A2")

    assert decide(district, asked, outcome=later.code).status_code == 302
    assert decide(district, other, outcome=":voor-goed").status_code == 302

    found = Exemption.objects.order_by("pk").values_list("until_round__code", flat=True)
    assert list(found) == [later.code, None]


def test_grant_on_an_answer_that_moved_asks_again_with_the_new_one(
    asked: ExemptionRequest, district: Client
) -> None:
    path = decide_path(asked)
    data = {**form_of(read(district, path)), "outcome": ":voor-goed", "decision": "Prima."}
    set_result(round=asked.result.round, organisation="GM0034", point="A1", status="partly")

    response = district.post(path, data)

    assert response.status_code == 409
    page = document(response)
    assert "heeft dit resultaat gewijzigd" in page.one("main").text
    assert "deels behaald" in page.one("main").text
    assert not Exemption.objects.exists()
    again = form_of(page)
    assert (again["outcome"], again["decision"]) == (":voor-goed", "Prima.")
    assert district.post(path, again).status_code == 302


def test_grant_twice_is_a_conflict(asked: ExemptionRequest, district: Client) -> None:
    data = {**form_of(read(district, decide_path(asked))), "outcome": ":voor-goed"}
    assert district.post(decide_path(asked), data).status_code == 302

    response = district.post(decide_path(asked), data)

    assert response.status_code == 409
    assert "Deze aanvraag is al verleend." in document(response).one("main").text


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": ":afwijzen"},
        {"outcome": "ronde-gepubliceerd"},
        {"outcome": ""},
        {"outcome": ":voor-goed", "version": "x"},
        {"outcome": ":voor-goed", "version": ""},
        {"outcome": ":afwijzen", "decision": "\u202e"},
    ],
)
def test_decision_that_is_not_one_comes_back(
    asked: ExemptionRequest, district: Client, values: dict[str, str]
) -> None:
    assert decide(district, asked, **values).status_code == 422
    assert ExemptionRequest.objects.asked().exists()


def test_refuse_on_the_screen(world: World, asked: ExemptionRequest, sign_in: SignIn) -> None:
    client = sign_in(world.district_coordinator)

    response = decide(client, asked, outcome=":afwijzen", decision="Er is een haven.")

    assert response.status_code == 302
    page = read(sign_in(world.coordinator), f"{LIST}?stand=settled")
    assert "Er is een haven." in page.captioned("Besliste en ingetrokken aanvragen").text


def test_decision_after_the_sign_off_can_only_refuse(
    world: World, asked: ExemptionRequest, district: Client
) -> None:
    set_assessment(
        round=asked.result.round, organisation=world.almere, state=AssessmentState.ADOPTED
    )

    page = read(district, decide_path(asked))

    assert [radio.attributes["value"] for radio in page.all("input", type="radio")] == [":afwijzen"]
    assert "Stuur haar eerst terug" in page.one("main").text
    assert decide(district, asked, outcome=":voor-goed").status_code == 422


# --- The overview, ending and extending -----------------------------------------------------------


def test_list_of_who_decides_and_of_who_asks(
    world: World, asked: ExemptionRequest, sign_in: SignIn
) -> None:
    table = read(sign_in(world.district_coordinator), LIST).captioned("Te beslissen")
    assert table.hrefs() == [decide_path(asked)]

    table = read(sign_in(world.coordinator), LIST).captioned("Te beslissen")
    assert table.hrefs() == [f"{decide_path(asked)}intrekken/"]

    assert "Er zijn geen vrijstellingen" in read(sign_in(world.other_coordinator), LIST).text


@pytest.mark.parametrize("query", ["?organisatie=GM9999", "?stand=alles", "?organisatie=%00"])
def test_list_of_what_does_not_exist_is_empty(
    asked: ExemptionRequest, district: Client, query: str
) -> None:
    assert "Er zijn geen vrijstellingen in deze selectie." in read(district, LIST + query).text


def test_extend_and_end_on_the_screen(
    world: World, asked: ExemptionRequest, district: Client
) -> None:
    later = make_round(norm=world.norm, state=RoundState.PLANNED, reference_date=date(2027, 1, 1))
    exemption = granted(asked, until=asked.result.round, by=world.district_coordinator)
    extend, end = f"{LIST}{exemption.pk}/verlengen/", f"{LIST}{exemption.pk}/beeindigen/"
    stale = form_of(read(district, extend))

    assert district.post(extend, {**stale, "until": later.code}).status_code == 302
    assert district.post(extend, {**stale, "until": ":voor-goed"}).status_code == 409
    assert district.post(end, form_of(read(district, end))).status_code == 302

    exemption.refresh_from_db()
    assert exemption.until_round == asked.result.round
    result = get_result(round=asked.result.round, organisation="GM0034", point="A1")
    assert result.scope == ResultScope.EXEMPTED


def test_extend_to_a_round_that_is_not_offered_comes_back(
    world: World, asked: ExemptionRequest, district: Client
) -> None:
    exemption = granted(asked, until=asked.result.round, by=world.district_coordinator)

    response = district.post(f"{LIST}{exemption.pk}/verlengen/", {"until": "ronde-elders"})

    assert response.status_code == 422
