"""A forgotten password: the link by mail, and what nobody learns from it."""

import re
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEvent, User
from tests.accounts.passwords import (
    ADDRESS,
    ENGLISH,
    FORGOTTEN,
    LINK,
    NEW,
    SENT,
    errors,
    is_in,
    sign_in,
)
from tests.factories import PASSWORD, make_user
from tests.reports.document import Element, Response, document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted_from_zero() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def anna() -> User:
    return make_user(email=ADDRESS, name="Anna Zwartewaal")


def ask_for_link(client: Client, address: str = ADDRESS) -> Response:
    return client.post(FORGOTTEN, {"email": address})


def link_in_mail() -> str:
    """The path of the link in the last mail."""
    found = LINK.search(str(mail.outbox[-1].body))
    assert found is not None, mail.outbox[-1].body
    return found.group(1)


def follow(client: Client, link: str) -> tuple[str, Element]:
    """Where the link leads and the page there; the key is in the address no more."""
    response = client.get(link, follow=True)
    address = response.redirect_chain[-1][0] if response.redirect_chain else link
    return address, document(response)


def choose(client: Client, link: str, new: str = NEW) -> Response:
    address, _ = follow(client, link)
    return client.post(address, {"password1": new, "password2": new})


def test_link_by_mail_gives_a_new_password(client: Client, anna: User) -> None:
    ask_for_link(client)

    response = choose(client, link_in_mail())

    assert response["Location"] == "/wachtwoord-vergeten/klaar/"
    assert document(client.get(response["Location"])).one("h1")
    assert not is_in(client)
    assert is_in(sign_in(Client(), NEW))


def test_key_of_the_link_does_not_stay_in_the_address(client: Client, anna: User) -> None:
    ask_for_link(client)
    link = link_in_mail()

    address, page = follow(client, link)

    assert address != link
    assert link.rsplit("-", 1)[-1] not in address
    assert page.one("h1").text == "Kies een nieuw wachtwoord"


def test_known_and_unknown_address_get_the_same_answer(client: Client, anna: User) -> None:
    User.objects.create_user("nieuw@voorbeeld.test", None, name="Nieuw")
    off = make_user(email="uit@voorbeeld.test")
    User.objects.filter(pk=off.pk).update(is_active=False)
    answers = set()
    for address in (ADDRESS, "onbekend@voorbeeld.test", off.email, "nieuw@voorbeeld.test"):
        visitor = Client()
        response = ask_for_link(visitor, address)
        text = visitor.get(response["Location"]).content.decode()
        answers.add((response.status_code, response["Location"], re.sub(r"\w{64}", "", text)))
        assert address not in text

    assert len(answers) == 1
    assert [message.to for message in mail.outbox] == [[ADDRESS]]


def test_mail_with_the_link_is_dutch_and_says_what_to_do(client: Client, anna: User) -> None:
    ask_for_link(client)

    (message,) = mail.outbox
    assert message.subject == "Nieuw wachtwoord voor flevonorm"
    body = str(message.body)
    assert "twee uur geldig" in body
    assert "Hebt u hier niet om gevraagd?" in body
    assert not ENGLISH.search(LINK.sub("", body))
    assert not message.attachments


def test_link_works_once(client: Client, anna: User) -> None:
    ask_for_link(client)
    link = link_in_mail()
    choose(client, link)

    _, page = follow(Client(), link)

    assert page.one("h1").text == "Deze link werkt niet meer"
    assert not page.all("input", type="password")


def test_page_of_the_link_works_once(client: Client, anna: User) -> None:
    ask_for_link(client)
    address, _ = follow(client, link_in_mail())
    client.post(address, {"password1": NEW, "password2": NEW})
    again = "zeven paarse koeien dansen"

    client.post(address, {"password1": again, "password2": again})

    assert User.objects.get().check_password(NEW)


