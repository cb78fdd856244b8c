"""What a view asks of a request: the round, the assessment, the result."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from monitoring.models import Assessment, Result, Round
from monitoring.querysets import AssessmentQuerySet


def find_assessment(among: AssessmentQuerySet, code: str, organisation: str) -> Assessment:
    """The assessment of a round's and an organisation's code, with both; 404 when not `among`."""
    return get_object_or_404(among.with_round(), round__code=code, organisation__code=organisation)


def find_result(
    assessment: Assessment,
    point: str,
    related: Sequence[str] = ("point__theme", "point__norm", "changed_by"),
) -> Result:
    """The result of a point's code in the assessment, with what is `related`; 404 without."""
    results = Result.objects.of(assessment).select_related(*related)
    return get_object_or_404(results, point__code=point)


def chosen_round(request: HttpRequest, rounds: list[Round]) -> Round | None:
    """The round that `?ronde=` names among `rounds`, else the newest final one, else the first.

    `rounds` come newest first. None when there are none; 404 for a name that is not among them.
    """
    code = request.GET.get("ronde")
    if code is None:
        return next((round for round in rounds if round.is_final), rounds[0] if rounds else None)
    for round in rounds:
        if round.code == code:
            return round
    raise Http404
