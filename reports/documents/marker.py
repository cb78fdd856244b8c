"""The line inside a file that says from which publication it was made.

It stands where a change of the text leaves it in place: in the properties of the document, and in
the comment of a ZIP (DOCX, ODT, XLSX, ODS). It proves nothing, for anybody can type it; it tells
the page that checks files what a file that we do not know was once made from. So a file is never
opened to find it: bytes are searched, and of a ZIP two small parts are unpacked up to a limit.
"""

import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from monitoring.schemas import ROUND
from reports.documents.blocks import Seal

NAME: Final = "flevonorm-seal"
"""The name of the property of a document that holds the line."""
PROPERTY_PARTS: Final = (b"docProps/custom.xml", b"meta.xml")
"""Where DOCX and XLSX, and ODT and ODS, keep such properties."""
MAX_PART: Final = 256 * 1024
MAX_TRIES: Final = 8
_LINE: Final = re.compile(
    NAME.encode() + rb":([-A-Za-z0-9_]{1,50})/([1-9][0-9]{0,4})/([0-9a-f]{64})(?![0-9a-f])"
)
_ROUND_OF_JSON: Final = re.compile(
    rb'"round"\s{0,20}:\s{0,20}\{[^{}]{0,4000}?"code"\s{0,20}:\s{0,20}"([-A-Za-z0-9_]{1,50})"'
)
_ORGANISATION_OF_JSON: Final = re.compile(rb'"organisation"\s{0,20}:\s{0,20}"([^"\\]{1,40})"')

_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_LONGEST_COMMENT: Final = 0xFFFF
_LOCAL: Final = b"PK\x03\x04"
_LOCAL_SIZE: Final = 30
_STORED, _DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class Marker:
    """What a file says of itself; JSON names only its round, so number 0 and an empty hash."""

    round: str
    publication: int
    sha256: str


def of(seal: Seal) -> str:
    """The line for a document with this seal: ASCII, and nothing that XML or PDF would escape."""
    return f"{NAME}:{seal.round}/{seal.publication}/{seal.sha256}"


def find(content: bytes) -> Marker | None:
    """What the file says of itself, whatever it is; None when it says nothing of a publication."""
    if (found := _LINE.search(content)) is not None:
        return _marker(found)
    for part in _property_parts(content):
        if (found := _LINE.search(part)) is not None:
            return _marker(found)
    return _of_json(content)


def stamp_zip(content: bytes, marker: str) -> bytes:
    """A ZIP with the line as its comment, in place of the comment that it had.

    Raises ValueError when it is no ZIP.
    """
    start = content.rfind(_END, max(0, len(content) - _END_SIZE - _LONGEST_COMMENT))
    if start < 0 or len(content) < start + _END_SIZE:
        raise ValueError("no end of a ZIP")
    comment = marker.encode("ascii")
    end = content[start : start + _END_SIZE - 2]
    return content[:start] + end + len(comment).to_bytes(2, "little") + comment


def stamped(content: bytes, seal: Seal | None) -> bytes:
    """A ZIP with the line of its seal as its comment; as it was without a seal."""
    return stamp_zip(content, of(seal)) if seal else content


def stamp_file(file: IO[bytes], marker: str) -> None:
    """As `stamp_zip`, of a ZIP without a comment that is a file and may be large."""
    file.seek(-_END_SIZE, os.SEEK_END)
    end = file.read()
    file.seek(-_END_SIZE, os.SEEK_END)
    file.write(stamp_zip(end, marker))


def _marker(found: re.Match[bytes]) -> Marker:
    return Marker(found[1].decode("ascii"), int(found[2]), found[3].decode("ascii"))


def _property_parts(content: bytes) -> Iterator[bytes]:
    """The parts of a ZIP that hold properties, by their local headers: also of a broken ZIP."""
    for name in PROPERTY_PARTS:
        at = -1
        for _ in range(MAX_TRIES):
            at = content.find(name, at + 1)
            if at < 0:
                break
            head = content[max(0, at - _LOCAL_SIZE) : at]
            if len(head) == _LOCAL_SIZE and head.startswith(_LOCAL):
                yield _unpacked(content, at - _LOCAL_SIZE)


def _unpacked(content: bytes, start: int) -> bytes:
    """The first bytes of the part whose local header begins at `start`; empty when unreadable."""
    method = int.from_bytes(content[start + 8 : start + 10], "little")
    name = int.from_bytes(content[start + 26 : start + 28], "little")
    extra = int.from_bytes(content[start + 28 : start + 30], "little")
    body = content[start + _LOCAL_SIZE + name + extra :][:MAX_PART]
    if method == _STORED:
        return body
    if method != _DEFLATED:
        return b""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, MAX_PART)
    except zlib.error:
        return b""


def _of_json(content: bytes) -> Marker | None:
    """The round that a JSON of our schema names; None for the part of one organisation.

    That part is equal to no publication, however genuine it is.
    """
    if b"{" not in content[:20] or ROUND.encode() not in content:
        return None
    found = _ROUND_OF_JSON.search(content)
    named = _ORGANISATION_OF_JSON.finditer(content)
    first = next(named, None)
    if found is None or first is None or all(each[1] == first[1] for each in named):
        return None
    return Marker(found[1].decode("ascii"), 0, "")
