from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from ambitions.models import Organisation
from monitoring.requests import chosen_round
from reports.dashboards.organisation import organisation_page, organisation_rounds
from reports.views.revalidation import revalidated


@require_safe
@revalidated
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation in the round that `?ronde=` names, else in the newest final one."""
    user = signed_in(request)
    found = get_object_or_404(
        Organisation.objects.visible_to(user).select_related("region"), code=code
    )
    rounds = organisation_rounds(user, found)
    round = chosen_round(request, rounds)
    context = {"section": "region", "organisation": found, "confidential": True}
    if round is None:
        return render(request, "reports/organisation_empty.html", context)
    page = organisation_page(user, found, round, rounds)
    context |= {"page": page, "example": round.norm.example}
    return render(request, "reports/organisation_detail.html", context)
