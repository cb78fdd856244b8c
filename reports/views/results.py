from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from monitoring.choices import ResultStatus
from monitoring.models import Round
from reports.dashboards.results import read_narrowing, result_list
from reports.views.revalidation import revalidated

PER_PAGE = 100


@require_safe
@revalidated
def results(request: HttpRequest, code: str) -> HttpResponse:
    """The results behind a figure, narrowed by the address."""
    user = signed_in(request)
    round = get_object_or_404(Round.objects.visible_to(user).with_norm(), code=code)
    page = result_list(user, round, read_narrowing(round, request.GET))
    context = {
        "section": "rounds",
        "round": round,
        "page": page,
        "statuses": ResultStatus.choices,
        "rows": Paginator(page.rows, PER_PAGE).get_page(request.GET.get("pagina")),
        "example": round.norm.example,
        "confidential": True,
    }
    return render(request, "reports/result_list.html", context)
