"""A result of the example, by the name of its organisation and the code of its point."""

from monitoring.models import Result, Round


def demo_result(round: Round, organisation: str, point: str) -> Result:
    return Result.objects.select_related("organisation__region", "point__norm").get(
        round=round, organisation__name=organisation, point__code=point
    )
