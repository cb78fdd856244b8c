"""Asking another organisation for help with a point, and what the asked one reads of it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import signed_in
from ambitions.models import AmbitionPoint, Organisation
from ambitions.views.changing import Question, change, posted
from monitoring.actions.help_requests import ask_help, sentence, who_is_asked, why_not_asked
from monitoring.forms.help_requests import HelpForm
from monitoring.models import HelpRequest
from monitoring.pages.help_requests import achieved_by_others, may_ask_for

CHOSEN_BELOW = "(de organisatie die u hieronder kiest)"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(
    request: HttpRequest, norm: str, version: str, point: str, organisation: str
) -> HttpResponse:
    """Shows what will be sent to whom, and on POST asks."""
    user = signed_in(request)
    found = get_object_or_404(
        AmbitionPoint.objects.visible_to(user).with_norm(),
        norm__code=norm,
        norm__version=version,
        code=point,
    )
    asked = _find_organisation(user, found, organisation)
    own = [each for each in may_ask_for(user, asked.region_id) if each != asked]
    if not own:
        raise Http404
    problem = why_not_asked(found, asked, user)
    form = HelpForm(posted(request), organisations=own, may_ask=problem is None)

    def do(_data: Mapping[str, Any]) -> str:
        ask_help(point=found, organisation=asked, asked_for=form.asked_for, by=user)
        return f"Uw vraag gaat naar {asked}, met de eerstvolgende mail van flevonorm."

    extra = {
        "point": found,
        "asked": asked,
        "people": len(who_is_asked(asked, user)),
        "sentence": sentence(user, str(own[0]) if len(own) == 1 else CHOSEN_BELOW),
        "example": found.norm.example,
        "confidential": True,
    }
    return change(request, _question(found, asked, problem), form, do, extra)


@never_cache
@require_safe
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: who asks, and about which point."""
    found = get_object_or_404(
        HelpRequest.objects.visible_to(signed_in(request)).with_names(), pk=pk
    )
    context = {
        "section": "norms",
        "asked": found,
        "example": found.point.norm.example,
        "confidential": True,
    }
    return render(request, "monitoring/help_request.html", context)


def _find_organisation(user: User, point: AmbitionPoint, code: str) -> Organisation:
    """An organisation that achieved the point; who did not, or out of sight, is not there."""
    achieved = achieved_by_others(user, point).values("organisation")
    visible = Organisation.objects.visible_to(user).select_related("region")
    return get_object_or_404(visible.filter(pk__in=achieved), code=code)


def _question(point: AmbitionPoint, asked: Organisation, problem: str | None) -> Question:
    return Question(
        heading=f"{asked} om hulp vragen bij {point.code}",
        back=point.get_absolute_url(),
        back_text=f"Ambitiepunt {point.code}",
        lead=f"{asked} heeft dit behaald: {point.title}.",
        warning=problem or "",
        section="norms",
        root=("norm_list", "Normen"),
        detail="monitoring/_help_preview.html",
    )
