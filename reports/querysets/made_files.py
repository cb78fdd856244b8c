from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission
from ambitions.access import scope

if TYPE_CHECKING:
    from ambitions.access import AnyUser
    from reports.models import MadeFile


class MadeFileQuerySet(models.QuerySet["MadeFile"]):
    def recognised_by(self, user: "AnyUser") -> "MadeFileQuerySet":
        """Files that the user, or a visitor, may hear to be genuine.

        Of data of one organisation only who may export those.
        """
        reach = scope(user, Permission.EXPORT_ORGANISATION)
        return self.filter(
            Q(organisation=None)
            | Q(organisation__in=reach.organisations)
            | Q(organisation__region__in=reach.regions)
        )

    def with_publication(self) -> "MadeFileQuerySet":
        return self.select_related("publication__round", "publication__predecessor")
