from django.db import models
from django.urls import reverse

from ambitions.models import Organisation
from monitoring.choices import EDITABLE_STATES, HANDED_IN_STATES, AssessmentState
from monitoring.models.round import Round
from monitoring.querysets import AssessmentQuerySet


class Assessment(models.Model):
    """What one organisation hands in for one round.

    How it came to its state is in `steps`. `is_reopened` is only so between the reopening of one
    organisation, after the round was closed, and its handing in again.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="assessments", verbose_name="monitoringsronde"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="assessments", verbose_name="organisatie"
    )
    state = models.CharField(
        "stand", max_length=20, choices=AssessmentState, default=AssessmentState.DRAFT
    )
    is_reopened = models.BooleanField("heropend na sluiting", default=False)

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
        """Whether results may change: not handed in, and the round open or reopened for it."""
        takes_changes = self.round.is_open or (self.is_reopened and not self.round.is_published)
        return takes_changes and self.state in EDITABLE_STATES

    @property
    def is_handed_in(self) -> bool:
        """Whether the organisation handed it in itself; the closing of a round does not count."""
        return self.state in HANDED_IN_STATES

    @property
    def can_go_back(self) -> bool:
        """Whether what was handed in can be withdrawn or returned."""
        return self.is_handed_in and self.round.is_open

    @property
    def awaits_sign_off(self) -> bool:
        """Whether a sign-off can be recorded: also after closing, not after publication."""
        return self.state == AssessmentState.SUBMITTED and not self.round.is_published

    @property
    def last_step(self) -> int:
        """Key of the newest step, 0 without one: what a page says that it has seen. A query."""
        return self.steps.aggregate(last=models.Max("pk"))["last"] or 0
