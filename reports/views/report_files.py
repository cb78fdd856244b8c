"""Reports as files. One that is being made for others waits, and tries again by itself.

No HEAD: it would make the file, and record that somebody took it who did not.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.refusals import Refused
from accounts.requests import signed_in
from reports.actions.documents import make_document, make_report
from reports.documents.writers import FORMATS, Busy, DocumentFormat
from reports.requests import (
    chosen_report,
    find_report,
    newest,
    not_found_unless,
    numbered,
)
from reports.views.refusing import not_made
from reports.views.waiting import later


@never_cache
@require_GET
def standard_file(request: HttpRequest, code: str, kind: str, format: str) -> HttpResponse:
    """A report with its standard texts."""
    user = signed_in(request)
    chosen = chosen_report(request, code, kind)
    not_found_unless(format in FORMATS)
    about = f"-{chosen.organisation.code}" if chosen.organisation else ""
    return _answer(
        request,
        FORMATS[format],
        f"{chosen.round.code}-{kind}{about}",
        lambda wanted: make_document(
            kind=chosen.kind,
            round=chosen.round,
            organisation=chosen.organisation,
            format=wanted,
            by=user,
        ),
    )


@never_cache
@require_GET
def file(request: HttpRequest, pk: int, format: str, number: int | None = None) -> HttpResponse:
    """A version of a report; without a number the newest."""
    user = signed_in(request)
    report = find_report(request, pk)
    not_found_unless(format in FORMATS)
    version = newest(report) if number is None else numbered(report, number)
    about = f"-{report.organisation.code}" if report.organisation else ""
    return _answer(
        request,
        FORMATS[format],
        f"{report.round.code}-{report.kind}{about}-versie-{version.number}",
        lambda wanted: make_report(report=report, version=version, format=wanted, by=user),
    )


def _answer(
    request: HttpRequest,
    format: DocumentFormat,
    name: str,
    make: Callable[[DocumentFormat], bytes],
) -> HttpResponse:
    try:
        content = make(format)
    except Busy:
        return later(request)
    except Refused as refused:
        return not_made(request, refused.lines)
    return HttpResponse(
        content,
        content_type=format.content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{format.name}"'},
    )
