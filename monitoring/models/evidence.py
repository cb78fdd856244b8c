from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from ambitions.models import Organisation
from monitoring.choices import EvidenceKind
from monitoring.models.result import Result
from monitoring.models.round import Round
from monitoring.querysets import EvidenceQuerySet, EvidenceUseQuerySet


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a round measures: from the reference date before it up to its own."""

    start: date
    end: date

    @classmethod
    def of(cls, round: Round) -> "Period":
        """Since the reference date of the round before, or a year when the norm has none. A query.

        Rule of the issue on evidence: "date against the reference date".
        """
        end = round.reference_date
        before = Round.objects.before(round).newest_first().first()
        return cls(before.reference_date if before else _a_year_before(end), end)

    def remark_on(self, dated_on: date | None) -> str:
        """What to say of evidence with this date; empty when it is of the period or has no date."""
        if dated_on is None or self.start <= dated_on <= self.end:
            return ""
        return "ouder dan de ronde" if dated_on < self.start else "van na de peildatum"


def _a_year_before(day: date) -> date:
    """The same day a year earlier; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


class Evidence(models.Model):
    """What shows that a result is so: a link, where a document is kept, or a file.

    It belongs to an organisation and can serve several results (`uses`). What is confidential is
    not shown to other organisations, also not with a result that is shared as a good example.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="evidence", verbose_name="organisatie"
    )
    kind = models.CharField("soort", max_length=20, choices=EvidenceKind)
    title = models.CharField("titel", max_length=200)
    address = models.URLField("webadres", max_length=1000, blank=True)
    place = models.CharField("vindplaats", max_length=500, blank=True)
    dated_on = models.DateField("datum van het document", null=True, blank=True)
    is_confidential = models.BooleanField("vertrouwelijk", default=True)
    version = models.PositiveIntegerField("versie", default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gewijzigd door"
    )
    changed_at = models.DateTimeField("gewijzigd op")
    removed_at = models.DateTimeField("verwijderd op", null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "onderbouwing"
        verbose_name_plural = "onderbouwingen"
        ordering = ("organisation", "title", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=EvidenceKind.values), name="monitoring_evidence_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=EvidenceKind.LINK) | ~Q(address=""),
                name="monitoring_evidence_link_has_address",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EvidenceKind.REFERENCE) | ~Q(place=""),
                name="monitoring_evidence_reference_has_place",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceUse(models.Model):
    """That a piece of evidence serves a result."""

    evidence = models.ForeignKey(
        Evidence, models.PROTECT, related_name="uses", verbose_name="onderbouwing"
    )
    result = models.ForeignKey(
        Result, models.PROTECT, related_name="evidence_uses", verbose_name="resultaat"
    )

    objects = EvidenceUseQuerySet.as_manager()

    class Meta:
        verbose_name = "gebruik van een onderbouwing"
        verbose_name_plural = "gebruik van onderbouwingen"
        constraints = [
            models.UniqueConstraint(
                fields=["result", "evidence"], name="monitoring_evidence_use_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} bij {self.result}"
