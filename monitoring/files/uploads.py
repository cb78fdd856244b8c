"""What a file is that somebody sends in, and whether it may stay.

A file has to be what its name says, by its first bytes (`filetype`) and, where that tells too
little, by what is in it. Nothing of a file is run, rendered or stored unpacked.
"""

import codecs
import hashlib
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

import filetype
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from accounts.refusals import Refused
from monitoring.files.xlsx import MAX_ENTRIES, MAX_UNPACKED

MAX_NAME = 200
CHUNK = 64 * 1024
HEAD = 8192
"""Bytes by which `filetype` knows a file."""
MAX_TYPES = 1024 * 1024
"""Bytes that are read of the entry in which a document says what it is."""

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Unicode categories without a shape: control, reading direction, unassigned, half a character."""
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')
_OFFICE_MACROS = re.compile(r"(^|/)(vba\w*\.bin|vbadata\.xml|macrosheets/|activex/)", re.IGNORECASE)
_ODF_MACROS = re.compile(r"^(basic|scripts)/", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
"""Control characters but for tab and the ends of lines and pages."""
_DIRECTORY_ENTRY = b"PK\x01\x02"
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ZIP = "application/zip"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODT = "application/vnd.oasis.opendocument.text"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"

EMPTY = "Het bestand is leeg."
MACROS = "Het bestand bevat macro's. Bewaar het zonder macro's en plaats het dan."
BROKEN = "Het bestand is beschadigd of met een wachtwoord beveiligd."
TOO_LARGE_UNPACKED = "Het bestand is uitgepakt te groot."
NOT_PLAIN = "Bewaar het tekstbestand als UTF-8, zonder stuurtekens, en plaats het dan."


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent in and may stay; made by `check_upload` only.

    `name` is tidied, `media_type` follows from it and not from the sender. `size` is in bytes,
    `sha256` in hexadecimal.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    content: IO[bytes]


Check = Callable[[IO[bytes]], None]
"""Looks into a file from its beginning; raises Refused."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that may be sent in: `known_as` is what `filetype` takes it for."""

    media_type: str
    known_as: frozenset[str]
    check: Check | None = None


def check_upload(file: "UploadedFile[Any]") -> Upload:
    """The file with what it is; raises Refused with the reason when it may not stay."""
    name = clean_name(file.name or "")
    extension = name.rpartition(".")[2].lower()
    kind = KINDS.get(extension)
    if kind is None or "." not in name:
        raise Refused(f"Kies een bestand van een van deze soorten: {', '.join(KINDS)}.")
    content = file.file
    if not file.size or content is None:
        raise Refused(EMPTY)
    if file.size > settings.UPLOAD_MAX_BYTES:
        raise Refused(f"Het bestand is groter dan {max_megabytes()} MB.")
    content.seek(0)
    found = filetype.guess(content.read(HEAD))
    if kind.known_as and (found and found.mime) not in kind.known_as:
        raise Refused(f"De inhoud past niet bij de naam: dit is geen .{extension}-bestand.")
    if kind.check is not None:
        content.seek(0)
        kind.check(content)
    content.seek(0)
    sha256 = hashlib.sha256()
    for chunk in chunks(content):
        sha256.update(chunk)
    content.seek(0)
    return Upload(name, kind.media_type, file.size, sha256.hexdigest(), content)


