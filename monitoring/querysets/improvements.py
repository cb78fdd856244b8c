from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When

from accounts.permissions import Permission
from ambitions.access import scope
from monitoring.choices import FINAL_STATES, HANDED_IN_STATES, UNFINISHED_STATES

if TYPE_CHECKING:
    from accounts.models import User
    from monitoring.models import ImprovementAction


class ImprovementQuerySet(models.QuerySet["ImprovementAction"]):
    def visible_to(self, user: "User") -> "ImprovementQuerySet":
        """The own organisation's; for the region's roles what was handed in.

        An improvement action tells what is not achieved yet, as an explanation does. So it is shown
        when the newest assessment of its organisation, of the norm of its point, is handed in or
        its round is closed.
        """
        assessments = apps.get_model("monitoring", "Assessment").objects.filter(
            organisation=OuterRef("organisation"), round__norm=OuterRef("point__norm")
        )
        can_be_read = Case(
            When(Q(state__in=HANDED_IN_STATES) | Q(round__state__in=FINAL_STATES), then=True),
            default=False,
        )
        newest = assessments.order_by("-round__reference_date", "-round__pk").annotate(
            can_be_read=can_be_read
        )
        return self.alias(can_be_read=Subquery(newest.values("can_be_read")[:1])).filter(
            Q(organisation__in=scope(user, Permission.VIEW_ORGANISATION).organisations)
            | Q(
                can_be_read=True,
                organisation__region__in=scope(user, Permission.VIEW_SUBMITTED).regions,
            )
        )

    def to_enter_by(self, user: "User") -> "ImprovementQuerySet":
        """Of organisations for which the user enters, by a role there or in the region."""
        reach = scope(user, Permission.ENTER_RESULTS)
        return self.filter(
            Q(organisation__in=reach.organisations) | Q(organisation__region__in=reach.regions)
        )

    def unfinished(self) -> "ImprovementQuerySet":
        """Planned and under way."""
        return self.filter(state__in=UNFINISHED_STATES)

    def due_until(self, day: date) -> "ImprovementQuerySet":
        """Unfinished ones with a due date on or before `day`; those before today are late."""
        return self.unfinished().filter(due_on__lte=day)

    def with_place(self) -> "ImprovementQuerySet":
        return self.select_related(
            "organisation__region", "point__theme", "point__norm", "changed_by"
        )
