from django.conf import settings
from django.db import models

from monitoring.models.result import Result
from monitoring.querysets import AssignmentQuerySet


class Assignment(models.Model):
    """Which colleague of the organisation takes care of a result; at most one."""

    result = models.OneToOneField(
        Result, models.PROTECT, related_name="assignment", verbose_name="resultaat"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="assignments",
        verbose_name="toegewezen aan",
    )
    note = models.CharField("bericht", max_length=500, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="toegewezen door"
    )
    given_at = models.DateTimeField("toegewezen op")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "toewijzing"
        verbose_name_plural = "toewijzingen"

    def __str__(self) -> str:
        return f"{self.result} → {self.user}"
