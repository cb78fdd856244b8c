from django.conf import settings
from django.db import models

from ambitions.models.region import Region


class RightsReview(models.Model):
    """That somebody looked over who holds which role in a region, as is due every year.

    `sha256` is over the rights list as it was reviewed: the file that the export gives.
    """

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="rights_reviews", verbose_name="regio"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="beoordeeld door"
    )
    reviewed_at = models.DateTimeField("beoordeeld op")
    role_count = models.PositiveIntegerField("aantal rollen")
    sha256 = models.CharField("controlegetal van de lijst", max_length=64)
    remark = models.TextField("opmerking", blank=True)

    objects = models.Manager["RightsReview"]()

    class Meta:
        verbose_name = "beoordeling van de rechten"
        verbose_name_plural = "beoordelingen van de rechten"
        ordering = ("-reviewed_at", "-pk")

    def __str__(self) -> str:
        return f"{self.region}, {self.reviewed_at:%Y-%m-%d}"
