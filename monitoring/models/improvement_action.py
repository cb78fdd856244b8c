from django.conf import settings
from django.db import models
from django.db.models import Q

from ambitions.models import AmbitionPoint, Organisation
from monitoring.choices import UNFINISHED_STATES, ImprovementState
from monitoring.querysets import ImprovementQuerySet


class ImprovementAction(models.Model):
    """What an organisation does to achieve a point; it goes on from round to round.

    `owner` is a department or function and not a person: the application keeps no names but those
    of its users. When a new norm version replaces the point, an unfinished one moves along.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="improvements", verbose_name="organisatie"
    )
    point = models.ForeignKey(
        AmbitionPoint, models.PROTECT, related_name="improvements", verbose_name="ambitiepunt"
    )
    title = models.CharField("wat", max_length=300)
    owner = models.CharField("eigenaar", max_length=100)
    due_on = models.DateField("streefdatum")
    state = models.CharField(
        "stand", max_length=20, choices=ImprovementState, default=ImprovementState.PLANNED
    )
    outcome = models.TextField("resultaat", blank=True)
    version = models.PositiveIntegerField("versie", default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="gewijzigd door",
    )
    changed_at = models.DateTimeField("gewijzigd op")

    objects = ImprovementQuerySet.as_manager()

    class Meta:
        verbose_name = "verbeteractie"
        verbose_name_plural = "verbeteracties"
        ordering = ("due_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ImprovementState.values),
                name="monitoring_improvement_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "point"], name="monitoring_improvement_place"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_finished(self) -> bool:
        """Done or dropped; there is no due date to keep any more."""
        return self.state not in UNFINISHED_STATES
