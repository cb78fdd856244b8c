"""The application as a WSGI server calls it: one process, no network, DEBUG off."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.test import Client, override_settings

from accounts.models import User

HOST = "meting.example"
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
    """Asks for pages with the session of one user."""

    def __init__(self, application: WSGIHandler, user: User) -> None:
        self.application = application
        client = Client()
        client.force_login(user)
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"

    def get(self, path: str, **query: str) -> str:
        """The page; asserts status 200 and that it came from the person's own session."""
        statuses: list[str] = []

        def start_response(status: str, *_: object) -> Callable[[bytes], object]:
            statuses.append(status)
            return lambda _: None

        response = self.application(self._environ(path, urlencode(query)), start_response)
        body = b"".join(response)
        response.close()
        assert statuses == ["200 OK"], f"{path}: {statuses}"
        return body.decode()

    def _environ(self, path: str, query: str) -> dict[str, object]:
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
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
