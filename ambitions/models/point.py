from django.db import models
from django.urls import reverse

from ambitions.choices import OrganisationKind
from ambitions.models.norm import Norm
from ambitions.models.theme import Theme
from ambitions.querysets import AmbitionPointQuerySet


class AmbitionPoint(models.Model):
    """One promise of a norm version; its code is stable within the version.

    `norm` repeats `theme.norm`, so that the database can hold the code unique per version; a
    trigger keeps the two equal.
    """

    norm = models.ForeignKey(Norm, models.PROTECT, related_name="points", verbose_name="norm")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="points", verbose_name="thema")
    code = models.CharField("code", max_length=20)
    title = models.CharField("titel", max_length=200)
    description = models.TextField("beschrijving", blank=True)
    achieved_when = models.TextField("behaald wanneer", blank=True)
    source = models.URLField("bron", max_length=500, blank=True)
    position = models.PositiveSmallIntegerField("volgorde in de norm")
    replaces = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="replaced_by",
        verbose_name="komt in de plaats van",
    )

    objects = AmbitionPointQuerySet.as_manager()

    class Meta:
        verbose_name = "ambitiepunt"
        verbose_name_plural = "ambitiepunten"
        ordering = ("norm", "position")
        constraints = [
            models.UniqueConstraint(fields=["norm", "code"], name="ambitions_point_code_once"),
            models.UniqueConstraint(
                fields=["norm", "position"], name="ambitions_point_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("point_detail", args=[self.norm.code, self.norm.version, self.code])


class Applicability(models.Model):
    """A kind of organisation to which a point applies; no row means it does not apply."""

    point = models.ForeignKey(
        AmbitionPoint, models.CASCADE, related_name="applicability", verbose_name="ambitiepunt"
    )
    kind = models.CharField("soort organisatie", max_length=20, choices=OrganisationKind)

    class Meta:
        verbose_name = "toepasselijkheid"
        verbose_name_plural = "toepasselijkheid"
        constraints = [
            models.UniqueConstraint(fields=["point", "kind"], name="ambitions_applicability_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values),
                name="ambitions_applicability_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point_id}: {self.get_kind_display()}"
