"""Looking an assessment over: by the district, and by a peer with whom that was agreed."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import signed_in
from ambitions.views.changing import posted
from monitoring.actions.review import (
    NOT_HANDED_IN,
    Looked,
    add_remark,
    agree_to_rest,
    answer_question,
)
from monitoring.choices import RemarkKind
from monitoring.forms.handing_in import AnswerForm, RemarkForm, StepForm
from monitoring.links import point_address
from monitoring.models import Assessment, PeerReview, ReviewRemark
from monitoring.pages.review import FILTERS, review_lines, review_page
from monitoring.requests import find_assessment, find_result
from monitoring.views.asking import ask
from monitoring.views.context import of_assessment


@never_cache
@require_safe
def review(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """All points of an assessment for the district coordinator."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_review_by(user), code, organisation)
    return _page(request, user, assessment, None)


@never_cache
@require_safe
def peer_review(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """The same for the coordinator of another organisation, with a conversation of their own."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_peer_review_by(user), code, organisation)
    return _page(request, user, assessment, _peer_review(user, assessment))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review_point(request: HttpRequest, code: str, organisation: str, point: str) -> HttpResponse:
    """One point: a question about it, or agreed."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_review_by(user), code, organisation)
    return _point(request, user, assessment, point, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def peer_review_point(
    request: HttpRequest, code: str, organisation: str, point: str
) -> HttpResponse:
    """The same for a peer."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_peer_review_by(user), code, organisation)
    return _point(request, user, assessment, point, _peer_review(user, assessment))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """Agrees in one go to every point without an open question."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_review_by(user), code, organisation)
    form = StepForm(posted(request), assessment=assessment, button="Akkoord met deze punten")

    def do(data: Mapping[str, Any]) -> str:
        count = agree_to_rest(assessment=assessment, seen=data["seen"], by=user)
        if not count:
            return "Er was geen punt meer om akkoord mee te gaan."
        return f"U bent akkoord met {count} {'punt' if count == 1 else 'punten'}."

    return ask(
        request,
        assessment,
        form,
        do,
        heading="Akkoord met alle punten zonder open vraag",
        lead="Ook met de punten die u niet hebt bekeken. Punten met een open vraag blijven open.",
        back=_list_address(assessment, None),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(
    request: HttpRequest, code: str, organisation: str, point: str, question: int
) -> HttpResponse:
    """The organisation answers a question of the district or of a peer."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_answer_by(user), code, organisation)
    result = find_result(assessment, point)
    asked = get_object_or_404(
        ReviewRemark.objects.with_names(), pk=question, result=result, kind=RemarkKind.QUESTION
    )
    form = AnswerForm(posted(request))

    def do(data: Mapping[str, Any]) -> str:
        answer_question(question=asked, text=data["text"], by=user)
        return "Uw antwoord is verstuurd."

    return ask(
        request,
        assessment,
        form,
        do,
        heading=f"Antwoord op een vraag over {result.point.code}",
        detail="monitoring/_review_question.html",
        back=point_address(assessment.round, assessment.organisation, result.point),
        extra={"asked": asked},
    )


def _peer_review(user: User, assessment: Assessment) -> PeerReview:
    return get_object_or_404(
        PeerReview.objects.accepted_of(user).select_related("organisation"), assessment=assessment
    )


def _page(
    request: HttpRequest, user: User, assessment: Assessment, peer_review: PeerReview | None
) -> HttpResponse:
    page = review_page(user, assessment, peer_review, request.GET.get("toon", ""))
    if page is None:
        raise Http404
    context = of_assessment(
        assessment,
        page=page,
        peer_review=peer_review,
        takes_remarks=assessment.is_handed_in or peer_review is not None,
    )
    return render(request, "monitoring/review_list.html", context)


def _point(
    request: HttpRequest,
    user: User,
    assessment: Assessment,
    point: str,
    peer_review: PeerReview | None,
) -> HttpResponse:
    lines = review_lines(user, assessment, peer_review, point)
    if not lines:
        raise Http404
    line = lines[0]
    takes_remarks = assessment.is_handed_in or peer_review is not None
    present = Looked(line.result.version, line.thread.last)
    form = RemarkForm(posted(request), present=present, takes_remarks=takes_remarks)

    def do(data: Mapping[str, Any]) -> str:
        add_remark(
            result=line.result,
            peer_review=peer_review,
            kind=form.kind,
            text=data.get("text", ""),
            looked=form.looked,
            by=user,
        )
        code = line.result.point.code
        agreed = form.kind == RemarkKind.AGREED
        return f"U bent akkoord met {code}." if agreed else f"Uw vraag over {code} is verstuurd."

    return ask(
        request,
        assessment,
        form,
        do,
        heading=f"{line.result.point}",
        warning="" if takes_remarks else NOT_HANDED_IN,
        detail="monitoring/_review_result.html",
        back=f"{_list_address(assessment, peer_review, request)}#punt-{line.result.point.code}",
        extra={"line": line},
    )


def _list_address(
    assessment: Assessment, peer_review: PeerReview | None, request: HttpRequest | None = None
) -> str:
    """The list that a reviewer came from, narrowed as it was."""
    name = "peer_review" if peer_review else "review"
    address = reverse(name, args=[assessment.round.code, assessment.organisation.code])
    shown = request.GET.get("toon") if request else None
    return f"{address}?{urlencode({'toon': shown})}" if shown in FILTERS else address
