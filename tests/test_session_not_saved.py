"""A session that the database could not save is no fault of the request."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from flevonorm.errors import bad_request

DOWN = "terminating connection due to administrator command"


def interrupted(request: HttpRequest) -> SessionInterrupted:
    """What Django raises when the database goes down while a session is being saved."""

    def goes_down(execute: object, sql: str, *rest: object) -> object:
        raise OperationalError(DOWN)

    request.session = SessionStore("x" * 32)
    # As it was read from the database before.
    request.session._session_cache = {}  # type: ignore[attr-defined]
    request.session["iets"] = "nieuws"
    middleware = SessionMiddleware(lambda _: HttpResponse())
    down = connection.execute_wrapper(goes_down)
    with down, pytest.raises(SessionInterrupted) as caught:
        middleware.process_response(request, HttpResponse())
    return caught.value


@pytest.mark.django_db
def test_session_that_the_database_could_not_save_is_a_503(
    rf: RequestFactory, caplog: pytest.LogCaptureFixture
) -> None:
    request = rf.get("/")

    response = bad_request(request, interrupted(request))

    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert DOWN in caplog.text


def test_other_bad_request_is_a_400(rf: RequestFactory) -> None:
    assert bad_request(rf.get("/"), BadRequest("x")).status_code == 400
