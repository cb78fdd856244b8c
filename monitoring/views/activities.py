from collections.abc import Mapping
from itertools import chain
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import signed_in
from ambitions.access import organisations_of
from ambitions.models import Organisation
from ambitions.views.access import chosen_region
from ambitions.views.changing import Question, change, posted
from monitoring.actions.activities import (
    ActivityContent,
    change_activity,
    record_activity,
    remove_activity,
)
from monitoring.forms.activities import (
    ActivityChangeForm,
    ActivityFilterForm,
    ActivityForm,
    RemoveForm,
    shown,
    ticked,
)
from monitoring.models import Activity
from monitoring.pages.activities import (
    activity_lines,
    activity_list,
    activity_years,
    points_to_serve,
    recording_regions,
)


@never_cache
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """Trainings, dilemmasessies and the like in the user's regions, the newest first."""
    user = signed_in(request)
    form = ActivityFilterForm(
        request.GET,
        organisations=Organisation.objects.visible_to(user).in_order(),
        years=activity_years(user),
    )
    wanted, page = form.wanted(), request.GET.get("pagina")
    overview = activity_list(user, **wanted, page=page) if wanted is not None else None
    context = {
        "section": "rounds",
        "form": form,
        "overview": overview,
        "may_add": bool(recording_regions(user)),
        "example": overview is not None and overview.is_example,
    }
    return render(request, "monitoring/activity_list.html", context)


@never_cache
@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity, with its description."""
    user = signed_in(request)
    found = get_object_or_404(Activity.objects.visible_to(user).with_place(), pk=pk)
    (line,) = activity_lines(user, [found])
    context = {
        "section": "rounds",
        "line": line,
        "activity": found,
        "example": line.is_example,
    }
    return render(request, "monitoring/activity_detail.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Records an activity of the own organisation, or of any organisation of the region."""
    user = signed_in(request)
    regions = recording_regions(user)
    if not regions:
        raise Http404
    region = chosen_region(request, regions)
    points = points_to_serve(region)
    form = ActivityForm(
        posted(request),
        organisations=region.organisations.in_order(),
        points=points,
        initial=ticked(
            organisations_of(user, Permission.ENTER_RESULTS),
            (point for point in chain(*points.values()) if point.code == request.GET.get("punt")),
        ),
    )

    def do(_data: Mapping[str, Any]) -> str:
        record_activity(region=region, content=form.content(), by=user)
        return "De activiteit is toegevoegd."

    return change(request, _question("Activiteit toevoegen"), form, do)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes an activity; what a colleague wrote meanwhile is shown."""
    user = signed_in(request)
    found = _to_change(request, user, pk)
    content = ActivityContent.of(found)
    form = ActivityChangeForm(
        posted(request),
        activity=found,
        organisations=found.region.organisations.in_order(),
        points=points_to_serve(found.region, content.points),
        initial=shown(content),
    )

    def do(data: Mapping[str, Any]) -> str:
        changed = change_activity(
            activity=found, version=data["version"], content=form.content(), by=user
        )
        return "De activiteit is opgeslagen." if changed else "Er was niets te wijzigen."

    detail = "monitoring/_activity_meanwhile.html"
    return change(request, _question(f"{found} wijzigen", detail), form, do, _shown(user, found))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an activity out of the lists."""
    user = signed_in(request)
    found = _to_change(request, user, pk)

    def do(data: Mapping[str, Any]) -> str:
        remove_activity(activity=found, version=data["version"], by=user)
        return "De activiteit is verwijderd."

    form = RemoveForm(posted(request), present=found.version)
    question = _question(f"{found} verwijderen", "monitoring/_activity_facts.html")
    return change(request, question, form, do, _shown(user, found))


def _to_change(request: HttpRequest, user: User, pk: int) -> Activity:
    """An activity that the user may change; a removed one only to hear that it is gone."""
    found = get_object_or_404(Activity.objects.to_change_by(user).with_place(), pk=pk)
    if found.removed_at is not None and request.method != "POST":
        raise Http404
    return found


def _shown(user: User, activity: Activity) -> dict[str, Any]:
    (line,) = activity_lines(user, [activity])
    return {"line": line, "example": line.is_example}


def _question(heading: str, detail: str = "") -> Question:
    return Question(
        heading=heading,
        back=reverse("activity_list"),
        back_text="Activiteiten",
        section="rounds",
        root=("round_list", "Rondes"),
        detail=detail,
    )
