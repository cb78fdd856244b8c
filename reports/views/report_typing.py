"""What the editor asks while somebody types: how a sentence reads, and to keep the text."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import signed_in
from reports.actions.unsaved import forget_unsaved, keep_unsaved
from reports.drafting import sayable
from reports.models import Report, UnsavedText
from reports.pages.report_reading import read_sentence, typed_sentence
from reports.reach import may_write
from reports.requests import find_report, newest, not_found_unless
from reports.texts.typed_fields import fields_of
from reports.views.refusing import with_reason


@never_cache
@require_POST
@with_reason
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """One sentence as it will be read, with its numbers; stores nothing."""
    user, report = signed_in(request), _writable(request, pk)
    typed = typed_sentence(request.POST)
    if typed is None:
        return HttpResponse(status=HTTPStatus.UNPROCESSABLE_ENTITY)
    line = read_sentence(typed, sayable(report, newest(report), user))
    # Without the page around it, so without what that asks of the database.
    return HttpResponse(render_to_string("reports/_report_reads.html", {"line": line, "new": True}))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsaved(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps what is typed, or throws it away; asked, it tells of when it is."""
    user, report = signed_in(request), _writable(request, pk)
    if request.method != "POST":
        found = UnsavedText.objects.of(user, report, at=timezone.now())
        return render(request, "reports/_report_unsaved.html", {"unsaved": found})
    if "weg" in request.POST:
        forget_unsaved(report=report, by=user)
        messages.success(request, "Wat u had getypt en niet opgeslagen, is weg.")
        return redirect("report_text", report.pk)
    found = keep_unsaved(
        report=report,
        version=request.POST.get("version", ""),
        fields=fields_of(request.POST),
        by=user,
    )
    status = HTTPStatus.OK if found else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "reports/_report_unsaved.html", {"unsaved": found}, status=status)


def _writable(request: HttpRequest, pk: int) -> Report:
    """A report whose text the user may change; 404 for any other."""
    report = find_report(request, pk)
    not_found_unless(may_write(signed_in(request), report.round, report.organisation))
    return report
