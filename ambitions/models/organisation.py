from django.db import models
from django.urls import reverse

from ambitions.choices import KIND_ORDER, OrganisationKind
from ambitions.models.region import Region
from ambitions.querysets import OrganisationQuerySet


class Organisation(models.Model):
    """A municipality, province, water board or partner of a region, known by its CBS code.

    `inhabitants` is only for comparing with organisations of about the same size.
    """

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="organisations", verbose_name="regio"
    )
    code = models.CharField("CBS-code", max_length=20, unique=True)
    name = models.CharField("naam", max_length=200)
    kind = models.CharField("soort", max_length=20, choices=OrganisationKind)
    neighbours = models.ManyToManyField("self", blank=True, verbose_name="buren")
    tile_row = models.PositiveSmallIntegerField("rij op de tegelkaart", null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField("kolom op de tegelkaart", null=True, blank=True)
    inhabitants = models.PositiveIntegerField("aantal inwoners", null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values),
                name="ambitions_organisation_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(tile_row__isnull=True, tile_column__isnull=True)
                | models.Q(tile_row__isnull=False, tile_column__isnull=False),
                name="ambitions_organisation_tile_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(inhabitants__isnull=True) | models.Q(inhabitants__gt=0),
                name="ambitions_organisation_inhabitants_some",
            ),
            models.UniqueConstraint(
                fields=["region", "tile_row", "tile_column"],
                name="ambitions_organisation_tile_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation_detail", args=[self.code])

    @property
    def order(self) -> tuple[int, str, str]:
        """Sort key: by kind, then by name.

        Sorted in Python: the collations of SQLite and PostgreSQL differ, exports must not.
        """
        return (KIND_ORDER[self.kind], self.name, self.code)

    def is_as_large_as(self, other: "Organisation") -> bool:
        """Whether it has between half and twice the inhabitants of another; both must be known."""
        if self.inhabitants is None or other.inhabitants is None:
            return False
        small, large = sorted((self.inhabitants, other.inhabitants))
        return large <= 2 * small
