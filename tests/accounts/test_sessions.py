"""How long a session lasts, and what one begun with only a password may do."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import AuditEvent, User
from accounts.sessions import BEGUN, SEEN, SEEN_EVERY_SECONDS
from tests.conftest import SignIn, World
from tests.factories import PASSWORD
from tests.reports.document import document
from tests.signing_in import confirm_identity

pytestmark = pytest.mark.django_db
HOUR = 3600
TYPED = "Dit schreef ik in een half uur en wil ik niet nog een keer typen."


def sign_in_with_password(client: Client, user: User) -> None:
    client.post("/", {"login": user.email, "password": PASSWORD})
    assert "_auth_user_id" in client.session


def turn_back(client: Client, **clocks: float) -> None:
    """Makes the session older: seconds ago that it was begun, or last seen."""
    session = client.session
    for name, ago in clocks.items():
        session[{"begun": BEGUN, "seen": SEEN}[name]] = int(time.time() - ago)
    session.save()


def is_in(client: Client) -> bool:
    return client.get("/rondes/").status_code == 200


# --- Limits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clocks", "lasts"),
    [
        ({"seen": 2 * HOUR - 60}, True),
        ({"seen": 2 * HOUR + 60}, False),
        ({"begun": 12 * HOUR - 60, "seen": 60}, True),
        ({"begun": 12 * HOUR + 60, "seen": 60}, False),
    ],
    ids=["idle not long", "idle too long", "long", "too long whatever was done"],
)
def test_session_lasts_as_long_as_the_settings_say(
    world: World, client: Client, clocks: dict[str, float], lasts: bool
) -> None:
    sign_in_with_password(client, world.coordinator)
    turn_back(client, **clocks)

    assert is_in(client) is lasts


def test_session_that_ended_is_gone_from_the_server(world: World, client: Client) -> None:
    sign_in_with_password(client, world.coordinator)
    turn_back(client, seen=3 * HOUR)
    key = client.session.session_key

    client.get("/rondes/")
    client.cookies["sessionid"] = str(key)

    assert not is_in(client)
    assert AuditEvent.objects.newest_first()[0].type == "sign_out"


def test_work_keeps_a_session_alive(world: World, client: Client) -> None:
    sign_in_with_password(client, world.coordinator)
    for _ in range(3):
        turn_back(client, seen=2 * HOUR - 60)
        assert is_in(client)


def test_session_is_written_only_now_and_then(world: World, client: Client) -> None:
    sign_in_with_password(client, world.coordinator)
    turn_back(client, seen=SEEN_EVERY_SECONDS - 30)
    before = client.session[SEEN]
    client.get("/rondes/")
    assert client.session[SEEN] == before

    turn_back(client, seen=SEEN_EVERY_SECONDS + 1)
    client.get("/rondes/")
    assert client.session[SEEN] > before


def test_when_somebody_was_last_seen_is_stored(world: World, client: Client) -> None:
    sign_in_with_password(client, world.coordinator)
    turn_back(client, seen=SEEN_EVERY_SECONDS + 1)
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(hours=1))

    client.get("/rondes/")

    seen = User.objects.get(pk=world.coordinator.pk).last_seen_at
    assert seen is not None
    assert timezone.now() - seen < timedelta(minutes=1)
    assert timezone.now() - UserSession.objects.get().last_seen_at < timedelta(minutes=1)


def test_text_of_a_session_that_ended_comes_back(
    world: World, client: Client, open_round: object
) -> None:
    sign_in_with_password(client, world.coordinator)
    turn_back(client, seen=3 * HOUR)
    path = "/rondes/ronde-open/invoer/GM0034/"
    data = {"r1-explanation": TYPED, "r1-status": "partly", "password": "x" * 30}

    response = client.post(path, data)

    assert response.status_code == 401
    page = document(response)
    assert TYPED in page.one("main").text
    assert "x" * 30 not in response.content.decode()
    assert any(path in href for href in page.one("main").hrefs())


def test_text_that_comes_back_is_only_text(world: World, client: Client) -> None:
    response = client.post("/rondes/", {"t": "</textarea><script>alert(1)</script>"})

    assert response.status_code == 401
    assert "<script>alert" not in response.content.decode()


# --- The second step ------------------------------------------------------------------------------


@pytest.fixture
def required(settings: Settings) -> None:
    """As outside DEBUG."""
    settings.SECOND_FACTOR_REQUIRED = True


def add_app(user: User) -> None:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("path", ["/", "/regio/", "/rondes/", "/account/", "/beheer/"])
def test_password_alone_opens_nothing_but_the_second_step(
    world: World, client: Client, path: str
) -> None:
    sign_in_with_password(client, world.district_coordinator)

    response = client.get(path)

    assert response.status_code == 302
    assert response["Location"] == "/account/tweede-stap/kiezen/"
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.usefixtures("required")
def test_password_alone_writes_nothing(world: World, client: Client, open_round: object) -> None:
    sign_in_with_password(client, world.coordinator)

    response = client.post("/rondes/ronde-open/invoer/GM0034/", {"x": "y"})

    assert response.status_code == 302
    assert response["Location"] == "/account/tweede-stap/kiezen/"


@pytest.mark.usefixtures("required")
def test_password_alone_opens_no_technical_administration(world: World, client: Client) -> None:
    sign_in_with_password(client, world.administrator)

    for path in ("/admin/", "/admin/accounts/user/"):
        assert client.get(path)["Location"] == "/account/tweede-stap/kiezen/"


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("path", ["/afmelden/", "/account/tweede-stap/app/", "/privacy/"])
def test_way_out_and_way_on_stay_open(world: World, client: Client, path: str) -> None:
    sign_in_with_password(client, world.coordinator)

    assert client.get(path).status_code == 200


@pytest.mark.usefixtures("required")
def test_second_step_that_is_added_elsewhere_opens_nothing_here(
    world: World, client: Client
) -> None:
    sign_in_with_password(client, world.coordinator)
    add_app(world.coordinator)

    assert client.get("/regio/").status_code == 302
    for path in ("app/", "app/qr.svg"):
        assert client.get(f"/account/tweede-stap/{path}").status_code == 302
    assert client.get("/account/passkeys/toevoegen/").status_code == 302
    assert client.post("/account/passkeys/toevoegen/", {}).status_code == 302


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("method", ["mfa", "socialaccount"])
def test_more_than_a_password_opens_the_application(
    world: World, client: Client, method: str
) -> None:
    confirm_identity(client, world.coordinator, method=method)

    assert is_in(client)


def test_second_step_is_not_forced_while_developing(world: World, client: Client) -> None:
    sign_in_with_password(client, world.coordinator)

    assert is_in(client)


def test_account_with_a_second_step_is_asked_for_it_also_while_developing(
    world: World, client: Client
) -> None:
    add_app(world.coordinator)

    response = client.post("/", {"login": world.coordinator.email, "password": PASSWORD})

    assert response["Location"] == "/aanmelden/tweede-stap/"
    assert "_auth_user_id" not in client.session


# --- From one moment to the next ------------------------------------------------------------------


def test_account_that_is_switched_off_is_out_at_once(world: World, client: Client) -> None:
    sign_in_with_password(client, world.coordinator)
    User.objects.filter(pk=world.coordinator.pk).update(is_active=False)

    assert not is_in(client)


def test_role_whose_last_day_is_over_opens_nothing(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.coordinator)
    assert client.get("/regio/").status_code == 200

    world.coordinator.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert client.get("/regio/").status_code == 404

    world.coordinator.memberships.update(ends_on=timezone.localdate())
    assert client.get("/regio/").status_code == 200

    world.coordinator.memberships.update(ended_at=timezone.now())
    assert client.get("/regio/").status_code == 404
