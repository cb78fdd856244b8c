"""No part of a template stays unseen by having another name, and ordinary ones are taken."""

import gzip

import pytest

from accounts.refusals import Refused
from reports.house_style.checks import check_template
from reports.house_style.kinds import Kind
from tests.house_styles import DOCX, FOOTER, ODT, in_blue, renamed, sent, template

FETCHES = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText>INCLUDEPICTURE "http://x.test/a.png"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://x.test/a.png"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
HIDDEN = {
    "utf-8": SVG.encode(),
    "declared": f'<?xml version="1.0"?>{SVG}'.encode(),
    "with a mark": b"\xef\xbb\xbf" + SVG.encode(),
    "after blanks": b" \r\n\t" * 9000 + SVG.encode(),
    "utf-16": SVG.encode("utf-16"),
    "utf-16 big end first": SVG.encode("utf-16-be"),
    "utf-32": SVG.encode("utf-32"),
    "ebcdic": f'<?xml version="1.0" encoding="cp037"?>{SVG}'.encode("cp037"),
    "packed": gzip.compress(SVG.encode()),
}


def with_part(kind: Kind, name: str, content: bytes) -> bytes:
    return renamed(kind, template(kind, a_part=content), "a_part", name)


@pytest.mark.parametrize("name", ["foot.dat", "foot", "foot.png", "foot.bin", "foot.xml.", "a.XLS"])
def test_footer_under_another_name_is_refused(name: str) -> None:
    footer = template(DOCX, (FOOTER, "<w:p>", f"{FETCHES}<w:p>"))

    with pytest.raises(Refused, match=r"onderdeel dat er niet in hoort: \S"):
        check_template(sent(renamed(DOCX, footer, FOOTER, f"word/{name}"), "a.docx"))


@pytest.mark.parametrize("name", ["FOOT.XML", "foot.Xml"])
def test_footer_is_seen_whatever_the_case_of_its_name(name: str) -> None:
    footer = template(DOCX, (FOOTER, "<w:p>", f"{FETCHES}<w:p>"))

    with pytest.raises(Refused, match="het veld INCLUDEPICTURE"):
        check_template(sent(renamed(DOCX, footer, FOOTER, f"word/{name}"), "a.docx"))


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize(("kind", "folder"), [(DOCX, "word/media"), (ODT, "Pictures")])
def test_xml_under_the_name_of_a_picture_is_refused(
    kind: Kind, folder: str, content: bytes
) -> None:
    with pytest.raises(Refused, match=r"er niet in hoort: a\.png"):
        check_template(sent(with_part(kind, f"{folder}/a.png", content), f"a.{kind}"))


@pytest.mark.parametrize("name", ["Object 1/content", "a.dat", "Pictures/a.html", "sub/mimetype"])
def test_unknown_part_of_opendocument_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="er niet in hoort"):
        check_template(sent(with_part(ODT, name, b"x"), "a.odt"))


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        (DOCX, "word/media/image1.PNG", PNG),
        (DOCX, "word/fonts/font1.odttf", b"\x9c<=" + bytes(range(256))),
        (DOCX, "docProps/thumbnail.emf", b"\x01\x00\x00\x00l\x00\x00\x00" + bytes(40)),
        (ODT, "Thumbnails/thumbnail.png", PNG),
        (ODT, "layout-cache", bytes(range(60))),
        (ODT, "Fonts/Lato.ttf", b"\x00\x01\x00\x00\x00\x0f" + bytes(40)),
    ],
)
def test_picture_and_font_are_taken(kind: Kind, name: str, content: bytes) -> None:
    assert check_template(sent(with_part(kind, name, content), f"a.{kind}")).kind == kind


@pytest.mark.parametrize("kind", [DOCX, ODT])
def test_own_template_is_taken(kind: Kind) -> None:
    assert check_template(sent(in_blue(kind), f"a.{kind}"))
