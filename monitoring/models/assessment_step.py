from django.conf import settings
from django.db import models

from monitoring.choices import StepKind
from monitoring.models.assessment import Assessment


class AssessmentStep(models.Model):
    """One step of an assessment: handed in, returned, adopted and the like; never changed.

    `by` is empty for a step that follows from something else, such as an import.
    """

    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="steps", verbose_name="invulling"
    )
    kind = models.CharField("stap", max_length=20, choices=StepKind)
    reason = models.TextField("reden", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="door",
    )
    at = models.DateTimeField("op")

    objects = models.Manager["AssessmentStep"]()

    class Meta:
        verbose_name = "stap van een invulling"
        verbose_name_plural = "stappen van invullingen"
        ordering = ("assessment", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=StepKind.values), name="monitoring_step_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.get_kind_display()}"
