"""What an organisation answered in the round before, to ask whether it is still right."""

from monitoring.models import Assessment, Result, Round

TAKEN_OVER = frozenset({"achieved", "partly", "not_achieved"})
"""Answers that can be still right; the others say nothing."""


def previous_round(round: Round) -> Round | None:
    """The newest final round of any version of the norm that measured an earlier day."""
    return Round.objects.before(round).with_norm().newest_first().first()


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


def predecessors(round: Round, before: Round) -> dict[int, int]:
    """For rounds of two norm versions: points of `round` and the one of `before` they came from.

    Only those that replace a single point; the others have no status to compare with. One query.
    """
    replaced: dict[int, list[int]] = {}
    pairs = round.norm.points.filter(replaces__norm=before.norm_id)
    for new, old in pairs.order_by().values_list("pk", "replaces"):
        replaced.setdefault(new, []).append(old)
    return {new: olds[0] for new, olds in replaced.items() if len(olds) == 1}
