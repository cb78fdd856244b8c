from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.permissions import Permission
from ambitions.access import scope
from monitoring.choices import FINAL_STATES, HANDED_IN_STATES, RequestState

if TYPE_CHECKING:
    from accounts.models import User
    from monitoring.models import Exemption, ExemptionRequest, Round


class ExemptionQuerySet(models.QuerySet["Exemption"]):
    def visible_to(self, user: "User") -> "ExemptionQuerySet":
        """The own organisation's; those on which the user decides; others once handed in.

        A reason is like an explanation: an analyst reads it when the organisation has handed in the
        first round of the exemption, and other organisations never do.
        """
        return self.filter(_readable_by(user, organisation="organisation", round="from_round"))

    def to_decide_by(self, user: "User") -> "ExemptionQuerySet":
        """Exemptions in regions in which the user may end or extend them."""
        return self.filter(
            organisation__region__in=scope(user, Permission.DECIDE_EXEMPTIONS).regions
        )

    def holding_in(self, round: "Round") -> "ExemptionQuerySet":
        """Exemptions of the round's norm that hold on its reference date."""
        return self.filter(
            Q(point__norm=round.norm_id, from_round__reference_date__lte=round.reference_date)
            & (Q(until_round=None) | Q(until_round__reference_date__gte=round.reference_date))
        )

    def ending_with(self, round: "Round") -> "ExemptionQuerySet":
        """Exemptions for which the round is the last one; they are to be looked at again."""
        return self.filter(until_round=round)

    def with_rounds(self) -> "ExemptionQuerySet":
        return self.select_related(
            "organisation__region", "point__theme", "point__norm__region", "from_round"
        ).select_related("until_round")


class ExemptionRequestQuerySet(models.QuerySet["ExemptionRequest"]):
    def visible_to(self, user: "User") -> "ExemptionRequestQuerySet":
        """The own organisation's; those that the user decides on; others once handed in."""
        return self.filter(
            _readable_by(user, organisation="result__organisation", round="result__round")
        )

    def to_decide_by(self, user: "User") -> "ExemptionRequestQuerySet":
        """Requests in regions in which the user decides, also those that are decided."""
        regions = scope(user, Permission.DECIDE_EXEMPTIONS).regions
        return self.filter(result__organisation__region__in=regions)

    def to_ask_by(self, user: "User") -> "ExemptionRequestQuerySet":
        """Requests of the organisations for which the user may ask, in whatever state."""
        organisations = scope(user, Permission.ASK_EXEMPTION).organisations
        return self.filter(result__organisation__in=organisations)

    def asked(self) -> "ExemptionRequestQuerySet":
        """Not decided and not withdrawn."""
        return self.filter(state=RequestState.ASKED)

    def with_result(self) -> "ExemptionRequestQuerySet":
        return self.select_related(
            "result__round__norm__region",
            "result__organisation__region",
            "result__point__theme",
            "asked_by",
        )


def _readable_by(user: "User", *, organisation: str, round: str) -> Q:
    """Who may read a reason; `organisation` and `round` are the lookups that lead there."""
    handed_in = apps.get_model("monitoring", "Assessment").objects.filter(
        round=OuterRef(round), organisation=OuterRef(organisation), state__in=HANDED_IN_STATES
    )
    own = scope(user, Permission.VIEW_ORGANISATION).organisations
    deciding = scope(user, Permission.DECIDE_EXEMPTIONS).regions
    reading = scope(user, Permission.VIEW_SUBMITTED).regions
    return (
        Q(**{f"{organisation}__in": own})
        | Q(**{f"{organisation}__region__in": deciding})
        | Q(
            Q(**{f"{round}__state__in": FINAL_STATES}) | Exists(handed_in),
            **{f"{organisation}__region__in": reading},
        )
    )
