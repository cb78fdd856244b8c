"""The collegiale toets: what an organisation asked of others, and what is asked of it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import signed_in
from ambitions.forms import ChangeForm
from ambitions.models import Organisation
from ambitions.views.changing import posted
from monitoring.actions.peer_reviews import answer_peer_review, ask_peer_review, end_peer_review
from monitoring.forms.handing_in import PeerForm
from monitoring.models import Assessment, PeerReview
from monitoring.requests import find_assessment
from monitoring.views.asking import ask as ask_about
from monitoring.views.context import of_assessment

ANSWERS = {"meedoen": True, "afwijzen": False}


@never_cache
@require_safe
def peer_reviews(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """Both lists of the own organisation in this round."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_submit_by(user), code, organisation)
    reviews = list(PeerReview.objects.concerning(assessment).with_names())
    context = of_assessment(
        assessment,
        asked=[review for review in reviews if review.assessment_id == assessment.pk],
        asked_of_us=[review for review in reviews if review.assessment_id != assessment.pk],
    )
    return render(request, "monitoring/review_peers.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """Asks another participant to look along."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_submit_by(user), code, organisation)
    others = Organisation.objects.filter(assessments__round=assessment.round_id)
    form = PeerForm(
        posted(request),
        organisations=others.exclude(pk=assessment.organisation_id).in_order(),
    )

    def do(data: Mapping[str, Any]) -> str:
        ask_peer_review(assessment=assessment, organisation=data["organisation"], by=user)
        return f"De vraag is verstuurd aan {data['organisation']}."

    return ask_about(
        request,
        assessment,
        form,
        do,
        heading="Een collegiale toets vragen",
        lead=(
            "Zegt de andere organisatie ja, dan lezen haar coördinatoren uw statussen, "
            "toelichtingen en onderbouwing, ook voor u indient. U kunt dit altijd afronden."
        ),
        back=_back(assessment),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str, organisation: str, pk: int, way: str) -> HttpResponse:
    """Says yes or no to another organisation that asks to look along."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_submit_by(user), code, organisation)
    if way not in ANSWERS:
        raise Http404
    review = get_object_or_404(
        PeerReview.objects.concerning(assessment).exclude(assessment=assessment).with_names(),
        pk=pk,
    )
    form = ChangeForm(posted(request), button="Ja, wij doen mee" if ANSWERS[way] else "Afwijzen")

    def do(_data: Mapping[str, Any]) -> str:
        answer_peer_review(review=review, accepts=ANSWERS[way], by=user)
        return "Uw antwoord is verstuurd."

    return ask_about(
        request,
        assessment,
        form,
        do,
        heading=f"Collegiale toets met {review.assessment.organisation} {way}",
        lead="De andere organisatie vraagt de uwe om mee te kijken met haar invulling.",
        back=_back(assessment),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, code: str, organisation: str, pk: int) -> HttpResponse:
    """Ends what was asked or agreed, from either side."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_submit_by(user), code, organisation)
    review = get_object_or_404(PeerReview.objects.concerning(assessment).with_names(), pk=pk)
    form = ChangeForm(posted(request), button="Afronden")

    def do(_data: Mapping[str, Any]) -> str:
        end_peer_review(review=review, ends_for=assessment.organisation, by=user)
        return "De collegiale toets is afgerond."

    return ask_about(
        request,
        assessment,
        form,
        do,
        heading="De collegiale toets afronden",
        lead="Er wordt dan niet meer meegekeken. De vragen en antwoorden blijven staan.",
        back=_back(assessment),
    )


def _back(assessment: Assessment) -> str:
    return reverse("peer_reviews", args=[assessment.round.code, assessment.organisation.code])
