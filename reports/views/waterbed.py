from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from monitoring.requests import chosen_round
from reports.dashboards.region import region_rounds
from reports.dashboards.waterbed import waterbed_page
from reports.forms import WaterbedForm
from reports.requests import chosen_region

PER_PAGE = 100


@require_safe
def waterbed(request: HttpRequest) -> HttpResponse:
    """Where neighbours differ; `?regio=` and `?ronde=` choose, the rest narrows its list."""
    user = signed_in(request)
    region, regions = chosen_region(request)
    rounds = region_rounds(user, region)
    round = chosen_round(request, rounds)
    context = {"section": "region", "region": region, "regions": regions, "confidential": True}
    if round is None:
        return render(request, "reports/region_empty.html", context)
    page = waterbed_page(user, region, round, rounds, request.GET)
    context |= {
        "page": page,
        "form": WaterbedForm(page),
        "rows": Paginator(page.list.rows, PER_PAGE).get_page(request.GET.get("pagina")),
        "example": round.norm.example,
    }
    return render(request, "reports/waterbed.html", context)
