"""What the pages about evidence show."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import AmbitionPoint
from monitoring.choices import ResultScope
from monitoring.files.evidence_list import Piece, pieces
from monitoring.models import Assessment, Evidence, Result


@dataclass(frozen=True, slots=True)
class PointEvidence:
    """The evidence of one result; `readable` is whether the user may see what there is."""

    pieces: list[Piece]
    readable: bool
    may_add: bool


@dataclass(frozen=True, slots=True)
class AssessmentEvidence:
    """All evidence of an assessment; `without` are the points that have none.

    `without` is empty for who reads only what is shared, since they do not see all there is.
    """

    pieces: list[Piece]
    without: list[AmbitionPoint]
    may_enter: bool
    may_export: bool


def evidence_of(user: User, result: Result, assessment: Assessment) -> PointEvidence:
    """What stands on the page of one point. At most three queries."""
    found = pieces(user, assessment, at=result)
    return PointEvidence(
        pieces=found,
        readable=bool(found) or Result.objects.explained_to(user).filter(pk=result.pk).exists(),
        may_add=result.is_applicable
        and assessment.is_editable
        and can(user, Permission.ENTER_RESULTS, assessment.organisation),
    )


def assessment_evidence(user: User, assessment: Assessment) -> AssessmentEvidence:
    """What stands on the page of all evidence. At most four queries."""
    found = pieces(user, assessment)
    return AssessmentEvidence(
        pieces=found,
        without=_points_without(user, assessment, found),
        may_enter=assessment.is_editable
        and can(user, Permission.ENTER_RESULTS, assessment.organisation),
        may_export=bool(found)
        and can(user, Permission.EXPORT_ORGANISATION, assessment.organisation),
    )


def other_results(assessment: Assessment, result: Result) -> list[Result]:
    """The other results of the assessment that a piece of evidence can serve, in order."""
    return list(
        Result.objects.of(assessment)
        .filter(scope=ResultScope.APPLICABLE)
        .exclude(pk=result.pk)
        .select_related("point")
    )


def usable_evidence(user: User, assessment: Assessment, result: Result) -> list[Evidence]:
    """The organisation's evidence that the user may see and that does not serve the result yet."""
    return list(
        Evidence.objects.visible_to(user)
        .filter(organisation=assessment.organisation)
        .exclude(pk__in=result.evidence_uses.values("evidence"))
        .order_by("title", "pk")
    )


def _points_without(
    user: User, assessment: Assessment, found: Iterable[Piece]
) -> list[AmbitionPoint]:
    served = {point.pk for piece in found for point in piece.points}
    results = (
        Result.objects.entrusted_to(user)
        .of(assessment)
        .filter(scope=ResultScope.APPLICABLE)
        .select_related("point")
    )
    return [result.point for result in results if result.point_id not in served]
