"""Erasing personal data: a proof first, nothing too early, and the audit chain still holds."""

from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.actions.retention import pseudonymise_account
from accounts.actions.sign_in import note
from accounts.audit import verify
from accounts.events import EventType
from accounts.models import AuditEvent, AuditPersonalData, Digest, Invitation, User
from accounts.origin import Origin, working_for
from ambitions.actions.retention import Purged, purge
from ambitions.models import Membership
from monitoring.actions.results import Entry, record_results
from monitoring.models import Assessment, Result, Round
from tests.breaking import nothing_written
from tests.conftest import World
from tests.factories import PASSWORD, get_result, make_user

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
NOTHING = Purged(
    accounts=0,
    origins=0,
    invitations=0,
    letters=0,
    sessions=0,
    others={"Invulbladen zonder besluit": 0, "Niet opgeslagen tekst van rapporten": 0},
)


@pytest.fixture(autouse=True)
def retention(settings: Settings) -> None:
    settings.RETENTION_ACCOUNT_DAYS = 365
    settings.RETENTION_LOG_DAYS = 730
    settings.RETENTION_INVITATION_DAYS = 90


def purge_after(time: timedelta) -> Purged:
    return purge(now=timezone.now() + time, by=None)


def sign_in_from(client: Client, user: User, address: str) -> None:
    client.logout()
    response = client.post("/", {"login": user.email, "password": PASSWORD}, REMOTE_ADDR=address)
    assert response.status_code == 302


def end_role(user: User, at: datetime) -> None:
    Membership.objects.filter(user=user).update(ended_at=at)


# --- Somebody who left ----------------------------------------------------------------------------


def test_person_who_left_is_not_in_the_database_any_more(
    world: World, open_round: Round, client: Client
) -> None:
    user = world.coordinator
    sign_in_from(client, user, "192.0.2.55")
    result = get_result(round=open_round, organisation="GM0034", point="A1")
    record_results(
        assessment=Assessment.objects.get(round=open_round, organisation=world.almere),
        entries=[Entry(result.pk, result.version, "achieved", "")],
        by=user,
    )
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    SocialAccount.objects.create(user=user, provider="openid_connect", uid="abc")

    pseudonymise_account(user=user, by=None)

    gone = User.objects.get(pk=user.pk)
    assert gone.email == f"{user.pk}@gewist.invalid"
    assert gone.name == f"Voormalige gebruiker {user.pk}"
    assert not gone.is_active
    assert not gone.has_usable_password()
    assert gone.left_at is not None
    for model in (Authenticator, SocialAccount, UserSession, Session):
        assert not model.objects.exists()
    assert not AuditPersonalData.objects.filter(content__contains="192.0.2.55").exists()
    # What they did stays, under their number, and the chain holds.
    assert Result.objects.get(pk=result.pk).changed_by == gone
    assert AuditEvent.objects.filter(type="result_changed", actor=gone).exists()
    assert AuditEvent.objects.newest_first()[0].type == "account_pseudonymised"
    assert list(verify()) == []


