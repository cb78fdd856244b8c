from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission
from ambitions.access import scope

if TYPE_CHECKING:
    from accounts.models import User
    from monitoring.models import HelpRequest


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    def visible_to(self, user: "User") -> "HelpRequestQuerySet":
        """What the user asked, and what is asked of the organisation that they coordinate.

        Only as long as they hold a role in the region.
        """
        return self.filter(
            Q(asked_by=user) | Q(organisation__in=scope(user, Permission.SUBMIT).organisations),
            organisation__region__in=scope(user, Permission.VIEW_REGION).regions,
        )

    def asked_since(self, user: "User", moment: datetime) -> "HelpRequestQuerySet":
        """What the user asked after that moment, the newest first."""
        return self.filter(asked_by=user, asked_at__gt=moment).order_by("-pk")

    def with_names(self) -> "HelpRequestQuerySet":
        return self.select_related(
            "point__norm__region", "point__theme", "organisation", "asked_for", "asked_by"
        )
