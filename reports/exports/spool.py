"""Files that can only be sent once they are whole, such as archives."""

from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

from reports.documents.marker import stamp_file
from reports.exports.about import About
from reports.exports.extract import Extract

PART = 64 * 1024
IN_MEMORY = 8 * 1024 * 1024
"""Bytes up to which a file, which holds what is confidential, does not touch the disk."""


def parts(write: Callable[[Extract, IO[bytes]], None], extract: Extract) -> Iterator[bytes]:
    """The file that `write` makes, part by part; the first comes when the last row is written."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        write(extract, file)
        if line := About.of(extract).marker:
            stamp_file(file, line)
        file.seek(0)
        while part := file.read(PART):
            yield part
