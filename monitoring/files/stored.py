"""Files that stay: under random names in a folder that no web server reads.

A file is written beside its place and put there in one step, so that a name stands for a whole file
or for nothing. No file is changed or overwritten.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

from monitoring.files.uploads import Upload, chunks


@contextmanager
def stored(upload: Upload) -> Iterator[str]:
    """Stores the file for the block, and for good when the block succeeds; gives its random name.

    Put the transaction that writes the row inside: when it fails, the file goes again. What is left
    by a machine that stops in between has no row and is found by nobody.
    """
    name = secrets.token_hex(32)
    place = _place(name)
    try:
        _write(place, upload)
        yield name
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def open_stored(name: str) -> IO[bytes]:
    """The file of a random name; raises FileNotFoundError when it is not there."""
    return _place(name).open("rb")


def _place(name: str) -> Path:
    return Path(settings.UPLOADS_DIR) / name


def _write(place: Path, upload: Upload) -> None:
    """Writes and flushes the file, for nobody but us, and gives it its name in one step."""
    folder = place.parent
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    unfinished = place.with_suffix(".part")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            upload.content.seek(0)
            for chunk in chunks(upload.content):
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(place)
    finally:
        unfinished.unlink(missing_ok=True)
    _flush(folder)


def _flush(folder: Path) -> None:
    """Makes the new name in the folder last, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
