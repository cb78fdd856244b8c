"""Where an assessment stands, and the steps that it takes."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import signed_in
from ambitions.views.changing import posted
from monitoring.actions.handing_in import (
    return_assessment,
    submit_assessment,
    withdraw_submission,
)
from monitoring.actions.sign_offs import record_sign_off
from monitoring.forms.handing_in import ReturnForm, SignOffForm, StepForm, SubmitForm
from monitoring.models import BODIES, Assessment
from monitoring.pages.handing_in import missing_of, standing
from monitoring.requests import find_assessment
from monitoring.views.asking import ask
from monitoring.views.context import of_assessment

LAPSES = (
    "Is de invulling al vastgesteld, dan vervalt de vaststelling. "
    "Wie haar vastlegde krijgt bericht."
)


@never_cache
@require_safe
def detail(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """What happened to an assessment, what is missing, and what may be done now."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.visible_to(user), code, organisation)
    context = of_assessment(assessment, standing=standing(user, assessment))
    return render(request, "monitoring/assessment_detail.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """Hands in; first the list of what is missing."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_submit_by(user), code, organisation)
    missing = missing_of(assessment)
    form = SubmitForm(posted(request), assessment=assessment, is_complete=not missing)

    def do(data: Mapping[str, Any]) -> str:
        submit_assessment(assessment=assessment, seen=data["seen"], by=user)
        return "De invulling is ingediend. De districtscoördinator krijgt bericht."

    return ask(
        request,
        assessment,
        form,
        do,
        heading=f"De invulling van {assessment.organisation} indienen",
        lead="" if missing else "Alle punten zijn ingevuld en toegelicht.",
        warning=""
        if missing
        else "Na het indienen kunt u niets meer wijzigen, tenzij u de indiening intrekt.",
        detail="monitoring/_assessment_missing.html",
        extra={"missing": missing},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """Takes back what was handed in, to change it."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_submit_by(user), code, organisation)
    form = StepForm(posted(request), assessment=assessment, button="Indiening intrekken")

    def do(data: Mapping[str, Any]) -> str:
        withdraw_submission(assessment=assessment, seen=data["seen"], by=user)
        return "De indiening is ingetrokken. U kunt weer wijzigen."

    return ask(
        request,
        assessment,
        form,
        do,
        heading="De indiening intrekken",
        lead="U kunt daarna weer wijzigen, en dient opnieuw in als u klaar bent.",
        warning=LAPSES,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """The district returns what was handed in, to be completed."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_review_by(user), code, organisation)
    form = ReturnForm(posted(request), assessment=assessment)

    def do(data: Mapping[str, Any]) -> str:
        return_assessment(assessment=assessment, reason=data["reason"], seen=data["seen"], by=user)
        return f"De invulling van {assessment.organisation} is teruggestuurd."

    return ask(
        request,
        assessment,
        form,
        do,
        heading=f"De invulling van {assessment.organisation} terugsturen",
        lead="De organisatie kan daarna weer wijzigen en dient opnieuw in.",
        warning=LAPSES,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """Writes down by which decision the board adopted what was handed in."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_submit_by(user), code, organisation)
    form = SignOffForm(posted(request), assessment=assessment)
    body = BODIES[assessment.organisation.kind]

    def do(data: Mapping[str, Any]) -> str:
        record_sign_off(assessment=assessment, by=user, **data)
        return "De vaststelling is vastgelegd."

    return ask(
        request,
        assessment,
        form,
        do,
        heading="De vaststelling vastleggen",
        lead=f"Leg vast met welk besluit het {body} de invulling heeft vastgesteld.",
    )
