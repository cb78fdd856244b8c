from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

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
        """Who is how far: the own organisation, or a whole region for the region's roles.

        And an organisation with which a peer review was agreed.
        """
        reach = scope(user, Permission.VIEW_ORGANISATION)
        regions = scope(user, Permission.VIEW_PROVISIONAL_REGION).regions
        return self.filter(
            Q(organisation__in=reach.organisations)
            | Q(organisation__region__in=regions)
            | self._reviewed_by(user)
        )

    def explained_to(self, user: "User") -> "AssessmentQuerySet":
        """Assessments of which the user may read the explanation of a result, be it only one."""
        results = apps.get_model("monitoring", "Result").objects.explained_to(user)
        return self.filter(
            Exists(results.filter(round=OuterRef("round"), organisation=OuterRef("organisation")))
        )

    def to_review_by(self, user: "User") -> "AssessmentQuerySet":
        """Assessments in regions whose organisations the user reviews, in whatever state."""
        return self.filter(organisation__region__in=scope(user, Permission.REVIEW).regions)

    def to_submit_by(self, user: "User") -> "AssessmentQuerySet":
        """Assessments that the user may hand in, now or when they are complete."""
        return self.filter(organisation__in=scope(user, Permission.SUBMIT).organisations)

    def to_divide_by(self, user: "User") -> "AssessmentQuerySet":
        """Assessments of the own organisation, of which the user divides the points."""
        return self.filter(organisation__in=scope(user, Permission.ASSIGN_POINTS).organisations)

    def to_peer_review_by(self, user: "User") -> "AssessmentQuerySet":
        """Assessments of other organisations at which the user looks because both agreed to it."""
        return self.filter(self._reviewed_by(user))

    def to_answer_by(self, user: "User") -> "AssessmentQuerySet":
        """Assessments of the own organisation, about which the user answers questions."""
        return self.filter(organisation__in=scope(user, Permission.ENTER_RESULTS).organisations)

    def _reviewed_by(self, user: "User") -> Q:
        accepted = apps.get_model("monitoring", "PeerReview").objects.accepted_of(user)
        return Q(Exists(accepted.filter(assessment=OuterRef("pk"))))

    def with_round(self) -> "AssessmentQuerySet":
        return self.select_related("round__norm__region", "organisation")
