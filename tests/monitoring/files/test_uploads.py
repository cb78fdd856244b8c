"""What may be sent in, and as what it is taken."""

import hashlib
import time

import pytest
from pytest_django import Settings

from accounts.refusals import Refused
from monitoring.files.uploads import (
    BROKEN,
    EMPTY,
    KINDS,
    MACROS,
    MAX_NAME,
    NOT_PLAIN,
    TOO_LARGE_UNPACKED,
    check_upload,
    clean_name,
)
from tests.uploads import (
    JPG,
    PDF,
    PNG,
    TEXT,
    archive,
    docx,
    lying_about_its_size,
    office,
    opendocument,
    sent,
    xlsx,
)

GOOD = {
    "besluit.pdf": (PDF, "application/pdf"),
    "plan.docx": (docx(), KINDS["docx"].media_type),
    "lijst.xlsx": (xlsx(), KINDS["xlsx"].media_type),
    "plan.odt": (opendocument("text"), "application/vnd.oasis.opendocument.text"),
    "lijst.ods": (opendocument("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
    "foto.png": (PNG, "image/png"),
    "foto.jpg": (JPG, "image/jpeg"),
    "foto.JPEG": (JPG, "image/jpeg"),
    "notitie.txt": (TEXT, "text/plain; charset=utf-8"),
    "bmw.txt": (b"BMW en MZ zijn woorden\r\n", "text/plain; charset=utf-8"),
    "BOM.txt": (b"\xef\xbb\xbf" + TEXT, "text/plain; charset=utf-8"),
}


@pytest.mark.parametrize("name", GOOD)
def test_file_of_an_allowed_kind_is_taken_for_what_it_is(name: str) -> None:
    content, media_type = GOOD[name]

    upload = check_upload(sent(name, content))

    assert (upload.name, upload.media_type) == (name, media_type)
    assert (upload.size, upload.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert upload.content.read() == content


HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
NOT_ALLOWED = [
    "virus.exe",
    "besluit.pdf.exe",
    "pagina.html",
    "plaatje.svg",
    "macro.docm",
    "archief.zip",
    "oud.doc",
    "zonder",
    ".pdf",
    "pdf",
    "besluit.pdf.",
    "besluit.pdf/",
    "",
]


@pytest.mark.parametrize("name", NOT_ALLOWED)
def test_name_without_an_allowed_extension_is_refused(name: str) -> None:
    file = sent("anders.pdf", PDF)
    vars(file)["_name"] = name  # past the tidying of Django

    if name == "besluit.pdf.":
        assert check_upload(file).name == "besluit.pdf"
        return
    with pytest.raises(Refused) as caught:
        check_upload(file)
    assert caught.value.lines == (
        "Kies een bestand van een van deze soorten: "
        "pdf, docx, xlsx, odt, ods, png, jpg, jpeg, txt.",
    )


MISNAMED = {
    "pagina.pdf": HTML,
    "plaatje.pdf": SVG,
    "dubbel.html.pdf": HTML,
    "met een begin.pdf": b"\n" + PDF,
    "programma.pdf": b"MZ" + b"\x00" * 64,
    "besluit.docx": PDF,
    "tabel.docx": xlsx(),
    "tekst.xlsx": docx(),
    "tekst.ods": opendocument("text"),
    "foto.png": JPG,
    "plaatje.png": SVG,
    "foto.jpg": PNG,
    "kapot.docx": b"PK\x03\x04" + b"\x00" * 100,
    "leeg archief.docx": archive({}),
    "archief.odt": archive({"readme": b"x"}),
    "odt.docx": opendocument("text"),
}


@pytest.mark.parametrize("name", MISNAMED)
def test_content_that_is_not_what_the_name_says_is_refused(name: str) -> None:
    extension = name.rpartition(".")[2]
    mismatch = f"De inhoud past niet bij de naam: dit is geen .{extension}-bestand."

    with pytest.raises(Refused) as caught:
        check_upload(sent(name, MISNAMED[name]))
    assert caught.value.lines in {(mismatch,), (BROKEN,)}


WITH_MACROS = {
    "docm.docx": docx(media_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
    "vba.docx": docx({"word/vbaProject.bin": b"x"}),
    "hoofdletters.docx": docx({"word/VBAPROJECT.BIN": b"x"}),
    "ander deel.docx": docx({"customXml/vbaProject1.bin": b"x"}),
    "gegevens.docx": docx({"word/vbaData.xml": b"x"}),
    "activex.docx": docx({"word/activeX/activeX1.bin": b"x"}),
    "excel 4.xlsx": xlsx({"xl/macrosheets/sheet1.xml": b"x"}),
    "vba.xlsx": xlsx({"xl/vbaProject.bin": b"x"}),
    "basic.odt": opendocument("text", {"Basic/Standard/Module1.xml": b"x"}),
    "scripts.ods": opendocument("spreadsheet", {"Scripts/python/los.py": b"x"}),
}


@pytest.mark.parametrize("name", WITH_MACROS)
def test_document_with_macros_is_refused(name: str) -> None:
    with pytest.raises(Refused, match=MACROS):
        check_upload(sent(name, WITH_MACROS[name]))


MEGABYTE = 1024 * 1024


def test_document_that_unpacks_to_very_much_is_refused_quickly() -> None:
    bomb = docx({f"word/media/{n}": b"\0" * (20 * MEGABYTE) for n in range(6)})
    started = time.monotonic()

    with pytest.raises(Refused, match=TOO_LARGE_UNPACKED):
        check_upload(sent("bom.docx", bomb))
    assert time.monotonic() - started < 2


def test_document_that_lies_about_what_it_unpacks_to_is_refused() -> None:
    bomb = lying_about_its_size(docx({"word/media/1": b"\0" * MEGABYTE}))

    with pytest.raises(Refused, match=BROKEN):
        check_upload(sent("bom.docx", bomb))


def test_document_of_very_many_parts_is_refused() -> None:
    with pytest.raises(Refused, match=TOO_LARGE_UNPACKED):
        check_upload(sent("delen.docx", docx({f"word/{n}": b"" for n in range(1100)})))


def test_document_with_another_packing_is_refused() -> None:
    content = bytearray(docx())
    content[content.find(b"PK\x01\x02") + 10] = 14  # LZMA, with a dictionary of any size

    with pytest.raises(Refused, match=BROKEN):
        check_upload(sent("plan.docx", bytes(content)))


def test_document_with_a_password_is_refused() -> None:
    content = bytearray(docx())
    content[content.find(b"PK\x01\x02") + 8] |= 1
    content[6] |= 1

    with pytest.raises(Refused, match=BROKEN):
        check_upload(sent("plan.docx", bytes(content)))


@pytest.mark.parametrize(
    "content",
    [b"een\x00twee", b"\x1b[31mrood", "één".encode("latin-1"), "utf-16".encode("utf-16"), b"\xc3"],
)
def test_text_with_control_characters_or_another_encoding_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=NOT_PLAIN):
        check_upload(sent("notitie.txt", content))


def test_character_over_the_edge_of_two_pieces_is_still_text() -> None:
    content = b"x" * (64 * 1024 - 1) + "é".encode()

    assert check_upload(sent("notitie.txt", content)).size == 64 * 1024 + 1


def test_empty_file_is_refused() -> None:
    with pytest.raises(Refused, match=EMPTY):
        check_upload(sent("besluit.pdf", b""))


def test_file_over_the_limit_is_refused(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = MEGABYTE

    assert check_upload(sent("besluit.pdf", PDF.ljust(MEGABYTE))).size == MEGABYTE
    with pytest.raises(Refused, match=r"Het bestand is groter dan 1 MB\."):
        check_upload(sent("besluit.pdf", PDF.ljust(MEGABYTE + 1)))


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("besluit.pdf", "besluit.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\jan\\besluit.pdf", "besluit.pdf"),
        ("/absoluut.pdf", "absoluut.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("a\r\nContent-Type: x.pdf", "a Content-Type- x.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("nul\u200bbreed.pdf", "nulbreed.pdf"),
        ("half\ud800.pdf", "half.pdf"),
        ('"vraag?*".pdf', "-vraag---.pdf"),
        ("  veel   ruimte .pdf", "veel ruimte.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("...pdf", "pdf"),
        ("Plan v1.2 (def).pdf", "Plan v1.2 (def).pdf"),
    ],
)
def test_name_is_made_visible_and_short(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned


@pytest.mark.parametrize("name", ["a" * 1000 + ".pdf", "a." + "p" * 1000, "a" * 1000])
def test_long_name_keeps_its_extension(name: str) -> None:
    cleaned = clean_name(name)

    assert len(cleaned) <= MAX_NAME
    assert cleaned.endswith(".pdf") or not name.endswith(".pdf")


def test_office_document_without_its_main_part_is_refused() -> None:
    content = office("word/anders.xml", "x", {"xl/workbook.xml": b"x"})

    with pytest.raises(Refused):
        check_upload(sent("plan.docx", content))
