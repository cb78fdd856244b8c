from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from monitoring.models import Exemption, Round


class ExemptionQuerySet(models.QuerySet["Exemption"]):
    def holding_in(self, round: "Round") -> "ExemptionQuerySet":
        """Exemptions of the round's norm that hold on its reference date."""
        return self.filter(
            Q(point__norm=round.norm_id, from_round__reference_date__lte=round.reference_date)
            & (Q(until_round=None) | Q(until_round__reference_date__gte=round.reference_date))
        )
