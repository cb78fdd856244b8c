"""Letters of the day: what is in them, and that each is sent by one and goes to one."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from pytest_django import Settings

from accounts.actions.digests import (
    Sent,
    claim_digest,
    put_back_digest,
    send_digests,
    write_digest,
    write_digests,
)
from accounts.actions.notices import choose_notices, notify
from accounts.models import Digest, Notice, User
from accounts.notices import NoticeKind
from tests.breaking import not_unique, nothing_written
from tests.factories import make_user
from tests.mail_server import MailServer, running, use

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
ALL = frozenset(NoticeKind)


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with running() as server:
        use(server, settings)
        yield server


@pytest.fixture
def user() -> User:
    return make_user(email="a@voorbeeld.test", name="A. Jansen")


def tell(user: User, key: str = "1", kind: NoticeKind = NoticeKind.RETURNED) -> None:
    notify(users=[user], kind=kind, key=key, text=f"Bericht {key}.", address="/", by=None)


def everybody() -> QuerySet[User]:
    return User.objects.all()


def write(user: User, day: date = DAY) -> None:
    write_digest(user=user, day=day, by=None)


def send() -> Sent:
    return send_digests(recipients=everybody(), by=None)


# --- What is told ---------------------------------------------------------------------------------


def test_same_is_not_told_twice(user: User) -> None:
    tell(user)
    tell(user)

    assert Notice.objects.count() == 1


def test_who_did_it_is_not_told(user: User) -> None:
    other = make_user()
    notify(
        users=[user, other], kind=NoticeKind.REVIEW, key="1", text="Vraag.", address="/", by=user
    )

    assert Notice.objects.get().user == other


# --- Writing --------------------------------------------------------------------------------------


def test_letter_has_what_waits(user: User) -> None:
    tell(user, "1")
    tell(user, "2")

    write(user)

    digest = Digest.objects.get()
    assert (digest.user, digest.day, digest.subject) == (user, DAY, "flevonorm: 2 berichten")
    assert "- Bericht 1.\n" in digest.text
    assert digest.notices.count() == 2
    assert not Notice.objects.waiting().exists()


def test_nothing_that_waits_is_no_letter(user: User) -> None:
    with nothing_written():
        write(user)


def test_second_letter_of_a_day_is_not_written(user: User) -> None:
    tell(user, "1")
    write(user)
    tell(user, "2")

    with nothing_written():
        write(user)
    with not_unique("accounts_digest_once_a_day", "accounts_digest.user_id, accounts_digest.day"):
        Digest.objects.create(user=user, day=DAY, subject="", text="", made_at=timezone.now())


def test_kind_that_is_not_wanted_is_in_no_letter(user: User) -> None:
    choose_notices(user=user, wanted=ALL - {NoticeKind.REVIEW}, was=ALL, by=user)
    tell(user, "1", NoticeKind.REVIEW)
    tell(user, "2", NoticeKind.RETURNED)

    write(user)

    assert "Bericht 1." not in Digest.objects.get().text
    assert Notice.objects.get(key="1").is_dropped


def test_only_unwanted_kinds_are_no_letter_now_or_later(user: User) -> None:
    choose_notices(user=user, wanted=[], was=ALL, by=user)
    tell(user)
    write(user)
    choose_notices(user=user, wanted=ALL, was=[], by=user)
    tell(user)

    write(user)

    assert not Digest.objects.exists()


def test_letters_are_for_recipients_only(user: User) -> None:
    other = make_user()
    tell(user)
    tell(other)

    write_digests(recipients=User.objects.filter(pk=user.pk), day=DAY, by=None)

    assert Digest.objects.get().user == user
    assert Notice.objects.get(user=other).is_dropped


# --- Sending --------------------------------------------------------------------------------------


def test_letter_is_sent_once(user: User, server: MailServer) -> None:
    tell(user)
    write(user)

    assert send() == Sent(1, ())
    assert send() == Sent(0, ())

    digest = Digest.objects.get()
    assert (digest.attempts, digest.claimed_at, digest.problem) == (1, None, "")
    assert digest.sent_at is not None
    assert len(server.letters) == 1


def test_letter_that_somebody_has_in_hand_is_left_alone(user: User, server: MailServer) -> None:
    tell(user)
    write(user)
    digest = Digest.objects.get()

    assert claim_digest(digest=digest, by=None)
    assert not claim_digest(digest=digest, by=None)
    assert send() == Sent(0, ())


def test_letter_in_the_hands_of_who_stopped_goes_after_a_while(
    user: User, server: MailServer
) -> None:
    tell(user)
    write(user)
    claim_digest(digest=Digest.objects.get(), by=None)
    Digest.objects.update(claimed_at=timezone.now() - timedelta(minutes=16))

    assert send() == Sent(1, ())


def test_letter_that_goes_twice_has_one_name(user: User, server: MailServer) -> None:
    """So that a mail server can drop the second, after a stop between sending and noting."""
    tell(user)
    write(user)
    send()
    Digest.objects.update(sent_at=None)
    send()

    first, second = (letter for _, letter in server.letters)
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].endswith("@voorbeeld.test>")


def test_letter_that_was_put_back_is_free(user: User) -> None:
    tell(user)
    write(user)
    digest = Digest.objects.get()
    claim_digest(digest=digest, by=None)

    put_back_digest(digest=digest, problem="TimeoutError", by=None)

    assert claim_digest(digest=digest, by=None)
    digest.refresh_from_db()
    assert (digest.attempts, digest.problem) == (2, "TimeoutError")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_the_same_time_send_it_once(user: User, server: MailServer) -> None:
    other = make_user(email="b@voorbeeld.test")
    for each in (user, other):
        tell(each)
        write(each)
    outcomes: list[Sent] = []

    def second() -> None:
        if not outcomes:
            outcomes.append(Sent(0, ()))
            outcomes[0] = send()
            connection.close()

    server.meanwhile = second

    mine = send()

    # The other began when the first letter was on its way, and took the one that was left.
    assert (mine, outcomes) == (Sent(1, ()), [Sent(1, ())])
    assert server.recipients == ["a@voorbeeld.test", "b@voorbeeld.test"]
