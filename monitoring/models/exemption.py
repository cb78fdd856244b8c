from django.conf import settings
from django.db import models

from ambitions.models import AmbitionPoint, Organisation
from monitoring.models.round import Round
from monitoring.querysets import ExemptionQuerySet


class Exemption(models.Model):
    """A point that does not apply to one organisation, from one round until another or for good.

    Rounds follow each other by reference date; `until_round` is the last round it holds for.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="exemptions", verbose_name="organisatie"
    )
    point = models.ForeignKey(
        AmbitionPoint, models.PROTECT, related_name="exemptions", verbose_name="ambitiepunt"
    )
    reason = models.TextField("reden")
    from_round = models.ForeignKey(
        Round, models.PROTECT, related_name="+", verbose_name="vanaf monitoringsronde"
    )
    until_round = models.ForeignKey(
        Round,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="tot en met monitoringsronde",
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="verleend door",
    )
    granted_at = models.DateTimeField("verleend op")

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        verbose_name = "vrijstelling"
        verbose_name_plural = "vrijstellingen"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "point", "from_round"],
                name="monitoring_exemption_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="monitoring_exemption_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: vrijgesteld van {self.point.code}"
