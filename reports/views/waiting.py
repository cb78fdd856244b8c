"""The page of somebody whose file is not made yet, because two others are."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.documents.writers import AT_ONCE

RETRY_AFTER_SECONDS = 5


def later(request: HttpRequest) -> HttpResponse:
    """Asks again by itself, also without a script."""
    context = {"section": "reports", "at_once": AT_ONCE, "seconds": RETRY_AFTER_SECONDS}
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response = render(request, "reports/report_waits.html", context, status=status)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Refresh"] = str(RETRY_AFTER_SECONDS)
    return response
