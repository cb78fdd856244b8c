from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission
from ambitions.access import scope
from monitoring.choices import FINAL_STATES, RoundState

if TYPE_CHECKING:
    from accounts.models import User
    from ambitions.models import Region
    from monitoring.models import Round


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: "User") -> "RoundQuerySet":
        """Rounds of the user's regions; a planned one only for those who manage rounds."""
        return self.filter(
            Q(norm__region__in=scope(user, Permission.VIEW_REGION).regions)
            & (
                ~Q(state=RoundState.PLANNED)
                | Q(norm__region__in=scope(user, Permission.MANAGE_ROUNDS).regions)
            )
        )

    def to_manage_by(self, user: "User") -> "RoundQuerySet":
        """Rounds of the regions in which the user plans, opens, closes and publishes them."""
        return self.filter(norm__region__in=scope(user, Permission.MANAGE_ROUNDS).regions)

    def of_region(self, region: "Region") -> "RoundQuerySet":
        return self.filter(norm__region=region)

    def with_norm(self) -> "RoundQuerySet":
        return self.select_related("norm__region")

    def final(self) -> "RoundQuerySet":
        """Closed and published rounds."""
        return self.filter(state__in=FINAL_STATES)

    def open(self) -> "RoundQuerySet":
        return self.filter(state=RoundState.OPEN)

    def newest_first(self) -> "RoundQuerySet":
        return self.order_by("-reference_date", "-pk")

    def before(self, round: "Round") -> "RoundQuerySet":
        """Final rounds of any version of the same norm that measured an earlier day."""
        return self.final().filter(
            norm__region=round.norm.region_id,
            norm__code=round.norm.code,
            reference_date__lt=round.reference_date,
        )
