"""The audit log of a region: who sees which events, and how they read."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import transaction
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils import timezone

from accounts.actions.sign_in import note
from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import AuditEvent, User
from accounts.origin import Origin, working_for
from accounts.permissions import Role
from ambitions.actions.memberships import end_role, give_role
from ambitions.actions.people import rename_person
from ambitions.audit_log import PER_PAGE, Entry, Narrowing, entry, names_for, narrowed, visible_to
from ambitions.models import Norm
from monitoring.choices import RoundState
from monitoring.models import Result
from tests.ambitions.actions.test_memberships import role_of
from tests.conftest import SignIn, World
from tests.factories import get_result, make_member, make_round
from tests.reports.document import Element, read

SECRET = "Er loopt iets tegen een naam die niemand mag lezen."


def write(*events: Event, by: User | None = None) -> None:
    with transaction.atomic():
        record(*events, by=by)


def seen_by(user: User) -> list[str]:
    """Subjects of the events that the user sees, newest first; but for roles that were given."""
    events = visible_to(user).exclude(type=EventType.ROLE_GIVEN).newest_first()
    return [event.subject for event in events]


def newest(user: User) -> Entry:
    event = narrowed(user, Narrowing()).first()
    assert event is not None
    return entry(event, names_for(user))


def rows(page: Element) -> list[list[str]]:
    return [
        [cell.text for cell in (*row.all("th"), *row.all("td"))]
        for row in page.one("tbody").all("tr")
    ]


# --- Who sees what --------------------------------------------------------------------------------


def test_only_a_district_coordinator_sees_events(world: World) -> None:
    write(Event(EventType.NORM_PUBLISHED, label="norm", region="flevoland"))

    assert seen_by(world.district_coordinator) == ["norm"]
    for name in ("analyst", "coordinator", "executive", "nobody", "outsider", "administrator"):
        assert seen_by(getattr(world, name)) == []


def test_sign_ins_of_the_people_of_the_region_are_seen(world: World) -> None:
    for name in ("coordinator", "outsider", "nobody", "administrator"):
        user = getattr(world, name)
        note(EventType.SIGNED_IN, user=user, by=user)
    note(EventType.SIGN_IN_FAILED, user=world.executive, by=None)
    note(EventType.SIGN_IN_FAILED, user=None, by=None)

    assert seen_by(world.district_coordinator) == [
        f"gebruiker {world.executive.pk}",
        f"gebruiker {world.coordinator.pk}",
    ]


def test_somebody_whose_role_ended_stays_in_the_log(world: World) -> None:
    note(EventType.SIGNED_IN, user=world.executive, by=world.executive)
    end_role(membership=role_of(world.executive), by=None)

    assert f"gebruiker {world.executive.pk}" in seen_by(world.district_coordinator)


def test_events_of_another_region_by_somebody_of_both_are_not_seen(world: World) -> None:
    both = make_member(role=Role.DISTRICT_COORDINATOR, target=world.region)
    give_role(user=both, role=Role.DISTRICT_COORDINATOR, target=world.other_region, by=None)
    stranger = make_member(role=Role.COORDINATOR, target=world.elsewhere)

    write(Event(EventType.NORM_PUBLISHED, label="norm elders", region="elders"), by=both)
    end_role(membership=role_of(stranger), by=both)
    rename_person(
        user=stranger, name="Anders", was=stranger.name, region=world.other_region, by=both
    )
    note(EventType.ACCOUNT_CHANGED, user=stranger, by=both)
    note(EventType.SIGNED_IN, user=both, by=both)

    assert seen_by(world.district_coordinator) == [f"gebruiker {both.pk}"]
    assert len(seen_by(both)) == 5


def test_subject_with_the_key_of_a_member_is_not_taken_for_the_member(world: World) -> None:
    """A norm, say, may have the same key as a user."""
    namesake = Norm(pk=world.coordinator.pk)

    write(Event(EventType.EXPORTED, subject=namesake, label="vreemd"))

    assert seen_by(world.district_coordinator) == []


# --- How it reads ---------------------------------------------------------------------------------


def test_result_reads_in_dutch_and_hides_the_explanation(world: World) -> None:
    round = make_round(norm=world.norm, code="r", statuses={("GM0034", "A1"): "achieved"})
    result: Result = get_result(round=round, organisation="GM0034", point="A1")
    event = Event(
        EventType.RESULT_CHANGED,
        subject=result,
        label="r GM0034 A1",
        region="flevoland",
        organisation="GM0034",
        old={"status": "achieved", "explanation": "x" * 120},
        new={"status": "partly", "explanation": SECRET},
    )

    write(event, by=world.coordinator)

    found = newest(world.district_coordinator)
    assert set(found.changes) == {
        "status: behaald → deels behaald",
        f"toelichting gewijzigd (120 → {len(SECRET)} tekens)",
    }
    assert (found.who, found.organisation) == (world.coordinator.name, "Almere")
    assert (found.what, found.subject) == ("resultaat gewijzigd", "r GM0034 A1")


@pytest.mark.parametrize("key", ["explanation", "private_note"])
@pytest.mark.parametrize("nested", [False, True])
def test_hidden_values_are_nowhere(
    manager_of: Client, world: World, key: str, nested: bool
) -> None:
    values = {"deel": [{key: SECRET}]} if nested else {key: SECRET}

    write(Event(EventType.RESULT_CHANGED, region="flevoland", old=values, new=values | {"x": 1}))

    page = manager_of.get("/beheer/logboek/").content.decode()
    file = exported(manager_of.get("/beheer/logboek/export/"))
    assert SECRET not in page + file
    assert f"{len(SECRET)} tekens" in page


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ({"naam": "a"}, {"naam": "b"}, "naam: a → b"),
        ({}, {"naam": "b"}, "naam: b"),
        ({"naam": "a"}, {}, "naam: a → niets"),
        ({"aan": True}, {"aan": None}, "aan: True → niets"),
        ({}, {"codes": ["A", "B"]}, "codes: A; B"),
        ({}, {"deel": {"een": 1, "twee": [2]}}, "deel: een: 1; twee: 2"),
        ({}, {"lang": "x" * 301}, f"lang: {'x' * 300}…"),
    ],
)
def test_values_read_in_words(
    world: World, old: dict[str, object], new: dict[str, object], line: str
) -> None:
    write(Event(EventType.NORM_IMPORTED, region="flevoland", old=old, new=new))

    event = narrowed(world.district_coordinator, Narrowing())[0]
    assert entry(event, names_for(world.district_coordinator), 300).changes == (line,)


def test_origin_and_address_are_told(world: World) -> None:
    with working_for(Origin("scherm", "abc", {"adres": "192.0.2.7", "programma": "Browser 1"})):
        note(EventType.SIGNED_IN, user=world.coordinator, by=world.coordinator)

    found = newest(world.district_coordinator)
    assert (found.origin, found.address, found.request_id) == ("scherm", "192.0.2.7", "abc")
    assert found.subject == world.coordinator.name
    assert found.changes == ()


def test_command_is_told_with_who_ran_it(world: World) -> None:
    with working_for(Origin("opdracht import_norm", "abc", {"gebruiker op de server": "piet"})):
        write(Event(EventType.NORM_IMPORTED, region="flevoland"))

    found = newest(world.district_coordinator)
    assert (found.who, found.origin) == ("piet (op de server)", "opdracht import_norm")


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (
            {"pagina": "user_detail", "pk": "7", "methode": "GET", "status": 404},
            "bekijken van /beheer/gebruikers/7/ (antwoord 404)",
        ),
        (
            {"pagina": "van_vroeger", "pk": "7", "methode": "POST", "status": 409},
            "iets versturen naar van_vroeger, 7 (antwoord 409)",
        ),
    ],
)
def test_refusal_is_told_by_the_address_of_the_page(
    world: World, page: dict[str, object], told: str
) -> None:
    note(EventType.ACCESS_REFUSED, user=world.coordinator, new=page, by=world.coordinator)

    assert newest(world.district_coordinator).changes == (told,)


def test_event_of_a_kind_that_is_not_known_keeps_its_code(world: World) -> None:
    write(Event(EventType.PURGED, region="flevoland"))
    event = AuditEvent.objects.newest_first()[0]
    event.type, event.subject_type = "van_later", "er.is.niet"

    assert entry(event, names_for(world.district_coordinator)).what == "van_later"


# --- The screen and the file ----------------------------------------------------------------------


@pytest.fixture
def manager_of(sign_in: SignIn, world: World) -> Client:
    return sign_in(world.district_coordinator)


def exported(response: object) -> str:
    assert isinstance(response, StreamingHttpResponse)
    return response.getvalue().decode("utf-8-sig")


def test_pages_go_back_in_time_and_miss_nothing(manager_of: Client, world: World) -> None:
    write(*(Event(EventType.PURGED, label=f"nr {n}", region="flevoland") for n in range(120)))
    path, found, pages = "/beheer/logboek/?soort=purged", [], 0
    while path:
        page = read(manager_of, path)
        found += [row[2] for row in rows(page)]
        older = page.all("a", rel="next")
        path = f"/beheer/logboek/{older[0].attributes['href']}" if older else ""
        pages += 1

    assert pages == 3
    assert [text.split()[-1] for text in found] == [str(n) for n in reversed(range(120))]


def test_page_that_is_exactly_full_has_no_next(manager_of: Client) -> None:
    write(*(Event(EventType.PURGED, region="flevoland") for _ in range(PER_PAGE)))

    assert not read(manager_of, "/beheer/logboek/?soort=purged").all("a", rel="next")


def test_log_is_narrowed_by_kind_person_organisation_and_day(
    manager_of: Client, world: World
) -> None:
    note(EventType.SIGNED_IN, user=world.coordinator, by=world.coordinator)
    give_role(user=world.coordinator, role=Role.EXECUTIVE, target=world.lelystad, by=None)
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)

    def count(query: str) -> int:
        page = read(manager_of, f"/beheer/logboek/?{query}")
        return len(rows(page)) if page.all("tbody") else 0

    assert count("soort=sign_in") == 1
    assert count(f"persoon={world.coordinator.pk}") == 2
    assert count(f"persoon={world.coordinator.pk}&soort=role_given") == 1
    assert count("organisatie=GM0995") == 1
    assert count(f"soort=sign_in&van={today}&tot={today}") == 1
    assert count(f"soort=sign_in&tot={yesterday}") == 0


@pytest.mark.parametrize(
    "query",
    [
        "soort=onzin",
        "persoon=999999",
        "persoon=%00",
        "organisatie=GM9999",
        "van=gisteren",
        "van=2026-02-30",
        "van=2026-02-02&tot=2026-02-01",
        "van=" + "9" * 3000,
    ],
)
def test_odd_filter_shows_nothing_and_says_why(manager_of: Client, query: str) -> None:
    page = read(manager_of, f"/beheer/logboek/?{query}")

    assert page.all(css="fn-error-summary")
    assert not page.all("tbody")
    assert manager_of.get(f"/beheer/logboek/export/?{query}").status_code == 404


def test_person_of_another_region_cannot_be_asked_for(manager_of: Client, world: World) -> None:
    page = read(manager_of, f"/beheer/logboek/?persoon={world.outsider.pk}")

    assert page.all(css="fn-error-summary")
    assert world.outsider.email not in page.text


@pytest.mark.parametrize("before", ["x", "-1", "1.5", "9" * 30, "²", ""])
def test_odd_place_in_the_log_does_not_exist(manager_of: Client, before: str) -> None:
    assert manager_of.get("/beheer/logboek/", {"voor": before}).status_code == 404


def test_markup_and_formulas_in_the_log_are_text(manager_of: Client, world: World) -> None:
    by = world.district_coordinator
    person, name = world.executive, "=1+1<script>alert(1)</script>"
    rename_person(user=person, name=name, was=person.name, region=world.region, by=by)

    page = read(manager_of, "/beheer/logboek/")
    file = list(
        csv.reader(io.StringIO(exported(manager_of.get("/beheer/logboek/export/"))), delimiter=";")
    )

    assert name in page.one("main").text
    assert all("src" in script.attributes for script in page.all("script"))
    assert f"'{name}" in [cell for row in file for cell in row]
    assert not [cell for row in file for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.django_db(transaction=True)  # the rows are read while they are sent
def test_file_has_the_narrowed_log_whole(manager_of: Client, world: World) -> None:
    write(
        *(
            Event(EventType.PURGED, label=f"nr {n}", region="flevoland", new={"t": "x" * 400})
            for n in range(60)
        )
    )

    response = manager_of.get("/beheer/logboek/export/?soort=purged")

    content = exported(response)
    found = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert found[0][:5] == ["volgnummer", "wanneer", "wie", "wat", "onderwerp"]
    assert [row[4] for row in found[1:]] == [f"nr {n}" for n in reversed(range(60))]
    assert found[1][6] == "t: " + "x" * 400
    assert response["Content-Disposition"].startswith('attachment; filename="logboek-')


def test_file_is_an_event_itself(manager_of: Client, world: World) -> None:
    manager_of.get("/beheer/logboek/export/?soort=purged&organisatie=GM0034")

    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.region) == (EventType.AUDIT_EXPORTED, "flevoland")
    assert event.actor == world.district_coordinator
    assert event.new_values == {"gebeurtenis": "verlopen gegevens gewist", "organisatie": "GM0034"}


def test_open_round_shows_in_the_log_of_its_region(manager_of: Client, world: World) -> None:
    make_round(norm=world.norm, code="ronde-x", state=RoundState.OPEN)

    assert "ronde geopend" in read(manager_of, "/beheer/logboek/").one("main").text
