"""Writing which account of an organisation belongs to which account here."""

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from accounts.actions.invitations import accept_invitation
from accounts.actions.sign_in import label_of
from accounts.actions.users import locked
from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import Invitation, User
from accounts.refusals import Refused

TAKEN = "Dit organisatieaccount hoort al bij iemand."
HAS_ANOTHER = "U hebt al een ander organisatieaccount gekoppeld."
NONE_LINKED = "U hebt geen organisatieaccount gekoppeld."
ONLY_WAY = (
    "U meldt zich alleen aan met dit organisatieaccount. "
    "Stel eerst een wachtwoord of een passkey in."
)


@transaction.atomic
def link_account(
    *, user: User, issuer: str, subject: str, kept: Mapping[str, Any], by: User | None
) -> SocialAccount:
    """Lets the subject of a provider sign in as `user`; `kept` is what is stored of its claims.

    Raises Refused when the subject belongs to an account, or the account has another subject.
    """
    if not locked(user).is_active:
        raise Refused(f"Het account van {user} is uitgeschakeld.")
    if SocialAccount.objects.filter(provider=issuer, user=user).exclude(uid=subject).exists():
        raise Refused(HAS_ANOTHER)
    account, is_new = SocialAccount.objects.get_or_create(
        provider=issuer, uid=subject, defaults={"user": user, "extra_data": dict(kept)}
    )
    if not is_new:
        raise Refused(TAKEN)
    record(_event(EventType.SSO_LINKED, user), by=by)
    return account


@transaction.atomic
def accept_and_link(
    *,
    invitation: Invitation,
    issuer: str,
    subject: str,
    kept: Mapping[str, Any],
    by: User | None,
) -> User:
    """Takes an account into use by single sign-on; both or neither."""
    user = accept_invitation(invitation=invitation, password=None, by=by)
    link_account(user=user, issuer=issuer, subject=subject, kept=kept, by=by)
    return user


@transaction.atomic
def unlink_account(*, user: User, by: User | None) -> None:
    """Takes away single sign-on; raises Refused when it is the only way in, or there is none."""
    present = locked(user)
    accounts = SocialAccount.objects.filter(user=present)
    if not accounts.exists():
        raise Refused(NONE_LINKED)
    if not has_other_way_in(present):
        raise Refused(ONLY_WAY)
    accounts.delete()
    record(_event(EventType.SSO_UNLINKED, user), by=by)


def has_other_way_in(user: User) -> bool:
    """Whether somebody can sign in without single sign-on: by password, or by passkey alone."""
    if user.has_usable_password():
        return True
    passkeys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return any(passkey.wrap().is_passwordless for passkey in passkeys)


def _event(type: EventType, user: User) -> Event:
    return Event(type, subject=user, label=label_of(user))
