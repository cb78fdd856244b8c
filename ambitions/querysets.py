"""Every read of `ambitions`, named by verb."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Q, When
from django.utils import timezone

from accounts.permissions import Permission
from ambitions.access import scope
from ambitions.choices import NormState

if TYPE_CHECKING:
    from accounts.models import User
    from ambitions.models import AmbitionPoint, Membership, Norm, Organisation, Region


class RegionQuerySet(models.QuerySet["Region"]):
    def visible_to(self, user: "User") -> "RegionQuerySet":
        """The regions in which the user holds any role; empty for a user without roles."""
        return self.filter(pk__in=scope(user, Permission.VIEW_REGION).regions)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: "User") -> "OrganisationQuerySet":
        """All organisations of the user's regions: their names are no secret within a region."""
        return self.filter(region__in=scope(user, Permission.VIEW_REGION).regions)

    def mentioning(self, patterns: Iterable[str]) -> "OrganisationQuerySet":
        """Those whose name or code fits every pattern (regular expressions, capitals ignored)."""
        return self.filter(*(Q(name__iregex=each) | Q(code__iregex=each) for each in patterns))

    def to_whom_applies(self, norm: "Norm") -> "OrganisationQuerySet":
        """Participants: of the norm's region, of a kind to which any of its points applies."""
        return self.filter(
            region=norm.region_id,
            kind__in=norm.points.order_by().values("applicability__kind"),
        )

    def in_order(self) -> "list[Organisation]":
        """By kind, then by name: the order of every list and export."""
        return sorted(self, key=lambda organisation: organisation.order)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def holding(self, at: datetime) -> "MembershipQuerySet":
        """Roles that hold at this moment: not ended, and the last day is not over."""
        return self.filter(
            Q(ended_at=None) | Q(ended_at__gt=at),
            Q(ends_on=None) | Q(ends_on__gte=timezone.localdate(at)),
        )

    def of_region(self, region: "Region") -> "MembershipQuerySet":
        """Roles for the region itself and for its organisations, also those that ended."""
        return self.filter(Q(region=region) | Q(organisation__region=region))

    def visible_to(self, user: "User") -> "MembershipQuerySet":
        """Roles in the regions whose users this user manages, also those that ended."""
        regions = scope(user, Permission.MANAGE_USERS).regions
        return self.filter(Q(region__in=regions) | Q(organisation__region__in=regions))

    def with_scope(self) -> "MembershipQuerySet":
        return self.select_related("region", "organisation__region")


class NormQuerySet(models.QuerySet["Norm"]):
    def visible_to(self, user: "User") -> "NormQuerySet":
        """Norms of the user's regions; a draft only for those who manage rounds and norms."""
        return self.filter(
            Q(region__in=scope(user, Permission.VIEW_REGION).regions)
            & (
                ~Q(state=NormState.DRAFT)
                | Q(region__in=scope(user, Permission.MANAGE_ROUNDS).regions)
            )
        )

    def with_counts(self) -> "NormQuerySet":
        """Adds `point_count` and `theme_count`."""
        return self.annotate(
            point_count=Count("points", distinct=True), theme_count=Count("themes", distinct=True)
        )

    def get_by_reference(self, reference: str) -> "Norm":
        """The version named as `code@version`.

        Raises `Norm.DoesNotExist`, also for a reference without "@".
        """
        code, _, version = reference.partition("@")
        return self.get(code=code, version=version)


class AmbitionPointQuerySet(models.QuerySet["AmbitionPoint"]):
    def visible_to(self, user: "User") -> "AmbitionPointQuerySet":
        """The points of the norms that the user may see."""
        norms = apps.get_model("ambitions", "Norm").objects
        return self.filter(norm__in=norms.visible_to(user))

    def with_norm(self) -> "AmbitionPointQuerySet":
        return self.select_related("norm__region", "theme")

    def mentioning(self, patterns: Iterable[str]) -> "AmbitionPointQuerySet":
        """Those whose code or texts fit every pattern (regular expressions, capitals ignored).

        Each pattern may fit in another text of the point.
        """
        texts = ("code", "title", "description", "achieved_when")
        return self.filter(
            *(reduce(or_, (Q(**{f"{text}__iregex": each}) for text in texts)) for each in patterns)
        )

    def with_code_first(self, code: str) -> "AmbitionPointQuerySet":
        """Points that are called so first; then the newest version of the norm first."""
        is_called = Case(When(code__iexact=code, then=0), default=1)
        return self.order_by(is_called, "-norm", "position")


def users_without_role_since(moment: datetime) -> "list[User]":
    """People who hold no role, and neither held one nor were here after `moment`.

    Not technical administrators, who never hold one, and not those who were erased before.
    """
    users = apps.get_model("accounts", "User").objects
    memberships = apps.get_model("ambitions", "Membership").objects
    return list(
        users.filter(is_superuser=False, left_at=None, date_joined__lt=moment)
        .exclude(pk__in=memberships.holding(moment).values("user"))
        .exclude(pk__in=memberships.filter(given_at__gte=moment).values("user"))
        .exclude(last_seen_at__gte=moment)
        .order_by("pk")
    )
