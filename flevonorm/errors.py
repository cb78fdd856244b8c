"""Error pages that are more than a template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A Dutch 403 that tells how to go on; the reason is for the log, not for the visitor."""
    return render(request, "403_csrf.html", status=403)
