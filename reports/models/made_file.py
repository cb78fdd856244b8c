from django.db import models

from ambitions.models import Organisation
from monitoring.models import Publication
from reports.documents.blocks import Level
from reports.querysets.made_files import MadeFileQuerySet


class MadeFile(models.Model):
    """That a file was made here from a publication; of the file itself only its SHA-256.

    Append-only: a file that was genuine stays genuine. Without an organisation anybody who has the
    file may hear so. Data of one organisation are few enough to be guessed, file after file, until
    one is said to be genuine; so those are recognised only for who may export them.
    """

    sha256 = models.CharField("SHA-256", max_length=64)
    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="made_files", verbose_name="publicatie"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="gegevens van alleen deze organisatie",
    )
    format = models.CharField("bestandsoort", max_length=10)
    what = models.CharField("rapport", max_length=250)
    level = models.CharField(
        "vertrouwelijkheid", max_length=20, choices=[(level.value, level.value) for level in Level]
    )
    made_first_at = models.DateTimeField("voor het eerst gemaakt op")

    objects = MadeFileQuerySet.as_manager()

    class Meta:
        verbose_name = "gemaakt bestand"
        verbose_name_plural = "gemaakte bestanden"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "publication"], name="reports_made_file_once"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=[level.value for level in Level]),
                name="reports_made_file_level_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} ({self.format}) van {self.publication}"
