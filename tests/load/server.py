"""A production server that can be killed and come back, while requests wait at its port."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from tests.installation import Installation
from tests.production import Site, launch, listening

WORKERS = 2
"""Two at once is enough to meet; every one more takes seconds to start."""
TAG = "FLEVONORM_TESTS_TAG"
FORGERY_KEY = "k" * 32


@dataclass(slots=True)
class Server:
    """Gunicorn on the database of an installation, in a process group of its own."""

    installation: Installation
    listener: socket.socket
    log: Path
    tag: str = field(default_factory=lambda: uuid4().hex)
    process: subprocess.Popen[bytes] | None = None

    def browser(self, session: str) -> Site:
        """Of who has this session; the cookie against forgery holds the same as the field sends."""
        cookies = {"__Host-sessionid": session, "__Host-csrftoken": FORGERY_KEY}
        return Site(self.listener.getsockname()[1], self.log, cookies)

    def start(self) -> None:
        tagged = {TAG: self.tag}
        self.process = launch(self.installation, self.listener, self.log, tagged, workers=WORKERS)

    def kill(self, with_signal: signal.Signals = signal.SIGKILL) -> None:
        """Ends the whole group, as losing power would; only if it is the one that was started."""
        assert self.process is not None
        pid = self.process.pid
        environment = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        assert f"{TAG}={self.tag}".encode() in environment, f"{pid} is another process"
        os.killpg(pid, with_signal)
        self.process.wait(timeout=60)
        self.process = None


@contextmanager
def killable(installation: Installation, folder: Path) -> Iterator[Server]:
    """A running server; ended afterwards."""
    with listening() as listener:
        server = Server(installation, listener, folder / "stderr")
        server.start()
        try:
            yield server
        finally:
            if server.process is not None:
                server.kill(signal.SIGTERM)
