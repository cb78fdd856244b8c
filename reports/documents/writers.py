"""Writes a document as a file, in a process of its own.

Laying out sixty pages takes seconds of one core and a few hundred megabytes. In a process of its
own, nice to others, that holds up no request and leaves nothing behind; and what people typed never
meets the settings and keys of the application. At most `AT_ONCE` are written at a time.

This module imports nothing of Django, so that the process starts quickly:
`python -m reports.documents.writers pdf` reads a job as JSON and writes the file.
"""

import base64
import logging
import os
import resource
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from pydantic import TypeAdapter

from reports.documents.blocks import Document

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
MODULE = "reports.documents.writers"
AT_ONCE = 2
PATIENCE_SECONDS = 6.0
"""How long a third one waits for its turn."""
LIMIT_SECONDS = 25
"""Less than the 30 seconds after which gunicorn ends a worker that does not answer."""
NICE = 5
OWN_FRAMES = 5


class Busy(Exception):
    """So many documents are being written that this one cannot be now."""


class NotWritten(Exception):
    """The document could not be written; the reason is in the process log."""


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """One kind of file; `name` is its ending and what the command calls it."""

    name: str
    label: str
    content_type: str
    call: Callable[[ModuleType, Document, bytes | None], bytes]


@dataclass(frozen=True, slots=True)
class Job:
    """What the process is told; `house_style` is a template in base64, or empty."""

    document: Document
    house_style: str = ""


def _plain(module: ModuleType, document: Document, _house_style: bytes | None) -> bytes:
    content: bytes = module.write(document)
    return content


def _styled(module: ModuleType, document: Document, house_style: bytes | None) -> bytes:
    content: bytes = module.write(document, house_style)
    return content


FORMATS = {
    format.name: format
    for format in (
        DocumentFormat("pdf", "PDF", "application/pdf", _plain),
        DocumentFormat(
            "docx",
            "Word",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _styled,
        ),
        DocumentFormat("odt", "OpenDocument", "application/vnd.oasis.opendocument.text", _styled),
    )
}
_JOB = TypeAdapter(Job)
_TURNS = threading.BoundedSemaphore(AT_ONCE)


def write(document: Document, format: DocumentFormat, house_style: bytes | None = None) -> bytes:
    """The file of a document; raises Busy after waiting in vain, NotWritten when it fails."""
    job = Job(document, base64.b64encode(house_style or b"").decode())
    with turn():
        return _run(_JOB.dump_json(job), format)


@contextmanager
def turn() -> Iterator[None]:
    """One of the `AT_ONCE` turns to make something heavy; raises Busy after waiting in vain."""
    if not _TURNS.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _TURNS.release()


def _run(job: bytes, format: DocumentFormat) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own module, with a name from FORMATS
            [sys.executable, "-m", MODULE, format.name],
            input=job,
            capture_output=True,
            cwd=ROOT,
            # Nothing of the application's environment: it holds its keys.
            env={"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": os.defpath},
            timeout=LIMIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        logger.error("document %s not written within %d seconds", format.name, LIMIT_SECONDS)
        raise NotWritten from error
    if done.returncode or not done.stdout:
        # Only what `main` says of it: a message of a library may quote the document.
        reason = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        logger.error("document %s not written: status %d", format.name, done.returncode)
        logger.error("the writer said: %s", reason[0] if reason else "nothing")
        raise NotWritten
    return done.stdout


def main(name: str) -> int:
    """Reads a job from stdin and writes the file to stdout; on failure tells where, not what."""
    os.nice(NICE)
    try:
        job = _JOB.validate_json(sys.stdin.buffer.read())
        format = FORMATS[name]
        module = import_module(f"reports.documents.{format.name}")
        content = format.call(module, job.document, base64.b64decode(job.house_style) or None)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)[-OWN_FRAMES:]
        places = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
        sys.stderr.write(f"\n{type(error).__name__} at {places}\n")
        return 1
    sys.stdout.buffer.write(content)
    return 0


if __name__ == "__main__":
    # Nobody ends it any more when the server was killed that waited for it.
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_SECONDS, LIMIT_SECONDS))
    sys.exit(main(sys.argv[1]))
