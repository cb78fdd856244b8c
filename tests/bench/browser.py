"""How soon Chromium on a slow processor shows a page, and whether the page moves meanwhile."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from socketserver import ThreadingMixIn
from statistics import median
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from tests.bench.databases import use
from tests.bench.site import HOST, Browser
from tests.run import ROOT, find_browser

PAINT, SHIFT = 1.5, 0.02
"""Goals: seconds until the largest part is painted, and how much of the page moves."""
TIMES = 5


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Shown:
    """Medians over a few visits with nothing kept; `paint` in seconds."""

    paint: float
    shift: float

    @property
    def holds(self) -> bool:
        return self.paint <= PAINT and self.shift <= SHIFT

    def __str__(self) -> str:
        return (
            f"Chromium at 4× CPU slow-down: largest contentful paint {self.paint:.2f} s,"
            f" goal ≤ {PAINT} s; layout shift {self.shift:.3f}, goal ≤ {SHIFT}:"
            f" {'holds' if self.holds else 'MISSED'}"
        )


def shown(application: WSGIHandler, alias: str, browser: Browser, path: str) -> Shown | None:
    """What `browser`'s person sees of the page; None without Chromium on this machine."""
    chromium = find_browser()
    if chromium is None:
        return None
    with _serving(application, alias, browser.cookie) as address:
        found = _visits(chromium, address + path)
    return Shown(
        paint=median(visit["paint"] for visit in found) / 1000,
        shift=median(visit["shift"] for visit in found),
    )


def _visits(chromium: str, address: str) -> list[dict[str, float]]:
    asked = {"chromium": chromium, "address": address, "times": TIMES}
    # In a process of its own: this one answers its requests.
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.paint"],
        input=json.dumps(asked),
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    found: list[dict[str, float]] = json.loads(done.stdout)
    return found


@contextmanager
def _serving(application: WSGIHandler, alias: str, cookie: str) -> Iterator[str]:
    """The address of a server on this database, as behind a proxy that speaks https.

    It adds the cookie itself: a browser sends one of this kind over https only.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        environ |= {
            "HTTP_HOST": HOST,
            "HTTP_X_FORWARDED_PROTO": "https",
            "HTTP_COOKIE": cookie,
        }
        # Connections belong to a thread, and this one ends with the request.
        with use(alias):
            response = application(environ, start_response)
            body = b"".join(response)
            response.close()
            connections[alias].close()
        return [body]

    with make_server("localhost", 0, answer, _Server, _Quiet) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
