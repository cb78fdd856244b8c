from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import Q

from ambitions.choices import OrganisationKind
from monitoring.models.assessment import Assessment

BODIES: Mapping[str, str] = {
    OrganisationKind.MUNICIPALITY: "college van burgemeester en wethouders",
    OrganisationKind.PROVINCE: "college van Gedeputeerde Staten",
    OrganisationKind.WATER_BOARD: "dagelijks bestuur",
    OrganisationKind.PARTNER: "bestuur",
}
"""Who adopts an assessment, by kind of organisation."""


class SignOff(models.Model):
    """That college, Gedeputeerde Staten or dagelijks bestuur adopted an assessment.

    It holds until `lapsed_at`; an assessment has at most one that holds. One that lapsed stays.
    """

    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="sign_offs", verbose_name="invulling"
    )
    decided_on = models.DateField("datum van het besluit")
    decision_number = models.CharField("besluitnummer", max_length=100)
    document = models.CharField("vindplaats van het besluit", max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="vastgelegd door"
    )
    recorded_at = models.DateTimeField("vastgelegd op")
    lapsed_at = models.DateTimeField("vervallen op", null=True, blank=True)

    objects = models.Manager["SignOff"]()

    class Meta:
        verbose_name = "vaststelling"
        verbose_name_plural = "vaststellingen"
        ordering = ("assessment", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(lapsed_at=None),
                name="monitoring_sign_off_one_holds",
            ),
            models.CheckConstraint(
                condition=~Q(decision_number=""), name="monitoring_sign_off_has_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, besluit {self.decision_number}"
