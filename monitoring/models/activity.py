from django.conf import settings
from django.db import models
from django.db.models import Q

from ambitions.models import AmbitionPoint, Organisation, Region
from monitoring.choices import ActivityKind
from monitoring.querysets import ActivityQuerySet


class Activity(models.Model):
    """Something that organisations did for points of the norm: a training, a dilemmasessie."""

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="activities", verbose_name="regio"
    )
    kind = models.CharField("soort", max_length=20, choices=ActivityKind)
    title = models.CharField("titel", max_length=200)
    held_on = models.DateField("datum")
    participants = models.PositiveIntegerField("aantal deelnemers", null=True, blank=True)
    description = models.TextField("beschrijving", blank=True)
    organisations = models.ManyToManyField(
        Organisation, related_name="activities", verbose_name="organisaties"
    )
    points = models.ManyToManyField(
        AmbitionPoint, related_name="activities", blank=True, verbose_name="ambitiepunten"
    )
    version = models.PositiveIntegerField("versie", default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gewijzigd door"
    )
    changed_at = models.DateTimeField("gewijzigd op")
    removed_at = models.DateTimeField("verwijderd op", null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        ordering = ("-held_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ActivityKind.values), name="monitoring_activity_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title
