"""Every read of `monitoring`, named by verb; a module per subject."""

from monitoring.querysets.activities import ActivityQuerySet
from monitoring.querysets.assessments import AssessmentQuerySet
from monitoring.querysets.assignments import AssignmentQuerySet
from monitoring.querysets.evidence import (
    EvidenceFileQuerySet,
    EvidenceQuerySet,
    EvidenceUseQuerySet,
)
from monitoring.querysets.exemptions import ExemptionQuerySet, ExemptionRequestQuerySet
from monitoring.querysets.help_requests import HelpRequestQuerySet
from monitoring.querysets.improvements import ImprovementQuerySet
from monitoring.querysets.peer_reviews import PeerReviewQuerySet
from monitoring.querysets.results import ResultQuerySet
from monitoring.querysets.review_remarks import ReviewRemarkQuerySet
from monitoring.querysets.rounds import RoundQuerySet

__all__ = [
    "ActivityQuerySet",
    "AssessmentQuerySet",
    "AssignmentQuerySet",
    "EvidenceFileQuerySet",
    "EvidenceQuerySet",
    "EvidenceUseQuerySet",
    "ExemptionQuerySet",
    "ExemptionRequestQuerySet",
    "HelpRequestQuerySet",
    "ImprovementQuerySet",
    "PeerReviewQuerySet",
    "ResultQuerySet",
    "ReviewRemarkQuerySet",
    "RoundQuerySet",
]
