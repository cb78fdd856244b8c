from django.conf import settings
from django.db import models
from django.db.models import Q

from ambitions.models import Region
from reports.house_style.kinds import Kind
from reports.querysets import HouseStyleQuerySet


class HouseStyle(models.Model):
    """The template that a region brought for one kind of file; the highest number holds.

    Rows are only added. One without content says that the standard template holds again. `sha256`
    is over the content, in hexadecimal.
    """

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="house_styles", verbose_name="regio"
    )
    kind = models.CharField("soort", max_length=10, choices=Kind)
    number = models.PositiveIntegerField("nummer")
    name = models.CharField("bestandsnaam", max_length=200, blank=True)
    content = models.BinaryField("sjabloon", blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="geplaatst door"
    )
    uploaded_at = models.DateTimeField("geplaatst op")

    objects = HouseStyleQuerySet.as_manager()

    class Meta:
        verbose_name = "huisstijl"
        verbose_name_plural = "huisstijlen"
        ordering = ("region", "kind", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "number"], name="reports_house_style_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="reports_house_style_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}, {self.get_kind_display()}, nummer {self.number}"

    @property
    def is_standard(self) -> bool:
        """Whether it says that the standard template holds again."""
        return not self.sha256
