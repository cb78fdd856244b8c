"""Invitations: one link, one person, once."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.actions.invitations import (
    UNUSABLE,
    accept_invitation,
    send_invitation,
    withdraw_invitation,
)
from accounts.actions.users import (
    CHANGED_MEANWHILE,
    change_name,
    create_account,
    switch_account,
)
from accounts.events import EventType
from accounts.invitations import in_use
from accounts.mail import send_factor_reset_mail, send_invitation_mail
from accounts.models import AuditEvent, Invitation, User
from accounts.querysets import digest_of
from tests.breaking import refused
from tests.conftest import SignIn, World
from tests.factories import make_user
from tests.reports.document import Response, document

PASSWORD = "een zin die nog niemand kent"
HEADING = "Deze uitnodiging werkt niet meer"


@pytest.fixture
def anna(db: None) -> User:
    return create_account(email="Anna@Voorbeeld.test", name="Anna", by=None)


@pytest.fixture
def token(anna: User) -> str:
    return send_invitation(user=anna, by=None)


def invitation_of(token: str) -> Invitation:
    return Invitation.objects.get(token_digest=digest_of(token))


def last_event() -> AuditEvent:
    event = AuditEvent.objects.newest_first().first()
    assert event is not None
    return event


def follow(client: Client, token: str) -> Response:
    return client.get(f"/uitnodiging/{token}/", follow=True)


def choose(client: Client, first: str = PASSWORD, second: str | None = None) -> Response:
    typed = {"password1": first, "password2": first if second is None else second}
    return client.post("/uitnodiging/", typed)


# --- The actions ----------------------------------------------------------------------------------


def test_create_account_is_recorded_without_the_person_in_the_event(anna: User) -> None:
    event = last_event()

    assert (event.type, event.subject) == (EventType.ACCOUNT_MADE, f"gebruiker {anna.pk}")
    assert event.personal.values == {"naam": "Anna", "e-mailadres": "anna@voorbeeld.test"}
    assert "Anna" not in event.old + event.new


@pytest.mark.parametrize(
    ("email", "name", "line"),
    [
        ("geen adres", "Anna", "e-mailadres: Voer een geldig e-mailadres in."),
        ("", "Anna", "e-mailadres: Dit veld kan niet leeg zijn"),
        ("anna@voorbeeld.test", " ", "naam: Dit veld kan niet leeg zijn"),
        (
            "anna@voorbeeld.test",
            "Anna\nKlik hier",
            "naam: Gebruik alleen letters en leestekens, op één regel.",
        ),
        (
            "anna@voorbeeld.test",
            "Anna\u202eanna",
            "naam: Gebruik alleen letters en leestekens, op één regel.",
        ),
    ],
)
def test_create_account_of_what_is_no_person_is_refused(
    db: None, email: str, name: str, line: str
) -> None:
    with refused(line):
        create_account(email=email, name=name, by=None)


def test_send_invitation_stores_only_a_digest(anna: User, token: str) -> None:
    invitation = Invitation.objects.get()

    assert len(token) == 43
    assert invitation.token_digest == digest_of(token)
    assert token not in str(Invitation.objects.values_list())
    assert token not in str(list(AuditEvent.objects.values_list()))
    assert last_event().type == EventType.INVITED


def test_send_invitation_withdraws_the_one_before(anna: User, token: str) -> None:
    again = send_invitation(user=anna, by=None)

    assert invitation_of(token).withdrawn_at is not None
    assert invitation_of(again).is_usable(timezone.now())


def test_send_invitation_for_an_account_in_use_is_refused(db: None) -> None:
    user = make_user(name="Bert")

    with refused("Bert heeft het account al in gebruik."):
        send_invitation(user=user, by=None)


def test_send_invitation_for_an_account_that_is_off_is_refused(anna: User) -> None:
    switch_account(user=anna, active=False, by=None)

    with refused("Het account van Anna is uitgeschakeld."):
        send_invitation(user=anna, by=None)


def test_accept_invitation_sets_the_password(anna: User, token: str) -> None:
    accept_invitation(invitation=invitation_of(token), password=PASSWORD, by=anna)

    assert User.objects.get().check_password(PASSWORD)
    assert in_use([anna]) == {anna.pk}
    assert last_event().type == EventType.INVITATION_ACCEPTED
    assert last_event().new_values == {"wijze": "wachtwoord"}


def test_accept_invitation_without_a_password_leaves_it_unusable(anna: User, token: str) -> None:
    user = accept_invitation(invitation=invitation_of(token), password=None, by=anna)

    assert not user.has_usable_password()
    assert in_use([user]) == {anna.pk}


def test_accept_invitation_a_second_time_is_refused(anna: User, token: str) -> None:
    read_before = invitation_of(token)
    accept_invitation(invitation=invitation_of(token), password=PASSWORD, by=anna)

    with refused(UNUSABLE):
        accept_invitation(invitation=read_before, password="van iemand anders", by=anna)


def test_accept_invitation_that_expired_is_refused(
    anna: User, token: str, settings: Settings
) -> None:
    settings.INVITATION_DAYS = 0
    expired = send_invitation(user=anna, by=None)

    with refused(UNUSABLE):
        accept_invitation(invitation=invitation_of(expired), password=PASSWORD, by=anna)


def test_accept_invitation_that_was_withdrawn_is_refused(anna: User, token: str) -> None:
    withdraw_invitation(user=anna, by=None)

    with refused(UNUSABLE):
        accept_invitation(invitation=invitation_of(token), password=PASSWORD, by=anna)


def test_accept_invitation_of_an_account_that_is_off_is_refused(anna: User, token: str) -> None:
    switch_account(user=anna, active=False, by=None)

    with refused(UNUSABLE):
        accept_invitation(invitation=invitation_of(token), password=PASSWORD, by=anna)


def test_withdraw_invitation_that_is_not_there_is_refused(anna: User) -> None:
    with refused("Er is geen geldige uitnodiging voor Anna."):
        withdraw_invitation(user=anna, by=None)


def test_change_name_on_top_of_another_change_is_refused(anna: User) -> None:
    change_name(user=anna, name="Anna de Boer", was="Anna", by=None)

    with refused(CHANGED_MEANWHILE):
        change_name(user=anna, name="Anneke", was="Anna", by=None)
    assert last_event().personal.values == {"naam was": "Anna", "naam is nu": "Anna de Boer"}


def test_switch_account_twice_is_refused(anna: User) -> None:
    switch_account(user=anna, active=False, by=None)

    with refused(CHANGED_MEANWHILE):
        switch_account(user=User.objects.get(), active=False, by=None)


# --- The mail -------------------------------------------------------------------------------------


def test_invitation_mail_is_plain_dutch_text(anna: User) -> None:
    anna.name = "Anna & {link} <script>"

    assert send_invitation_mail(anna, "https://voorbeeld.test/uitnodiging/x/", None)

    (message,) = mail.outbox
    assert message.to == ["anna@voorbeeld.test"]
    assert message.subject == "Uitnodiging voor flevonorm"
    assert "Geachte Anna & {link} <script>," in message.body
    assert "https://voorbeeld.test/uitnodiging/x/" in message.body
    assert "7 dagen geldig" in message.body
    assert not getattr(message, "alternatives", [])


def test_mail_without_a_server_is_not_sent(anna: User, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    assert not send_invitation_mail(anna, "https://voorbeeld.test/", None)
    assert not send_factor_reset_mail(anna, None)


def test_mail_to_a_server_that_does_not_answer_is_not_sent(
    anna: User,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert not send_invitation_mail(anna, "https://voorbeeld.test/geheim", None)

    assert "mail was not sent" in caplog.text
    assert "geheim" not in caplog.text
    assert anna.email not in caplog.text


# --- The pages ------------------------------------------------------------------------------------


def test_link_goes_on_to_a_page_without_the_token(client: Client, token: str) -> None:
    response = client.get(f"/uitnodiging/{token}/")

    assert response.status_code == 302
    assert response["Location"] == "/uitnodiging/"
    page = client.get("/uitnodiging/")
    assert token not in page.content.decode()
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_page_greets_by_name_and_asks_for_a_password_twice(client: Client, token: str) -> None:
    page = document(follow(client, token))

    assert page.one("h1").text == "Welkom bij flevonorm"
    assert "Geachte Anna" in page.one("main").text
    assert len(page.all("input", type="password")) == 2


def test_accepting_signs_in_under_a_new_session(client: Client, anna: User, token: str) -> None:
    follow(client, token)
    before = client.session.session_key

    response = choose(client)

    assert response.status_code == 302
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(anna.pk)
    assert client.session.session_key != before
    assert "invitation" not in client.session
    assert authenticate(email=anna.email, password=PASSWORD) == anna
    types = list(AuditEvent.objects.in_chain().values_list("type", flat=True))
    assert types[-2:] == [EventType.INVITATION_ACCEPTED, EventType.SIGNED_IN]
    assert last_event().new_values == {"wijze": "wachtwoord"}


def test_accepting_is_no_second_step(client: Client, token: str) -> None:
    """So that outside DEBUG the middleware asks for one."""
    follow(client, token)

    choose(client)

    records = client.session["account_authentication_methods"]
    assert [record["method"] for record in records] == ["password"]
    assert "second_factor" not in client.session


def test_accepting_as_somebody_else_signs_that_person_out(
    sign_in: SignIn, world: World, token: str, anna: User
) -> None:
    client = sign_in(world.district_coordinator)
    follow(client, token)

    choose(client)

    assert client.session["_auth_user_id"] == str(anna.pk)
    assert "Anna" in document(client.get("/")).one("header").text


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("kort", "kort", "12"),
        (PASSWORD, "een zin die iemand kent", "niet gelijk"),
        ("anna@voorbeeld.test", "anna@voorbeeld.test", "lijkt te veel op"),
        ("", "", "verplicht"),
        ("\x00" * 20, "\x00" * 20, "."),
    ],
)
def test_password_that_will_not_do_is_refused_in_dutch(
    client: Client, anna: User, token: str, first: str, second: str, why: str
) -> None:
    follow(client, token)

    response = choose(client, first, second)

    assert response.status_code == 422
    assert why in document(response).one(css="fn-error-summary").text
    assert not User.objects.get(pk=anna.pk).has_usable_password()
    assert invitation_of(token).is_usable(timezone.now())


def pages_of_unusable_links(client: Client, anna: User) -> set[str]:
    """The page that each kind of useless link gives."""
    used = send_invitation(user=anna, by=None)
    withdrawn = used
    again = send_invitation(user=anna, by=None)
    accept_invitation(invitation=invitation_of(again), password=PASSWORD, by=anna)
    pages = set()
    for token in (again, withdrawn, "onbekend", "x" * 5000, "%00", "%3Cscript%3E"):
        response = follow(client, token)
        assert response.status_code == 404
        pages.add(re.sub(r'value="\w{64}"', "", response.content.decode()))
    return pages


def test_unusable_links_all_give_the_same_page(client: Client, anna: User) -> None:
    (page,) = pages_of_unusable_links(client, anna)

    assert HEADING in page


def test_link_that_expired_gives_the_page_and_no_form(
    client: Client, anna: User, token: str
) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    response = follow(client, token)

    assert response.status_code == 404
    assert document(response).one("h1").text == HEADING
    assert choose(client).status_code == 404


def test_invitation_withdrawn_while_typing_is_refused(
    client: Client, anna: User, token: str
) -> None:
    follow(client, token)
    withdraw_invitation(user=anna, by=None)

    response = choose(client)

    assert response.status_code == 404
    assert not User.objects.get(pk=anna.pk).has_usable_password()
    assert "_auth_user_id" not in client.session


def test_page_without_having_followed_a_link_is_refused(client: Client, token: str) -> None:
    assert client.get("/uitnodiging/").status_code == 404
    assert choose(client).status_code == 404


def test_no_token_is_in_the_log_of_refusals(sign_in: SignIn, world: World) -> None:
    client = sign_in(world.coordinator)

    follow(client, "een-token-van-iemand")

    assert "een-token" not in str(list(AuditEvent.objects.values_list("old", "new")))


def test_posting_without_a_token_against_forgery_is_refused(anna: User, token: str) -> None:
    client = Client(enforce_csrf_checks=True)
    follow(client, token)

    assert choose(client).status_code == 403
