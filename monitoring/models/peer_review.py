from django.conf import settings
from django.db import models
from django.db.models import Q

from ambitions.models import Organisation
from monitoring.choices import RUNNING_STATES, PeerReviewState
from monitoring.models.assessment import Assessment
from monitoring.querysets import PeerReviewQuerySet


class PeerReview(models.Model):
    """That another organisation looks at an assessment, because both agreed to it.

    `organisation` is the one that looks. It reads statuses and explanations only while the state
    is accepted.
    """

    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="peer_reviews", verbose_name="invulling"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="organisatie die meekijkt"
    )
    state = models.CharField(
        "stand", max_length=20, choices=PeerReviewState, default=PeerReviewState.ASKED
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gevraagd door"
    )
    asked_at = models.DateTimeField("gevraagd op")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="beantwoord door",
    )
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)
    ended_at = models.DateTimeField("afgerond op", null=True, blank=True)

    objects = PeerReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "collegiale toets"
        verbose_name_plural = "collegiale toetsen"
        ordering = ("assessment", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "organisation"],
                condition=Q(state__in=RUNNING_STATES),
                name="monitoring_peer_review_one_runs",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PeerReviewState.values),
                name="monitoring_peer_review_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} kijkt mee met {self.assessment}"

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING_STATES
