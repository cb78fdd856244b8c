"""One report: as it is, its versions, its text and its settings."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.refusals import Refused
from accounts.requests import signed_in
from ambitions.views.changing import Question, change, posted
from monitoring.plain_text import tidy
from reports.actions.report_checks import MAX_NOTE
from reports.actions.reports import STALE, change_settings, change_texts
from reports.actions.unsaved import keep_unsaved
from reports.documents.blocks import Level
from reports.documents.html import render_preview
from reports.models import Report, ReportVersion, UnsavedText
from reports.pages.report_detail import report_detail
from reports.pages.report_editor import Sent, editor, read_sent
from reports.pages.report_versions import version_page
from reports.reach import may_write, sees_drafts
from reports.report_forms import SettingsForm
from reports.requests import find_report, newest, not_found_unless, numbered
from reports.texts.typed_fields import NOTE, fields_of
from reports.views.refusing import with_reason


@never_cache
@require_safe
@with_reason
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A report as it is now, with what may be done with it."""
    user = signed_in(request)
    page = report_detail(user, find_report(request, pk))
    context = {
        "unsaved": _unsaved(user, page.report) if page.doors.write else None,
        "section": "reports",
        "page": page,
        "report": page.report,
        "document": render_preview(page.document),
        "provisional": page.report.round.is_provisional,
        "confidential": page.version.level == Level.CONFIDENTIAL,
        "example": page.report.round.norm.example,
    }
    return render(request, "reports/report_detail.html", context)


@never_cache
@require_safe
@with_reason
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What somebody changed in a version."""
    user, report = signed_in(request), find_report(request, pk)
    not_found_unless(sees_drafts(user, report.round.norm.region, report.organisation))
    shown = numbered(report, number)
    before = numbered(report, number - 1) if number > 1 else None
    context = {
        "section": "reports",
        "confidential": shown.level == Level.CONFIDENTIAL,
        "page": version_page(report, shown, before, user),
        "report": report,
        "example": report.round.norm.example,
    }
    return render(request, "reports/report_version.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_reason
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The sentences of a report, to change; what is typed is kept whatever the answer is."""
    user, report = signed_in(request), find_report(request, pk)
    not_found_unless(may_write(user, report.round, report.organisation))
    present = newest(report)
    if request.method != "POST":
        return _begun(request, report, present)
    base = _base(report, request.POST.get("version", ""))
    sent = read_sent(report, present, base or present, request.POST, user)
    version = request.POST.get("version", "")
    keep_unsaved(report=report, version=version, fields=fields_of(request.POST), by=user)
    if base is None or base != present:
        return _editor(request, report, present, sent, refusals=[STALE], status=409)
    if "bekijk" in request.POST:
        return _editor(request, report, present, sent)
    if sent.problems:
        return _editor(request, report, present, sent, status=422)
    return _save(request, report, present, sent)


def _begun(request: HttpRequest, report: Report, present: ReportVersion) -> HttpResponse:
    """The editor as it is saved, or as this person left it without saving."""
    user = signed_in(request)
    unsaved = _unsaved(user, report)
    if unsaved is None:
        return _editor(request, report, present)
    base = _base(report, str(unsaved.version)) or present
    sent = read_sent(report, present, base, unsaved.fields, user)
    if sent.texts == present.texts and not sent.problems:
        return _editor(request, report, present)
    return _editor(request, report, present, sent, unsaved=unsaved)


def _save(request: HttpRequest, report: Report, present: ReportVersion, sent: Sent) -> HttpResponse:
    note = tidy(request.POST.get("note", "")).strip()
    try:
        changed = change_texts(
            report=report,
            version=present.number,
            texts=sent.texts,
            note=note,
            by=signed_in(request),
        )
    except Refused as refused:
        return _editor(request, report, present, sent, refusals=refused.lines, status=409)
    messages.success(request, "De tekst is opgeslagen." if changed else "Er was niets te wijzigen.")
    return redirect(report)


def _editor(
    request: HttpRequest,
    report: Report,
    present: ReportVersion,
    sent: Sent | None = None,
    *,
    unsaved: UnsavedText | None = None,
    refusals: Any = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    typed = unsaved.fields if unsaved else request.POST
    context = {
        "section": "reports",
        "report": report,
        "confidential": present.level == Level.CONFIDENTIAL,
        "page": editor(report, present, signed_in(request), sent),
        "note": typed.get(NOTE, ""),
        "max_note": MAX_NOTE,
        "refusals": refusals,
        "previewed": sent is not None and unsaved is None,
        "unsaved": unsaved,
        "example": report.round.norm.example,
    }
    return render(request, "reports/report_text.html", context, status=status)


def _unsaved(user: User, report: Report) -> UnsavedText | None:
    return UnsavedText.objects.of(user, report, at=timezone.now())


def _base(report: Report, sent: str) -> ReportVersion | None:
    """The version that the page showed; None for one that there is not."""
    history: list[ReportVersion] = report.history  # type: ignore[attr-defined]
    return next((each for each in history if str(each.number) == sent), None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Parts, facts and mark of a report."""
    user, report = signed_in(request), find_report(request, pk)
    not_found_unless(may_write(user, report.round, report.organisation))
    form = SettingsForm(posted(request), report=report, version=newest(report))
    question = Question(
        heading="Onderdelen en markering",
        back=report.get_absolute_url(),
        back_text=str(report),
        section="reports",
        root=("report_list", "Rapporten"),
        detail="reports/_report_meanwhile.html",
    )

    def do(data: Mapping[str, Any]) -> str:
        changed = change_settings(
            report=report,
            version=data["version"],
            settings=form.settings(),
            note=data["note"],
            by=user,
        )
        return "Het rapport is opgeslagen." if changed else "Er was niets te wijzigen."

    extra = {
        "report": report,
        "version": newest(report),
        "confidential": newest(report).level == Level.CONFIDENTIAL,
        "example": report.round.norm.example,
    }
    return change(request, question, form, do, extra)
