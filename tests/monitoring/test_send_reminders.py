"""The command that mails reminders, to a mail server on this machine."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.actions.notices import notify
from accounts.models import AuditEvent, Digest, Notice, User
from accounts.notices import NoticeKind
from ambitions.models import Membership
from monitoring.models import Round
from tests.conftest import World
from tests.factories import set_result
from tests.mail_server import MailServer, running, text_of, use
from tests.running import refuse, say

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)
COORDINATOR = "coordinator@voorbeeld.test"


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with running() as server:
        use(server, settings)
        yield server


def tell(*users: User, key: str = "1", text: str = "Er is iets te doen.") -> None:
    notify(
        users=users,
        kind=NoticeKind.RETURNED,
        key=key,
        text=text,
        address="/rondes/ronde-open/",
        by=None,
    )


def send(day: date = DAY) -> str:
    return say("send_reminders", "--on", day.isoformat())


def fail(day: date = DAY) -> str:
    """The one line with which the command ends that did not send everything."""
    with pytest.raises(CommandError) as caught:
        call_command("send_reminders", "--on", day.isoformat(), stdout=StringIO())
    return str(caught.value)


# --- The letter -----------------------------------------------------------------------------------


def test_letter_is_formal_dutch_with_links(world: World, server: MailServer) -> None:
    tell(world.coordinator, text="Almere: de invulling is teruggestuurd.")

    assert send() == "Herinneringen van 1 november 2026: 1 verstuurd.\n"

    (letter,) = server.to(COORDINATOR)
    assert letter["Subject"] == "flevonorm: 1 bericht"
    assert letter["From"] == "flevonorm <flevonorm@voorbeeld.test>"
    assert letter["To"] == COORDINATOR
    assert text_of(letter) == (
        f"Geachte {world.coordinator.name},\n\n"
        "Dit zijn uw berichten van flevonorm van 1 november 2026.\n\n"
        "- Almere: de invulling is teruggestuurd.\n"
        "  https://monitor.flevonorm.example/rondes/ronde-open/\n\n"
        "In deze mail staan geen resultaten. Die ziet u als u zich aanmeldt.\n\n"
        "U kiest zelf waarover u bericht krijgt:\n"
        "https://monitor.flevonorm.example/account/berichten/\n\n"
        "Met vriendelijke groet,\nflevonorm\n"
    )


def test_all_that_waits_for_a_person_is_one_letter(world: World, server: MailServer) -> None:
    tell(world.coordinator, key="1", text="Het eerste.")
    tell(world.coordinator, world.other_coordinator, key="2", text="Het tweede.")

    send()

    assert server.recipients == [COORDINATOR, "lelystad@voorbeeld.test"]
    (letter,) = server.to(COORDINATOR)
    assert letter["Subject"] == "flevonorm: 2 berichten"
    text = text_of(letter)
    assert text.index("Het eerste.") < text.index("Het tweede.")


def test_letter_holds_nothing_of_results(
    world: World, open_round: Round, server: MailServer
) -> None:
    """Whatever happens in a round, and whoever hears of it."""
    secret = "Onze toelichting"
    set_result(
        round=open_round,
        organisation="GM0034",
        point="A1",
        status="not_achieved",
        explanation=secret,
    )

    for day in (14, 7, 2, 0, -1):
        send(open_round.closes_on - timedelta(days=day))

    texts = [text_of(letter) for _, letter in server.letters]
    assert len(texts) > 5
    for word in (secret, "behaald", "%", "ambitiepunt", "A1"):
        assert not [text for text in texts if word in text], word


# --- Once -----------------------------------------------------------------------------------------


def test_second_time_on_a_day_sends_nothing(
    world: World, open_round: Round, server: MailServer
) -> None:
    day = open_round.closes_on - timedelta(days=7)
    send(day)
    before = server.recipients
    assert before

    assert send(day).endswith(": 0 verstuurd.\n")
    assert send(day + timedelta(days=1)).endswith(": 0 verstuurd.\n")
    assert server.recipients == before


def test_what_comes_after_the_letter_of_the_day_waits_for_tomorrow(
    world: World, server: MailServer
) -> None:
    tell(world.coordinator, key="1")
    send()
    tell(world.coordinator, key="2", text="Nog iets.")

    assert send().endswith(": 0 verstuurd.\n")
    send(DAY + timedelta(days=1))

    first, second = server.to(COORDINATOR)
    assert "Nog iets." not in text_of(first)
    assert "Nog iets." in text_of(second)


def test_letter_is_in_the_audit_log_of_the_person(world: World, server: MailServer) -> None:
    tell(world.coordinator)

    send()

    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.subject_id) == ("digest_sent", str(world.coordinator.pk))
    assert event.new_values == {"dag": "2026-11-01"}
    assert (event.actor, event.origin) == (None, "opdracht send_reminders")


# --- Who gets none --------------------------------------------------------------------------------


@pytest.mark.parametrize("why", ["switched off", "no role", "role ended"])
def test_who_may_not_come_in_gets_no_letter(world: World, server: MailServer, why: str) -> None:
    user = world.coordinator
    if why == "switched off":
        User.objects.filter(pk=user.pk).update(is_active=False)
    elif why == "no role":
        Membership.objects.filter(user=user).delete()
    else:
        Membership.objects.filter(user=user).update(ends_on=date(2020, 1, 1))
    tell(user)

    assert send().endswith(": 0 verstuurd.\n")

    assert server.letters == []
    assert Notice.objects.get().is_dropped


def test_letter_of_who_left_meanwhile_is_not_sent(world: World, server: MailServer) -> None:
    server.refused = {COORDINATOR}
    tell(world.coordinator)
    fail()
    server.refused = set()
    User.objects.filter(pk=world.coordinator.pk).update(is_active=False)

    send(DAY + timedelta(days=1))

    assert server.letters == []


# --- What goes wrong ------------------------------------------------------------------------------


def test_one_address_that_is_refused_holds_up_no_other(
    world: World, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.refused = {COORDINATOR}
    tell(world.coordinator, world.other_coordinator, world.analyst)

    assert fail() == (
        "Niet verstuurd: 1 (SMTPRecipientsRefused). Voer de opdracht later nog een keer uit."
    )

    assert server.recipients == ["analist@voorbeeld.test", "lelystad@voorbeeld.test"]
    assert "SMTPRecipientsRefused" in caplog.text
    assert COORDINATOR not in caplog.text
    digest = Digest.objects.get(user=world.coordinator)
    assert (digest.sent_at, digest.attempts, digest.problem) == (None, 1, "SMTPRecipientsRefused")

    server.refused = set()
    assert send().endswith(": 1 verstuurd.\n")
    (letter,) = server.to(COORDINATOR)
    assert "Er is iets te doen." in text_of(letter)


def test_letter_that_fails_five_times_is_given_up(world: World, server: MailServer) -> None:
    server.refused = {COORDINATOR}
    tell(world.coordinator)
    for _ in range(5):
        fail()

    assert send().endswith(": 0 verstuurd.\n")
    assert Digest.objects.get().is_given_up


def test_server_that_does_not_answer_keeps_all_letters(
    world: World, server: MailServer, settings: Settings
) -> None:
    tell(world.coordinator, world.analyst)
    settings.EMAIL_PORT = 9

    assert fail().startswith("Niet verstuurd: 2 (ConnectionRefusedError).")
    settings.EMAIL_PORT = server.port
    assert send().endswith(": 2 verstuurd.\n")


def test_address_that_cannot_be_one_holds_up_no_other(world: World, server: MailServer) -> None:
    User.objects.filter(pk=world.coordinator.pk).update(email="a@" + "ë" * 70 + ".nl")
    tell(world.coordinator, world.other_coordinator)

    assert fail().startswith("Niet verstuurd: 1 (")
    assert server.recipients == ["lelystad@voorbeeld.test"]


def test_no_mail_server_is_refused_and_all_waits(
    world: World, open_round: Round, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    Notice.objects.all().delete()
    tell(world.coordinator)

    assert refuse("send_reminders") == [
        "Er is geen mailserver ingesteld (EMAIL_URL): er gaat niets uit. In de wachtrij: 1 bericht."
    ]


@pytest.mark.parametrize("hosts", [[], ["*"]])
def test_site_without_an_address_is_refused(
    world: World, server: MailServer, settings: Settings, hosts: list[str]
) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "", hosts

    (line,) = refuse("send_reminders")

    assert line.startswith("Zet SITE_URL op het adres van de site")


def test_address_of_the_site_is_the_first_allowed_host(
    world: World, server: MailServer, settings: Settings
) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "", [".flevonorm.example"]
    tell(world.coordinator)

    send()

    (letter,) = server.to(COORDINATOR)
    assert "\n  https://flevonorm.example/rondes/ronde-open/\n" in text_of(letter)


def test_day_that_is_none_is_refused(world: World, server: MailServer) -> None:
    assert refuse("send_reminders", "--on", "morgen") == [
        "--on: 'morgen' is geen datum als 2026-11-24."
    ]


def test_letter_of_today_needs_no_day(world: World, server: MailServer) -> None:
    tell(world.coordinator)

    assert say("send_reminders").endswith(": 1 verstuurd.\n")
