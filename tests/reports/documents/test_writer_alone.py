"""The process that writes a document, when the server that started it is gone."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from reports.documents.writers import LIMIT_SECONDS, MODULE, ROOT

LIMITS = "Max cpu time"
PATIENCE = 30


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="this is no Linux")
def test_writer_ends_by_itself_when_nobody_waits_for_it() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", MODULE, "pdf"], cwd=ROOT, stdin=subprocess.PIPE
    ) as writer:
        told = limit_of(writer.pid)
        writer.kill()

    assert told == [str(LIMIT_SECONDS), str(LIMIT_SECONDS), "seconds"]


def limit_of(pid: int) -> list[str]:
    """The limit that the process set itself; it takes a moment to start."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        [line] = [
            line
            for line in Path(f"/proc/{pid}/limits").read_text().splitlines()
            if line.startswith(LIMITS)
        ]
        if "unlimited" not in line:
            return line.removeprefix(LIMITS).split()
        time.sleep(0.05)
    return []
