from django.conf import settings
from django.db import models
from django.db.models import Q

from monitoring.choices import RequestState
from monitoring.models.exemption import Exemption
from monitoring.models.result import Result
from monitoring.querysets import ExemptionRequestQuerySet


class ExemptionRequest(models.Model):
    """That an organisation asks for n.v.t. on a point, and what became of it."""

    result = models.ForeignKey(
        Result, models.PROTECT, related_name="exemption_requests", verbose_name="resultaat"
    )
    reason = models.TextField("reden")
    state = models.CharField(
        "stand", max_length=20, choices=RequestState, default=RequestState.ASKED
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="aangevraagd door"
    )
    asked_at = models.DateTimeField("aangevraagd op")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="beslist door",
    )
    decided_at = models.DateTimeField("beslist op", null=True, blank=True)
    decision = models.TextField("motivering van het besluit", blank=True)
    exemption = models.OneToOneField(
        Exemption,
        models.PROTECT,
        related_name="request",
        null=True,
        blank=True,
        verbose_name="vrijstelling",
    )

    objects = ExemptionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "aanvraag van een vrijstelling"
        verbose_name_plural = "aanvragen van vrijstellingen"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["result"],
                condition=Q(state=RequestState.ASKED),
                name="monitoring_request_one_runs",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="monitoring_request_has_reason"),
            models.CheckConstraint(
                condition=Q(state=RequestState.GRANTED, exemption__isnull=False)
                | (Q(state__in=RequestState.values, exemption=None) & ~Q(state="granted")),
                name="monitoring_request_granted_has_exemption",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.REFUSED) | ~Q(decision=""),
                name="monitoring_request_refused_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result}: vrijstelling {self.get_state_display()}"
