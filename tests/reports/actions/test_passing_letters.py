"""No letter says that a report waits when it waits no more, however long the letter lay there."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.actions.digests import send_digests, write_digests
from accounts.actions.notices import notify
from accounts.models import Digest, Notice, User
from accounts.notices import NoticeKind
from monitoring.models import Round
from reports.actions.report_checks import Settings as ReportSettings
from reports.actions.reports import (
    approve_report,
    change_settings,
    offer_report,
    return_report,
)
from reports.models import Report, ReportState
from tests.conftest import World
from tests.mail_server import MailServer, running, text_of, use
from tests.reports.making import LETTER, change_sentence, fresh, make_report

pytestmark = pytest.mark.django_db
WAITS = "wacht op uw goedkeuring"
SENTENCE = "In totaal is {totaal: procent} behaald."


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with running() as server:
        use(server, settings)
        yield server


@pytest.fixture
def report(world: World, published_round: Round) -> Report:
    """Waits for the district coordinator and for nobody else, who is told so."""
    report = make_report(round=published_round, by=world.analyst, state=ReportState.REVIEW)
    Notice.objects.exclude(kind=NoticeKind.REPORT_OFFERED).delete()
    return report


def write(days: int = 0) -> None:
    day = timezone.localdate() + timedelta(days=days)
    write_digests(recipients=User.objects.all(), day=day, by=None)


def send() -> None:
    send_digests(recipients=User.objects.all(), by=None)


def tell_something_else(user: User) -> None:
    kind = NoticeKind.RETURNED
    notify(users=[user], kind=kind, key="1", text="Iets anders.", address="/", by=None)


# --- What ends the waiting ------------------------------------------------------------------------


def given_back(world: World, report: Report) -> None:
    return_report(report=report, version=1, remark="", by=world.analyst)


def changed(world: World, report: Report) -> None:
    change_sentence(report, SENTENCE, by=world.analyst)


def other_parts(world: World, report: Report) -> None:
    present = ReportSettings.of(report.versions.get())
    settings = ReportSettings((), present.facts, present.level)
    change_settings(report=report, version=1, settings=settings, note="", by=world.analyst)


def approved_by_another(world: World, report: Report) -> None:
    approve_report(report=report, version=1, publication=1, by=world.district_coordinator)


def role_ended(world: World, report: Report) -> None:
    world.district_coordinator.memberships.update(ended_at=timezone.now())


ENDINGS = [given_back, changed, other_parts, approved_by_another, role_ended]
End = Callable[[World, Report], None]


@pytest.mark.parametrize("end", ENDINGS)
def test_letter_that_is_not_written_yet_does_not_tell_it(
    world: World, report: Report, server: MailServer, end: End
) -> None:
    end(world, report)

    write()
    send()

    assert not any(WAITS in text_of(letter) for _, letter in server.letters)
    assert world.district_coordinator.email not in server.recipients


@pytest.mark.parametrize("end", ENDINGS)
def test_letter_that_lies_there_is_not_sent(
    world: World, report: Report, server: MailServer, end: End
) -> None:
    write()
    end(world, report)

    send()

    assert server.letters == []
    assert not Digest.objects.exists()


@pytest.mark.parametrize("end", ENDINGS)
def test_letter_that_failed_before_tells_only_the_rest(
    world: World, report: Report, server: MailServer, end: End
) -> None:
    user = world.district_coordinator
    tell_something_else(user)
    server.refused.add(user.email)
    write()
    send()
    assert WAITS in Digest.objects.get().text
    end(world, report)
    server.refused.clear()

    send()

    (letter,) = server.to(user.email)
    assert "Iets anders." in text_of(letter)
    assert WAITS not in text_of(letter)
    assert letter["Subject"] == "flevonorm: 1 bericht"
    # What is kept as the log is what was sent.
    kept = Digest.objects.get(user=user)
    assert (kept.subject, kept.notices.count()) == ("flevonorm: 1 bericht", 1)
    assert WAITS not in kept.text


# --- What still waits -----------------------------------------------------------------------------


def test_letter_of_what_still_waits_goes_as_it_is(
    world: World, report: Report, server: MailServer
) -> None:
    write()
    text = Digest.objects.get().text

    send()

    (letter,) = server.to(world.district_coordinator.email)
    assert WAITS in text_of(letter)
    assert Digest.objects.get().text == text


def test_only_the_newest_version_is_told(world: World, report: Report, server: MailServer) -> None:
    changed(world, report)
    offer_report(report=fresh(report), version=2, by=world.analyst)

    write()
    send()

    (letter,) = server.to(world.district_coordinator.email)
    assert text_of(letter).count(WAITS) == 1
    assert Notice.objects.get(user=world.district_coordinator).key.endswith("version 2 offered")


@pytest.mark.parametrize("was_written", [True, False])
def test_same_version_that_is_offered_again_is_told_after_all(
    world: World, report: Report, server: MailServer, was_written: bool
) -> None:
    if was_written:
        write()
    given_back(world, report)
    write(days=1)
    send()
    assert server.letters == []

    offer_report(report=fresh(report), version=1, by=world.analyst)
    write(days=2)
    send()

    (letter,) = server.to(world.district_coordinator.email)
    assert WAITS in text_of(letter)


def test_another_report_that_waits_stays_in_the_letter(
    world: World, report: Report, published_round: Round, server: MailServer
) -> None:
    other = make_report(
        round=published_round,
        by=world.coordinator,
        kind=LETTER,
        organisation=world.almere,
        state=ReportState.REVIEW,
    )
    write()
    given_back(world, report)

    send()

    (letter,) = server.to(world.district_coordinator.email)
    assert str(other) in text_of(letter)
    assert text_of(letter).count(WAITS) == 1
