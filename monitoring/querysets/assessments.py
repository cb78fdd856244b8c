from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission
from ambitions.access import scope

if TYPE_CHECKING:
    from accounts.models import User
    from monitoring.models import Assessment


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def to_enter_by(self, user: "User") -> "AssessmentQuerySet":
        """Assessments in which the user may enter results, now or when they are returned."""
        reach = scope(user, Permission.ENTER_RESULTS)
        return self.filter(
            Q(organisation__in=reach.organisations) | Q(organisation__region__in=reach.regions)
        )

    def visible_to(self, user: "User") -> "AssessmentQuerySet":
        """Who is how far: the own organisation, or a whole region for the region's roles."""
        reach = scope(user, Permission.VIEW_ORGANISATION)
        regions = scope(user, Permission.VIEW_PROVISIONAL_REGION).regions
        return self.filter(
            Q(organisation__in=reach.organisations) | Q(organisation__region__in=regions)
        )

    def to_review_by(self, user: "User") -> "AssessmentQuerySet":
        """Assessments in regions whose organisations the user reviews, in whatever state."""
        return self.filter(organisation__region__in=scope(user, Permission.REVIEW).regions)

    def to_submit_by(self, user: "User") -> "AssessmentQuerySet":
        """Assessments that the user may hand in, now or when they are complete."""
        return self.filter(organisation__in=scope(user, Permission.SUBMIT).organisations)

    def with_round(self) -> "AssessmentQuerySet":
        return self.select_related("round__norm__region", "organisation__region")
