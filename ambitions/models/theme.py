from django.db import models

from ambitions.models.norm import Norm


class Theme(models.Model):
    """A group of ambition points within one version of a norm."""

    norm = models.ForeignKey(Norm, models.PROTECT, related_name="themes", verbose_name="norm")
    code = models.CharField("code", max_length=20)
    title = models.CharField("titel", max_length=200)
    position = models.PositiveSmallIntegerField("volgorde")

    objects = models.Manager["Theme"]()

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ("norm", "position")
        constraints = [
            models.UniqueConstraint(fields=["norm", "code"], name="ambitions_theme_code_once"),
            models.UniqueConstraint(
                fields=["norm", "position"], name="ambitions_theme_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
