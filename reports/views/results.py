from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.requests import signed_in
from ambitions.access import can
from monitoring.choices import ResultStatus
from monitoring.models import Round
from reports.actions.exports import export_round
from reports.dashboards.results import read_narrowing, result_list
from reports.exports import FORMATS, file_name
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


@require_safe
def export_file(request: HttpRequest, code: str, format: str) -> HttpResponse:
    """A round as a file; `?organisatie=` for one organisation's part.

    The whole round only once it is closed, since it holds every explanation.
    """
    user = signed_in(request)
    round = get_object_or_404(Round.objects.visible_to(user).with_norm(), code=code)
    if format not in FORMATS:
        raise Http404
    organisation = read_narrowing(round, request.GET).organisation
    if organisation is None:
        allowed = round.is_final and can(user, Permission.EXPORT_REGION, round.norm.region)
    else:
        readable = round.results.filter(organisation=organisation).explained_to(user).exists()
        allowed = readable and can(user, Permission.EXPORT_ORGANISATION, organisation)
    if not allowed:
        raise Http404
    name = file_name(round, FORMATS[format], organisation)
    return HttpResponse(
        export_round(round=round, format=FORMATS[format], organisation=organisation, by=user),
        content_type=FORMATS[format].content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
