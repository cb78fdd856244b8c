"""Files as people send them in, good and hostile, for the tests of evidence."""

import io
import struct
import zipfile
from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring.files.uploads import Upload, check_upload

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 32
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 32
TEXT = b"Beleidsregel Bibob, vastgesteld in de vergadering van het college.\n"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def archive(entries: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return out.getvalue()


def office(main: str, media_type: str, more: Mapping[str, bytes] | None = None) -> bytes:
    """A document of Office Open XML whose main part is `main`."""
    types = f'<Types><Override PartName="/{main}" ContentType="{media_type}"/></Types>'
    return archive({"[Content_Types].xml": types.encode(), main: b"<document/>", **(more or {})})


def docx(more: Mapping[str, bytes] | None = None, media_type: str = WORD_TYPE) -> bytes:
    return office("word/document.xml", media_type, more)


def xlsx(more: Mapping[str, bytes] | None = None) -> bytes:
    return office("xl/workbook.xml", EXCEL_TYPE, more)


def opendocument(kind: str, more: Mapping[str, bytes] | None = None) -> bytes:
    """An ODF file of the kind `text` or `spreadsheet`."""
    media_type = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive({"mimetype": media_type, "content.xml": b"<office/>", **(more or {})})


def lying_about_its_size(content: bytes) -> bytes:
    """The archive, whose directory says of every entry that it has one byte unpacked."""
    lie = bytearray(content)
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = lie.find(mark)
        while at >= 0:
            lie[at + place : at + place + 4] = struct.pack("<I", 1)
            at = lie.find(mark, at + 4)
    return bytes(lie)


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a form gets it, with a media type that nobody may believe."""
    return SimpleUploadedFile(name, content, content_type="text/html")


def upload(name: str = "besluit.pdf", content: bytes = PDF) -> Upload:
    """A file that passed the checks."""
    return check_upload(sent(name, content))
