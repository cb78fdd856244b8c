"""Putting notices in the outbox; `send_reminders` makes letters of them and sends those."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notices import NoticeKind


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
