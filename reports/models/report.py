from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ambitions.models import Organisation
from monitoring.models import Publication, Round
from monitoring.snapshot import as_json, digest
from reports.documents.blocks import Level, Mark, Secrecy
from reports.kinds import KINDS
from reports.kinds.kind import Kind
from reports.querysets import ReportQuerySet, ReportVersionQuerySet

NO_END = "de opheffing ervan"
"""What secrecy lasts until when nobody knows a day."""


class ReportState(models.TextChoices):
    """Where a report is on its way; see `reports.actions.reports`."""

    DRAFT = "draft", "concept"
    REVIEW = "review", "ter goedkeuring"
    FINAL = "final", "definitief"


class Report(models.Model):
    """A report of a round in which people changed something, from draft to final.

    What they changed is in its versions, of which `version` is the number of the newest. It is
    final when that one is approved; a change makes it a draft again. `kind` is a name of
    `reports.kinds.KINDS`, `remark` why it was sent back.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="reports", verbose_name="monitoringsronde"
    )
    kind = models.CharField("soort", max_length=50)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="reports",
        null=True,
        blank=True,
        verbose_name="organisatie",
    )
    state = models.CharField("stand", max_length=10, choices=ReportState, default=ReportState.DRAFT)
    version = models.PositiveIntegerField("versie", default=1)
    remark = models.TextField("opmerking bij het terugsturen", blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "rapport"
        verbose_name_plural = "rapporten"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind"],
                condition=Q(organisation=None),
                name="reports_report_once_in_region",
            ),
            models.UniqueConstraint(
                fields=["round", "kind", "organisation"],
                condition=Q(organisation__isnull=False),
                name="reports_report_once_of_organisation",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="reports_report_state_known"
            ),
        ]

    def __str__(self) -> str:
        about = f", {self.organisation}" if self.organisation else ""
        kind = self.organisation.kind if self.organisation else None
        return f"{self.of_kind.label_for(kind)}{about}"

    def get_absolute_url(self) -> str:
        return reverse("report_detail", args=[self.pk])

    @property
    def of_kind(self) -> Kind:
        return KINDS[self.kind]

    @property
    def is_draft(self) -> bool:
        return self.state == ReportState.DRAFT

    @property
    def is_final(self) -> bool:
        return self.state == ReportState.FINAL

    @property
    def is_in_review(self) -> bool:
        return self.state == ReportState.REVIEW


class ReportVersion(models.Model):
    """What a report was made of at one moment: append-only, each version whole.

    `texts` are the sentences that people changed, as markup by their key; `parts` the parts that
    are in it; `facts` what only people know. `note` says what was changed, for colleagues.
    """

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="versions", verbose_name="rapport"
    )
    number = models.PositiveIntegerField("nummer")
    texts = models.JSONField("teksten", default=dict)
    parts = models.JSONField("onderdelen", default=list)
    facts = models.JSONField("gegevens", default=dict)
    level = models.CharField(
        "markering", max_length=20, choices=[(level.value, level.value) for level in Level]
    )
    is_secret = models.BooleanField("geheimhouding opgelegd", default=False)
    secret_ground = models.CharField("grondslag", max_length=200, blank=True)
    secret_decision = models.CharField("besluit", max_length=200, blank=True)
    secret_until = models.DateField("geheim tot", null=True, blank=True)
    note = models.CharField("wat is gewijzigd", max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="gemaakt door",
    )
    made_at = models.DateTimeField("gemaakt op")

    objects = ReportVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versie van een rapport"
        verbose_name_plural = "versies van een rapport"
        ordering = ("report", "number")
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="reports_version_once"),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]),
                name="reports_version_level_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    is_secret=False, secret_ground="", secret_decision="", secret_until=None
                )
                | (
                    Q(is_secret=True, level=Level.CONFIDENTIAL.value)
                    & ~Q(secret_ground="")
                    & ~Q(secret_decision="")
                ),
                name="reports_version_secrecy_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, versie {self.number}"

    @property
    def mark(self) -> Mark:
        return Mark(Level(self.level), self._secrecy)

    @property
    def digest(self) -> str:
        """SHA-256 of all that makes the version what it is, for the log of its approval."""
        until = self.secret_until.isoformat() if self.secret_until else ""
        secrecy = [self.is_secret, self.secret_ground, self.secret_decision, until]
        content = [self.texts, self.parts, self.facts, self.level, secrecy]
        return digest(as_json({"version": content}))

    @property
    def _secrecy(self) -> Secrecy | None:
        if not self.is_secret:
            return None
        until = f"{self.secret_until:%d-%m-%Y}" if self.secret_until else NO_END
        return Secrecy(self.secret_ground, self.secret_decision, until)


class ReportApproval(models.Model):
    """That a version is final: approved by somebody who changed nothing of it (guard).

    It stays what it is of the publication of that moment, also when an erratum follows.
    """

    version = models.OneToOneField(
        ReportVersion, models.PROTECT, related_name="approval", verbose_name="versie"
    )
    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="+", verbose_name="publicatie"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="goedgekeurd door",
    )
    approved_at = models.DateTimeField("goedgekeurd op")

    objects = models.Manager["ReportApproval"]()

    class Meta:
        verbose_name = "goedkeuring"
        verbose_name_plural = "goedkeuringen"

    def __str__(self) -> str:
        return f"{self.version}, goedgekeurd"
