from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import signed_in
from ambitions.actions.rights import export_rights, review_rights
from ambitions.forms import ReviewForm
from ambitions.models import Region, RightsReview
from ambitions.rights_list import rights_list
from ambitions.views.access import changes_access, chosen_region, managed_regions, manages
from ambitions.views.changing import Question, change, posted


@require_safe
@manages(Permission.MANAGE_USERS)
def rights(request: HttpRequest) -> HttpResponse:
    """Who may do what in the region, and when that was reviewed."""
    regions = managed_regions(signed_in(request), Permission.MANAGE_USERS)
    region = chosen_region(request, regions)
    last = RightsReview.objects.filter(region=region).select_related("reviewed_by").first()
    context = {
        "section": "administration",
        "region": region,
        "regions": regions,
        "rights": rights_list(region, timezone.now()),
        "last": last,
        "due": last and a_year_after(timezone.localdate(last.reviewed_at)),
    }
    return render(request, "administration/rights_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@changes_access
def review(request: HttpRequest) -> HttpResponse:
    """Says that the rights list was reviewed."""
    user = signed_in(request)
    region = chosen_region(request, managed_regions(user, Permission.MANAGE_USERS))
    present = rights_list(region, timezone.now())
    form = ReviewForm(posted(request), initial={"seen": request.GET.get("lijst", present.mark)})
    question = Question(
        heading=f"Rechten van {region} beoordelen",
        back=f"{reverse('rights_list')}?regio={region.code}",
        back_text="Rechten",
        lead="Hebt u van iedereen op de lijst bekeken of de rol nog klopt? Leg dat dan hier vast.",
    )
    return change(request, question, form, partial(_review, user, region))


def _review(user: User, region: Region, data: Mapping[str, Any]) -> str:
    saved = review_rights(region=region, remark=data["remark"], seen=data["seen"], by=user)
    return f"De beoordeling van {saved.role_count} rollen is vastgelegd."


@require_safe
@manages(Permission.MANAGE_USERS)
def export(request: HttpRequest) -> HttpResponse:
    """The rights list as a file."""
    user = signed_in(request)
    region = chosen_region(request, managed_regions(user, Permission.MANAGE_USERS))
    name = f"rechten-{region.code}-{timezone.localdate():%Y-%m-%d}.csv"
    return HttpResponse(
        export_rights(region=region, by=user),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def a_year_after(day: date) -> date:
    """The same day next year; of 29 February the first of March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
