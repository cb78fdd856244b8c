from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import signed_in
from ambitions.access import can
from ambitions.forms import ChangeForm
from ambitions.models import Norm
from ambitions.views.changing import Question, change, posted
from monitoring.actions.exemption_requests import (
    ask_exemption,
    grant_request,
    refuse_request,
    why_not_granted,
    withdraw_request,
)
from monitoring.actions.exemptions import end_exemption, end_of, extend_exemption
from monitoring.forms.exemptions import (
    REFUSE,
    AskForm,
    DecisionForm,
    EndForm,
    ExemptionFilterForm,
    ExtendForm,
)
from monitoring.links import point_address
from monitoring.models import Assessment, Exemption, ExemptionRequest
from monitoring.pages.exemptions import effect_of_granting, exemption_overview, later_rounds
from monitoring.requests import find_assessment, find_result


@never_cache
@require_safe
def exemptions(request: HttpRequest) -> HttpResponse:
    """Requests to decide, exemptions to look at again, and those that hold."""
    overview = exemption_overview(signed_in(request))
    form = ExemptionFilterForm(request.GET, organisations=overview.organisations)
    context = {
        "section": "rounds",
        "form": form,
        "overview": overview.narrowed(*form.wanted()),
        "example": overview.is_example,
        "confidential": True,
    }
    return render(request, "monitoring/exemption_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str, organisation: str, point: str) -> HttpResponse:
    """Asks for n.v.t. on a point of the own organisation."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_enter_by(user), code, organisation)
    if not can(user, Permission.ASK_EXEMPTION, assessment.organisation):
        raise Http404
    result = find_result(assessment, point)
    question = Question(
        heading=f"Vrijstelling aanvragen voor {result.point.code}",
        back=point_address(assessment.round, assessment.organisation, result.point),
        back_text=f"Ambitiepunt {result.point.code}",
        lead=str(result.point.title),
        section="rounds",
        root=("round_list", "Rondes"),
        detail="monitoring/_exemption_asking.html",
    )

    def do(data: Mapping[str, Any]) -> str:
        ask_exemption(result=result, reason=data["reason"], by=user)
        return "De aanvraag is verstuurd aan de districtscoördinator."

    return change(request, question, AskForm(posted(request)), do, _confidential(result.point.norm))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a request of the own organisation back."""
    user = signed_in(request)
    asked = get_object_or_404(ExemptionRequest.objects.to_ask_by(user).with_result(), pk=pk)
    result = asked.result
    question = Question(
        heading=f"Aanvraag voor {result.point.code} intrekken",
        back=point_address(result.round, result.organisation, result.point),
        back_text=f"Ambitiepunt {result.point.code}",
        lead="Er wordt dan niet over beslist. U kunt later opnieuw een vrijstelling aanvragen.",
        section="rounds",
        root=("round_list", "Rondes"),
    )

    def do(_data: Mapping[str, Any]) -> str:
        withdraw_request(request=asked, by=user)
        return "De aanvraag is ingetrokken."

    form = ChangeForm(posted(request), button="Aanvraag intrekken")
    return change(request, question, form, do, _confidential(result.round.norm))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Grants or refuses a request, with its effect on the figures beside it."""
    user = signed_in(request)
    asked = get_object_or_404(ExemptionRequest.objects.to_decide_by(user).with_result(), pk=pk)
    result = asked.result
    assessment = Assessment.objects.with_round().get(
        round=result.round_id, organisation=result.organisation_id
    )
    problem = why_not_granted(assessment)
    form = DecisionForm(
        posted(request),
        present=result.version,
        round=result.round,
        later=later_rounds(result.round),
        may_grant=problem is None,
    )
    extra = {
        "asked": asked,
        "effect": effect_of_granting(result),
        "provisional": result.round.is_provisional,
        **_confidential(result.round.norm),
    }

    def do(data: Mapping[str, Any]) -> str:
        return _decide(asked, form, data, user)

    return change(request, _decision(asked, problem), form, do, extra)


def _decision(asked: ExemptionRequest, problem: str | None) -> Question:
    result = asked.result
    return _question(
        heading=f"Vrijstelling van {result.organisation} voor {result.point.code}",
        lead=str(result.point.title),
        warning=problem or "",
        detail="monitoring/_exemption_decision.html",
    )


def _decide(asked: ExemptionRequest, form: DecisionForm, data: Mapping[str, Any], by: User) -> str:
    organisation = asked.result.organisation
    if data["outcome"] == REFUSE:
        refuse_request(request=asked, decision=data["decision"], by=by)
        return f"De aanvraag van {organisation} is afgewezen."
    grant_request(
        request=asked,
        version=data["version"],
        until_round=form.rounds.get(data["outcome"]),
        decision=data["decision"],
        by=by,
    )
    return f"De vrijstelling van {organisation} is verleend; het punt telt niet meer mee."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends an exemption early, with the last round for which it held."""
    user = signed_in(request)
    exemption = _to_decide(user, pk)
    question = _question(
        heading=f"Vrijstelling van {exemption.organisation} beëindigen",
        lead=f"Voor {exemption.point}.",
        warning=(
            "Wat n.v.t. is in een ronde die al open is geweest, blijft n.v.t. "
            "Vanaf de volgende ronde vult de organisatie dit punt weer in."
        ),
        detail="monitoring/_exemption_facts.html",
    )

    def do(data: Mapping[str, Any]) -> str:
        ended = end_exemption(exemption=exemption, seen=data["seen"], by=user)
        return f"De vrijstelling geldt nog tot en met {ended.until_round}."

    form = EndForm(posted(request), initial={"seen": end_of(exemption)})
    extra = {"exemption": exemption, **_confidential(exemption.point.norm)}
    return change(request, question, form, do, extra)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets an exemption hold longer."""
    user = signed_in(request)
    exemption = _to_decide(user, pk)
    question = _question(
        heading=f"Vrijstelling van {exemption.organisation} verlengen",
        lead=f"Voor {exemption.point}.",
        detail="monitoring/_exemption_facts.html",
    )

    def do(data: Mapping[str, Any]) -> str:
        until = data["until"]
        extend_exemption(exemption=exemption, until_round=until, seen=data["seen"], by=user)
        return f"De vrijstelling geldt nu {f'tot en met {until}' if until else 'voor goed'}."

    later = later_rounds(exemption.until_round) if exemption.until_round else []
    form = ExtendForm(posted(request), later=later, initial={"seen": end_of(exemption)})
    extra = {"exemption": exemption, **_confidential(exemption.point.norm)}
    return change(request, question, form, do, extra)


def _to_decide(user: User, pk: int) -> Exemption:
    return get_object_or_404(Exemption.objects.to_decide_by(user).with_rounds(), pk=pk)


def _question(**parts: Any) -> Question:
    """A question that returns to the overview."""
    return Question(
        back=reverse("exemption_list"),
        back_text="Vrijstellingen",
        section="rounds",
        root=("round_list", "Rondes"),
        **parts,
    )


def _confidential(norm: Norm) -> dict[str, Any]:
    return {"confidential": True, "example": norm.example}
