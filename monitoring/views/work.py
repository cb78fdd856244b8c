"""Dividing the points of one's organisation among its coordinators."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.refusals import Refused
from accounts.requests import signed_in
from ambitions.views.changing import Question, change, posted
from monitoring.actions.assignments import Chosen, assign_points, colleagues, hand_over
from monitoring.forms.work import AssignForm, DivideForm, HandOverForm
from monitoring.links import point_address
from monitoring.models import Assessment, Result
from monitoring.pages.work import PointAssignment, Share, assignment_of, division
from monitoring.requests import find_assessment, find_result
from monitoring.views.context import of_assessment

ROOT = ("round_list", "Rondes")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def divide(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """All points of the organisation in a round and who has them; gives the ticked ones away."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_divide_by(user), code, organisation)
    people = colleagues(assessment.organisation)
    form = DivideForm(posted(request), people=people, me=user)
    if request.method != "POST":
        return _page(request, user, assessment, form, HTTPStatus.OK)
    if not form.is_valid():
        return _page(request, user, assessment, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    data = form.cleaned_data
    try:
        count = assign_points(
            assessment=assessment, points=form.ticks, to=data["to"], note=data["note"], by=user
        )
    except Refused as refused:
        form.refuse(refused.lines)
        return _page(request, user, assessment, form, HTTPStatus.CONFLICT)
    messages.success(request, _told(count, data["to"]))
    return redirect("divide", code, organisation)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_all(request: HttpRequest, code: str, organisation: str, person: int) -> HttpResponse:
    """Hands over all points of one person in the assessment: one's own, or of who left."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_divide_by(user), code, organisation)
    share = _find_share(person, user, assessment)
    others = [each for each in colleagues(assessment.organisation) if each != share.person]
    form = HandOverForm(posted(request), people=others, me=user)

    def do(data: Mapping[str, Any]) -> str:
        count = hand_over(
            assessment=assessment,
            giver=share.person,
            to=data["to"],
            note=data["note"],
            by=user,
        )
        return _told(count, data["to"])

    return change(request, _share_question(assessment, share), form, do, of_assessment(assessment))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assign_point(request: HttpRequest, code: str, organisation: str, point: str) -> HttpResponse:
    """Gives one point to a colleague, to oneself or to nobody."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_divide_by(user), code, organisation)
    result = find_result(assessment, point)
    present = assignment_of(user, result, assessment)
    people = colleagues(assessment.organisation)
    form = AssignForm(posted(request), people=people, me=user, initial={"seen": present.seen})

    def do(data: Mapping[str, Any]) -> str:
        points = [Chosen(result.pk, data["seen"])]
        count = assign_points(
            assessment=assessment, points=points, to=data["to"], note=data["note"], by=user
        )
        return _told(count, data["to"])

    question = _point_question(assessment, result, present)
    return change(request, question, form, do, of_assessment(assessment))


def _page(
    request: HttpRequest, user: User, assessment: Assessment, form: DivideForm, status: HTTPStatus
) -> HttpResponse:
    context = {
        **of_assessment(assessment),
        "section": "rounds",
        "form": form,
        "division": division(user, assessment, {chosen.result for chosen in form.ticks}),
    }
    return render(request, "monitoring/work_divide.html", context, status=status)


def _find_share(person: int, user: User, assessment: Assessment) -> Share:
    """What the person with this key has; 404 for who has nothing to do with the assessment."""
    for share in division(user, assessment).shares:
        if share.person.pk == person:
            return share
    raise Http404


def _share_question(assessment: Assessment, share: Share) -> Question:
    whose = "Uw punten" if share.is_me else f"De punten van {share.person}"
    count = _points(share.count)
    return Question(
        heading=f"{whose} doorgeven",
        back=reverse("divide", args=[assessment.round.code, assessment.organisation.code]),
        back_text="Punten verdelen",
        lead=f"Het gaat om {count} van {assessment.organisation}, {assessment.round}.",
        section="rounds",
        root=ROOT,
    )


def _point_question(assessment: Assessment, result: Result, present: PointAssignment) -> Question:
    gone = " (heeft geen rol meer)" if present.is_gone else ""
    return Question(
        heading=f"{result.point.code} toewijzen",
        back=point_address(assessment.round, assessment.organisation, result.point),
        back_text=str(result.point),
        lead=f"Nu bij {present.person}{gone}." if present.person else "Nu bij niemand.",
        section="rounds",
        root=ROOT,
    )


def _points(count: int) -> str:
    return "1 ambitiepunt" if count == 1 else f"{count} ambitiepunten"


def _told(count: int, to: User | None) -> str:
    if not count:
        return "Er was niets te wijzigen."
    return f"{_points(count)} toegewezen aan {to}." if to else f"{_points(count)}: toewijzing weg."
