from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Max

if TYPE_CHECKING:
    from monitoring.models import Assessment, PeerReview, ReviewRemark


class ReviewRemarkQuerySet(models.QuerySet["ReviewRemark"]):
    def about(self, assessment: "Assessment") -> "ReviewRemarkQuerySet":
        """Everything said about the results of one assessment, by the district and by peers."""
        return self.filter(
            result__round=assessment.round_id, result__organisation=assessment.organisation_id
        )

    def between(self, peer_review: "PeerReview | None") -> "ReviewRemarkQuerySet":
        """One side of it: with the peer of a peer review, or with the district for None."""
        return self.filter(peer_review=peer_review)

    def with_names(self) -> "ReviewRemarkQuerySet":
        """The oldest first, with who said it and with which organisation the review is."""
        return self.select_related("by", "peer_review__organisation").order_by("pk")

    def last_per_result(self) -> "dict[int, ReviewRemark]":
        """The newest of these remarks by key of its result; results without one are absent."""
        newest = self.order_by().values("result").annotate(newest=Max("pk")).values("newest")
        return {remark.result_id: remark for remark in self.model.objects.filter(pk__in=newest)}
