from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from monitoring.models import Assessment, Assignment


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def of_assessment(self, assessment: "Assessment") -> "AssignmentQuerySet":
        """Who has which point of one organisation in one round, n.v.t. or not."""
        return self.filter(
            result__round=assessment.round_id, result__organisation=assessment.organisation_id
        )

    def with_people(self) -> "AssignmentQuerySet":
        return self.select_related("user", "given_by")
