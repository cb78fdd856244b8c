"""What the page of one point shows beside its answer."""

from dataclasses import dataclass

from accounts.models import User
from ambitions.models import AmbitionPoint
from monitoring.models import Assessment, Result
from monitoring.pages.activities import PointActivities, activities_of
from monitoring.pages.evidence import PointEvidence, evidence_of
from monitoring.pages.exemptions import PointExemption, exemption_of
from monitoring.pages.improvements import PointImprovements, improvements_of
from monitoring.pages.review import PointReview, review_of
from monitoring.pages.work import PointAssignment, assignment_of


@dataclass(frozen=True, slots=True)
class Sections:
    """What else there is about a point."""

    evidence: PointEvidence
    improvements: PointImprovements
    review: PointReview
    exemption: PointExemption
    activities: PointActivities
    assignment: PointAssignment

    @classmethod
    def of(cls, user: User, result: Result, assessment: Assessment) -> "Sections":
        return cls(
            evidence=evidence_of(user, result, assessment),
            improvements=improvements_of(user, result, assessment),
            review=review_of(user, result, assessment),
            exemption=exemption_of(user, result, assessment),
            activities=activities_of(user, result, assessment),
            assignment=assignment_of(user, result, assessment),
        )


@dataclass(frozen=True, slots=True)
class PointPage:
    """Where the point stands among those of the organisation: `number` of `count`.

    The neighbours are None at the ends. A meeting decides about the answer, and sees no sections.
    """

    number: int
    count: int
    before: AmbitionPoint | None
    after: AmbitionPoint | None
    sections: Sections | None

    @property
    def in_meeting(self) -> bool:
        return self.sections is None


def point_page(
    user: User, assessment: Assessment, result: Result, *, in_meeting: bool
) -> PointPage:
    """One query for the place of the point, and those of the sections."""
    points = list(
        AmbitionPoint.objects.filter(
            results__round=assessment.round_id,
            results__organisation=assessment.organisation_id,
        ).order_by("position")
    )
    place = points.index(result.point)
    return PointPage(
        number=place + 1,
        count=len(points),
        before=points[place - 1] if place else None,
        after=points[place + 1] if place + 1 < len(points) else None,
        sections=None if in_meeting else Sections.of(user, result, assessment),
    )
