"""From draft to final: offering, sending back, approving, and going on after an erratum."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import signed_in
from ambitions.forms import ChangeForm
from ambitions.views.changing import Question, change, posted
from monitoring.published import newest_publication
from reports.actions.reports import (
    approve_report,
    offer_report,
    renew_report,
    return_report,
    why_not_approved,
)
from reports.models import Report
from reports.reach import may_approve, may_write
from reports.report_forms import ApproveForm, ReturnForm, StepForm
from reports.requests import find_report, not_found_unless

READ_FIRST = "Lees het rapport eerst zoals het nu is, en keur het dan goed."
Do = Callable[[Report, int, User, dict[str, Any]], str]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the approval of a draft."""
    report = find_report(request, pk)
    not_found_unless(may_write(signed_in(request), report.round, report.organisation))

    def do(report: Report, version: int, by: User, _data: dict[str, Any]) -> str:
        offer_report(report=report, version=version, by=by)
        return "Het rapport ligt nu ter goedkeuring voor."

    lead = "Iemand die niets aan het rapport heeft gewijzigd, keurt het goed."
    form = StepForm(posted(request), report=report, button="Ter goedkeuring aanbieden")
    return _step(request, report, "Ter goedkeuring aanbieden", lead, form, do)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a draft again of what waits for approval."""
    user, report = signed_in(request), find_report(request, pk)
    not_found_unless(
        may_write(user, report.round, report.organisation)
        or may_approve(user, report.round, report.organisation)
    )

    def do(report: Report, version: int, by: User, data: dict[str, Any]) -> str:
        return_report(report=report, version=version, remark=data["remark"], by=by)
        return "Het rapport is weer een concept."

    form = ReturnForm(posted(request), report=report, button="Terugsturen")
    return _step(request, report, "Rapport terugsturen", "", form, do)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a report final that somebody else wrote; asked on what its page showed."""
    user, report = signed_in(request), find_report(request, pk)
    not_found_unless(may_approve(user, report.round, report.organisation))
    publication = newest_publication(report.round, with_content=False)
    number = publication.number if publication else 0
    if request.method != "POST" and _read(request) != (report.version, number):
        messages.warning(request, READ_FIRST)
        return redirect(report)

    def do(report: Report, version: int, by: User, data: dict[str, Any]) -> str:
        approve_report(report=report, version=version, publication=data["publication"], by=by)
        return "Het rapport is definitief."

    lead = (
        f"U keurt versie {report.version} goed, op publicatie {number}. "
        "Wie er daarna iets aan wijzigt, maakt er weer een concept van."
    )
    form = ApproveForm(posted(request), report=report, publication=number, button="Goedkeuren")
    warning = why_not_approved(report, user) or ""
    return _step(request, report, "Rapport goedkeuren", lead, form, do, warning)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a draft of a final report, on the publication that came since."""
    report = find_report(request, pk)
    not_found_unless(may_write(signed_in(request), report.round, report.organisation))

    def do(report: Report, version: int, by: User, _data: dict[str, Any]) -> str:
        renew_report(report=report, version=version, by=by)
        return "Er is een nieuwe versie, met de cijfers van de nieuwste publicatie."

    lead = "De teksten blijven; de getallen erin worden die van de nieuwste publicatie."
    form = StepForm(posted(request), report=report, button="Nieuwe versie maken")
    return _step(request, report, "Nieuwe versie maken", lead, form, do)


def _read(request: HttpRequest) -> tuple[int, ...]:
    """Version and publication of the page from which somebody came; empty for odd ones."""
    sent = (request.GET.get("versie", ""), request.GET.get("publicatie", ""))
    return tuple(int(number) for number in sent if number.isascii() and number.isdecimal())


def _step(
    request: HttpRequest,
    report: Report,
    heading: str,
    lead: str,
    form: ChangeForm,
    do: Do,
    warning: str = "",
) -> HttpResponse:
    user = signed_in(request)
    question = Question(
        heading=heading,
        back=report.get_absolute_url(),
        back_text=str(report),
        lead=lead,
        warning=warning,
        section="reports",
        root=("report_list", "Rapporten"),
    )
    extra = {"example": report.round.norm.example}
    return change(
        request,
        question,
        form,
        lambda data: do(report, data["version"], user, dict(data)),
        extra,
    )
