"""Writing invitations: a link by which one person takes one account into use, once."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions.sign_in import label_of
from accounts.actions.users import locked
from accounts.audit import Event, record
from accounts.events import EventType
from accounts.invitations import in_use
from accounts.models import Invitation, User
from accounts.querysets import digest_of
from accounts.refusals import Refused

TOKEN_BYTES = 32
UNUSABLE = "Deze uitnodiging kan niet meer worden gebruikt."


@transaction.atomic
def send_invitation(*, user: User, region: str = "", by: User | None) -> str:
    """Makes an invitation in the place of earlier ones; returns the token of its link.

    The token is stored nowhere, so the link can be made only now. Raises Refused when the account
    is switched off or already in use.
    """
    present = locked(user)
    if not present.is_active:
        raise Refused(f"Het account van {user} is uitgeschakeld.")
    if in_use([present]):
        raise Refused(f"{user} heeft het account al in gebruik.")
    now = timezone.now()
    user.invitations.usable(now).update(withdrawn_at=now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation.objects.create(
        user=user,
        token_digest=digest_of(token),
        invited_by=by,
        sent_at=now,
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    until = f"{timezone.localtime(invitation.expires_at):%Y-%m-%d %H:%M}"
    record(_event(EventType.INVITED, user, region, {"geldig tot": until}), by=by)
    return token


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str | None, by: User | None) -> User:
    """Takes the account into use, with this password or, when it is None, by single sign-on.

    Raises Refused when the invitation was used, withdrawn or has expired.
    """
    user = locked(invitation.user)
    now = timezone.now()
    accepted = user.invitations.usable(now).filter(pk=invitation.pk).update(accepted_at=now)
    if not accepted or not user.is_active:
        raise Refused(UNUSABLE)
    if password is not None:
        user.set_password(password)
        user.save(update_fields=["password"])
    way = {"wijze": "organisatieaccount" if password is None else "wachtwoord"}
    record(_event(EventType.INVITATION_ACCEPTED, user, "", way), by=by)
    return user


@transaction.atomic
def withdraw_invitation(*, user: User, region: str = "", by: User | None) -> None:
    """Makes the link that was sent useless; raises Refused when there is none that works."""
    locked(user)
    now = timezone.now()
    if not user.invitations.usable(now).update(withdrawn_at=now):
        raise Refused(f"Er is geen geldige uitnodiging voor {user}.")
    change = {"uitnodiging": "ingetrokken"}
    record(_event(EventType.ACCOUNT_CHANGED, user, region, change), by=by)


def _event(type: EventType, user: User, region: str, new: dict[str, str]) -> Event:
    return Event(type, subject=user, label=label_of(user), region=region, new=new)
