from django.db import models
from django.urls import reverse

from ambitions.models import Organisation
from monitoring.choices import EDITABLE_STATES, AssessmentState
from monitoring.models.round import Round
from monitoring.querysets import AssessmentQuerySet


class Assessment(models.Model):
    """What one organisation hands in for one round."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="assessments", verbose_name="monitoringsronde"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="assessments", verbose_name="organisatie"
    )
    state = models.CharField(
        "stand", max_length=20, choices=AssessmentState, default=AssessmentState.DRAFT
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "invulling"
        verbose_name_plural = "invullingen"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"], name="monitoring_assessment_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=AssessmentState.values),
                name="monitoring_assessment_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("entry", args=[self.round.code, self.organisation.code])

    @property
    def is_editable(self) -> bool:
        """Whether results may change: the round is open and the assessment not handed in."""
        return self.round.is_open and self.state in EDITABLE_STATES
