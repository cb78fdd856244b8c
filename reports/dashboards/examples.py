"""What is shared of a point to learn from: good examples with their evidence, and activities."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from accounts.models import User
from ambitions.choices import KIND_ORDER
from ambitions.models import AmbitionPoint
from monitoring.choices import ActivityKind, EvidenceKind, RoundState
from monitoring.models import Activity, EvidenceFile, EvidenceUse, Result

MOST_ACTIVITIES = 10


@dataclass(frozen=True, slots=True)
class SharedEvidence:
    """A piece that other organisations may see; `href` is empty when it is kept elsewhere."""

    title: str
    href: str
    place: str
    is_file: bool


@dataclass(frozen=True, slots=True)
class GoodExample:
    """A result that its organisation shares; `other` is its point when that is another one."""

    result: Result
    text: str
    other: AmbitionPoint | None
    evidence: tuple[SharedEvidence, ...]


@dataclass(frozen=True, slots=True)
class GoodExamples:
    """Newest round first: the newest of each organisation, and those that it shared before."""

    newest: tuple[GoodExample, ...]
    earlier: tuple[GoodExample, ...]


@dataclass(frozen=True, slots=True)
class PointActivity:
    title: str
    kind: str
    held_on: date
    organisations: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class PointActivities:
    """The newest activities for a point, and how many more there are."""

    shown: tuple[PointActivity, ...]
    more: int


def good_examples(
    user: User, point: AmbitionPoint, family: Collection[AmbitionPoint]
) -> GoodExamples:
    """Of the point and of those that it replaces or that replace it (`family`). Two queries."""
    shared = Result.objects.shown_to(user).explained_to(user).shared().filter(point__in=family)
    results = list(
        shared.select_related("round").order_by(
            "-round__reference_date", "-round", "organisation__name", "organisation", "point"
        )
    )
    uses = _shared_evidence(user, family)
    newest: dict[int, list[GoodExample]] = {}
    earlier: list[GoodExample] = []
    for result in results:
        example = GoodExample(
            result=result,
            text=result.text.strip(),  # type: ignore[attr-defined]
            other=result.point if result.point_id != point.pk else None,
            evidence=tuple(_piece(use, result) for use in uses.get(result.pk, ())),
        )
        of_organisation = newest.setdefault(result.organisation_id, [])
        is_newest = not of_organisation or of_organisation[0].result.round_id == result.round_id
        (of_organisation if is_newest else earlier).append(example)
    shown = [example for examples in newest.values() for example in examples]
    return GoodExamples(tuple(shown), tuple(earlier))


def point_activities(user: User, point: AmbitionPoint) -> PointActivities:
    """The newest first; one query, with a row for each organisation that took part."""
    served = Activity.objects.visible_to(user).serving(point).order_by("-held_on", "-pk")
    rows = served.values_list(
        "pk", "title", "kind", "held_on", "organisations__kind", "organisations__name"
    )
    named: dict[tuple[int, str, str, date], list[tuple[int, str]]] = defaultdict(list)
    for *what, kind, name in rows:
        # None of both when no organisation took part.
        named[tuple(what)] += [(KIND_ORDER[kind], name)] if name else []  # type: ignore[index]
    activities = [
        PointActivity(
            title=title,
            kind=ActivityKind(kind).label,
            held_on=held_on,
            organisations=tuple(name for _, name in sorted(organisations)),
            href=reverse("activity_detail", args=[pk]),
        )
        for (pk, title, kind, held_on), organisations in named.items()
    ]
    shown = activities[:MOST_ACTIVITIES]
    return PointActivities(tuple(shown), len(activities) - len(shown))


def _shared_evidence(
    user: User, family: Collection[AmbitionPoint]
) -> Mapping[int, list[EvidenceUse]]:
    """By the key of the shared result that it serves. What is confidential is never here."""
    files = EvidenceFile.objects.filter(evidence=OuterRef("evidence")).order_by("-number")
    uses = (
        EvidenceUse.objects.visible_to(user)
        .filter(
            evidence__is_confidential=False,
            result__point__in=family,
            result__is_shared=True,
            result__round__state=RoundState.PUBLISHED,
        )
        .select_related("evidence")
        .annotate(revision=Subquery(files.values("number")[:1]))
        .order_by("evidence__title", "pk")
    )
    found: dict[int, list[EvidenceUse]] = defaultdict(list)
    for use in uses:
        found[use.result_id].append(use)
    return found


def _piece(use: EvidenceUse, result: Result) -> SharedEvidence:
    piece = use.evidence
    is_file = piece.kind == EvidenceKind.FILE
    href = piece.address
    if is_file:
        revision = use.revision  # type: ignore[attr-defined]
        place = [result.round.code, result.organisation.code, piece.pk, revision]
        href = reverse("evidence_file", args=place)
    return SharedEvidence(piece.title, href, piece.place, is_file)
