from django.db import models
from django.urls import reverse

from ambitions.models import Norm
from monitoring.choices import FINAL_STATES, RoundKind, RoundState
from monitoring.querysets import RoundQuerySet


class Round(models.Model):
    """One measurement of a norm version.

    It goes from planned to open, closed and published, never back: triggers in the database
    refuse other steps, and refuse changes to the results of a closed or published round, but for
    an organisation whose assessment was reopened. `is_reopened` says that there is such a one;
    `college_on` is the day on which the districtelijk veiligheidscollege (DVC) discusses it.
    """

    norm = models.ForeignKey(Norm, models.PROTECT, related_name="rounds", verbose_name="norm")
    code = models.SlugField("code", max_length=50, unique=True)
    name = models.CharField("naam", max_length=200)
    kind = models.CharField("soort", max_length=20, choices=RoundKind)
    state = models.CharField("stand", max_length=20, choices=RoundState, default=RoundState.PLANNED)
    reference_date = models.DateField("peildatum")
    opens_on = models.DateField("opent op", null=True, blank=True)
    closes_on = models.DateField("sluit op")
    college_on = models.DateField("bespreking in het DVC op", null=True, blank=True)
    is_reopened = models.BooleanField("heropend voor een organisatie", default=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "monitoringsronde"
        verbose_name_plural = "monitoringsrondes"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=RoundState.values),
                name="monitoring_round_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=RoundKind.values), name="monitoring_round_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("round_detail", args=[self.code])

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_final(self) -> bool:
        """Closed or published: no result changes any more, unless an organisation is reopened."""
        return self.state in FINAL_STATES

    @property
    def is_published(self) -> bool:
        return self.state == RoundState.PUBLISHED

    @property
    def is_provisional(self) -> bool:
        """Figures that may still change are shown as "voorlopig"."""
        return not self.is_final or self.is_reopened
