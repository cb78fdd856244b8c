from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ambitions.models import AmbitionPoint, Organisation
from monitoring.querysets import HelpRequestQuerySet


class HelpRequest(models.Model):
    """That somebody of one organisation asked another, which achieved a point, to help with it.

    Whoever asks for help with a point mostly lacks it; so the letter does not say which point it
    is about, and this row is shown to who asked and who is asked only.
    """

    point = models.ForeignKey(
        AmbitionPoint, models.PROTECT, related_name="+", verbose_name="ambitiepunt"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="gevraagde organisatie"
    )
    asked_for = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="vragende organisatie"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gevraagd door"
    )
    asked_at = models.DateTimeField("gevraagd op")

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag om hulp"
        verbose_name_plural = "vragen om hulp"
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisation=F("asked_for")),
                name="monitoring_help_request_of_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_for} vraagt {self.organisation} om hulp"

    def get_absolute_url(self) -> str:
        return reverse("help_request", args=[self.pk])
