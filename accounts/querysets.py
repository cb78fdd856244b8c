"""Every read of `accounts`, named by verb."""

import hashlib
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import AuditEvent, Digest, Invitation, Notice, User

MAX_ATTEMPTS = 5
"""So many times a letter is offered to the mail server; then it stays in the log as not sent."""
CLAIM = timedelta(minutes=15)
"""Who claimed a letter longer ago is not sending it any more; a mail server takes a minute."""


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Who may see which events is answered by `ambitions.audit_log.visible_to`."""

    def newest_first(self) -> "AuditEventQuerySet":
        return self.order_by("-sequence")

    def in_chain(self) -> "AuditEventQuerySet":
        return self.order_by("sequence")

    def of_regions(
        self, codes: Collection[str], members: "models.QuerySet[models.Model]"
    ) -> "AuditEventQuerySet":
        """Events of these regions, and events of no region about `members` (users).

        About a member is what has them as its subject, or what they did to nothing in particular.
        What a member did to somebody else may be of another region, so it is left out.
        """
        keys = list(members.values_list("pk", flat=True))
        about_members = Q(
            subject_type="accounts.user", subject_id__in=[str(key) for key in keys]
        ) | Q(subject_type="", actor__in=keys)
        return self.filter(Q(region__in=codes) | (Q(region="") & about_members))

    def before(self, sequence: int | None) -> "AuditEventQuerySet":
        """Events older than the one with this number; None is no bound."""
        return self if sequence is None else self.filter(sequence__lt=sequence)

    def of_person(self, user: "User") -> "AuditEventQuerySet":
        """What this person did or underwent."""
        return self.filter(Q(actor=user) | Q(subject_type="accounts.user", subject_id=str(user.pk)))

    def about(self, subject: "models.Model") -> "AuditEventQuerySet":
        """What happened to one object."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))

    def between(self, first: date | None, last: date | None) -> "AuditEventQuerySet":
        """Events from the first day to the last, both included; None is no bound."""
        events = self
        if first is not None:
            events = events.filter(at__date__gte=first)
        if last is not None:
            events = events.filter(at__date__lte=last)
        return events


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def usable(self, at: datetime) -> "InvitationQuerySet":
        """Not accepted, not withdrawn, not expired."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)

    def accepted(self) -> "InvitationQuerySet":
        return self.filter(accepted_at__isnull=False)

    def with_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(token_digest=digest_of(token))


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting(self) -> "NoticeQuerySet":
        """In no letter yet, and not dropped."""
        return self.filter(digest=None, is_dropped=False)


class DigestQuerySet(models.QuerySet["Digest"]):
    def to_send(self, at: datetime) -> "DigestQuerySet":
        """Not sent, not given up, and in nobody's hands at this moment."""
        free = Q(claimed_at=None) | Q(claimed_at__lt=at - CLAIM)
        return self.filter(free, sent_at=None, attempts__lt=MAX_ATTEMPTS)

    def since(self, day: date) -> "DigestQuerySet":
        """Letters of that day and later, the newest first."""
        return self.filter(day__gte=day).order_by("-day", "-pk")


def digest_of(token: str) -> str:
    """SHA-256 of an invitation's token, in hexadecimal; a random token needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