def clean_name(name: str) -> str:
    """What the file may be called: one visible part, of at most MAX_NAME characters."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    seen = "".join(" " if c.isspace() else c for c in last)
    seen = "".join(c for c in seen if unicodedata.category(c) not in _UNSEEN)
    tidy = " ".join(_NOT_IN_NAMES.sub("-", seen).split()).strip(". ")
    stem, dot, extension = tidy.rpartition(".")
    if not dot:
        return tidy[:MAX_NAME]
    extension = extension[: MAX_NAME - 2]
    return f"{stem[: MAX_NAME - len(extension) - 1].rstrip('. ')}.{extension}"


def max_megabytes() -> int:
    return int(settings.UPLOAD_MAX_BYTES // (1024 * 1024))


def chunks(content: IO[bytes]) -> Iterator[bytes]:
    """The rest of a file, a piece at a time."""
    while chunk := content.read(CHUNK):
        yield chunk


def _check_word(content: IO[bytes]) -> None:
    _check_office(content, "word/document.xml", f"{_WORD}.main+xml")


def _check_excel(content: IO[bytes]) -> None:
    _check_office(content, "xl/workbook.xml", f"{_EXCEL}.main+xml")


def _check_office(content: IO[bytes], main: str, media_type: str) -> None:
    """A document of Office Open XML of the kind that may hold no macros, and holds none."""
    with _unpackable(content) as packed:
        names = packed.namelist()
        if "[Content_Types].xml" not in names or main not in names:
            raise Refused(BROKEN)
        with packed.open("[Content_Types].xml") as part:
            types = part.read(MAX_TYPES).decode("utf-8", "replace")
    if "macroenabled" in types.lower() or any(map(_OFFICE_MACROS.search, names)):
        raise Refused(MACROS)
    if media_type not in types:
        raise Refused(BROKEN)


def _check_odt(content: IO[bytes]) -> None:
    _check_opendocument(content, _ODT)


def _check_ods(content: IO[bytes]) -> None:
    _check_opendocument(content, _ODS)


def _check_opendocument(content: IO[bytes], media_type: str) -> None:
    with _unpackable(content) as packed:
        names = packed.namelist()
        if "content.xml" not in names or "mimetype" not in names:
            raise Refused(BROKEN)
        with packed.open("mimetype") as part:
            if part.read(MAX_TYPES) != media_type.encode():
                raise Refused(BROKEN)
    if any(map(_ODF_MACROS.search, names)):
        raise Refused(MACROS)


def _unpackable(content: IO[bytes]) -> zipfile.ZipFile:
    """The archive, once it was unpacked to nowhere within the limits; closing leaves the file open.

    Every entry is read, because what an archive tells of its sizes may be a lie: `zipfile` reads no
    further than that, and then the checksum is wrong. Only packings that office programs use.
    """
    if sum(chunk.count(_DIRECTORY_ENTRY) for chunk in chunks(content)) > MAX_ENTRIES:
        raise Refused(TOO_LARGE_UNPACKED)
    try:
        packed = zipfile.ZipFile(content)
        entries = packed.infolist()
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise Refused(TOO_LARGE_UNPACKED)
        if any(entry.compress_type not in _PACKINGS for entry in entries):
            raise Refused(BROKEN)
        for entry in entries:
            with packed.open(entry) as part:
                for _ in chunks(part):
                    pass
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        # RuntimeError: an entry with a password.
        raise Refused(BROKEN) from error
    return packed


def _check_text(content: IO[bytes]) -> None:
    """Text and nothing else: UTF-8 without control characters but for tabs and ends of lines."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks(content):
            if _CONTROL.search(decoder.decode(chunk)):
                raise Refused(NOT_PLAIN)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise Refused(NOT_PLAIN) from error


KINDS = {
    "pdf": Kind("application/pdf", frozenset({"application/pdf"})),
    "docx": Kind(_WORD, frozenset({_WORD, _ZIP}), _check_word),
    "xlsx": Kind(_EXCEL, frozenset({_EXCEL, _ZIP}), _check_excel),
    "odt": Kind(_ODT, frozenset({_ODT, _ZIP}), _check_odt),
    "ods": Kind(_ODS, frozenset({_ODS, _ZIP}), _check_ods),
    "png": Kind("image/png", frozenset({"image/png"})),
    "jpg": Kind("image/jpeg", frozenset({"image/jpeg"})),
    "jpeg": Kind("image/jpeg", frozenset({"image/jpeg"})),
    # `filetype` knows no text, and takes words ("BM", "MZ") for other kinds; the check is enough.
    "txt": Kind("text/plain; charset=utf-8", frozenset(), _check_text),
}
"""What may be sent in, by the extension of the name."""
