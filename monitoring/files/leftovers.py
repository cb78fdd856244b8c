"""Stored files that no row names: of evidence that was erased, and left by a process that stopped.

Only what `stored` itself can have written is looked at: a file with a random name, also one that
was never finished. A folder, a link or anything with another name is left alone.
"""

import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

from monitoring.models import EvidenceFile

OURS = re.compile(r"[0-9a-f]{64}(\.part)?")


def leftovers(*, gone: Collection[str], before: datetime) -> list[str]:
    """The names of files without a row: those of `gone`, and what was last written before then.

    What is younger may be of somebody who is placing it at this moment. The folder is read before
    the rows, so that a file that gets its row meanwhile is no leftover.
    """
    old = [
        entry.name
        for entry in _files()
        if entry.name in gone or _written_at(entry) < before.timestamp()
    ]
    kept = set(EvidenceFile.objects.values_list("stored_as", flat=True))
    return sorted(name for name in old if name not in kept)


def remove(names: Collection[str]) -> int:
    """Removes files from the folder; returns how many the disk did not let go."""
    stayed = 0
    for name in names:
        try:
            Path(settings.UPLOADS_DIR, name).unlink(missing_ok=True)
        except OSError:
            stayed += 1
    return stayed


def _files() -> Iterator[os.DirEntry[str]]:
    # Without uploads there is no folder yet.
    with suppress(FileNotFoundError), os.scandir(settings.UPLOADS_DIR) as entries:
        for entry in entries:
            if OURS.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                yield entry


def _written_at(entry: os.DirEntry[str]) -> float:
    """In seconds; never for a file that went meanwhile."""
    try:
        return entry.stat(follow_symlinks=False).st_mtime
    except FileNotFoundError:
        return float("inf")
