"""Which round came before, and which of its points a point of now came from."""

from monitoring.models import Round


def previous_round(round: Round) -> Round | None:
    """The newest final round of any version of the norm that measured an earlier day."""
    return Round.objects.before(round).with_norm().newest_first().first()


def predecessors(round: Round, before: Round) -> dict[int, int]:
    """For rounds of two norm versions: points of `round` and the one of `before` they came from.

    Only those that replace a single point; the others have no status to compare with. One query.
    """
    replaced: dict[int, list[int]] = {}
    pairs = round.norm.points.filter(replaces__norm=before.norm_id)
    for new, old in pairs.order_by().values_list("pk", "replaces"):
        replaced.setdefault(new, []).append(old)
    return {new: olds[0] for new, olds in replaced.items() if len(olds) == 1}


def origins(round: Round, before: Round) -> dict[int, int]:
    """As `predecessors`; within one version of the norm every point came from itself."""
    if round.norm_id == before.norm_id:
        return {point: point for point in round.norm.points.values_list("pk", flat=True)}
    return predecessors(round, before)
