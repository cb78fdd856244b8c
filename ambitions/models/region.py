from django.db import models

from ambitions.querysets import RegionQuerySet


class Region(models.Model):
    """A district whose organisations keep one norm together."""

    code = models.SlugField("code", max_length=50, unique=True)
    title = models.CharField("naam", max_length=200)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "regio"
        verbose_name_plural = "regio's"

    def __str__(self) -> str:
        return self.title
