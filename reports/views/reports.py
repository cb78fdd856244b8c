"""The list of reports, and a report with its standard texts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.refusals import Refused
from accounts.requests import signed_in
from reports.actions.reports import begin_report
from reports.documents.blocks import Level
from reports.documents.html import render_preview
from reports.drafting import standard
from reports.models import Report
from reports.pages.report_list import report_line, report_list, report_rounds
from reports.pages.waiting import waiting_reports
from reports.reach import may_write
from reports.requests import chosen_region, chosen_report, not_found_unless
from reports.views.refusing import not_made, with_reason


@never_cache
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The reports of one round that the user may have."""
    user = signed_in(request)
    region, regions = chosen_region(request)
    rounds = report_rounds(user, region)
    page = report_list(user, region, rounds, request.GET.get("ronde"))
    not_found_unless(page.round is not None or "ronde" not in request.GET)
    waiting = waiting_reports(user)
    examples = [report.is_example for report in waiting]
    if page.round is not None:
        examples.append(page.round.norm.example)
    context = {
        "section": "reports",
        "page": page,
        "regions": regions,
        "waiting": waiting,
        "example": any(examples),
    }
    return render(request, "reports/report_list.html", context)


@never_cache
@require_safe
@with_reason
def standard_report(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """A report with its standard texts, to read on the page."""
    user = signed_in(request)
    chosen = chosen_report(request, code, kind)
    reports = Report.objects.visible_to(user).of_round(chosen.round)
    report = reports.filter(kind=kind, organisation=chosen.organisation).first()
    document = standard(chosen.kind, chosen.round, chosen.organisation, user)
    context = {
        "section": "reports",
        "line": report_line(user, chosen.kind, chosen.round, chosen.organisation, report),
        "document": render_preview(document),
        "provisional": chosen.round.is_provisional,
        "confidential": document.mark.level == Level.CONFIDENTIAL,
        "example": chosen.round.norm.example,
    }
    return render(request, "reports/report_standard.html", context)


@never_cache
@require_POST
def begin(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Begins a draft of a report; when a colleague did so first, that one is shown."""
    user = signed_in(request)
    chosen = chosen_report(request, code, kind)
    not_found_unless(may_write(user, chosen.round, chosen.organisation))
    try:
        report = begin_report(
            kind=chosen.kind, round=chosen.round, organisation=chosen.organisation, by=user
        )
    except Refused as refused:
        begun = Report.objects.visible_to(user).of_round(chosen.round)
        there = begun.filter(kind=kind, organisation=chosen.organisation).first()
        if there is None:
            return not_made(request, refused.lines)
        messages.info(request, " ".join(refused.lines))
        return redirect(there)
    return redirect(report)