@pytest.mark.parametrize(("seconds", "works"), [(7190, True), (7210, False)])
def test_link_expires_after_two_hours(
    client: Client, anna: User, seconds: int, works: bool
) -> None:
    class Earlier(type(default_token_generator)):  # type: ignore[misc]
        """Makes keys as if it were that long ago."""

        def _now(self) -> datetime:
            return datetime.now() - timedelta(seconds=seconds)  # as Django's

    key = Earlier().make_token(anna)

    _, page = follow(client, f"/wachtwoord-vergeten/{user_pk_to_url_str(anna)}-{key}/")

    assert bool(page.all("input", type="password")) is works


@pytest.mark.parametrize(
    "link", ["1-abc-def", "zzzz-set-password", "0-0-0", "1-%00-b", "1-" + "x" * 500]
)
def test_made_up_link_gets_the_page_of_an_expired_one(
    client: Client, anna: User, link: str
) -> None:
    response = client.get(f"/wachtwoord-vergeten/{link}/")

    assert response.status_code == 200
    assert document(response).one("h1").text == "Deze link werkt niet meer"


def test_link_of_an_account_that_was_switched_off_does_not_work(client: Client, anna: User) -> None:
    ask_for_link(client)
    User.objects.update(is_active=False)

    _, page = follow(client, link_in_mail())

    assert page.one("h1").text == "Deze link werkt niet meer"


def test_new_password_ends_every_session(client: Client, anna: User) -> None:
    elsewhere = sign_in(Client())
    ask_for_link(client)

    choose(client, link_in_mail())

    assert not is_in(elsewhere)
    assert mail.outbox[-1].subject == "Uw wachtwoord voor flevonorm is gewijzigd"


def test_weak_password_is_refused_behind_the_link_too(client: Client, anna: User) -> None:
    ask_for_link(client)

    response = choose(client, link_in_mail(), "Flevoland2026!")

    assert "makkelijk te raden" in errors(response)
    assert User.objects.get().check_password(PASSWORD)


def test_many_requests_for_one_address_are_stopped(client: Client, anna: User) -> None:
    statuses = [ask_for_link(Client()).status_code for _ in range(7)]

    assert statuses[-1] == 429
    assert len(mail.outbox) == 5


def test_asking_is_logged_without_the_address_of_a_stranger(client: Client, anna: User) -> None:
    ask_for_link(client)
    ask_for_link(client, "onbekend@voorbeeld.test")

    events = list(AuditEvent.objects.filter(type="password_reset_asked").in_chain())
    assert [(event.actor, event.subject) for event in events] == [
        (None, f"gebruiker {anna.pk}"),
        (None, "onbekend account"),
    ]
    assert "onbekend@voorbeeld.test" not in str(list(AuditEvent.objects.values()))


def test_mail_server_that_does_not_answer_tells_nothing(
    client: Client, anna: User, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    response = ask_for_link(client)

    assert response.status_code == 302
    assert response["Location"] == SENT


class SlowServer(BaseEmailBackend):
    """Takes a while over every mail, as a far mail server may."""

    taken: ClassVar[list[str]] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        time.sleep(1)
        self.taken.extend(message.to[0] for message in email_messages)
        return len(email_messages)


def test_time_that_mailing_takes_does_not_show(
    client: Client, anna: User, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.SlowServer"
    settings.MAIL_IN_BACKGROUND = True
    SlowServer.taken.clear()

    begun = time.monotonic()
    ask_for_link(client)

    assert time.monotonic() - begun < 0.8
    for thread in threading.enumerate():
        if thread.name == "mail":
            thread.join()
    assert SlowServer.taken == [ADDRESS]


def test_asking_for_a_link_does_not_get_in_the_way_of_a_second_step(
    client: Client, anna: User
) -> None:
    """allauth notes the address as one to verify, and would then refuse a second step."""
    ask_for_link(client)
    sign_in(client)

    response = client.get("/account/tweede-stap/app/")

    assert response.status_code == 200
