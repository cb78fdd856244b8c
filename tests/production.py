"""The application as it runs in production: gunicorn, collected files, no DEBUG."""

import atexit
import functools
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.installation import ROOT, TIMEOUT, Done, Installation

HOST = "monitor.flevonorm.example"
ENVIRONMENT = {
    "DEBUG": "0",
    "SECRET_KEY": "zq4mK8vT1xWb7Lr0eYc9NfGh3JpUsAd5iOtRkVnXyBl2CwQjPzMa6HgEuDoSvTz",
    "ALLOWED_HOSTS": HOST,
}
NOWHERE = Installation("sqlite:////nergens/nooit.sqlite3")
"""Settings without a database."""
CONFIGURED = ("--config", "python:flevonorm.server")
WAITING = 2048
"""Connections that may wait for a server; gunicorn's own number."""


@functools.cache
def collected() -> Path:
    """The folder with the files of `collectstatic`, made once for this process of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="flevonorm-static-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    arguments = ("collectstatic", "--noinput", "--verbosity=0")
    done = NOWHERE.manage(*arguments, **ENVIRONMENT, STATIC_ROOT=str(folder))
    assert done.status == 0, done.errors
    return folder


def gunicorn(*arguments: str, **changes: str) -> Done:
    """Starts a server that refuses to; how that ended."""
    done = subprocess.run(
        _command("127.0.0.1:0", *arguments),
        cwd=ROOT,
        env=NOWHERE.environment(**{**ENVIRONMENT, **changes}),
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr.decode())


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: HTTPMessage
    content: bytes

    @property
    def body(self) -> str:
        return self.content.decode()


@dataclass(slots=True)
class Site:
    """A running server, and a browser of one: it keeps cookies and knows the proxy's headers."""

    port: int
    log: Path
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, form: Mapping[str, str], **headers: str) -> Answer:
        """With the key against forgery that the page of a form sends."""
        key = self.cookies.get("__Host-csrftoken", "")
        body = urlencode({"csrfmiddlewaretoken": key, **form})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, body, **kind, Referer=f"https://{HOST}/", **headers)

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        sent = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, sent | headers)
            response = connection.getresponse()
            for cookie in response.headers.get_all("Set-Cookie", []):
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def lines(self) -> list[dict[str, Any]]:
        """The process log so far; a line that is no JSON object is an error."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@contextmanager
def serving(installation: Installation, folder: Path, **changes: str) -> Iterator[Site]:
    """Runs gunicorn with one worker; its log is complete after the block."""
    log = folder / "stderr"
    with listening() as listener:
        process = launch(installation, listener, log, changes)
        try:
            yield Site(listener.getsockname()[1], log)
        finally:
            process.terminate()
            process.wait(timeout=60)


@contextmanager
def listening() -> Iterator[socket.socket]:
    """A free port of this machine, where requests wait until a server takes them."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(WAITING)
        yield listener


def launch(
    installation: Installation,
    listener: socket.socket,
    log: Path,
    changes: Mapping[str, str],
    *,
    workers: int = 1,
) -> subprocess.Popen[bytes]:
    """Starts gunicorn in a process group of its own; it adds what it tells to the log."""
    settings = {**ENVIRONMENT, "STATIC_ROOT": str(collected()), **changes}
    with log.open("ab") as stderr:
        return subprocess.Popen(
            _command(f"fd://{listener.fileno()}", *CONFIGURED, workers=workers),
            cwd=ROOT,
            env=installation.environment(**settings),
            stderr=stderr,
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )


def _command(bind: str, *arguments: str, workers: int = 1) -> list[str]:
    program = os.path.join(os.path.dirname(sys.executable), "gunicorn")
    return [program, *arguments, "--bind", bind, "--workers", str(workers), "flevonorm.wsgi"]
