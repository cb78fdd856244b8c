"""What an organisation answered in the round before, to ask whether it is still right."""

from monitoring.models import Assessment, Result, Round
from monitoring.succession import predecessors

TAKEN_OVER = frozenset({"achieved", "partly", "not_achieved"})
"""Answers that can be still right; the others say nothing."""


def previous_results(assessment: Assessment, before: Round | None) -> dict[int, Result]:
    """The results of the round before, by the key of the point that they are about now.

    Across norm versions a point has the result of the one point that it replaces; where it replaces
    several there is no single answer to take over, and it has none. Two queries at most.
    """
    if before is None:
        return {}
    results = {
        result.point_id: result
        for result in Result.objects.filter(
            round=before, organisation=assessment.organisation_id
        ).select_related("point")
    }
    if before.norm_id == assessment.round.norm_id:
        return results
    return {
        new: results[old]
        for new, old in predecessors(assessment.round, before).items()
        if old in results
    }
