"""Letters of what waits in the outbox: at most one per person and day, and sending them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.actions.notices import wanted_by
from accounts.actions.sign_in import label_of
from accounts.actions.users import locked
from accounts.audit import Event, record
from accounts.events import EventType
from accounts.mail import digest_subject, digest_text, send_digest_mail
from accounts.models import Digest, Notice, User
from accounts.notices import PASSING


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of sending; `problems` has the kind of error of each letter that stayed."""

    sent: int
    problems: tuple[str, ...]


def write_digests(*, recipients: QuerySet[User], day: date, by: User | None) -> None:
    """Makes the letters of a day for who may get one; what waits for others is dropped."""
    Notice.objects.waiting().exclude(user__in=recipients).update(is_dropped=True)
    waiting = Notice.objects.waiting().values("user")
    for user in recipients.filter(pk__in=waiting).order_by("pk"):
        write_digest(user=user, day=day, by=by)


@transaction.atomic
def write_digest(*, user: User, day: date, by: User | None) -> None:
    """Makes one letter of what waits for the person, without the kinds that they do not want.

    What is not true any more is not in it (`PASSING`). Once a day: what comes after it waits for
    tomorrow. The row itself is the record of it.
    """
    user = locked(user)
    if user.digests.filter(day=day).exists():
        return
    wanted = wanted_by(user)
    user.notices.waiting().exclude(kind__in=wanted).update(is_dropped=True)
    _forget_passed(user, user.notices.waiting())
    notices = list(user.notices.waiting().filter(kind__in=wanted))
    if not notices:
        return
    digest = Digest(user=user, day=day, made_at=timezone.now())
    _fill(digest, notices)
    digest.save()
    user.notices.filter(pk__in=[notice.pk for notice in notices]).update(digest=digest)


def send_digests(*, recipients: QuerySet[User], by: User | None) -> Sent:
    """Sends every letter that was not sent yet, also those that failed on an earlier day.

    Each is claimed, sent, and noted as sent, in transactions of their own: one that fails holds up
    no other, and two who send at the same time do not send the same one. At least once: when this
    stops between sending and noting, the letter goes again, a quarter of an hour later at the
    earliest. It then has the same Message-ID, so that a mail server can drop the second.
    """
    waiting = Digest.objects.to_send(timezone.now()).filter(user__in=recipients)
    sent, problems = 0, []
    for digest in waiting.select_related("user").order_by("day", "pk"):
        if not claim_digest(digest=digest, by=by):
            continue
        problem = send_digest_mail(digest.user, digest.subject, digest.text, _mark(digest))
        if problem:
            put_back_digest(digest=digest, problem=problem, by=by)
            problems.append(problem)
        else:
            note_sent_digest(digest=digest, by=by)
            sent += 1
    return Sent(sent, tuple(problems))


@transaction.atomic(durable=True)
def claim_digest(*, digest: Digest, by: User | None) -> bool:
    """Takes a letter in hand; False when somebody else did, or it needs no sending any more.

    A letter can wait for days when a mail server fails. What is not true any more at this moment
    is taken out of it, and a letter in which nothing is left is deleted.
    """
    now = timezone.now()
    free = Digest.objects.to_send(now).filter(pk=digest.pk)
    if free.update(attempts=F("attempts") + 1, claimed_at=now) != 1:
        return False
    if _forget_passed(digest.user, digest.notices.all()):
        notices = list(digest.notices.all())
        if not notices:
            digest.delete()
            return False
        _fill(digest, notices)
        digest.save(update_fields=["subject", "text"])
    else:
        # Somebody else may have taken something out of it since it was looked up.
        digest.refresh_from_db(fields=["subject", "text"])
    return True


@transaction.atomic(durable=True)
def put_back_digest(*, digest: Digest, problem: str, by: User | None) -> None:
    """Lets go of a letter that no server took; `problem` is the kind of error."""
    Digest.objects.filter(pk=digest.pk).update(claimed_at=None, problem=problem)


@transaction.atomic(durable=True)
def note_sent_digest(*, digest: Digest, by: User | None) -> None:
    """Stores and records that a server took the letter."""
    Digest.objects.filter(pk=digest.pk).update(claimed_at=None, sent_at=timezone.now(), problem="")
    event = Event(
        EventType.DIGEST_SENT,
        subject=digest.user,
        label=label_of(digest.user),
        new={"dag": digest.day},
    )
    record(event, by=by)


def _forget_passed(user: User, notices: QuerySet[Notice]) -> int:
    """Deletes notices that are not true any more, and returns how many.

    Deleted and not dropped: when it becomes true again, it is told again.
    """
    forgotten = 0
    for kind, true_keys in PASSING.items():
        told = notices.filter(kind=kind)
        if told.exists():
            forgotten += told.exclude(key__in=true_keys(user)).delete()[0]
    return forgotten


def _fill(digest: Digest, notices: Sequence[Notice]) -> None:
    told = [(notice.text, notice.address) for notice in notices]
    digest.subject = digest_subject(len(told))
    digest.text = digest_text(digest.user, digest.day, told)


def _mark(digest: Digest) -> str:
    """The same at every try, and of no other letter of any installation."""
    return f"{digest.pk}.{digest.made_at:%Y%m%d%H%M%S%f}"
