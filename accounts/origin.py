"""From where something is done: the request or the command that is running."""

import getpass
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Origin:
    """`kind` and `request_id` say nothing of a person; `personal` does, and can be erased."""

    kind: str = "onbekend"
    request_id: str = ""
    personal: dict[str, str] = field(default_factory=dict)


UNKNOWN = Origin()
_current: ContextVar[Origin | None] = ContextVar("origin", default=None)


def current() -> Origin:
    """Where the present code runs for; the same within one request or command."""
    return _current.get() or UNKNOWN


@contextmanager
def working_for(origin: Origin) -> Iterator[Origin]:
    """Makes `origin` the current one for as long as the block runs."""
    token = _current.set(origin)
    try:
        yield origin
    finally:
        _current.reset(token)


def of_command(name: str) -> Origin:
    """The origin of a management command: its name, and who runs it on the server."""
    try:
        person = getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        person = ""
    return Origin(
        kind=f"opdracht {name}",
        request_id=new_request_id(),
        personal={"gebruiker op de server": person} if person else {},
    )


def new_request_id() -> str:
    """32 hexadecimal digits; random, so that it tells nothing and is never met twice."""
    return uuid.uuid4().hex
