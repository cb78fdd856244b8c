from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_safe

from accounts.requests import signed_in
from monitoring.models import Round
from reports.actions.exports import export_rows
from reports.dashboards.results import read_narrowing
from reports.dashboards.selection import read_selection
from reports.dashboards.trail import figure_trail, may_take_rows
from reports.exports import FORMATS


@require_safe
def trail(request: HttpRequest, code: str) -> HttpResponse:
    """How the figure came about that the address names, as far as the user may see it."""
    user = signed_in(request)
    round = get_object_or_404(Round.objects.visible_to(user).with_norm(), code=code)
    page = figure_trail(user, round, read_narrowing(round, request.GET))
    context = {
        "section": "rounds",
        "round": round,
        "page": page,
        "address": request.build_absolute_uri(page.href),
        "example": round.norm.example,
        "confidential": True,
    }
    return render(request, "reports/figure_trail.html", context)


@require_GET
def rows(request: HttpRequest, code: str) -> HttpResponse:
    """The rows behind a figure as CSV: those that the user may see, for who may export."""
    user = signed_in(request)
    round = get_object_or_404(Round.objects.visible_to(user).with_norm(), code=code)
    narrowing = read_narrowing(round, request.GET)
    found = read_selection(user, round, narrowing).visible
    if not (found and may_take_rows(user, round, narrowing)):
        raise Http404
    content = export_rows(
        round=round,
        rows=[result.as_row() for result in found],
        organisation=narrowing.organisation,
        selection=narrowing.query.removeprefix("?"),
        by=user,
    )
    name = f'attachment; filename="{round.code}-cijfer.csv"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=FORMATS["csv"].content_type, headers=headers)
