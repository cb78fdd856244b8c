from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from ambitions.access import regions_of
from ambitions.models import Region
from monitoring.requests import chosen_round
from reports.dashboards.heat_map import Selection
from reports.dashboards.region import region_dashboard, region_rounds
from reports.forms import HeatMapForm
from reports.views.revalidation import revalidated


def chosen_region(request: HttpRequest, regions: Sequence[Region]) -> Region:
    """The region that `?regio=` names among `regions`, else the first; 404 without one."""
    code = request.GET.get("regio")
    region = next((region for region in regions if code in (None, region.code)), None)
    if region is None:
        raise Http404
    return region


@require_safe
@revalidated
def dashboard(request: HttpRequest) -> HttpResponse:
    """The region's figures; `?regio=` and `?ronde=` choose another region or round.

    `?thema=`, `?toon=` and `?volgorde=` narrow and order its heat map.
    """
    user = signed_in(request)
    regions = regions_of(user)
    region = chosen_region(request, regions)
    rounds = region_rounds(user, region)
    round = chosen_round(request, rounds)
    context = {"section": "region", "region": region, "regions": regions, "confidential": True}
    if round is None:
        return render(request, "reports/region_empty.html", context)
    selection = Selection.read(request.GET)
    page = region_dashboard(user, region, round, rounds, selection)
    context |= {"page": page, "form": HeatMapForm(page), "example": round.norm.example}
    return render(request, "reports/region_dashboard.html", context)
