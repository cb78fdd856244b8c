"""The guard of the tests' connections bites."""

import contextlib
import http.client
import smtplib
import socket
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sockets import OutsideConnection, guard

# Addresses and names that are kept for documentation; nothing answers there.
ADDRESS, ADDRESS_6, NAME = "192.0.2.1", "2001:db8::1", "buiten.flevonorm.example"
DISCARD = 9


@pytest.fixture
def refused() -> Iterator[list[str]]:
    """What the guard refused in this test; forgotten afterwards, for it was meant to happen."""
    yield guard.refused
    guard.refused.clear()


def tcp(address: str, family: socket.AddressFamily = socket.AF_INET) -> None:
    with socket.socket(family) as connection:
        connection.connect((address, DISCARD))


def tcp_without_exception() -> None:
    with socket.socket() as connection:
        connection.connect_ex((ADDRESS, DISCARD))


def udp() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as connection:
        connection.sendto(b"", (ADDRESS, DISCARD))


def udp_message() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as connection:
        connection.sendmsg([b""], [], 0, (ADDRESS, DISCARD))


OUTSIDE: dict[str, Callable[[], object]] = {
    "address": lambda: tcp(ADDRESS),
    "address of version 6": lambda: tcp(ADDRESS_6, socket.AF_INET6),
    "any address": lambda: tcp("0.0.0.0"),  # noqa: S104
    "name that the socket looks up": lambda: tcp(NAME),
    "connect_ex": tcp_without_exception,
    "create_connection": lambda: socket.create_connection((ADDRESS, DISCARD)),
    "datagram": udp,
    "datagram by sendmsg": udp_message,
    "getaddrinfo": lambda: socket.getaddrinfo(NAME, DISCARD),
    "getaddrinfo of bytes": lambda: socket.getaddrinfo(NAME.encode(), DISCARD),
    "gethostbyname": lambda: socket.gethostbyname(NAME),
    "gethostbyname_ex": lambda: socket.gethostbyname_ex(NAME),
    "gethostbyaddr": lambda: socket.gethostbyaddr(ADDRESS),
    "getnameinfo": lambda: socket.getnameinfo((ADDRESS, DISCARD), 0),
    "http.client": lambda: http.client.HTTPConnection(NAME).request("GET", "/"),
    "urllib": lambda: urllib.request.urlopen(f"http://{NAME}/"),
    "smtplib": lambda: smtplib.SMTP(NAME, local_hostname="localhost"),
}


@pytest.mark.parametrize("way", OUTSIDE)
def test_way_outside_is_refused(refused: list[str], way: str) -> None:
    with pytest.raises(OutsideConnection):
        OUTSIDE[way]()

    assert len(refused) == 1


def test_refusal_that_is_caught_is_remembered(refused: list[str]) -> None:
    with contextlib.suppress(Exception):
        tcp(ADDRESS)

    assert refused == [f"socket.connect of {ADDRESS}"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_can_be_reached(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        with socket.create_connection((host, port)) as connection:
            assert connection.getpeername() == ("127.0.0.1", port)

    assert guard.refused == []


def test_socket_in_a_file_can_be_reached(tmp_path: Path) -> None:
    path = str(tmp_path / "socket")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(path)
        server.listen()

        client.connect(path)

    assert guard.refused == []
