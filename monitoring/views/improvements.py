from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import signed_in
from ambitions.views.changing import Question, change, posted
from monitoring.actions.improvements import add_improvement, change_improvement, why_locked
from monitoring.forms.improvements import (
    ImprovementChangeForm,
    ImprovementFilterForm,
    ImprovementForm,
)
from monitoring.links import point_address
from monitoring.models import Assessment, ImprovementAction
from monitoring.pages.improvements import improvement_list
from monitoring.requests import find_assessment, find_result
from monitoring.views.context import of_assessment


@never_cache
@require_safe
def improvements(request: HttpRequest) -> HttpResponse:
    """Improvement actions of the own organisation or the region, by due date."""
    page = improvement_list(signed_in(request))
    form = ImprovementFilterForm(request.GET, organisations=page.organisations)
    context = {
        "section": "rounds",
        "form": form,
        "page": page,
        "lines": page.narrowed(*form.wanted()),
        "example": page.is_example,
        "confidential": True,
    }
    return render(request, "monitoring/improvement_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str, organisation: str, point: str) -> HttpResponse:
    """Adds an improvement action to a point."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_enter_by(user), code, organisation)
    result = find_result(assessment, point)
    result.organisation = assessment.organisation
    form = ImprovementForm(posted(request))
    question = Question(
        heading=f"Verbeteractie toevoegen bij {result.point.code}",
        back=point_address(assessment.round, assessment.organisation, result.point),
        back_text=f"Ambitiepunt {result.point.code}",
        lead=f"{result.point.title}, {assessment.organisation}.",
        warning=why_locked(assessment.organisation, result.point, user) or "",
        section="rounds",
        root=("round_list", "Rondes"),
    )

    def do(_data: Mapping[str, Any]) -> str:
        add_improvement(result=result, content=form.content(), by=user)
        return "De verbeteractie is toegevoegd."

    return change(request, question, form, do, of_assessment(assessment))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Brings an improvement action up to date; what a colleague wrote meanwhile is shown."""
    user = signed_in(request)
    found = ImprovementAction.objects.visible_to(user).to_enter_by(user).with_place()
    improvement = get_object_or_404(found, pk=pk)
    form = ImprovementChangeForm(posted(request), improvement=improvement)
    question = Question(
        heading=f"Verbeteractie bij {improvement.point.code} bijwerken",
        back=reverse("improvement_list"),
        back_text="Verbeteracties",
        lead=f"{improvement.point.title}, {improvement.organisation}.",
        warning=why_locked(improvement.organisation, improvement.point, user) or "",
        section="rounds",
        root=("round_list", "Rondes"),
        detail="monitoring/_improvement_meanwhile.html",
    )

    def do(data: Mapping[str, Any]) -> str:
        changed = change_improvement(
            improvement=improvement, version=data["version"], content=form.content(), by=user
        )
        return "De verbeteractie is opgeslagen." if changed else "Er was niets te wijzigen."

    extra = {
        "improvement": improvement,
        "confidential": True,
        "example": improvement.point.norm.example,
    }
    return change(request, question, form, do, extra)
