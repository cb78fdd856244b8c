from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.permissions import Permission
from ambitions.access import scope
from ambitions.choices import KIND_ORDER
from monitoring.achievement import COUNTS, Tally
from monitoring.choices import (
    EXPLAINED,
    FINAL_STATES,
    HANDED_IN_STATES,
    UNFINISHED_STATES,
    PeerReviewState,
    RemarkKind,
    RequestState,
    ResultScope,
    ResultStatus,
    RoundState,
)

if TYPE_CHECKING:
    from accounts.models import User
    from monitoring.models import Assessment, Result


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: "User") -> "ResultQuerySet":
        """Results whose status the user may see.

        The own organisation's always; another's after publication, for the region's roles after
        submission (the closing of a round counts as one), for district coordinators always. And
        that of an organisation with which a peer review was agreed.
        """
        return self.filter(self._visible_to(user))

    def explained_to(self, user: "User") -> "ResultQuerySet":
        """Results whose explanation the user may read.

        The own, handed in to the region, under a peer review of the user's organisation, or shared
        as a good example in a published round.
        """
        return self.filter(self._explained_to(user))

    def entrusted_to(self, user: "User") -> "ResultQuerySet":
        """As `explained_to`, without what the user reads only because it is a shared example."""
        return self.filter(self._entrusted_to(user))

    def shown_to(self, user: "User") -> "ResultQuerySet":
        """What a page may show: visible results with their place, `readable` and `text`.

        `text` is the explanation where the user may read it and empty elsewhere; the explanation
        itself and the private note stay in the database.
        """
        return (
            self.visible_to(user)
            .select_related("organisation", "point__theme", "point__norm")
            .defer("explanation", "private_note")
            ._with_text(user)
        )

    def with_sight(self, user: "User") -> "ResultQuerySet":
        """All results, with what the user may know of each: nothing is left out.

        Adds `is_visible`, `is_entrusted`, `readable` and `text`. For a sum over all participants
        beside the rows that the user may see; the status of what is not visible goes into no page.
        """
        visible = Case(When(self._visible_to(user), then=True), default=False)
        return self.annotate(is_visible=visible).with_trust(user)._with_text(user)

    def with_trust(self, user: "User") -> "ResultQuerySet":
        """With `is_entrusted`: whether it is one of `entrusted_to`."""
        entrusted = Case(When(self._entrusted_to(user), then=True), default=False)
        return self.annotate(is_entrusted=entrusted)

    def with_grounds(self) -> "ResultQuerySet":
        """With what each result rests on (`monitoring.confidence.Grounds`).

        Adds `is_evidenced`, `oldest_evidence` (a date, None when no evidence has one) and
        `is_agreed`: the last thing that the district said of it is "agreed", about this version.
        """
        uses = apps.get_model("monitoring", "EvidenceUse").objects.filter(
            result=OuterRef("pk"), evidence__removed_at=None
        )
        oldest = uses.order_by().values("result").annotate(oldest=Min("evidence__dated_on"))
        agreed = When(kind=RemarkKind.AGREED, version=OuterRef("version"), then=True)
        last = (
            apps.get_model("monitoring", "ReviewRemark")
            .objects.filter(result=OuterRef("pk"), peer_review=None)
            .annotate(agrees=Case(agreed, default=False))
            .order_by("-pk")
        )
        return self.annotate(
            is_evidenced=Exists(uses),
            oldest_evidence=Subquery(oldest.values("oldest")),
            is_agreed=Coalesce(Subquery(last.values("agrees")[:1]), False),
        )

    def with_visibility(self, user: "User") -> "ResultQuerySet":
        """Adds `is_visible`: whether the user may be told the status.

        For a figure over rows of which some may not be told; the texts stay in the database.
        """
        visible = apps.get_model("monitoring", "Result").objects.visible_to(user)
        return self.defer("explanation", "private_note").annotate(
            is_visible=Exists(visible.filter(pk=OuterRef("pk")))
        )

    def explained_with(self, patterns: Iterable[str]) -> "ResultQuerySet":
        """Results whose explanation fits every pattern (regular expressions, capitals ignored).

        Only of use after `explained_to`: what fits tells what stands in it.
        """
        return self.filter(*(Q(explanation__iregex=each) for each in patterns))

    def shared(self) -> "ResultQuerySet":
        """Good examples, which count as shared once their round is published."""
        return self.filter(is_shared=True, round__state=RoundState.PUBLISHED)

    def achieved(self) -> "ResultQuerySet":
        return self.filter(status=ResultStatus.ACHIEVED)

    def to_fill_in(self) -> "ResultQuerySet":
        """With everything that the entry shows beside an answer, in the norm's order.

        Adds `evidence_count`, `improvement_count` (those that are not finished), `last_remark` (the
        kind of the district's last remark, None without one) and `is_exemption_asked`.
        """
        model = apps.get_model
        return (
            self.select_related("point__theme", "point__norm", "changed_by", "assignment__user")
            .annotate(
                evidence_count=_count(
                    model("monitoring", "EvidenceUse").objects.filter(
                        result=OuterRef("pk"), evidence__removed_at=None
                    ),
                    "result",
                ),
                improvement_count=_count(
                    model("monitoring", "ImprovementAction").objects.filter(
                        organisation=OuterRef("organisation"),
                        point=OuterRef("point"),
                        state__in=UNFINISHED_STATES,
                    ),
                    "point",
                ),
                last_remark=Subquery(
                    model("monitoring", "ReviewRemark")
                    .objects.filter(result=OuterRef("pk"), peer_review=None)
                    .order_by("-pk")
                    .values("kind")[:1]
                ),
                is_exemption_asked=Exists(
                    model("monitoring", "ExemptionRequest").objects.filter(
                        result=OuterRef("pk"), state=RequestState.ASKED
                    )
                ),
            )
            .order_by("point__position")
        )

    def of(self, assessment: "Assessment") -> "ResultQuerySet":
        """The results of one assessment, in the norm's order."""
        return self.filter(
            round=assessment.round_id, organisation=assessment.organisation_id
        ).order_by("point__position")

    def applicable(self) -> "ResultQuerySet":
        """Results that the norm asks of their organisation, exemptions considered."""
        return self.filter(scope=ResultScope.APPLICABLE)

    def incomplete(self) -> "ResultQuerySet":
        """What holds up handing in: not answered, or an answer that has to be explained and is not.

        Blanks are no explanation.
        """
        return self.applicable().filter(
            Q(status=ResultStatus.UNANSWERED) | Q(status__in=EXPLAINED, explanation__regex=r"^\s*$")
        )

    def in_order(self) -> "ResultQuerySet":
        """By organisation (kind, then name) and point; for the screen, not for exports."""
        kinds = [When(organisation__kind=kind, then=place) for kind, place in KIND_ORDER.items()]
        return self.order_by(
            Case(*kinds), "organisation__name", "organisation__code", "point__position"
        )

    def _with_text(self, user: "User") -> "ResultQuerySet":
        readable = Case(When(self._explained_to(user), then=True), default=False)
        text = Case(
            When(readable=True, then="explanation"),
            default=Value(""),
            output_field=models.TextField(),
        )
        return self.annotate(readable=readable).annotate(text=text)

    def _visible_to(self, user: "User") -> Q:
        return (
            Q(organisation__in=scope(user, Permission.VIEW_ORGANISATION).organisations)
            | Q(organisation__region__in=scope(user, Permission.VIEW_DRAFT_STATUSES).regions)
            | self._handed_in_to(user)
            | self._reviewed_by(user)
            | Q(
                round__state=RoundState.PUBLISHED,
                organisation__region__in=scope(user, Permission.VIEW_REGION).regions,
            )
        )

    def _explained_to(self, user: "User") -> Q:
        shared = Q(
            is_shared=True,
            round__state=RoundState.PUBLISHED,
            organisation__region__in=scope(user, Permission.VIEW_REGION).regions,
        )
        return self._entrusted_to(user) | shared

    def _entrusted_to(self, user: "User") -> Q:
        own = Q(organisation__in=scope(user, Permission.VIEW_ORGANISATION).organisations)
        return own | self._handed_in_to(user) | self._reviewed_by(user)

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


def _count(rows: "models.QuerySet[Any]", key: str) -> Coalesce:
    """How many rows a correlated query finds; `key` is what it is correlated by."""
    counted = rows.order_by().values(key).annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted), 0)
