from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.permissions import Permission
from ambitions.access import scope

if TYPE_CHECKING:
    from accounts.models import User
    from monitoring.models import Assessment, Evidence, EvidenceFile, EvidenceUse


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: "User") -> "EvidenceQuerySet":
        """Evidence that the user may read: the own, and what serves a result that they may read.

        What was removed is visible to nobody.
        """
        own = scope(user, Permission.VIEW_ORGANISATION).organisations
        uses = apps.get_model("monitoring", "EvidenceUse").objects.visible_to(user)
        return self.filter(
            Q(organisation__in=own) | Exists(uses.filter(evidence=OuterRef("pk"))),
            removed_at=None,
        )

    def removed_before(self, at: datetime) -> "EvidenceQuerySet":
        """Evidence that was taken away before that moment; never what is still there."""
        return self.filter(removed_at__lt=at)


class EvidenceUseQuerySet(models.QuerySet["EvidenceUse"]):
    def visible_to(self, user: "User") -> "EvidenceUseQuerySet":
        """Uses at results whose explanation the user may read.

        What is confidential is left out where they read it only because it is a shared example.
        """
        results = apps.get_model("monitoring", "Result").objects
        return self.filter(
            Q(result__in=results.entrusted_to(user))
            | Q(result__in=results.explained_to(user), evidence__is_confidential=False),
            evidence__removed_at=None,
        )

    def of(self, assessment: "Assessment") -> "EvidenceUseQuerySet":
        """Uses at the results of one assessment: by point in the norm's order, then by title."""
        return self.filter(
            result__round=assessment.round_id, result__organisation=assessment.organisation_id
        ).order_by("result__point__position", "evidence__title", "evidence")


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    def visible_to(self, user: "User") -> "EvidenceFileQuerySet":
        """All revisions of evidence that the user may read."""
        evidence = apps.get_model("monitoring", "Evidence").objects.visible_to(user)
        return self.filter(evidence__in=evidence)
