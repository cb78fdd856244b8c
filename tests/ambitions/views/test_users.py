"""The list of users, one user, and inviting somebody."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import AuditEvent, Invitation, User
from accounts.permissions import Role
from ambitions.actions.memberships import end_role
from ambitions.models import Membership
from tests.ambitions.actions.test_memberships import role_of
from tests.ambitions.actions.test_people import add_factor, invite
from tests.conftest import World
from tests.factories import make_member
from tests.reports.document import Element, Response, document, read
from tests.reports.test_query_counts import queries

INVITE = "/beheer/gebruikers/uitnodigen/"
QUERIES = 11
"""Of each list, with the three that every page asks: session, user and roles."""
SCRIPT = "<script>alert(1)</script>"


def names(page: Element) -> list[str]:
    return [link.text for row in page.all("tbody") for link in row.all("a")]


def filled(**changes: str) -> dict[str, str]:
    return {
        "name": "Anna",
        "email": "anna@voorbeeld.test",
        "role": "executive",
        "target": "GM0034",
        "ends_on": "",
        **changes,
    }


def summary(response: Response) -> str:
    return document(response).one(css="fn-error-summary").text


# --- The list -------------------------------------------------------------------------------------


def test_list_is_by_organisation(manager: Client) -> None:
    page = read(manager, "/beheer/gebruikers/")

    assert [table.text for table in page.all("caption")] == ["Flevoland", "Almere", "Lelystad"]
    almere = page.captioned("Almere")
    assert [row.all("td")[0].text for row in almere.one("tbody").all("tr")] == [
        "bestuurder",
        "coördinator",
    ]


def test_list_leaves_out_other_regions_and_ended_roles(manager: Client, world: World) -> None:
    end_role(membership=role_of(world.executive), by=None)

    text = read(manager, "/beheer/gebruikers/").one("main").text

    assert world.executive.email not in text
    assert world.outsider.email not in text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 5),
        ("?organisatie=GM0034", 2),
        ("?organisatie=regio-flevoland", 2),
        ("?rol=coordinator", 2),
        ("?rol=coordinator&organisatie=GM0995", 1),
        ("?stand=ended", 0),
        ("?stand=active", 5),
        ("?stand=invited", 0),
        ("?zoek=BESTUURDER%40", 1),
        ("?zoek=%20almere", 2),
        ("?zoek=bestaat%20niet", 0),
        ("?zoek=" + "x" * 4000, 0),
        ("?organisatie=GM9999", 0),
        ("?rol=koning", 0),
        ("?zoek=%00", 0),
    ],
)
def test_list_is_narrowed_by_the_address(manager: Client, query: str, count: int) -> None:
    page = read(manager, f"/beheer/gebruikers/{query}")

    assert len(names(page)) == count
    assert page.one("p", role="status").text.startswith(f"{count} rol")


def test_list_shows_how_each_stands(manager: Client, world: World) -> None:
    invite(world, name="Nieuw")
    add_factor(world.executive)
    User.objects.filter(pk=world.coordinator.pk).update(is_active=False)

    rows = read(manager, "/beheer/gebruikers/").captioned("Almere").one("tbody").all("tr")

    cells = {row.one("a").text: [cell.text for cell in row.all("td")] for row in rows}
    assert cells["Nieuw"][-1] == "uitgenodigd"
    assert cells[world.coordinator.name][-1] == "uitgeschakeld"
    assert cells[world.executive.name][-2:] == ["ja", "actief"]


def test_list_says_that_an_invitation_expired(manager: Client, world: World) -> None:
    invite(world)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))

    assert "geen geldige uitnodiging" in read(manager, "/beheer/gebruikers/").one("main").text


def test_name_with_markup_is_text(manager: Client, world: World) -> None:
    person = make_member(role=Role.EXECUTIVE, target=world.urk, name=SCRIPT)

    for path in ("/beheer/gebruikers/", f"/beheer/gebruikers/{person.pk}/", "/beheer/rechten/"):
        page = read(manager, path)
        assert SCRIPT in page.one("main").text
        assert all("src" in script.attributes for script in page.all("script"))


@pytest.mark.parametrize("number", [2, 40])
@pytest.mark.parametrize("path", ["/beheer/gebruikers/", "/beheer/rechten/", "/beheer/logboek/"])
def test_page_takes_as_many_queries_for_any_number_of_users(
    manager: Client, world: World, number: int, path: str
) -> None:
    for index in range(number):
        invite(world, name=f"Iemand {index}", email=f"iemand-{index}@nieuw.test")
    manager.get("/beheer/")  # starts the clocks of the session

    assert queries(manager, path) == QUERIES


# --- One user -------------------------------------------------------------------------------------


def test_user_page_shows_only_what_the_reader_manages(manager: Client, world: World) -> None:
    invite(world, email=world.outsider.email)

    text = read(manager, f"/beheer/gebruikers/{world.outsider.pk}/").one("main").text

    assert "bestuurder, Almere" in text
    assert "Elders," not in text
    assert "districtscoördinator, Elders" not in text


def test_own_page_offers_only_to_end_a_role(manager: Client, world: World) -> None:
    own = world.district_coordinator.pk

    hrefs = read(manager, f"/beheer/gebruikers/{own}/").one("main").hrefs()

    role = role_of(world.district_coordinator).pk
    assert f"/beheer/gebruikers/{own}/rol/{role}/beeindigen/" in hrefs
    assert not [href for href in hrefs if re.search(r"rol/$|laatste-dag|account|tweede", href)]


# --- Inviting -------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_inviting_mails_a_link_that_works(manager: Client, world: World) -> None:
    response = manager.post(INVITE, filled(), follow=True)

    (message,) = mail.outbox
    assert message.to == ["anna@voorbeeld.test"]
    found = re.search(r"http://testserver(/uitnodiging/\S+/)", str(message.body))
    assert found
    text = document(response).one(css="fn-messages").text
    assert "Anna heeft nu de rol bestuurder voor Almere." in text
    assert "De uitnodiging is gemaild aan anna@voorbeeld.test." in text
    assert found[1] not in response.content.decode()
    assert "Geachte Anna" in Client().get(found[1], follow=True).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("backend", "why"),
    [("dummy", "er is geen mailserver ingesteld"), ("smtp", "de mailserver werkt niet mee")],
)
def test_invitation_stays_when_no_mail_leaves(
    manager: Client,
    world: World,
    settings: Settings,
    backend: str,
    why: str,
) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    response = manager.post(INVITE, filled(), follow=True)

    assert why in document(response).one(css="fn-messages").text
    person = User.objects.get(email="anna@voorbeeld.test")
    assert Invitation.objects.get().user == person
    page = read(manager, f"/beheer/gebruikers/{person.pk}/")
    assert f"/beheer/gebruikers/{person.pk}/uitnodiging/" in page.hrefs()
    assert "Opnieuw versturen" in page.one("main").text


def test_inviting_somebody_of_another_region_tells_only_the_name(
    manager: Client, world: World
) -> None:
    response = manager.post(INVITE, filled(email=world.outsider.email), follow=True)

    text = document(response).one(css="fn-messages").text
    assert text.endswith(f"{world.outsider} heeft nu de rol bestuurder voor Almere.")
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"email": "geen adres"}, "E-mailadres"),
        ({"name": ""}, "Naam"),
        ({"name": "x" * 151}, "Naam"),
        ({"name": "Anna\nKlik"}, "op één regel"),
        ({"name": "\x00"}, "Naam"),
        ({"role": "koning"}, "Rol"),
        ({"role": ""}, "Rol"),
        ({"target": "GM9999"}, "Voor"),
        ({"target": "regio-elders"}, "Voor"),
        ({"target": "regio-flevoland"}, "Kies bij de rol bestuurder een organisatie."),
        ({"role": "analyst"}, "Kies bij de rol RIEC-analist de hele regio."),
        ({"ends_on": "gisteren"}, "Laatste dag"),
        ({"ends_on": "2020-01-01"}, "De laatste dag is al voorbij."),
        ({"email": "beheer@voorbeeld.test"}, "Aan dit account kan geen rol worden gegeven."),
        ({"email": "district@voorbeeld.test"}, "U kunt uw eigen rollen niet wijzigen."),
        ({"email": "x" * 10_000 + "@voorbeeld.test"}, "E-mailadres"),
    ],
)
def test_invitation_that_cannot_be_is_refused_in_dutch(
    manager: Client, world: World, changes: dict[str, str], why: str
) -> None:
    before = (User.objects.count(), Membership.objects.count(), Invitation.objects.count())

    response = manager.post(INVITE, filled(**changes))

    assert response.status_code in (409, 422)
    assert why in summary(response)
    assert before == (User.objects.count(), Membership.objects.count(), Invitation.objects.count())


def test_fields_that_the_form_does_not_name_do_nothing(manager: Client, world: World) -> None:
    extra = {
        "is_staff": "on",
        "is_superuser": "on",
        "is_active": "",
        "password": "wachtwoord van mij",
        "user": str(world.outsider.pk),
        "region": str(world.other_region.pk),
        "given_at": "2020-01-01",
    }

    manager.post(INVITE, filled(**extra))

    user = User.objects.get(email="anna@voorbeeld.test")
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert not user.has_usable_password()
    assert Membership.objects.get(user=user).organisation == world.almere


def test_refused_invitation_leaves_no_event_of_what_did_not_happen(
    manager: Client, world: World
) -> None:
    manager.post(INVITE, filled(ends_on="2020-01-01"))

    types = set(AuditEvent.objects.filter(actor=world.district_coordinator).values_list("type"))
    assert types == {("access_refused",)}
