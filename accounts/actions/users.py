"""Writing accounts."""

from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.actions.sign_in import label_of
from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused

CHANGED_MEANWHILE = "Iemand anders heeft dit intussen gewijzigd. Bekijk de pagina opnieuw."


@transaction.atomic
def create_account(*, email: str, name: str, by: User | None) -> User:
    """Stores an account that cannot be used until it has a password; an existing one is kept.

    Raises Refused when the address or the name cannot be one.
    """
    email = email.strip().lower()
    wanted = User(email=email, name=name.strip())
    wanted.set_unusable_password()
    if not User.objects.filter(email=email).exists():
        _refuse_invalid(wanted)
    defaults = {"name": wanted.name, "password": wanted.password}
    user, is_new = User.objects.get_or_create(email=email, defaults=defaults)
    if not is_new:
        return user
    personal = {"naam": user.name, "e-mailadres": user.email}
    record(_event(EventType.ACCOUNT_MADE, user, personal=personal), by=by)
    return user


@transaction.atomic
def change_name(*, user: User, name: str, was: str, region: str = "", by: User | None) -> None:
    """Stores another name; `was` is the name that the person who asks saw.

    Raises Refused when the name is no longer that one.
    """
    present = locked(user)
    if present.name != was:
        raise Refused(CHANGED_MEANWHILE)
    present.name = name.strip()
    if present.name == was:
        return
    _refuse_invalid(present)
    present.save(update_fields=["name"])
    user.name = present.name
    personal = {"naam was": was, "naam is nu": present.name}
    record(_event(EventType.ACCOUNT_CHANGED, user, region=region, personal=personal), by=by)


@transaction.atomic
def switch_account(*, user: User, active: bool, region: str = "", by: User | None) -> None:
    """Switches an account off or on again; switched off, all its sessions end at once."""
    present = locked(user)
    if present.is_active == active:
        raise Refused(CHANGED_MEANWHILE)
    present.is_active = user.is_active = active
    present.save(update_fields=["is_active"])
    if not active:
        end_sessions(user)
    words = {True: "ingeschakeld", False: "uitgeschakeld"}
    old, new = {"account": words[not active]}, {"account": words[active]}
    record(_event(EventType.ACCOUNT_CHANGED, user, region=region, old=old, new=new), by=by)


@transaction.atomic
def reset_second_factor(*, user: User, region: str = "", by: User | None) -> None:
    """Takes away every second step of somebody who lost theirs, and ends their sessions.

    At the next sign-in they must add a new one. Raises Refused when there is none.
    """
    present = locked(user)
    factors = Authenticator.objects.filter(user=present)
    kinds = sorted(factors.values_list("type", flat=True))
    if not kinds:
        raise Refused(f"{user} heeft geen tweede stap.")
    factors.delete()
    ended = end_sessions(user)
    old = {"aantal": len(kinds)}
    new = {"aantal": 0, "afgemelde apparaten": ended}
    record(_event(EventType.FACTORS_RESET, user, region=region, old=old, new=new), by=by)


@transaction.atomic
def share_password(*, users: Sequence[User], password: str, by: User | None) -> None:
    """Gives several accounts one password, hashed once; for example accounts only."""
    encoded = make_password(password)
    User.objects.filter(pk__in=[user.pk for user in users]).update(password=encoded)
    shared = {"wijze": "voorbeeldaccounts"}
    record(*(_event(EventType.PASSWORD_SET, user, new=shared) for user in users), by=by)


def locked(user: User) -> User:
    """The account as it is now, held until the transaction ends.

    Every action on an account takes this lock first, so that none waits for another in a circle.
    `no_key`: other rows may still refer to the account meanwhile.
    """
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def end_sessions(user: User) -> int:
    """Signs an account out everywhere; returns how many sessions ended."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


def _refuse_invalid(user: User) -> None:
    """Raises Refused for an impossible address or name; a name is one line of visible text."""
    if not user.name.isprintable():
        raise Refused("naam: Gebruik alleen letters en leestekens, op één regel.")
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise Refused.from_validation(error, user) from error


def _event(
    type: EventType,
    user: User,
    *,
    region: str = "",
    old: dict[str, str | int] | dict[str, str] | dict[str, int] | None = None,
    new: dict[str, str | int] | dict[str, str] | dict[str, int] | None = None,
    personal: dict[str, str] | None = None,
) -> Event:
    return Event(
        type,
        subject=user,
        label=label_of(user),
        region=region,
        old=old or {},
        new=new or {},
        personal=personal or {},
    )