def test_person_who_left_cannot_sign_in(world: World, client: Client) -> None:
    email = world.coordinator.email
    pseudonymise_account(user=world.coordinator, by=None)

    client.post("/", {"login": email, "password": PASSWORD})
    client.post("/", {"login": f"{world.coordinator.pk}@gewist.invalid", "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_session_of_a_person_who_left_is_over(world: World, client: Client) -> None:
    sign_in_from(client, world.coordinator, "192.0.2.55")

    pseudonymise_account(user=world.coordinator, by=None)

    assert client.get("/regio/").status_code == 302


def test_origins_of_others_stay(world: World, client: Client) -> None:
    sign_in_from(client, world.coordinator, "192.0.2.55")
    sign_in_from(client, world.analyst, "192.0.2.66")

    pseudonymise_account(user=world.coordinator, by=None)

    assert AuditPersonalData.objects.filter(content__contains="192.0.2.66").exists()


# --- Whose time is over ---------------------------------------------------------------------------


def test_account_goes_a_year_after_the_last_role_ended(world: World) -> None:
    end_role(world.coordinator, timezone.now())
    nobody = world.nobody  # never had a role, and never came by

    assert purge_after(YEAR - timedelta(days=1)).accounts == 0
    assert purge_after(YEAR + timedelta(days=1)).accounts == 2

    gone = set(User.objects.exclude(left_at=None))
    assert gone == {world.coordinator, nobody}
    assert purge_after(YEAR + timedelta(days=2)).accounts == 0


def test_account_goes_a_year_after_its_last_day(world: World) -> None:
    Membership.objects.filter(user=world.coordinator).update(
        ends_on=timezone.localdate() + timedelta(days=10)
    )

    purge_after(YEAR + timedelta(days=9))
    assert User.objects.get(pk=world.coordinator.pk).left_at is None

    purge_after(YEAR + timedelta(days=12))
    assert User.objects.get(pk=world.coordinator.pk).left_at is not None


def test_letters_go_with_the_origins_of_the_log(world: World) -> None:
    Digest.objects.create(
        user=world.coordinator, day=timezone.localdate(), text="Geachte", made_at=timezone.now()
    )

    assert purge_after(2 * YEAR - timedelta(days=1)).letters == 0
    assert purge_after(2 * YEAR + timedelta(days=1)).letters == 1
    assert not Digest.objects.exists()


@pytest.mark.parametrize("still", ["another role", "seen lately", "administrator"])
def test_account_that_is_needed_stays(world: World, still: str) -> None:
    user = world.administrator if still == "administrator" else world.coordinator
    end_role(user, timezone.now())
    if still == "another role":
        Membership.objects.create(user=user, role="executive", organisation=world.lelystad)
    if still == "seen lately":
        User.objects.filter(pk=user.pk).update(last_seen_at=timezone.now() + YEAR)

    purge_after(YEAR + timedelta(days=1))

    assert User.objects.get(pk=user.pk).left_at is None


def test_origins_go_after_two_years(world: World) -> None:
    with working_for(Origin("scherm", "", {"adres": "192.0.2.1"})):
        note(EventType.SIGNED_IN, user=world.analyst, by=world.analyst)

    assert purge_after(2 * YEAR - timedelta(days=1)).origins == 0
    assert purge_after(2 * YEAR + timedelta(days=1)).origins == 1
    assert list(verify()) == []


def test_invitations_go_three_months_after_they_ran_out(world: World) -> None:
    expires = timezone.now()
    Invitation.objects.create(
        user=world.analyst, token_digest="a" * 64, sent_at=expires, expires_at=expires
    )

    assert purge_after(timedelta(days=89)).invitations == 0
    assert purge_after(timedelta(days=91)).invitations == 1


def test_sessions_that_are_over_go(world: World, client: Client) -> None:
    sign_in_from(client, world.analyst, "192.0.2.1")

    assert purge_after(timedelta(0)).sessions == 0
    assert UserSession.objects.count() == 1
    assert purge_after(timedelta(days=2)).sessions == 1
    assert UserSession.objects.count() == 0


def test_purge_of_nothing_leaves_no_event(world: World) -> None:
    with nothing_written():
        assert purge_after(timedelta(0)) == NOTHING


def test_purge_is_recorded_with_its_numbers(world: World) -> None:
    end_role(world.coordinator, timezone.now())

    purge_after(YEAR + timedelta(days=1))

    event = AuditEvent.objects.newest_first()[0]
    assert event.type == "purged"
    assert event.new_values["accounts"] == 2


# --- The command ----------------------------------------------------------------------------------


@pytest.fixture
def anna_left_long_ago(db: None) -> User:
    user = make_user(email="anna@voorbeeld.test", name="Anna")
    User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - 2 * YEAR)
    return user


def test_purge_is_a_proof_unless_told_otherwise(
    anna_left_long_ago: User, capsys: pytest.CaptureFixture[str]
) -> None:
    with nothing_written():
        call_command("purge")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Accounts van mensen die weg zijn: 1"
    assert lines[-1].startswith("Dit was een proef")


def test_purge_with_apply_erases(
    anna_left_long_ago: User, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("purge", apply=True)

    assert User.objects.get(pk=anna_left_long_ago.pk).left_at is not None
    assert "proef" not in capsys.readouterr().out


def test_purge_of_one_person_on_request(world: World) -> None:
    with pytest.raises(CommandError, match="heeft nog een rol"):
        call_command("purge", person=world.coordinator.email, apply=True)
    with pytest.raises(CommandError, match="geen account"):
        call_command("purge", person="niemand@elders.test", apply=True)

    call_command("purge", person=" Niemand@Voorbeeld.test ", apply=True)

    assert User.objects.get(pk=world.nobody.pk).left_at is not None
