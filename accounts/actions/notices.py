"""Putting notices in the outbox, and choosing which of them one wants.

`accounts.actions.digests` makes letters of them and sends those.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from accounts.actions.sign_in import label_of
from accounts.actions.users import locked
from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import Notice, UnwantedNotice, User
from accounts.notices import NoticeKind
from accounts.refusals import Refused

CHOSEN_ELSEWHERE = "U hebt uw keuze intussen in een ander venster gewijzigd. Bekijk die opnieuw."


@transaction.atomic
def notify(
    *, users: Iterable[User], kind: NoticeKind, key: str, text: str, address: str, by: User | None
) -> None:
    """Puts a notice in the outbox for each of `users`, but not for `by`, who knows already.

    What somebody was told before under the same kind and key is not told again: put in `key` what
    makes it a new thing, such as the key of the row that tells of it. `text` is one sentence
    without anything of results; `address` is a path. Recorded by the action that calls it.
    """
    now = timezone.now()
    Notice.objects.bulk_create(
        (
            Notice(user=user, kind=kind, key=key, text=text, address=address, made_at=now)
            for user in users
            if user != by
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def choose_notices(
    *, user: User, wanted: Collection[str], was: Collection[str], by: User | None
) -> None:
    """Stores of which kinds the person wants notices; `was` is what their page showed.

    Raises Refused when that is no longer so.
    """
    user = locked(user)
    present = wanted_by(user)
    chosen = {kind for kind in NoticeKind if kind in wanted}
    if chosen == present:
        return
    if present != set(was):
        raise Refused(CHOSEN_ELSEWHERE)
    user.unwanted_notices.filter(kind__in=chosen).delete()
    UnwantedNotice.objects.bulk_create(
        UnwantedNotice(user=user, kind=kind) for kind in present - chosen
    )
    event = Event(
        EventType.NOTICES_CHOSEN,
        subject=user,
        label=label_of(user),
        old={"bericht als": _labels(present)},
        new={"bericht als": _labels(chosen)},
    )
    record(event, by=by)


def wanted_by(user: User) -> frozenset[NoticeKind]:
    """Of which kinds the person wants notices; every kind for who never chose."""
    unwanted = set(user.unwanted_notices.values_list("kind", flat=True))
    return frozenset(kind for kind in NoticeKind if kind not in unwanted)


def _labels(kinds: Collection[NoticeKind]) -> list[str]:
    return [kind.label for kind in NoticeKind if kind in kinds]
