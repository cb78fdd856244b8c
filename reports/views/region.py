from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from monitoring.requests import chosen_round
from reports.dashboards.heat_map import Selection
from reports.dashboards.region import region_dashboard, region_rounds
from reports.forms import HeatMapForm
from reports.requests import chosen_region
from reports.views.revalidation import revalidated


@require_safe
@revalidated
def dashboard(request: HttpRequest) -> HttpResponse:
    """The region's figures; `?regio=` and `?ronde=` choose another region or round.

    `?thema=`, `?toon=` and `?volgorde=` narrow and order its heat map.
    """
    user = signed_in(request)
    region, regions = chosen_region(request)
    rounds = region_rounds(user, region)
    round = chosen_round(request, rounds)
    context = {"section": "region", "region": region, "regions": regions, "confidential": True}
    if round is None:
        return render(request, "reports/region_empty.html", context)
    selection = Selection.read(request.GET)
    page = region_dashboard(user, region, round, rounds, selection)
    context |= {"page": page, "form": HeatMapForm(page), "example": round.norm.example}
    return render(request, "reports/region_dashboard.html", context)
