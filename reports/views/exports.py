from collections.abc import Iterator
from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import signed_in
from ambitions.access import can
from ambitions.models import Organisation
from monitoring.models import Round
from reports.actions.exports import export_in_parts, export_round
from reports.dashboards.results import read_narrowing
from reports.documents.writers import Busy, turn
from reports.exports import FORMATS, Format, file_name
from reports.exports.extract import Extract
from reports.views.waiting import later


@require_GET
def export_file(request: HttpRequest, code: str, format: str) -> HttpResponseBase:
    """A round as a file; `?organisatie=` for one organisation's part."""
    user = signed_in(request)
    round = get_object_or_404(Round.objects.visible_to(user).with_norm(), code=code)
    organisation = read_narrowing(round, request.GET).organisation
    if format not in FORMATS or not _may_take(user, round, organisation):
        raise Http404
    try:
        response = _response(user, round, FORMATS[format], organisation)
    except Busy:
        return later(request)
    response["Content-Type"] = FORMATS[format].content_type
    name = file_name(round, FORMATS[format], organisation)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _may_take(user: User, round: Round, organisation: Organisation | None) -> bool:
    """The whole round only once it is closed, since it holds every explanation."""
    if organisation is None:
        return round.is_final and can(user, Permission.EXPORT_REGION, round.norm.region)
    readable = round.results.filter(organisation=organisation).explained_to(user).exists()
    return readable and can(user, Permission.EXPORT_ORGANISATION, organisation)


def _response(
    user: User, round: Round, format: Format, organisation: Organisation | None
) -> HttpResponseBase:
    """The file whole, so that it is recorded with its hash; a large one in parts."""
    extract = Extract.of(round, organisation)
    if extract.is_large:
        return StreamingHttpResponse(_parts(user, extract, format))
    return HttpResponse(
        export_round(round=round, format=format, organisation=organisation, by=user)
    )


def _parts(user: User, extract: Extract, format: Format) -> Iterator[bytes]:
    """The file part by part; a heavy one is made in a turn, and raises Busy when there is none."""
    if not format.is_heavy:
        return export_in_parts(extract=extract, format=format, by=user)
    with turn():
        parts = export_in_parts(extract=extract, format=format, by=user)
        return chain([next(parts)], parts)
