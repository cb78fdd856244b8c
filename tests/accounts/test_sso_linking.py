"""Which account belongs to which: invited, linked, unlinked."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.mail import EmailMessage
from django.core.mail.utils import DNS_NAME
from django.test import Client
from pytest_django import Settings

from accounts.actions.invitations import send_invitation
from accounts.actions.sso import link_account, unlink_account
from accounts.events import EventType
from accounts.models import AuditEvent, Invitation, User
from accounts.refusals import Refused
from tests.breaking import nothing_written
from tests.conftest import World
from tests.factories import make_user
from tests.oidc_provider import ABSENT, FakeProvider
from tests.reports.document import document
from tests.signing_in import MINUTE, confirm_identity
from tests.single_sign_on import (
    ADDRESS,
    LINKING,
    NO_SECOND_STEP,
    NOT_INVITED,
    NOT_LINKED,
    START,
    UNLINKING,
    begin,
    events_of,
    go_back,
    heading,
    is_signed_in,
    linked,
    refusals,
    round_trip,
)

# --- Invited --------------------------------------------------------------------------------------


def invited(client: Client, email: str = ADDRESS) -> User:
    """Somebody new, who followed the link of the invitation in this browser."""
    user = User.objects.create_user(email, None, name="Anna")
    token = send_invitation(user=user, by=None)
    client.get(f"/uitnodiging/{token}/")
    assert client.session["invitation"]
    return user


@pytest.mark.parametrize("email", [ADDRESS, ADDRESS.upper(), ABSENT])
def test_invited_person_takes_the_account_into_use(
    client: Client, provider: FakeProvider, email: object
) -> None:
    user = invited(client)
    provider.claims["email"] = email

    response = round_trip(client, provider, process="invitation")

    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert "invitation" not in client.session
    assert Invitation.objects.get().accepted_at is not None
    assert SocialAccount.objects.get().user == user
    assert events_of(EventType.SSO_LINKED) == 1
    assert events_of(EventType.INVITATION_ACCEPTED) == 1


def test_invited_person_comes_in_again_without_the_link(
    client: Client, provider: FakeProvider
) -> None:
    user = invited(client)
    round_trip(client, provider, process="invitation")
    other = Client()

    round_trip(other, provider)

    assert other.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("email", ["ander@voorbeeld.test", "", 1, [ADDRESS]])
def test_invited_person_with_another_address_is_refused(
    client: Client, provider: FakeProvider, email: object
) -> None:
    user = invited(client)
    provider.claims["email"] = email

    response = round_trip(client, provider, process="invitation")

    assert response.status_code == 403
    assert heading(response) == "Deze uitnodiging is voor een ander e-mailadres"
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()
    assert Invitation.objects.get(user=user).accepted_at is None
    assert refusals() == [{"reden": "ander e-mailadres dan uitgenodigd"}]


def test_address_stands_in_the_claim_of_the_settings(
    client: Client, provider: FakeProvider, settings: Settings
) -> None:
    settings.OIDC_EMAIL_CLAIM = "upn"
    invited(client)
    provider.claims = {"email": "ander@voorbeeld.test", "upn": ADDRESS}

    round_trip(client, provider, process="invitation")

    assert is_signed_in(client)


def test_plain_sign_in_uses_no_invitation_that_was_left_open(
    client: Client, provider: FakeProvider
) -> None:
    invited(client)

    response = round_trip(client, provider)

    assert heading(response) == NOT_INVITED
    assert Invitation.objects.get().accepted_at is None


def test_invitation_that_was_withdrawn_is_of_no_use(client: Client, provider: FakeProvider) -> None:
    user = invited(client)
    address = provider.visit(begin(client, process="invitation"))
    send_invitation(user=user, by=None)

    response = go_back(client, address)

    assert heading(response) == NOT_INVITED
    assert not SocialAccount.objects.exists()


def test_invitation_is_not_for_an_organisation_account_of_somebody_else(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    user = invited(client, "bert@voorbeeld.test")

    response = round_trip(client, provider, process="invitation")

    assert (response.status_code, heading(response)) == (409, NOT_LINKED)
    assert SocialAccount.objects.get().user == employee
    assert Invitation.objects.get(user=user).accepted_at is None


def test_invitation_needs_the_second_step_too(client: Client, provider: FakeProvider) -> None:
    invited(client)
    provider.claims["amr"] = ["pwd"]

    response = round_trip(client, provider, process="invitation")

    assert heading(response) == NO_SECOND_STEP
    assert not SocialAccount.objects.exists()


# --- Linking and unlinking ------------------------------------------------------------------------


@pytest.fixture
def bert(client: Client, provider: FakeProvider) -> User:
    """Somebody with a password and a second step, who just signed in with them."""
    user = make_user(email="bert@voorbeeld.test", name="Bert")
    confirm_identity(client, user, method="mfa")
    return user


def test_signed_in_person_links_the_account(
    client: Client, provider: FakeProvider, bert: User
) -> None:
    response = round_trip(client, provider, process="connect")

    assert response["Location"] == LINKING
    page = document(client.get(LINKING))
    assert "Uw organisatieaccount is gekoppeld." in page.one("main").text
    assert SocialAccount.objects.get().user == bert
    (event,) = AuditEvent.objects.filter(type=EventType.SSO_LINKED)
    assert event.actor == bert


def test_linking_and_unlinking_are_told_by_mail(
    client: Client, provider: FakeProvider, bert: User, mailoutbox: list[EmailMessage]
) -> None:
    round_trip(client, provider, process="connect")

    client.post(UNLINKING)

    assert [letter.to for letter in mailoutbox] == [["bert@voorbeeld.test"]] * 2
    subjects = [letter.subject for letter in mailoutbox]
    assert ["gekoppeld" in subjects[0], "losgekoppeld" in subjects[1]] == [True, True]


def test_linking_holds_without_a_server_for_mail(
    client: Client,
    provider: FakeProvider,
    bert: User,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(DNS_NAME, "_fqdn", "localhost", raising=False)  # else it is looked up
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    response = round_trip(client, provider, process="connect")

    assert response["Location"] == LINKING
    assert SocialAccount.objects.get().user == bert
    assert "mail was not sent: ConnectionRefusedError" in caplog.text


def test_linked_account_opens_the_account(
    client: Client, provider: FakeProvider, bert: User
) -> None:
    round_trip(client, provider, process="connect")
    other = Client()

    round_trip(other, provider)

    assert other.session["_auth_user_id"] == str(bert.pk)


def test_linking_asks_again_who_somebody_is(
    client: Client, provider: FakeProvider, bert: User
) -> None:
    confirm_identity(client, bert, ago=16 * MINUTE, method="mfa")

    response = client.post(START, {"process": "connect"})

    assert response.status_code == 302
    assert response["Location"].startswith("/account/bevestigen/?")
    assert provider.requests == []


def test_linking_is_for_who_is_signed_in(client: Client, provider: FakeProvider) -> None:
    response = round_trip(client, provider, process="connect")

    assert heading(response) == NOT_INVITED
    assert not SocialAccount.objects.exists()


def test_linking_begun_by_one_is_not_finished_for_another(
    client: Client, provider: FakeProvider, bert: User
) -> None:
    address = provider.visit(begin(client, process="connect"))
    session = client.session
    for state in session["socialaccount_states"].values():
        state[0]["user"] = make_user().pk
    session.save()

    response = go_back(client, address)

    assert response.status_code == 400
    assert not SocialAccount.objects.exists()


def test_account_of_somebody_else_is_not_linked(
    client: Client, provider: FakeProvider, employee: User, bert: User
) -> None:
    response = round_trip(client, provider, process="connect")

    assert (response.status_code, heading(response)) == (409, NOT_LINKED)
    assert SocialAccount.objects.get().user == employee


def test_second_account_is_not_linked(client: Client, provider: FakeProvider, bert: User) -> None:
    linked(bert, provider, "een-ander")

    response = round_trip(client, provider, process="connect")

    assert heading(response) == NOT_LINKED
    assert SocialAccount.objects.get().uid == "een-ander"


def test_person_unlinks_the_account(client: Client, provider: FakeProvider, bert: User) -> None:
    linked(bert, provider)

    response = client.post(UNLINKING)

    assert response["Location"] == LINKING
    assert not SocialAccount.objects.exists()
    assert events_of(EventType.SSO_UNLINKED) == 1
    other = Client()
    assert heading(round_trip(other, provider)) == NOT_INVITED


def test_only_way_in_is_not_unlinked(
    client: Client, provider: FakeProvider, employee: User
) -> None:
    round_trip(client, provider)
    assert "Loskoppelen kan nu niet" in document(client.get(LINKING)).one("main").text

    response = client.post(UNLINKING, follow=True)

    assert "Stel eerst een wachtwoord of een passkey in." in document(response).one("main").text
    assert SocialAccount.objects.filter(user=employee).exists()


def test_passkey_is_another_way_in(client: Client, provider: FakeProvider, employee: User) -> None:
    round_trip(client, provider)
    resident = {"credential": {"clientExtensionResults": {"credProps": {"rk": True}}}}
    Authenticator.objects.create(user=employee, type=Authenticator.Type.WEBAUTHN, data=resident)

    client.post(UNLINKING)

    assert not SocialAccount.objects.exists()


def test_unlinking_asks_again_who_somebody_is(
    client: Client, provider: FakeProvider, bert: User
) -> None:
    linked(bert, provider)
    confirm_identity(client, bert, ago=16 * MINUTE, method="mfa")

    response = client.post(UNLINKING)

    assert response["Location"].startswith("/account/bevestigen/")
    assert SocialAccount.objects.exists()


def test_opening_the_address_of_unlinking_does_nothing(
    client: Client, provider: FakeProvider, bert: User
) -> None:
    linked(bert, provider)

    assert client.get(UNLINKING).status_code == 405
    assert SocialAccount.objects.exists()


# --- The actions themselves -----------------------------------------------------------------------


def test_link_and_unlink_refuse_what_cannot_be(world: World) -> None:
    user, issuer = world.user("coordinator"), "https://inloggen.voorbeeld.test"
    with nothing_written(), pytest.raises(Refused):
        unlink_account(user=user, by=user)
    link_account(user=user, issuer=issuer, subject="een", kept={}, by=user)

    for other, subject in ((world.user("executive"), "een"), (user, "een"), (user, "twee")):
        with nothing_written(), pytest.raises(Refused):
            link_account(user=other, issuer=issuer, subject=subject, kept={}, by=other)
    User.objects.filter(pk=world.executive.pk).update(is_active=False)
    with nothing_written(), pytest.raises(Refused, match="uitgeschakeld"):
        link_account(user=world.executive, issuer=issuer, subject="drie", kept={}, by=None)
