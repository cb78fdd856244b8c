"""Who sends a form that is not handled gets back what they typed, and nobody else's words."""

import html
import re

import pytest
from django.conf import settings
from django.test import Client

from monitoring.models import Round
from reports.texts.typed_fields import FIELD, NOTE
from tests.conftest import SignIn, World
from tests.reports.document import Response, document
from tests.reports.making import make_report

LONG = "Dit typte ik in een lange zin, <script>alert(1)</script> met </textarea> erin."
SHORT = "Ja, klopt."
TYPED = {
    "version": "3",
    f"{FIELD}een": LONG,
    f"{FIELD}twee": SHORT,
    f"{FIELD}drie": "  regel een\r\nregel twee",
    "status": "not_achieved",
    NOTE: "ook dit",
    "password": "een heel lang wachtwoord",
    "login": "coordinator.almere@voorbeeld.test",
    "code": "123456 789012 345678 901234",
}
GIVEN_BACK = [LONG, SHORT, "  regel een\r\nregel twee", "ook dit"]
OWN, FOREIGN = {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "cross-site"}
PATHS = ("/rapporten/1/tekst/", "/rondes/ronde/invoer/GM0034/")


def given_back(response: Response) -> list[str]:
    """What stands in the boxes of the page, as it was sent."""
    page = response.content.decode()
    assert "<script>alert" not in page
    found = re.findall(r"<textarea [^>]* readonly>\n(.*?)</textarea>", page, re.DOTALL)
    assert page.count("<textarea") == len(found)
    return [html.unescape(text) for text in found]


def without_key(*, signed_in: World | None = None) -> Client:
    client = Client(enforce_csrf_checks=True)
    if signed_in:
        client.force_login(signed_in.analyst)
    return client


@pytest.mark.parametrize("path", PATHS)
def test_session_that_ended_takes_no_text_however_short(
    client: Client, db: None, path: str
) -> None:
    response = client.post(path, TYPED)

    assert response.status_code == 401
    assert document(response).one("h1").text == "U bent afgemeld"
    assert f"?next={path}" in document(response).one("main").hrefs()[0]
    assert given_back(response) == GIVEN_BACK


def test_form_in_which_nothing_was_typed_leads_to_the_sign_in_page(
    client: Client, db: None
) -> None:
    response = client.post(PATHS[0], {"version": "3", "status": "not_achieved", "weg": "ja"})

    assert response.status_code == 302


@pytest.mark.parametrize("is_signed_in", [True, False])
@pytest.mark.parametrize("path", PATHS)
def test_form_without_its_key_gives_back_what_was_typed(
    world: World, is_signed_in: bool, path: str
) -> None:
    client = without_key(signed_in=world if is_signed_in else None)

    response = client.post(path, TYPED, headers=OWN)

    assert response.status_code == 403
    assert "Kopieer de tekst die u had getypt" in document(response).text
    assert given_back(response) == GIVEN_BACK
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("headers", [FOREIGN, {"Sec-Fetch-Site": "same-site"}, {}])
def test_words_of_another_site_do_not_stand_on_our_page(
    world: World, headers: dict[str, str]
) -> None:
    response = without_key(signed_in=world).post(PATHS[0], TYPED, headers=headers)

    assert response.status_code == 403
    assert given_back(response) == []
    assert "ook dit" not in document(response).text


def test_refused_sign_in_gives_back_neither_name_nor_password(world: World) -> None:
    data = {"login": world.coordinator.email, "password": "een heel lang wachtwoord"}

    response = without_key().post("/", data, headers=OWN)

    assert response.status_code == 403
    assert given_back(response) == []
    assert world.coordinator.email not in response.content.decode()


def test_text_of_a_report_is_sent_again_with_a_new_key(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    client = without_key(signed_in=world)
    path = f"/rapporten/{report.pk}/tekst/"
    page = client.get(path)
    name = f"{FIELD}{page.context['page'].sections[0].lines[0].key}"
    key = document(page).all("input", name="csrfmiddlewaretoken")[0].attributes["value"]
    del client.cookies[settings.CSRF_COOKIE_NAME]
    data = {"version": "1", name: "Eén zin.", "csrfmiddlewaretoken": key}

    refused = client.post(path, data, headers=OWN)

    assert given_back(refused) == ["Eén zin."]
    again = document(client.get(path)).all("input", name="csrfmiddlewaretoken")[0]
    data["csrfmiddlewaretoken"] = again.attributes["value"]
    assert client.post(path, data, headers=OWN).status_code == 302
