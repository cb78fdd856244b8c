from django.db import models
from django.urls import reverse

from ambitions.choices import FormulaId, NormState
from ambitions.models.region import Region
from ambitions.querysets import NormQuerySet


class Norm(models.Model):
    """One version of a norm.

    A published version does not change: triggers in the database refuse it. The one way back is
    `actions.norms.import_norm`, and only as long as no round measures the version.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="norms", verbose_name="regio")
    code = models.SlugField("code", max_length=50)
    version = models.CharField("versie", max_length=20)
    title = models.CharField("titel", max_length=200)
    state = models.CharField("stand", max_length=10, choices=NormState, default=NormState.DRAFT)
    formula = models.CharField(
        "formule", max_length=20, choices=FormulaId, default=FormulaId.ACHIEVED
    )
    adopted_on = models.DateField("vastgesteld op", null=True, blank=True)
    example = models.BooleanField("voorbeeld", default=False)

    objects = NormQuerySet.as_manager()

    class Meta:
        verbose_name = "norm"
        verbose_name_plural = "normen"
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="ambitions_norm_version_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=NormState.values), name="ambitions_norm_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(formula__in=FormulaId.values),
                name="ambitions_norm_formula_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("norm_detail", args=[self.code, self.version])

    @property
    def reference(self) -> str:
        """How commands name this version: `flevolandse-norm@1.0`."""
        return f"{self.code}@{self.version}"
