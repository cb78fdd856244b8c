"""A drawing in a template (SVG) fetches nothing; many styles take little time."""

import time

import pytest

from accounts.refusals import Refused
from reports.documents.archive import packed, unpacked
from reports.house_style.kinds import Kind
from reports.house_style.trial import STANDARDS
from tests.house_styles import checked

PLACES = {Kind.DOCX: "word/media/logo.svg", Kind.ODT: "Pictures/logo.svg"}
MANY = 10_000


def with_part(kind: Kind, name: str, content: bytes) -> bytes:
    """The standard template with a part more, or with another one in its place."""
    stored = "mimetype" if kind == Kind.ODT else ""
    return packed({**unpacked(STANDARDS[kind]()), name: content}, stored=stored)


def drawing(body: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"{body}</svg>"
    ).encode()


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "body",
    [
        '<image href="http://elders.example/teller.png"/>',
        '<image xlink:href="//elders.example/teller.png"/>',
        "<style>@import 'http://elders.example/a.css';</style>",
        "<style>p { fill: url( 'http://elders.example/a' ) }</style>",
        '<rect fill="URL(http://elders.example/a#b)"/>',
        '<rect style="fill:url(file:///etc/passwd)"/>',
        '<rect onload="alert(1)"/>',
    ],
)
def test_drawing_that_reaches_out_is_refused(kind: Kind, body: str) -> None:
    with pytest.raises(Refused, match="van buiten wordt gehaald"):
        checked(kind, with_part(kind, PLACES[kind], drawing(body)))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "body",
    [
        '<linearGradient id="a"/><rect fill="url(#a)"/><rect style="fill:url(\'#a\')"/>',
        "<style>p { fill: url(data:image/png;base64,AAAA) }</style>",
        '<a href="#boven"><text>url(http://elders.example/) is maar tekst</text></a>',
    ],
)
def test_drawing_of_itself_is_taken(kind: Kind, body: str) -> None:
    assert checked(kind, with_part(kind, PLACES[kind], drawing(body))).kind == kind


def test_opendocument_with_very_many_styles_is_looked_through_once() -> None:
    look = unpacked(STANDARDS[Kind.ODT]())["styles.xml"]
    style = '<style:style style:name="S{}" style:family="paragraph"/>'
    more = "".join(style.format(number) for number in range(MANY)).encode()
    look = look.replace(b"</office:styles>", more + b"</office:styles>")
    before = time.process_time()

    assert checked(Kind.ODT, with_part(Kind.ODT, "styles.xml", look)).kind == Kind.ODT

    # A search for each style that is needed took nine seconds.
    assert time.process_time() - before < 4
