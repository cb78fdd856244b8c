from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from accounts.permissions import Permission
from ambitions.access import scope
from monitoring.choices import FINAL_STATES, RoundState
from reports.documents.blocks import Level
from reports.kinds import KINDS

if TYPE_CHECKING:
    from accounts.models import User
    from monitoring.models import Round
    from reports.models import Report, ReportVersion


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: "User") -> "ReportQuerySet":
        """Reports that the user may have, as `reports.reach` says, of kinds that there are.

        Of a public report others than the region's roles have what was approved as public, also
        while a newer version is a draft (`with_versions`).
        """
        approved = apps.get_model("reports", "ReportVersion").objects.filter(
            report=OuterRef("pk"), approval__isnull=False, level=Level.PUBLIC
        )
        every_region = scope(user, Permission.EXPORT_REGION).regions
        region = Q(organisation=None, round__norm__region__in=every_region)
        public = Q(
            Exists(approved),
            organisation=None,
            kind__in=[kind.name for kind in KINDS.values() if kind.level == Level.PUBLIC],
            round__state=RoundState.PUBLISHED,
            round__norm__region__in=scope(user, Permission.VIEW_REGION).regions,
        )
        return self.filter(
            region | public | self._of_organisations(user),
            Q(kind__in=_unfinished_kinds()) | Q(round__state__in=FINAL_STATES),
            ~Q(kind__in=_agendas(), round__state=RoundState.PUBLISHED),
            kind__in=KINDS,
        )

    def _of_organisations(self, user: "User") -> Q:
        reach = scope(user, Permission.EXPORT_ORGANISATION)
        results = apps.get_model("monitoring", "Result").objects
        entrusted = results.entrusted_to(user).filter(
            round=OuterRef("round"), organisation=OuterRef("organisation")
        )
        return Q(
            Q(organisation__in=reach.organisations) | Q(organisation__region__in=reach.regions)
        ) & Q(Exists(entrusted))

    def waiting_for(self, user: "User") -> "ReportQuerySet":
        """Reports that the user may approve now: in review, and not their own work."""
        reach = scope(user, Permission.APPROVE_REPORT)
        theirs = (
            Q(organisation=None, round__norm__region__in=reach.regions)
            | Q(organisation__in=reach.organisations)
            | Q(organisation__region__in=reach.regions)
        )
        in_review = self.visible_to(user).filter(theirs, state="review")
        return in_review.exclude(pk__in=self.model.objects.changed_by(user).values("pk"))

    def changed_by(self, user: "User") -> "ReportQuerySet":
        """Reports of which the user made a version since the last approval, if there was one."""
        versions = apps.get_model("reports", "ReportVersion").objects
        made = versions.since_approval().filter(report=OuterRef("pk"), made_by=user)
        return self.filter(Exists(made))

    def of_round(self, round: "Round") -> "ReportQuerySet":
        return self.filter(round=round)

    def with_place(self) -> "ReportQuerySet":
        return self.select_related("round__norm__region", "organisation__region")

    def with_versions(self, user: "User") -> "ReportQuerySet":
        """With the versions that the user may see, the newest first, as `history`.

        With who made it and its approval. Of a public report others than the region's roles see
        the versions that were approved as public, and nothing of how those grew.
        """
        versions = apps.get_model("reports", "ReportVersion").objects
        every_region = scope(user, Permission.EXPORT_REGION).regions
        shown = versions.filter(
            Q(report__organisation__isnull=False)
            | Q(report__round__norm__region__in=every_region)
            | Q(approval__isnull=False, level=Level.PUBLIC)
        )
        history = shown.select_related(
            "made_by", "approval__approved_by", "approval__publication__round__norm__region"
        ).order_by("-number")
        return self.prefetch_related(Prefetch("versions", queryset=history, to_attr="history"))


class ReportVersionQuerySet(models.QuerySet["ReportVersion"]):
    def since_approval(self) -> "ReportVersionQuerySet":
        """Versions after the last approved one of their report; all of them before any approval."""
        approved = apps.get_model("reports", "ReportVersion").objects.filter(
            report=OuterRef("report"), number__gte=OuterRef("number"), approval__isnull=False
        )
        return self.exclude(Exists(approved))


def _agendas() -> list[str]:
    """Kinds that there are of a round that is not published."""
    return [kind.name for kind in KINDS.values() if kind.needs_agenda]


def _unfinished_kinds() -> list[str]:
    """Kinds that there are of a round that is not closed."""
    return [kind.name for kind in KINDS.values() if not kind.needs_final]
