"""Having a file checked by anybody, and what is needed to check a seal by hand."""

from http import HTTPStatus

from allauth.core.internal.ratelimit import consume, respond_429
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ambitions.views.changing import posted
from monitoring.files.uploads import clean_name
from monitoring.models import Publication
from monitoring.signing import KeyUnusable, as_pem, private_key
from reports.check_forms import FileCheckForm
from reports.pages.checking import check, known_keys, published

RATES = {"file_check": "30/m/ip,600/d/ip"}
"""Enough for a newsroom; too few to guess files until one is genuine."""


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def file_check(request: HttpRequest) -> HttpResponse:
    """Takes a file and answers whether it is genuine; nothing of it is kept or written down."""
    if request.method == "POST" and not consume(
        request, app="reports", action="file_check", config=RATES
    ):
        refused: HttpResponse = respond_429(request)
        return refused
    form = FileCheckForm(posted(request), request.FILES or None)
    context: dict[str, object] = {"form": form}
    status = HTTPStatus.OK
    if form.is_valid():
        file = form.cleaned_data["file"]
        context["checked"] = check(file.chunks(), request.user)
        context["name"] = clean_name(file.name or "")
        context["form"] = FileCheckForm(button="Controleer nog een bestand")
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "reports/file_check.html", context, status=status)


@login_not_required
@require_safe
def statement(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The statement of a seal, as it was signed."""
    publication = _sealed(code, number)
    name = f"zegel-{code}-{number}.json"
    return _download(publication.statement.encode(), "application/json", name)


@login_not_required
@require_safe
def signature(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The signature over the statement, 64 bytes as openssl takes them."""
    publication = _sealed(code, number)
    try:
        content = bytes.fromhex(publication.signature)
    except ValueError as error:
        raise Http404 from error
    if not content:
        raise Http404
    return _download(content, "application/octet-stream", f"zegel-{code}-{number}.sig")


@login_not_required
@require_safe
def signing_key(_request: HttpRequest) -> HttpResponse:
    """The public key with which publications are signed now."""
    try:
        key = private_key()
    except KeyUnusable as error:
        raise Http404 from error
    if key is None:
        raise Http404
    return _download(as_pem(key.public_key()).encode(), "application/x-pem-file", "sleutel.pem")


@login_not_required
@require_safe
def known_key(_request: HttpRequest, key_id: str) -> HttpResponse:
    """A public key by its id: the present one, or one of before."""
    key = known_keys().get(key_id)
    if key is None:
        raise Http404
    name = f"sleutel-{key_id}.pem"
    return _download(as_pem(key).encode(), "application/x-pem-file", name)


def _sealed(code: str, number: int) -> Publication:
    publication = published(code, number)
    if publication is None or not publication.statement:
        raise Http404
    return publication


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)
