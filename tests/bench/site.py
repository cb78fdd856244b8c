"""The application as a WSGI server calls it: one process, no network, DEBUG off."""

import io
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.test import Client, override_settings

from accounts.models import User
from accounts.sessions import SECOND_FACTOR

HOST = "meting.example"
FORGERY_KEY = "k" * 32
# Names with a hash as in production, without the compressed copies that take seconds to make.
STATIC_FILES = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}


@contextmanager
def application(static_root: Path) -> Iterator[WSGIHandler]:
    """The handler with the settings of production, and the floor's address beside its own."""
    assert not settings.DEBUG
    with override_settings(
        ROOT_URLCONF="tests.bench.urls",
        ALLOWED_HOSTS=[HOST],
        STATIC_ROOT=static_root,
        STORAGES={**settings.STORAGES, "staticfiles": STATIC_FILES},
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield get_wsgi_application()


class Browser:
    """Asks for pages, and saves, with the session of one user."""

    def __init__(self, application: WSGIHandler, user: User) -> None:
        self.application = application
        client = Client()
        client.force_login(user)
        session = client.session
        session[SECOND_FACTOR] = True  # or every page would be the one that asks for a second step
        session.save()
        cookies = {
            settings.SESSION_COOKIE_NAME: str(session.session_key),
            settings.CSRF_COOKIE_NAME: FORGERY_KEY,
        }
        self.cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def get(self, path: str, **query: str) -> str:
        """The page; asserts status 200 and that it came from the person's own session."""
        return self._ask(path, {"REQUEST_METHOD": "GET", "QUERY_STRING": urlencode(query)})

    def compressed(self, path: str) -> bytes:
        """The page as it is sent to a browser."""
        return self._answer(path, {"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "gzip"})

    def parts(self, path: str) -> Generator[bytes]:
        """A file as it comes, part by part."""
        return self._parts(path, {"REQUEST_METHOD": "GET", "QUERY_STRING": ""})

    def post(self, path: str, form: Mapping[str, str]) -> str:
        """What a script of the page gets when it sends a form; asserts status 200."""
        body = urlencode({"csrfmiddlewaretoken": FORGERY_KEY, **form}).encode()
        return self._ask(
            path,
            {
                "REQUEST_METHOD": "POST",
                "QUERY_STRING": "",
                "CONTENT_TYPE": "application/x-www-form-urlencoded",
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_REFERER": f"https://{HOST}/",
                "HTTP_HX_REQUEST": "true",
                "wsgi.input": io.BytesIO(body),
            },
        )

    def _ask(self, path: str, request: Mapping[str, object]) -> str:
        return self._answer(path, request).decode()

    def _answer(self, path: str, request: Mapping[str, object]) -> bytes:
        return b"".join(self._parts(path, request))

    def _parts(self, path: str, request: Mapping[str, object]) -> Generator[bytes]:
        statuses: list[str] = []

        def start_response(status: str, *_: object) -> Callable[[bytes], object]:
            statuses.append(status)
            return lambda _: None

        response = self.application(self._environ(path) | dict(request), start_response)
        assert statuses == ["200 OK"], f"{path}: {statuses}"
        try:
            yield from response
        finally:
            response.close()

    def _environ(self, path: str) -> dict[str, object]:
        return {
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "192.0.2.1",
            "HTTP_HOST": HOST,
            "HTTP_X_FORWARDED_PROTO": "https",
            "HTTP_COOKIE": self.cookie,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
