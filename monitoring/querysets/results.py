from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from accounts.permissions import Permission
from ambitions.access import scope
from ambitions.choices import KIND_ORDER
from monitoring.achievement import COUNTS, Tally
from monitoring.choices import FINAL_STATES, HANDED_IN_STATES, PeerReviewState, RoundState

if TYPE_CHECKING:
    from accounts.models import User
    from monitoring.models import Result


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: "User") -> "ResultQuerySet":
        """Results whose status the user may see.

        The own organisation's always; another's after publication, for the region's roles after
        submission (the closing of a round counts as one), for district coordinators always. And
        that of an organisation with which a peer review was agreed.
        """
        return self.filter(
            Q(organisation__in=scope(user, Permission.VIEW_ORGANISATION).organisations)
            | Q(organisation__region__in=scope(user, Permission.VIEW_DRAFT_STATUSES).regions)
            | self._handed_in_to(user)
            | self._reviewed_by(user)
            | Q(
                round__state=RoundState.PUBLISHED,
                organisation__region__in=scope(user, Permission.VIEW_REGION).regions,
            )
        )

    def explained_to(self, user: "User") -> "ResultQuerySet":
        """Results whose explanation the user may read.

        The own, handed in to the region, under a peer review of the user's organisation, or shared
        as a good example in a published round.
        """
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
        shared = Q(
            is_shared=True,
            round__state=RoundState.PUBLISHED,
            organisation__region__in=scope(user, Permission.VIEW_REGION).regions,
        )
        return own | self._handed_in_to(user) | self._reviewed_by(user) | shared

    def _reviewed_by(self, user: "User") -> Q:
        peers = scope(user, Permission.SUBMIT).organisations
        if not peers:
            return Q(pk__in=[])
        agreed = apps.get_model("monitoring", "PeerReview").objects.filter(
            assessment__round=OuterRef("round"),
            assessment__organisation=OuterRef("organisation"),
            state=PeerReviewState.ACCEPTED,
            organisation__in=peers,
        )
        return Q(Exists(agreed))

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
