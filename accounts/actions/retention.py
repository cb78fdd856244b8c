"""Erasing what is of a person and no longer needed. The events of the audit log stay."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.actions.sign_in import label_of
from accounts.actions.users import end_sessions, locked
from accounts.audit import Event, record
from accounts.erasing import announced
from accounts.events import EventType
from accounts.models import (
    AuditPersonalData,
    Digest,
    Invitation,
    Notice,
    UnwantedNotice,
    User,
)

UNKNOWN_DOMAIN = "gewist.invalid"


@transaction.atomic
def pseudonymise_account(*, user: User, by: User | None) -> None:
    """Takes everything that says who it was out of an account, and closes it for good.

    The row stays, because results and events refer to it; it is called by its number. What the
    audit log knows of where this person came from goes too, and its chain still holds. Recorded
    without anything of the person.
    """
    user = locked(user)
    user.email = f"{user.pk}@{UNKNOWN_DOMAIN}"
    user.name = f"Voormalige gebruiker {user.pk}"
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = user.last_seen_at = None
    user.left_at = timezone.now()
    user.set_unusable_password()
    user.save()
    end_sessions(user)
    for kept in (
        Authenticator.objects.all(),
        EmailAddress.objects.all(),
        SocialAccount.objects.all(),
        Invitation.objects.all(),
        Notice.objects.all(),
        Digest.objects.all(),
        UnwantedNotice.objects.all(),
    ):
        kept.filter(user=user).delete()
    for temporary in announced():
        temporary.erase_of(user=user)
    AuditPersonalData.objects.filter(
        Q(event__actor=user)
        | Q(event__subject_type=User._meta.label_lower, event__subject_id=str(user.pk))
    ).delete()
    event = Event(EventType.ACCOUNT_PSEUDONYMISED, subject=user, label=label_of(user))
    record(event, by=by)


@transaction.atomic
def erase_origins(*, before: datetime) -> int:
    """Erases from where events of before that moment came; returns of how many."""
    erased, _ = AuditPersonalData.objects.filter(event__at__lt=before).delete()
    return erased


@transaction.atomic
def erase_invitations(*, before: datetime) -> int:
    """Erases invitations that ran out before that moment, used or not."""
    erased, _ = Invitation.objects.filter(expires_at__lt=before).delete()
    return erased


@transaction.atomic
def erase_letters(*, before: datetime) -> int:
    """Erases letters of before that moment, and notices that came in none; returns how many."""
    letters = Digest.objects.filter(made_at__lt=before)
    count = letters.count()
    letters.delete()
    Notice.objects.filter(digest=None, made_at__lt=before).delete()
    return count


@transaction.atomic
def erase_ended_sessions(*, now: datetime) -> int:
    """Erases sessions that are over, and what was noted of the devices that had them."""
    erased, _ = Session.objects.filter(expire_date__lt=now).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
    return erased
