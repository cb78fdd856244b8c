from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import signed_in
from ambitions import audit_log
from ambitions.actions.rights import note_audit_export
from ambitions.forms import AuditFilterForm
from ambitions.views.access import managed_regions, manages, organisations_in

EMPTY = audit_log.Page((), None)


@require_safe
@manages(Permission.VIEW_AUDIT)
def log(request: HttpRequest) -> HttpResponse:
    """The audit log of the region, newest first."""
    user = signed_in(request)
    form = _form(user, request.GET)
    narrowing = form.narrowing()
    before = _number(request.GET.get("voor"))
    context = {
        "section": "administration",
        "form": form,
        "page": audit_log.page(user, narrowing, before) if narrowing else EMPTY,
        "before": before,
        "export": narrowing is not None,
    }
    return render(request, "administration/audit_log.html", context)


@require_safe
@manages(Permission.VIEW_AUDIT)
def export(request: HttpRequest) -> HttpResponseBase:
    """The narrowed log as a file; that it was taken is an event itself."""
    user = signed_in(request)
    narrowing = _form(user, request.GET).narrowing()
    if narrowing is None:
        raise Http404
    regions = managed_regions(user, Permission.VIEW_AUDIT)
    note_audit_export(regions=regions, narrowed=narrowing.words(), by=user)
    return StreamingHttpResponse(
        audit_log.csv_lines(user, narrowing),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": (
                f'attachment; filename="logboek-{timezone.localdate():%Y-%m-%d}.csv"'
            ),
            "Cache-Control": "no-store",
        },
    )


def _form(user: User, data: QueryDict) -> AuditFilterForm:
    organisations = organisations_in(managed_regions(user, Permission.VIEW_AUDIT))
    people = audit_log.members(user).order_by("name", "pk")
    return AuditFilterForm(data, people=list(people), organisations=organisations)


def _number(text: str | None) -> int | None:
    """The number of an event in the address; 404 for what cannot be one."""
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Http404
    return int(text)
