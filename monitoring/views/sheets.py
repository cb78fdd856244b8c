"""Filling in offline: take an entry sheet along, bring it back, and decide on what it changes."""

from collections.abc import Collection, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.refusals import FileRefused, Refused
from accounts.requests import signed_in
from ambitions.views.changing import posted
from monitoring.actions.sheets import LOCKED, apply_sheet, drop_sheet, export_sheet, keep_sheet
from monitoring.files.entry_sheet import MEDIA_TYPE
from monitoring.files.entry_sheet_reader import FilledSheet, read_entry_sheet
from monitoring.files.uploads import clean_name
from monitoring.forms.sheets import SheetDecision, SheetUploadForm
from monitoring.models import Assessment, SheetUpload
from monitoring.pages.sheets import (
    SheetPreview,
    sheet_content,
    sheet_fields,
    sheet_preview,
    waiting_uploads,
)
from monitoring.requests import find_assessment
from monitoring.views.context import of_assessment

SHAPES = {"themas": True, "lijst": False}
OTHER_FIELDS = (
    "Dit blad is gemaakt voor iemand die meer mag zien of invullen dan u. Haal zelf een blad op."
)
NOTHING = "Op dit blad is niets gewijzigd. Er is niets te verwerken."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """Explains, offers the sheet, and takes in one that was filled in."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_enter_by(user), code, organisation)
    form = SheetUploadForm(posted(request), request.FILES or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        try:
            if (done := _take_in(request, user, assessment, form)) is not None:
                return done
        except FileRefused as refused:
            form.refuse(refused.lines)
        except Refused as refused:
            form.refuse(refused.lines)
            status = HTTPStatus.CONFLICT
    context = {"form": form, "uploads": waiting_uploads(user, assessment)}
    return _page(request, assessment, "monitoring/sheet_page.html", context, status)


def _take_in(
    request: HttpRequest, user: User, assessment: Assessment, form: SheetUploadForm
) -> HttpResponse | None:
    """Where to go with a sheet that was read; None when the form is not valid."""
    if not assessment.is_editable:
        raise Refused(LOCKED)
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    name = clean_name(file.name) or "invulblad"
    filled = read_entry_sheet(
        name,
        file.read(),
        round=assessment.round.code,
        organisation=assessment.organisation.code,
    )
    if not {*filled.fields} <= {*sheet_fields(user, assessment)}:
        raise Refused(OTHER_FIELDS)
    return _keep(request, user, assessment, filled)


def _keep(
    request: HttpRequest, user: User, assessment: Assessment, filled: FilledSheet
) -> HttpResponse:
    if not filled.rows:
        messages.info(request, NOTHING)
        return redirect(_address("entry_sheet", assessment))
    upload = keep_sheet(assessment=assessment, sheet=filled, by=user)
    return redirect(_address("entry_sheet_upload", assessment, upload.pk))


@never_cache
@require_safe
def download(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """The entry sheet, with a sheet per theme or as one list (`?vorm=themas|lijst`)."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_enter_by(user), code, organisation)
    shape = request.GET.get("vorm", "themas")
    if shape not in SHAPES:
        raise Http404
    content = sheet_content(user, assessment)
    file = export_sheet(assessment=assessment, content=content, by_theme=SHAPES[shape], by=user)
    name = f"invulblad-{content.round}-{content.organisation}.xlsx"
    return HttpResponse(
        file,
        content_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, code: str, organisation: str, upload: int) -> HttpResponse:
    """What a sheet would change; a POST applies it, or throws it away (`weggooien`)."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_enter_by(user), code, organisation)
    found = get_object_or_404(SheetUpload, pk=upload, assessment=assessment, uploaded_by=user)
    found.assessment = assessment
    if request.method == "POST":
        return _decide(request, user, found)
    page = sheet_preview(user, found)
    return _preview(request, found, page, SheetDecision(page.comparisons))


def _decide(request: HttpRequest, user: User, upload: SheetUpload) -> HttpResponse:
    page = sheet_preview(user, upload)
    decision = SheetDecision(page.comparisons, request.POST)
    try:
        if "weggooien" in request.POST:
            drop_sheet(upload=upload, by=user)
            messages.success(request, "Het invulblad is weggegooid.")
            return redirect(_address("entry_sheet", upload.assessment))
        if page.is_barred:
            raise Refused(OTHER_FIELDS)
        if decision.moved:
            return _show_moved(request, user, upload, decision.moved)
        if not decision.is_valid():
            return _preview(request, upload, page, decision, status=422)
        saved = apply_sheet(upload=upload, entries=decision.entries(), by=user)
    except Refused as refused:
        return _preview(request, upload, page, decision, refused=refused.lines, status=409)
    if saved.stale:
        return _show_moved(request, user, upload, saved.stale)
    messages.success(request, _applied_message(len(saved.changed)))
    return redirect(upload.assessment)


def _show_moved(
    request: HttpRequest, user: User, upload: SheetUpload, moved: frozenset[int]
) -> HttpResponse:
    """The preview anew, with the choices that still hold: somebody saved in the meantime."""
    page = sheet_preview(user, upload)
    decision = SheetDecision(page.comparisons, request.POST, moved)
    return _preview(request, upload, page, decision, moved=moved, status=409)


def _preview(
    request: HttpRequest,
    upload: SheetUpload,
    page: SheetPreview,
    decision: SheetDecision,
    *,
    refused: Sequence[str] = (),
    moved: Collection[int] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "upload": upload,
        "page": page,
        "decision": decision,
        "questions": [
            (
                row,
                [
                    (field, decision.conflicts[row.result.pk].get(field.name))
                    for field in row.fields
                ],
            )
            for row in page.conflicts
        ],
        "moved": [row.result.point for row in page.rows if row.result.pk in moved],
        "refused": refused,
        "invalid": status == HTTPStatus.UNPROCESSABLE_ENTITY,
    }
    return _page(request, upload.assessment, "monitoring/sheet_preview.html", context, status)


def _page(
    request: HttpRequest,
    assessment: Assessment,
    template: str,
    context: Mapping[str, Any],
    status: int,
) -> HttpResponse:
    return render(request, template, of_assessment(assessment, **context), status=status)


def _address(name: str, assessment: Assessment, *more: int) -> str:
    return reverse(name, args=[assessment.round.code, assessment.organisation.code, *more])


def _applied_message(count: int) -> str:
    if not count:
        return "Het invulblad is verwerkt. Er was niets te wijzigen."
    results = "1 resultaat is" if count == 1 else f"{count} resultaten zijn"
    return f"Het invulblad is verwerkt: {results} opgeslagen."
