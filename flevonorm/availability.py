"""What the application says of itself: health, a database that does not answer, a full disk."""

import errno
import logging
import sys
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError, connection
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 30
# PoolTimeout of psycopg is an OperationalError.
DATABASE_DOWN = (OperationalError, InterfaceError)
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""A disk that is full, or the share of it that the service has."""
FAILED = "flevonorm.unavailable"


def unavailable() -> HttpResponse:
    """A Dutch 503 that needs no database, with the seconds after which to try again."""
    return HttpResponse(
        render_to_string("503.html"),
        status=503,
        headers={"Retry-After": str(RETRY_AFTER_SECONDS), "Cache-Control": "no-store"},
    )


class UnavailableMiddleware:
    """Turns a database that is down or locked, or a full disk, into a 503 instead of a 500.

    `process_exception` would see the views only; the first query of a request is the session's, in
    another middleware. Django reports every uncaught exception by a signal, with the request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return unavailable() if FAILED in request.META else response


@receiver(got_request_exception)
def note_failure(request: HttpRequest | None = None, **_: object) -> None:
    """Marks the request that failed for want of a database or of room, for the middleware above."""
    error = sys.exc_info()[1]
    if request is None:
        return
    if isinstance(error, DATABASE_DOWN):
        logger.error("database unavailable: %s", cause_of(error))
    elif isinstance(error, OSError) and error.errno in NO_ROOM:
        logger.error("no room on the disk: %s", error.strerror)
    else:
        return
    request.META[FAILED] = True
    request.exception_reporter_class = NoReporter


def cause_of(error: BaseException) -> str:
    """What the database or the pool said; of a server's error without what it adds as context."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "message_primary", None) or str(error)


class NoReporter(ExceptionReporter):
    """In place of the page that Django makes of an error with DEBUG.

    That page shows the user and their session, so it would wait for the same database again and
    again before the 503 takes its place.
    """

    def get_traceback_html(self) -> SafeString:
        return escape("")

    def get_traceback_text(self) -> SafeString:
        return escape("")


class HealthMiddleware:
    """Answers the health page before anything reads the session, which is in the database too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.path = reverse("health")
        self.match = resolve(self.path)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != self.path:
            return self.get_response(request)
        request.get_host()  # refuses a foreign one
        request.resolver_match = self.match  # the name of the page, for the process log
        request.resolver_match = resolve(self.path)
        return health(request)


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, 503 when it does not; says nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DATABASE_DOWN:
        return HttpResponse(
            "niet beschikbaar",
            status=503,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
        )
    return HttpResponse("gezond", content_type="text/plain; charset=utf-8")
