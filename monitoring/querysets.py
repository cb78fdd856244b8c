"""Every read of `monitoring`, named by verb."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from accounts.permissions import Permission
from ambitions.access import scope
from ambitions.choices import KIND_ORDER
from monitoring.achievement import COUNTS, Tally
from monitoring.choices import FINAL_STATES, HANDED_IN_STATES, RoundState

if TYPE_CHECKING:
    from accounts.models import User
    from ambitions.models import Region
    from monitoring.models import Assessment, Exemption, Result, Round


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: "User") -> "RoundQuerySet":
        """Rounds of the user's regions; a planned one only for those who manage rounds."""
        return self.filter(
            Q(norm__region__in=scope(user, Permission.VIEW_REGION).regions)
            & (
                ~Q(state=RoundState.PLANNED)
                | Q(norm__region__in=scope(user, Permission.MANAGE_ROUNDS).regions)
            )
        )

    def of_region(self, region: "Region") -> "RoundQuerySet":
        return self.filter(norm__region=region)

    def with_norm(self) -> "RoundQuerySet":
        return self.select_related("norm__region")

    def final(self) -> "RoundQuerySet":
        """Closed and published rounds."""
        return self.filter(state__in=FINAL_STATES)

    def open(self) -> "RoundQuerySet":
        return self.filter(state=RoundState.OPEN)

    def newest_first(self) -> "RoundQuerySet":
        return self.order_by("-reference_date", "-pk")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def to_enter_by(self, user: "User") -> "AssessmentQuerySet":
        """Assessments in which the user may enter results, now or when they are returned."""
        reach = scope(user, Permission.ENTER_RESULTS)
        return self.filter(
            Q(organisation__in=reach.organisations) | Q(organisation__region__in=reach.regions)
        )

    def visible_to(self, user: "User") -> "AssessmentQuerySet":
        """Who is how far: the own organisation, or a whole region for the region's roles."""
        reach = scope(user, Permission.VIEW_ORGANISATION)
        regions = scope(user, Permission.VIEW_PROVISIONAL_REGION).regions
        return self.filter(
            Q(organisation__in=reach.organisations) | Q(organisation__region__in=regions)
        )

    def with_round(self) -> "AssessmentQuerySet":
        return self.select_related("round__norm__region", "organisation__region")


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: "User") -> "ResultQuerySet":
        """Results whose status the user may see.

        The own organisation's always; another's after publication, for the region's roles after
        submission (the closing of a round counts as one), for district coordinators always.
        """
        return self.filter(
            Q(organisation__in=scope(user, Permission.VIEW_ORGANISATION).organisations)
            | Q(organisation__region__in=scope(user, Permission.VIEW_DRAFT_STATUSES).regions)
            | self._handed_in_to(user)
            | Q(
                round__state=RoundState.PUBLISHED,
                organisation__region__in=scope(user, Permission.VIEW_REGION).regions,
            )
        )

    def explained_to(self, user: "User") -> "ResultQuerySet":
        """Results whose explanation the user may read: the own, or handed in to the region."""
        return self.filter(self._explained_to(user))

    def shown_to(self, user: "User") -> "ResultQuerySet":
        """What a page may show: visible results with their place, `readable` and `text`.

        `text` is the explanation where the user may read it and empty elsewhere; the explanation
        itself and the private note stay in the database.
        """
        return (
            self.visible_to(user)
            .select_related("organisation", "point__theme", "point__norm")
            .defer("explanation", "private_note")
            .annotate(readable=Case(When(self._explained_to(user), then=True), default=False))
            .annotate(
                text=Case(
                    When(readable=True, then="explanation"),
                    default=Value(""),
                    output_field=models.TextField(),
                )
            )
        )

    def in_order(self) -> "ResultQuerySet":
        """By organisation (kind, then name) and point; for the screen, not for exports."""
        kinds = [When(organisation__kind=kind, then=place) for kind, place in KIND_ORDER.items()]
        return self.order_by(
            Case(*kinds), "organisation__name", "organisation__code", "point__position"
        )

    def _explained_to(self, user: "User") -> Q:
        own = Q(organisation__in=scope(user, Permission.VIEW_ORGANISATION).organisations)
        return own | self._handed_in_to(user)

    def _handed_in_to(self, user: "User") -> Q:
        handed_in = apps.get_model("monitoring", "Assessment").objects.filter(
            round=OuterRef("round"),
            organisation=OuterRef("organisation"),
            state__in=HANDED_IN_STATES,
        )
        return Q(
            Q(round__state__in=FINAL_STATES) | Q(Exists(handed_in)),
            organisation__region__in=scope(user, Permission.VIEW_SUBMITTED).regions,
        )

    def tallies(self, *keys: str) -> dict[tuple[Any, ...], Tally]:
        """Counts per status, grouped by `keys` (fields or lookups of Result).

        Maps the values of the keys, in that order, to a tally; groups without rows are absent.
        Without keys: one tally under `()`, all zero when there are no rows. Count on results
        themselves, so that a join to a key's table cannot multiply rows.
        """
        if not keys:
            return {(): Tally(**self.order_by().aggregate(**COUNTS))}
        rows = self.order_by().values(*keys).annotate(**COUNTS).values_list(*keys, *COUNTS)
        return {
            row[: len(keys)]: Tally(**dict(zip(COUNTS, row[len(keys) :], strict=True)))
            for row in rows
        }

    def tally(self) -> Tally:
        return self.tallies()[()]


class ExemptionQuerySet(models.QuerySet["Exemption"]):
    def holding_in(self, round: "Round") -> "ExemptionQuerySet":
        """Exemptions of the round's norm that hold on its reference date."""
        return self.filter(
            Q(point__norm=round.norm_id, from_round__reference_date__lte=round.reference_date)
            & (Q(until_round=None) | Q(until_round__reference_date__gte=round.reference_date))
        )
