"""Publications of a round, and the erratum that puts one right."""

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import Permission
from accounts.refusals import Refused
from accounts.requests import signed_in
from ambitions.access import can
from ambitions.views.changing import posted
from monitoring.actions.erratum import NOTHING_DIFFERS, publish_erratum
from monitoring.choices import ResultScope, RoundState
from monitoring.forms.errata import ErratumForms, PointsForm
from monitoring.models import Assessment, Publication, Result, Round
from monitoring.pages.publications import difference, preview, seal_of, total_of
from monitoring.querysets import AssessmentQuerySet
from monitoring.requests import find_assessment


@require_safe
def publication(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What was published, and in what it differs from the publication that it replaces."""
    user = signed_in(request)
    found = get_object_or_404(
        Publication.objects.filter(
            round__in=Round.objects.visible_to(user), round__state=RoundState.PUBLISHED
        ).select_related("round__norm__region", "predecessor", "successor"),
        round__code=code,
        number=number,
    )
    round = found.round
    context = {
        "section": "rounds",
        "round": round,
        "publication": found,
        "total": total_of(found),
        "difference": difference(found),
        "seal": seal_of(found),
        "manages": can(user, Permission.MANAGE_ROUNDS, round.norm.region),
        "example": round.norm.example,
    }
    return render(request, "monitoring/publication_detail.html", context)


@require_safe
def organisations(request: HttpRequest, code: str) -> HttpResponse:
    """Asks of which organisation something was published wrong."""
    among = _correctable(signed_in(request)).filter(round__code=code).with_round()
    found = sorted(among, key=lambda assessment: assessment.organisation.order)
    if not found:
        raise Http404
    round = found[0].round
    context = {
        "section": "rounds",
        "round": round,
        "assessments": found,
        "example": round.norm.example,
    }
    return render(request, "monitoring/round_erratum.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erratum(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """Asks which points (`?punt=`) were wrong and what they should be; shows what that changes."""
    user = signed_in(request)
    assessment = find_assessment(_correctable(user), code, organisation)
    results = list(
        Result.objects.of(assessment)
        .filter(scope=ResultScope.APPLICABLE)
        .select_related("organisation", "point")
    )
    wanted = frozenset(request.GET.getlist("punt"))
    chosen = [result for result in results if result.point.code in wanted]
    if not chosen and request.method == "POST":
        raise Http404
    if not chosen:
        context = {**_context(assessment), "form": PointsForm(results)}
        return render(request, "monitoring/round_erratum_points.html", context)
    forms = ErratumForms(posted(request), chosen)
    if request.method == "POST":
        return _answer(request, user, assessment, forms)
    return _page(request, assessment, forms)


def _answer(
    request: HttpRequest, user: User, assessment: Assessment, forms: ErratumForms
) -> HttpResponse:
    """Shows what the erratum changes; publishes it when exactly that was shown before."""
    if not forms.is_valid():
        return _page(request, assessment, forms, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    round = assessment.round
    if "publiceren" not in request.POST or not forms.was_previewed:
        return _preview(request, assessment, forms)
    try:
        publication = publish_erratum(
            round=round,
            corrections=forms.corrections,
            reason=forms.reason.cleaned_data["reason"],
            by=user,
        )
    except Refused as refused:
        return _page(request, assessment, forms, refused=refused.lines, status=HTTPStatus.CONFLICT)
    messages.success(request, f"Het erratum is gepubliceerd als publicatie {publication.number}.")
    return redirect("publication_detail", round.code, publication.number)


def _preview(request: HttpRequest, assessment: Assessment, forms: ErratumForms) -> HttpResponse:
    found = preview(assessment.round, forms.corrections)
    if not found.rows:
        return _page(
            request,
            assessment,
            forms,
            refused=[NOTHING_DIFFERS],
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    forms.show_preview()
    return _page(request, assessment, forms, difference=found)


def _page(
    request: HttpRequest,
    assessment: Assessment,
    forms: ErratumForms,
    *,
    difference: object = None,
    refused: Sequence[str] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        **_context(assessment),
        "forms": forms,
        "difference": difference,
        "refused": refused,
        "confidential": True,
    }
    return render(request, "monitoring/round_erratum_form.html", context, status=status)


def _context(assessment: Assessment) -> dict[str, object]:
    return {
        "section": "rounds",
        "assessment": assessment,
        "round": assessment.round,
        "example": assessment.round.norm.example,
    }


def _correctable(user: User) -> AssessmentQuerySet:
    """Assessments of published rounds in regions where the user manages rounds."""
    rounds = Round.objects.to_manage_by(user).filter(state=RoundState.PUBLISHED)
    return Assessment.objects.filter(round__in=rounds)
