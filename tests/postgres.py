"""A private PostgreSQL cluster for one run of the tests: started, used and removed again."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USERS = ("postgres", "nobody")
"""Who owns the cluster when root runs the tests; PostgreSQL refuses to run as root."""
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "timezone=UTC",
)


class ClusterFailed(Exception):
    """PostgreSQL is there, but does not start; the message is what it said."""


def find_binaries() -> Path | None:
    """The folder with `initdb` and `pg_ctl`: on the PATH, or the newest that Debian installed."""
    on_path = shutil.which("initdb")
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parts[-3]),
        reverse=True,
    )
    # A link or script on the PATH says nothing of the programs that belong beside it.
    candidates = [*([Path(on_path).resolve()] if on_path else []), *packaged]
    for initdb in candidates:
        if all((initdb.parent / name).is_file() for name in ("initdb", "pg_ctl", "postgres")):
            return initdb.parent
    return None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster; `url` is the DATABASE_URL of its superuser."""

    url: str
    binaries: Path
    data: Path
    as_user: str | None
    starting: tuple[str, ...]
    """What its program is told when it starts."""

    def start(self) -> None:
        self.control(*self.starting, "start")

    def stop(self, mode: str) -> None:
        """Ends all connections: `fast` in good order, `immediate` as in a crash."""
        self.control(f"--mode={mode}", "stop")

    def control(self, *arguments: str) -> None:
        program = self.binaries / "pg_ctl"
        _run([program, f"--pgdata={self.data}", "--wait", *arguments], self.as_user)


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """Runs a cluster in a folder of its own; yields the DATABASE_URL of its superuser."""
    with running_cluster(binaries, OPTIONS) as running:
        yield running.url


@contextmanager
def running_cluster(binaries: Path, options: Sequence[str]) -> Iterator[Cluster]:
    """The same, with options of its own, for who does more with it than connect."""
    folder = Path(tempfile.mkdtemp(prefix="flevonorm-pg-"))
    as_user = _user_for(folder)
    data = folder / "data"
    port = _free_port()
    url = f"postgres://tests@127.0.0.1:{port}/postgres"
    settings = " ".join(f"-c {option}" for option in options)
    starting = (
        f"--log={folder / 'log'}",
        f"--options=-p {port} -k {folder} -c listen_addresses=127.0.0.1 {settings}",
    )
    running = Cluster(url, binaries, data, as_user, starting)
    try:
        _run(
            [
                binaries / "initdb",
                f"--pgdata={data}",
                "--auth=trust",
                "--username=tests",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            as_user,
        )
        running.start()
        yield running
    finally:
        # A second Ctrl-C must not leave the server behind.
        previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            _stop(running)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            signal.signal(signal.SIGINT, previous)


def _stop(running: Cluster) -> None:
    if (running.data / "postmaster.pid").exists():
        running.stop("immediate")


def _user_for(folder: Path) -> str | None:
    """Gives the folder to an ordinary user when root runs this; None for everybody else."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    name = next((user for user in USERS if user in known), None)
    if name is None:
        raise ClusterFailed(f"none of the users {', '.join(USERS)} exists to run PostgreSQL")
    shutil.chown(folder, name)
    return name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _run(command: Sequence[str | Path], as_user: str | None) -> None:
    """Runs a program outside the terminal's process group, so that Ctrl-C does not reach it."""
    done = subprocess.run(
        [str(part) for part in command],
        user=as_user,
        group=pwd.getpwnam(as_user).pw_gid if as_user else None,
        extra_groups=[] if as_user else None,
        cwd="/",
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        start_new_session=True,
        # Not a pipe: the server would keep it open, and this would wait for ever.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if "initdb" in str(command[0]) else subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or b"").decode(errors="replace").strip()
        raise ClusterFailed(f"{command[0]} ended with status {done.returncode}: {said}")
