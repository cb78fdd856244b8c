"""The rounds: all of them, one of them, planning one and changing the plan."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import signed_in
from ambitions.access import can
from ambitions.forms import ChangeForm
from ambitions.views.changing import Question, change, posted
from monitoring.actions.planning import CHANGEABLE, change_round, drop_round
from monitoring.actions.rounds import plan_round
from monitoring.choices import RoundState
from monitoring.forms.rounds import ChangePlanForm, PlanForm
from monitoring.models import Round
from monitoring.pages.progress import round_progress
from monitoring.pages.rounds import norms_to_measure
from monitoring.pages.timeline import next_step, stages


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds of the user's regions, newest first."""
    user = signed_in(request)
    found = list(Round.objects.visible_to(user).with_norm().newest_first())
    context = {
        "section": "rounds",
        "rounds": found,
        "may_plan": bool(norms_to_measure(user)),
        "example": any(round.norm.example for round in found),
    }
    return render(request, "monitoring/round_list.html", context)


@require_safe
def round(request: HttpRequest, code: str) -> HttpResponse:
    """One round: where it is on its way, and how far each organisation is that may be followed."""
    user = signed_in(request)
    found = get_object_or_404(Round.objects.visible_to(user).with_norm(), code=code)
    region = found.norm.region
    publications = list(found.publications.defer("content").order_by("number"))
    progress = round_progress(user, found)
    context = {
        "section": "rounds",
        "round": found,
        "progress": progress,
        "publications": publications,
        "stages": stages(found, publications[0] if publications else None),
        "next_step": next_step(user, found, progress),
        "provisional": found.is_provisional and found.state != RoundState.PLANNED,
        "manages": can(user, Permission.MANAGE_ROUNDS, region),
        "may_change": bool(CHANGEABLE[found.state]),
        "shows_region": found.is_final
        or (found.is_open and can(user, Permission.VIEW_PROVISIONAL_REGION, region)),
        "may_export": found.is_final and can(user, Permission.EXPORT_REGION, region),
        "example": found.norm.example,
        "confidential": True,
    }
    return render(request, "monitoring/round_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Plans a round of one of the norms that the user may measure."""
    user = signed_in(request)
    norms = norms_to_measure(user)
    if not norms:
        raise Http404
    form = PlanForm(posted(request), norms=norms)
    question = Question(
        heading="Ronde plannen",
        back=reverse("round_list"),
        back_text="Rondes",
        lead=(
            "U kunt alles nog wijzigen tot u de ronde opent. Tot dan zien alleen "
            "districtscoördinatoren haar."
        ),
        section="rounds",
        root=("start", "Start"),
    )

    def do(data: Mapping[str, Any]) -> str:
        return f"{plan_round(**data, by=user)} is gepland."

    response = change(request, question, form, do)
    if response.status_code == HTTPStatus.FOUND:
        return redirect("round_detail", form.cleaned_data["code"])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def change_plan(request: HttpRequest, code: str) -> HttpResponse:
    """Changes what can still be changed of a round."""
    user = signed_in(request)
    round = managed_round(user, code)
    if not CHANGEABLE[round.state]:
        return redirect(round)
    norms = [norm for norm in norms_to_measure(user) if norm.region_id == round.norm.region_id]
    form = ChangePlanForm(posted(request), round=round, norms=norms)

    def do(data: Mapping[str, Any]) -> str:
        change_round(round=round, changes=form.changes(), seen=data["seen"], by=user)
        return "De ronde is gewijzigd."

    response = change(request, about(round, f"{round} wijzigen"), form, do)
    # The code, and so the address, may have changed too.
    return redirect(round) if response.status_code == HTTPStatus.FOUND else response


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, code: str) -> HttpResponse:
    """Deletes a planned round."""
    user = signed_in(request)
    round = managed_round(user, code)
    form = ChangeForm(posted(request), button="Ronde verwijderen")

    def do(_data: Mapping[str, Any]) -> str:
        drop_round(round=round, by=user)
        return f"{round} is verwijderd."

    question = about(round, f"{round} verwijderen", warning="U kunt dit niet terugdraaien.")
    response = change(request, question, form, do)
    return redirect("round_list") if response.status_code == HTTPStatus.FOUND else response


def managed_round(user: User, code: str) -> Round:
    """A round of a region in which the user manages rounds; 404 without."""
    return get_object_or_404(Round.objects.to_manage_by(user).with_norm(), code=code)


def about(
    round: Round, heading: str, *, lead: str = "", warning: str = "", detail: str = ""
) -> Question:
    """A question about a round, to whose page it returns."""
    return Question(
        heading=heading,
        back=round.get_absolute_url(),
        back_text=round.name,
        lead=lead,
        warning=warning,
        section="rounds",
        root=("round_list", "Rondes"),
        detail=detail,
    )
