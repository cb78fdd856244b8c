from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from ambitions.models import AmbitionPoint, Norm
from reports.dashboards.point import point_page
from reports.views.revalidation import revalidated


@require_safe
def norms(request: HttpRequest) -> HttpResponse:
    found = Norm.objects.visible_to(signed_in(request)).with_counts().order_by("title", "version")
    context = {
        "section": "norms",
        "norms": found,
        "example": any(norm.example for norm in found),
    }
    return render(request, "reports/norm_list.html", context)


@require_safe
def norm(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """One version of a norm: its themes and their points."""
    found = get_object_or_404(
        Norm.objects.visible_to(signed_in(request)).select_related("region"),
        code=code,
        version=version,
    )
    themes = found.themes.order_by("position").prefetch_related("points__applicability")
    context = {"section": "norms", "norm": found, "themes": themes, "example": found.example}
    return render(request, "reports/norm_detail.html", context)


@require_safe
@revalidated
def point(request: HttpRequest, norm: str, version: str, code: str) -> HttpResponse:
    """One ambition point, with every status that the user may see."""
    user = signed_in(request)
    found = get_object_or_404(
        AmbitionPoint.objects.visible_to(user).with_norm(),
        norm__code=norm,
        norm__version=version,
        code=code,
    )
    context = {
        "section": "norms",
        "page": point_page(user, found),
        "example": found.norm.example,
        "confidential": True,
    }
    return render(request, "reports/point_detail.html", context)
