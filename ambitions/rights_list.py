"""Who holds which role in a region: the one table behind the pages, the file and the review."""

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db import models
from django.utils import timezone

from accounts.invitations import in_use
from accounts.models import Invitation, User
from accounts.permissions import Role
from ambitions.files.formula_text import guarded
from ambitions.models import Membership, Region
from ambitions.querysets import MembershipQuerySet

BOM = "\ufeff"
HEADING = (
    "code",
    "organisatie",
    "naam",
    "e-mailadres",
    "rol",
    "sinds",
    "laatste dag",
    "stand",
    "laatst gezien",
    "tweede stap",
)


class State(models.TextChoices):
    """How a role stands: of an account that nobody took into use yet it is "uitgenodigd"."""

    INVITED = "invited", "uitgenodigd"
    ACTIVE = "active", "actief"
    SWITCHED_OFF = "switched_off", "uitgeschakeld"
    ENDED = "ended", "beëindigd"


@dataclass(frozen=True, slots=True)
class Line:
    """One role of one person, at the moment of the list."""

    membership: Membership
    state: State
    has_second_factor: bool
    has_valid_invitation: bool

    @property
    def user(self) -> User:
        return self.membership.user

    @property
    def role(self) -> str:
        return Role(self.membership.role).label

    @property
    def where(self) -> str:
        return str(self.membership.organisation or self.membership.region)

    @property
    def code(self) -> str:
        """The organisation's code; the region's own for a role in the whole region."""
        place = self.membership.organisation or self.membership.region
        return place.code if place is not None else ""

    @property
    def since(self) -> date:
        return timezone.localdate(self.membership.given_at)

    @property
    def last_day(self) -> date | None:
        """When it ends or did; of an ended role the day on which somebody ended it."""
        ended_at, ends_on = self.membership.ended_at, self.membership.ends_on
        ended_on = timezone.localdate(ended_at) if ended_at else None
        return min((day for day in (ended_on, ends_on) if day is not None), default=None)

    @property
    def last_seen(self) -> date | None:
        """The day of the last request or, before the first was noted, of the last sign-in."""
        moments = [at for at in (self.user.last_seen_at, self.user.last_login) if at is not None]
        return timezone.localdate(max(moments)) if moments else None

    @property
    def holds(self) -> bool:
        return self.state != State.ENDED

    @property
    def order(self) -> tuple[bool, tuple[int, str, str], str, str, int]:
        """Roles in the region first, then by organisation, name and role."""
        organisation = self.membership.organisation
        place = organisation.order if organisation else (0, self.where, "")
        return (organisation is not None, place, self.user.name, self.role, self.membership.pk)


@dataclass(frozen=True, slots=True)
class RightsList:
    """The roles that hold in a region."""

    region: Region
    lines: tuple[Line, ...]

    @property
    def mark(self) -> str:
        """A digest of who may do what; that somebody was seen does not change it."""
        rights = [
            (line.membership.pk, line.user.name, str(line.last_day), line.state.value)
            for line in self.lines
        ]
        return hashlib.sha256(repr(rights).encode()).hexdigest()


def rights_list(region: Region, at: datetime) -> RightsList:
    """Every role of the region that holds at this moment, also of people still to come."""
    return RightsList(region, lines(Membership.objects.of_region(region).holding(at), at))


def lines(memberships: MembershipQuerySet, at: datetime) -> tuple[Line, ...]:
    """A line for each role, in order. Six queries, for any number of roles."""
    found = list(memberships.with_scope().select_related("user"))
    users = {membership.user_id: membership.user for membership in found}
    used = in_use(users.values())
    holding = frozenset(memberships.holding(at).values_list("pk", flat=True))
    secured = with_second_factor(users)
    invited = frozenset(
        Invitation.objects.usable(at).filter(user__in=users).values_list("user", flat=True)
    )
    made = (
        Line(
            membership=membership,
            state=_state(membership, membership.pk in holding, membership.user_id in used),
            has_second_factor=membership.user_id in secured,
            has_valid_invitation=membership.user_id in invited,
        )
        for membership in found
    )
    return tuple(sorted(made, key=lambda line: line.order))


def with_second_factor(users: Iterable[int]) -> frozenset[int]:
    """Keys of the accounts with an authenticator app or a passkey."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    factors = Authenticator.objects.filter(user__in=users, type__in=kinds)
    return frozenset(factors.values_list("user", flat=True))


def as_csv(rights: RightsList) -> bytes:
    """The list as a file: `;` between cells, UTF-8 with BOM, nothing that computes.

    The same list gives the same bytes, so that a review can keep their digest.
    """
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADING)
    for line in rights.lines:
        writer.writerow([guarded(cell) for cell in _cells(line)])
    return out.getvalue().encode()


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.code,
        line.where,
        line.user.name,
        line.user.email,
        line.role,
        line.since.isoformat(),
        line.last_day.isoformat() if line.last_day else "",
        line.state.label,
        line.last_seen.isoformat() if line.last_seen else "",
        "ja" if line.has_second_factor else "nee",
    )


def _state(membership: Membership, holds: bool, used: bool) -> State:
    if not holds:
        return State.ENDED
    if not membership.user.is_active:
        return State.SWITCHED_OFF
    return State.ACTIVE if used else State.INVITED
