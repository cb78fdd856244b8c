"""Evidence to read: the list of an assessment, one file, all of it as a ZIP."""

import logging
from typing import IO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.requests import signed_in
from ambitions.access import can
from monitoring.actions.evidence_files import export_archive, export_file
from monitoring.models import Assessment, EvidenceFile
from monitoring.pages.evidence import assessment_evidence
from monitoring.requests import find_assessment
from monitoring.views.context import of_assessment

logger = logging.getLogger(__name__)


@require_safe
def evidence_list(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """All evidence of an assessment that the user may read, and the points that have none."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.explained_to(user), code, organisation)
    context = of_assessment(assessment) | {"page": assessment_evidence(user, assessment)}
    return render(request, "monitoring/evidence_list.html", context)


@require_safe
def file(
    request: HttpRequest, code: str, organisation: str, pk: int, number: int
) -> HttpResponseBase:
    """One revision of a file, to keep and not to show."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.explained_to(user), code, organisation)
    found = get_object_or_404(
        EvidenceFile.objects.visible_to(user).select_related("evidence"),
        evidence__organisation=assessment.organisation_id,
        evidence__pk=pk,
        number=number,
    )
    try:
        content = export_file(assessment=assessment, file=found, by=user)
    except FileNotFoundError:
        logger.error("stored file is missing: %s", found.pk)
        context = of_assessment(assessment) | {"file": found}
        return render(request, "monitoring/evidence_missing.html", context, status=404)
    return _download(content, found.name, found.media_type)


@require_safe
def archive(request: HttpRequest, code: str, organisation: str) -> HttpResponseBase:
    """All evidence of an assessment as a ZIP."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.explained_to(user), code, organisation)
    if not can(user, Permission.EXPORT_ORGANISATION, assessment.organisation):
        raise Http404
    content = export_archive(assessment=assessment, by=user)
    name = f"onderbouwing-{assessment.round.code}-{assessment.organisation.code}.zip"
    return _download(content, name, "application/zip")


def _download(content: IO[bytes], name: str, media_type: str) -> FileResponse:
    """A file of an unknown hand: saved and never shown, and powerless where it is shown yet."""
    return FileResponse(
        content,
        as_attachment=True,
        filename=name,
        content_type=media_type,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
