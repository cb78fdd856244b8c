from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission
from ambitions.access import scope
from monitoring.choices import PeerReviewState

if TYPE_CHECKING:
    from accounts.models import User
    from monitoring.models import Assessment, PeerReview


class PeerReviewQuerySet(models.QuerySet["PeerReview"]):
    def accepted_of(self, user: "User") -> "PeerReviewQuerySet":
        """Those in which the user's own organisation looks along."""
        return self.filter(
            state=PeerReviewState.ACCEPTED,
            organisation__in=scope(user, Permission.SUBMIT).organisations,
        )

    def concerning(self, assessment: "Assessment") -> "PeerReviewQuerySet":
        """What the organisation of an assessment asked for it, and is asked in the same round."""
        asked_of_it = Q(
            organisation=assessment.organisation_id, assessment__round=assessment.round_id
        )
        return self.filter(Q(assessment=assessment) | asked_of_it)

    def with_names(self) -> "PeerReviewQuerySet":
        """The newest first, with both organisations and who did what."""
        return self.select_related(
            "assessment__organisation",
            "assessment__round__norm__region",
            "organisation",
            "asked_by",
            "answered_by",
        ).order_by("-pk")
