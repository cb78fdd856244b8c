from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, Prefetch, Q, Sum

from accounts.permissions import Permission
from ambitions.access import scope

if TYPE_CHECKING:
    from accounts.models import User
    from ambitions.models import AmbitionPoint
    from monitoring.models import Activity


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: "User") -> "ActivityQuerySet":
        """All of the user's regions that were not removed: nothing in them is secret there."""
        return self.filter(region__in=scope(user, Permission.VIEW_REGION).regions, removed_at=None)

    def to_change_by(self, user: "User") -> "ActivityQuerySet":
        """Those in which an organisation takes part for which the user enters, or of the region."""
        reach = scope(user, Permission.ENTER_RESULTS)
        own = self.model._default_manager.filter(organisations__in=reach.organisations)
        return self.filter(Q(pk__in=own.values("pk")) | Q(region__in=reach.regions))

    def serving(self, point: "AmbitionPoint") -> "ActivityQuerySet":
        return self.filter(points=point)

    def with_place(self) -> "ActivityQuerySet":
        """With organisations and points; two queries more, however many activities."""
        points = apps.get_model("ambitions", "AmbitionPoint").objects.select_related("norm")
        return self.select_related("region", "changed_by").prefetch_related(
            "organisations", Prefetch("points", points)
        )

    def numbers(self) -> dict[str, int]:
        """How many activities, and how many participants together.

        `people` is 0 when no number is known; `unknown` counts the activities without one.
        """
        numbers = self.order_by().aggregate(
            activities=Count("pk"),
            people=Sum("participants", default=0),
            unknown=Count("pk", filter=Q(participants=None)),
        )
        return {name: int(number) for name, number in numbers.items()}
