"""Every read of `monitoring`, named by verb; a module per subject."""

from monitoring.querysets.assessments import AssessmentQuerySet
from monitoring.querysets.exemptions import ExemptionQuerySet
from monitoring.querysets.results import ResultQuerySet
from monitoring.querysets.rounds import RoundQuerySet

__all__ = ["AssessmentQuerySet", "ExemptionQuerySet", "ResultQuerySet", "RoundQuerySet"]
