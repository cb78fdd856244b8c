"""Setting up a second step, the codes that come with it, and who has to."""

import base64
import json
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import AuditEvent, User
from tests.accounts.test_second_factor import (
    ADDRESS,
    APP,
    CODES,
    PASSKEYS,
    QR,
    REFUSED,
    errors,
    set_up_app,
    signs_in,
    type_code,
    type_password,
    wrong,
)
from tests.factories import make_user
from tests.reports.document import document, read
from tests.second_steps import add_app, add_recovery_codes, code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted_from_zero() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def anna() -> User:
    return make_user(email=ADDRESS, name="Anna")


@pytest.fixture
def recovery_codes(anna: User) -> list[str]:
    add_app(anna)
    return add_recovery_codes(anna)


def test_secret_is_shown_in_groups_of_four_and_as_a_picture_of_our_own(
    client: Client, anna: User
) -> None:
    page = read(type_password(client), APP)

    (shown,) = (text.text for text in page.all("code") if len(text.text) > 30)
    assert {len(group) for group in shown.split()} == {4}
    assert len(base64.b32decode(shown.replace(" ", ""))) == 20
    sources = [image.attributes["src"] for image in page.all("img")]
    assert sources == [QR]
    picture = client.get(QR)
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture.headers["Cache-Control"]
    assert b"<svg" in picture.content
    assert b"<script" not in picture.content


def test_picture_is_there_only_while_an_app_is_being_set_up(client: Client, anna: User) -> None:
    type_password(client)
    assert client.get(QR).status_code == 404
    secret = set_up_app(client)
    assert client.get(QR).status_code == 200

    client.post(APP, {"code": code(secret)})

    assert client.get(QR).status_code == 404


def test_picture_of_a_visitor_leads_to_the_sign_in_page(client: Client) -> None:
    assert client.get(QR).status_code == 302


def test_setting_up_shows_recovery_codes_once(
    client: Client, anna: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    secret = set_up_app(client)

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(APP, {"code": code(secret)})

    assert response["Location"] == CODES
    expected = Authenticator.objects.get(type="recovery_codes").wrap().generate_codes()
    assert len(expected) == 10
    shown = read(client, CODES).text
    assert all(text in shown for text in expected)
    again = client.get(CODES).content.decode()
    assert not any(text in again for text in expected)
    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    kinds = AuditEvent.objects.filter(type="factor_added").in_chain()
    assert [event.new_values["tweede stap"] for event in kinds] == [
        "authenticator-app",
        "herstelcodes",
    ]


def test_secret_is_stored_encrypted(client: Client, anna: User) -> None:
    secret = set_up_app(client)
    client.post(APP, {"code": code(secret)})

    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    codes = Authenticator.objects.get(type="recovery_codes").wrap().generate_codes()
    assert not any(text in stored for text in codes)


def test_wrong_code_sets_nothing_up_and_keeps_the_secret(client: Client, anna: User) -> None:
    secret = set_up_app(client)

    response = client.post(APP, {"code": wrong(secret)})

    assert REFUSED.search(errors(response))
    assert not Authenticator.objects.exists()
    assert client.post(APP, {"code": code(secret)}).status_code == 302


def test_shown_codes_can_be_kept_as_a_file(client: Client, anna: User) -> None:
    client.post(APP, {"code": code(set_up_app(client))})
    page = read(client, CODES)
    (form,) = (form for form in page.all("form") if "bestand" in form.attributes["action"])
    shown = [field.attributes["value"] for field in form.all("input", name="code")]

    response = client.post(form.attributes["action"], {"code": shown})

    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "attachment" in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]
    text = response.content.decode()
    assert all(each in text for each in shown)
    assert "herstelcode" in text.lower()


@pytest.mark.parametrize("sent", [[], ["12345678"], ["<b>"] * 10])
def test_file_holds_no_other_text(client: Client, anna: User, sent: list[str]) -> None:
    client.post(APP, {"code": code(set_up_app(client))})

    assert client.post(f"{CODES}bestand/", {"code": sent}).status_code == 404


def test_new_codes_replace_the_old_ones(client: Client, recovery_codes: list[str]) -> None:
    type_code(type_password(client), recovery_codes[0])

    response = client.post(f"{CODES}maken/")

    assert response["Location"] == CODES
    assert not signs_in(recovery_codes[1])


def test_removing_the_app_takes_the_codes_along(client: Client, recovery_codes: list[str]) -> None:
    type_code(type_password(client), recovery_codes[0])
    read(client, f"{APP}verwijderen/")

    client.post(f"{APP}verwijderen/")

    assert not Authenticator.objects.exists()
    assert "verwijderd" in mail.outbox[-1].subject
    events = AuditEvent.objects.filter(type="factor_removed").in_chain()
    assert [event.old_values["tweede stap"] for event in events] == [
        "authenticator-app",
        "herstelcodes",
    ]


@pytest.mark.django_db(transaction=True)
def test_session_without_a_second_step_is_led_to_one_and_then_on(
    client: Client, anna: User, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    type_password(client)
    choose = client.get("/", follow=True)
    assert choose.redirect_chain[-1][0] == "/account/tweede-stap/kiezen/"
    hrefs = document(choose).one("main").hrefs()
    assert APP in hrefs
    assert f"{PASSKEYS}toevoegen/" in hrefs

    secret = set_up_app(client)
    assert client.get(QR).status_code == 200
    client.post(APP, {"code": code(secret)})

    assert client.get(CODES).status_code == 200
    assert client.get("/account/").status_code == 200
