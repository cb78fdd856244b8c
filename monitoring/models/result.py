from django.conf import settings
from django.db import models

from ambitions.models import AmbitionPoint, Organisation
from monitoring.choices import ResultScope, ResultStatus
from monitoring.models.round import Round
from monitoring.querysets import ResultQuerySet


class Result(models.Model):
    """Where one organisation stands on one ambition point in one round.

    All rows of a round exist from its opening. `version` counts the writes: every write says
    which version it read, and is refused when the row has moved on. `is_taken_over` tells that
    somebody confirmed the answer of the round before; every other write takes that away.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="results", verbose_name="monitoringsronde"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="results", verbose_name="organisatie"
    )
    point = models.ForeignKey(
        AmbitionPoint, models.PROTECT, related_name="results", verbose_name="ambitiepunt"
    )
    scope = models.CharField(
        "toepasselijkheid", max_length=20, choices=ResultScope, default=ResultScope.APPLICABLE
    )
    status = models.CharField(
        "status", max_length=20, choices=ResultStatus, default=ResultStatus.UNANSWERED
    )
    explanation = models.TextField("toelichting", blank=True)
    private_note = models.TextField("interne notitie", blank=True)
    is_shared = models.BooleanField("delen als goed voorbeeld", default=False)
    is_taken_over = models.BooleanField("overgenomen uit de vorige ronde", default=False)
    version = models.PositiveIntegerField("versie", default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="gewijzigd door",
    )
    changed_at = models.DateTimeField("gewijzigd op", null=True, blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = "resultaat"
        verbose_name_plural = "resultaten"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation", "point"], name="monitoring_result_once"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=ResultStatus.values),
                name="monitoring_result_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(scope=ResultScope.APPLICABLE)
                | models.Q(scope__in=ResultScope.values, status=ResultStatus.NOT_APPLICABLE),
                name="monitoring_result_status_fits_scope",
            ),
        ]
        indexes = [
            # Answers the counts of a round, and the heat map of a region, from the index alone.
            models.Index(
                fields=["round", "organisation", "point", "status"],
                name="monitoring_result_counts",
            ),
            # The trend of one organisation; PostgreSQL only, SQLite makes do with the one above.
            models.Index(
                fields=["organisation", "round"],
                include=["status"],
                name="monitoring_result_trend",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.point.code}: {self.get_status_display()}"

    @property
    def is_applicable(self) -> bool:
        """Whether the norm asks this point of this organisation, exemptions considered."""
        return self.scope == ResultScope.APPLICABLE
