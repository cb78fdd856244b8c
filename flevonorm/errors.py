"""Error pages that are more than a template."""

import logging

from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from accounts.requests import is_from_own_page, typed_texts
from flevonorm.availability import DATABASE_DOWN, cause_of, unavailable

logger = logging.getLogger(__name__)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A Dutch 403 that tells how to go on; the reason is for the log, not for the visitor.

    Who typed something gets it back, but only from a page of ours: what another site sends in
    somebody's name must not stand here as theirs.
    """
    texts = typed_texts(request) if is_from_own_page(request) else []
    return render(request, "403_csrf.html", {"texts": texts}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A Dutch 400; a 503 where only the database failed.

    Django takes a session that could not be saved for one that is gone, also when the database
    went down in between, and blames the request.
    """
    error: BaseException | None = exception
    while error is not None:
        before = error.__cause__ or error.__context__
        if isinstance(error, UpdateError) and isinstance(before, DATABASE_DOWN):
            logger.error("database unavailable: %s", cause_of(before))
            return unavailable()
        error = before
    return defaults.bad_request(request, exception)
