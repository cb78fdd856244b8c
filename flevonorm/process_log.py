"""The process log: one JSON object per line on stderr, with nothing secret in it.

What people do is in the audit log; this one is for who runs the server. A secret can be in an
address (a link to set a password), in a form and in the message of an exception (PostgreSQL quotes
the row that broke a rule). So a line has only the fields named here, the messages of libraries go
without what was filled into them, and exceptions are told by their type and where they were.
"""

import logging
import re
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from pythonjsonlogger.json import JsonFormatter

from accounts.origin import current

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
OURS = frozenset({"accounts", "ambitions", "flevonorm", "monitoring", "reports"})
EXTRAS = ("method", "route", "status", "milliseconds", "user", "audit_head")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
QUIET = frozenset({"health"})
"""Routes whose good answers get no line: somebody asks every few seconds."""
ENDS = 2
FRAMES = 40
FILLED_IN = re.compile(r"%(?:\(\w+\))?[-#0 +]*[\d*.]*[a-zA-Z]")
FIRST_WORDS = re.compile(r"[A-Za-z][A-Za-z ]*")


class RequestLogMiddleware:
    """One line per request: the name of its route, and never the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        route = route_of(request)
        if route not in QUIET or response.status_code != 200:
            line = {
                "method": request.method if request.method in METHODS else "other",
                "route": route,
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - started) * 1000),
                "user": user_key(request),
            }
            logger.info("request", extra=line)
        return response


class SafeFormatter(JsonFormatter):
    """A record as one JSON object, of which every field is known to hold no secret."""

    def add_fields(
        self,
        log_data: dict[str, Any],
        record: logging.LogRecord,
        message_dict: dict[str, Any],  # noqa: ARG002
    ) -> None:
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(
            timespec="milliseconds"
        )
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        log_data["message"] = safe_message(record)
        log_data["request_id"] = current().request_id or None
        log_data |= {name: getattr(record, name) for name in EXTRAS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            log_data["exception"] = [described(error) for error in ends(record.exc_info[1])]


def safe_message(record: logging.LogRecord) -> str:
    """The message; one of a library without what it fills in, which may come from a visitor."""
    if record.name.partition(".")[0] in OURS:
        return record.getMessage()
    if record.name == "gunicorn.error" and record.levelno <= logging.INFO:
        return record.getMessage()
    if isinstance(record.msg, BaseException):
        return type(record.msg).__name__
    if record.name.startswith("django.security."):
        # Their messages quote the request; what happened is the logger's name.
        return record.name.rpartition(".")[2]
    if (status := getattr(record, "status_code", None)) is not None:
        # Django's words of an answer are two placeholders, for a reason and an address.
        return f"answered {status}"
    if record.args:
        return FILLED_IN.sub("…", str(record.msg))
    start = FIRST_WORDS.match(str(record.msg))
    return start[0].strip() if start else ""


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception, what caused it, what caused that, and so on."""
    seen: list[BaseException] = []
    while error is not None and not any(error is earlier for earlier in seen):
        seen = [*seen, error]
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def ends(error: BaseException) -> list[BaseException]:
    """Of a chain that is long the last two that were raised, and the two that it began with."""
    errors = list(chain(error))
    return errors if len(errors) <= 2 * ENDS else [*errors[:ENDS], *errors[-ENDS:]]


def described(error: BaseException) -> dict[str, Any]:
    """Type, place and what a database says of the rule that was broken; not the message."""
    facts = {
        "sqlstate": getattr(error, "sqlstate", None),
        "sqlite": getattr(error, "sqlite_errorname", None),
        "constraint": getattr(getattr(error, "diag", None), "constraint_name", None),
        "table": getattr(getattr(error, "diag", None), "table_name", None),
    }
    return {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        **{name: fact for name, fact in facts.items() if fact},
        "frames": [
            f"{_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
            for frame, line in list(traceback.walk_tb(error.__traceback__))[-FRAMES:]
        ],
    }


def route_of(request: HttpRequest) -> str | None:
    """The name of the address; None for an unknown one."""
    return request.resolver_match.view_name if request.resolver_match else None


def user_key(request: HttpRequest) -> int | None:
    """Key of who asked; None for a visitor, and when nobody needed to know who it was."""
    user: Any = getattr(request, "user", None)
    if type(user) is SimpleLazyObject:
        # Looking it up now would be a query, and an error when the database is down.
        user = getattr(request, "_cached_user", None)
    key: int | None = getattr(user, "pk", None)
    return key


def _short(file: str) -> str:
    """A file of ours from the project's folder on, one of a library from its package on."""
    _, installed, library = file.rpartition("/site-packages/")
    return library if installed else file.removeprefix(f"{ROOT}/")
