from django.conf import settings
from django.db import models

from monitoring.models.assessment import Assessment


class SheetUpload(models.Model):
    """An entry sheet that somebody filled in offline, read and waiting for their decision.

    `rows` are plain values, nothing of the file itself: the `fields` of the sheet, its changed
    `rows` (`result`, `version`, `code`, `base` and `filled` values), how many were `unchanged` and
    the codes that were `absent`. Erased when it is applied or thrown away, with the account, and
    after a week when `purge` or another upload comes by.
    """

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="sheet_uploads", verbose_name="invulling"
    )
    name = models.CharField("bestandsnaam", max_length=200)
    rows = models.JSONField("regels")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="geplaatst door"
    )
    uploaded_at = models.DateTimeField("geplaatst op")

    objects = models.Manager["SheetUpload"]()

    class Meta:
        verbose_name = "ingelezen invulblad"
        verbose_name_plural = "ingelezen invulbladen"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.name} bij {self.assessment}"
