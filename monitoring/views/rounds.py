from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.requests import signed_in
from ambitions.access import can
from monitoring.models import Round
from monitoring.pages.progress import round_progress


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds of the user's regions, newest first."""
    found = list(Round.objects.visible_to(signed_in(request)).with_norm().newest_first())
    context = {
        "section": "rounds",
        "rounds": found,
        "example": any(round.norm.example for round in found),
    }
    return render(request, "monitoring/round_list.html", context)


@require_safe
def round(request: HttpRequest, code: str) -> HttpResponse:
    """One round: how far each organisation is that the user may follow, and the exports."""
    user = signed_in(request)
    found = get_object_or_404(Round.objects.visible_to(user).with_norm(), code=code)
    context = {
        "section": "rounds",
        "round": found,
        "progress": round_progress(user, found),
        "publications": found.publications.order_by("number"),
        "shows_region": found.is_final
        or (found.is_open and can(user, Permission.VIEW_PROVISIONAL_REGION, found.norm.region)),
        "may_export": found.is_final and can(user, Permission.EXPORT_REGION, found.norm.region),
        "example": found.norm.example,
        "confidential": True,
    }
    return render(request, "monitoring/round_detail.html", context)
