from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.permissions import ORGANISATION_ROLES, REGION_ROLES, Role
from ambitions.models.organisation import Organisation
from ambitions.models.region import Region
from ambitions.querysets import MembershipQuerySet


class Membership(models.Model):
    """A role that a person holds, for one organisation or for a whole region.

    It holds until it is ended (`ended_at`) and up to its last day (`ends_on`), whichever comes
    first. A role that was ended stays, and is taken up again when it is given again.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name="gebruiker",
    )
    role = models.CharField("rol", max_length=30, choices=Role)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name="regio",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name="organisatie",
    )

    given_at = models.DateTimeField("gegeven op", default=timezone.now)
    ends_on = models.DateField("laatste dag", null=True, blank=True)
    ended_at = models.DateTimeField("beëindigd op", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "rol van een gebruiker"
        verbose_name_plural = "rollen van gebruikers"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    role__in=sorted(REGION_ROLES), region__isnull=False, organisation__isnull=True
                )
                | models.Q(
                    role__in=sorted(ORGANISATION_ROLES),
                    region__isnull=True,
                    organisation__isnull=False,
                ),
                name="ambitions_membership_scope_fits_role",
                violation_error_message="Deze rol geldt voor een regio, of juist niet.",
            ),
            # Two partial constraints, since NULLs are distinct in a plain one.
            models.UniqueConstraint(
                fields=["user", "role", "region"],
                condition=models.Q(region__isnull=False),
                name="ambitions_membership_region_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "organisation"],
                condition=models.Q(organisation__isnull=False),
                name="ambitions_membership_organisation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.organisation or self.region})"
