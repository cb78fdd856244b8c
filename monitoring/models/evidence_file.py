from django.conf import settings
from django.db import models

from monitoring.models.evidence import Evidence
from monitoring.querysets import EvidenceFileQuerySet


class EvidenceFile(models.Model):
    """One revision of the file of a piece of evidence; the highest number is the present one.

    `stored_as` is a random name in the folder for uploads, `name` what it was called by whoever
    sent it. `sha256` is over the bytes, in hexadecimal; `size` is in bytes.
    """

    evidence = models.ForeignKey(
        Evidence, models.PROTECT, related_name="files", verbose_name="onderbouwing"
    )
    number = models.PositiveSmallIntegerField("revisie")
    stored_as = models.CharField("opgeslagen als", max_length=64, unique=True)
    name = models.CharField("bestandsnaam", max_length=200)
    media_type = models.CharField("soort bestand", max_length=100)
    size = models.PositiveIntegerField("grootte")
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="geplaatst door"
    )
    uploaded_at = models.DateTimeField("geplaatst op")

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        verbose_name = "bestand bij een onderbouwing"
        verbose_name_plural = "bestanden bij onderbouwingen"
        ordering = ("evidence", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "number"], name="monitoring_evidence_file_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, revisie {self.number}"
