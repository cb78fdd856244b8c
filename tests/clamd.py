"""A stand-in for clamd: speaks INSTREAM over a socket, and answers what the test wants."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

OK = b"stream: OK\0"
INFECTED = b"stream: Eicar-Test-Signature FOUND\0"


@dataclass(slots=True)
class Clamd:
    """`received` is what it was sent to scan, a file each; `answer` None keeps it silent."""

    address: str
    answer: bytes | None
    received: list[bytes] = field(default_factory=list)


@contextmanager
def clamd(answer: bytes | None, *, path: Path | None = None) -> Iterator[Clamd]:
    """A scanner on a port of this machine, or at the path of a socket."""
    family = socket.AF_UNIX if path else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.bind(str(path) if path else ("127.0.0.1", 0))
        listening.listen()
        address = f"unix://{path}" if path else f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        scanner = Clamd(address, answer)
        over = threading.Event()
        thread = threading.Thread(target=_serve, args=(listening, scanner, over), daemon=True)
        thread.start()
        yield scanner
        over.set()
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def _serve(listening: socket.socket, scanner: Clamd, over: threading.Event) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as sent:
            if sent.read(len(b"zINSTREAM\0")) != b"zINSTREAM\0":
                continue
            scanner.received.append(b"".join(_chunks(sent)))
            if scanner.answer is None:
                over.wait(5)
            else:
                connection.sendall(scanner.answer)


def _chunks(sent: BinaryIO) -> Iterator[bytes]:
    while size := struct.unpack("!I", sent.read(4))[0]:
        yield sent.read(size)
