"""The words: open to visitors, because who reads a public summary has no account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.pages.definitions import definitions as explained


@login_not_required
@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    """What the words of pages and reports mean; it says nothing of what is inside."""
    return render(request, "reports/definitions.html", {"groups": explained()})
