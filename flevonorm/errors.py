"""Error pages that are more than a template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.requests import is_from_own_page, typed_texts


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A Dutch 403 that tells how to go on; the reason is for the log, not for the visitor.

    Who typed something gets it back, but only from a page of ours: what another site sends in
    somebody's name must not stand here as theirs.
    """
    texts = typed_texts(request) if is_from_own_page(request) else []
    return render(request, "403_csrf.html", {"texts": texts}, status=403)
