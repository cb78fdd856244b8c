"""No test reaches outside this machine: connections and look-ups of other hosts are refused.

The guard is a hook of Python's own audit, so that every socket of this process passes it, whoever
made it: ours, a library's, one of another thread. A hook cannot be taken away again; it lives as
long as the process does. What is no Python passes it by: the driver of PostgreSQL, which gets the
address of the tests' own server, and Chromium, which has flags of its own (`tests/e2e`).
"""

import ipaddress
import socket
import sys
from collections.abc import Callable
from typing import Any

CONNECTING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
LOOKING_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
LOOKING_UP_FIRST = ("connect", "connect_ex")
"""These look up a name before the audit hears of them."""
LOCAL_NAMES = frozenset({"", "localhost"})
"""The empty name is every address of this machine, to listen on."""


class OutsideConnection(Exception):
    """Something under test wanted to speak to another machine."""


class SocketGuard:
    """Refuses what leads outside, and remembers it: code under test may catch the refusal."""

    def __init__(self) -> None:
        self.allowed_names: set[str] = set(LOCAL_NAMES)
        self.refused: list[str] = []

    def install(self) -> None:
        """Watches every socket of this process from now on."""
        sys.addaudithook(self._hook)
        for name in LOOKING_UP_FIRST:
            setattr(socket.socket, name, self._checked(getattr(socket.socket, name)))

    def _checked(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def check_first(connection: socket.socket, address: Any) -> Any:
            self._hook("socket.connect", (connection, address))
            return method(connection, address)

        return check_first

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in CONNECTING:
            connection, address = arguments
            # A datagram without an address goes where its socket is connected.
            if address is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
                self._refuse_outside(event, address[0])
        elif event in LOOKING_UP:
            self._refuse_outside(event, arguments[0])
        elif event == "socket.getnameinfo":
            self._refuse_outside(event, arguments[0][0])

    def _refuse_outside(self, event: str, host: str | bytes | None) -> None:
        name = host.decode() if isinstance(host, bytes) else host or ""
        if name in self.allowed_names or _is_loopback(name):
            return
        self.refused.append(f"{event} of {name}")
        raise OutsideConnection(f"a test wants to leave this machine: {event} of {name}")


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


guard = SocketGuard()
