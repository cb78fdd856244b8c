"""Text as a file can hold it, and pictures that every machine draws alike."""

import pytest
from lxml import etree

from reports.documents.pictures import picture
from reports.documents.readable import readable
from tests.reports.documents.samples import chart


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\r\nb\rc\nd\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("tab\tblijft", "tab\tblijft"),
        ("\x07 \x00 \x1b \x7f \x85", "[U+0007] [U+0000] [U+001B] [U+007F] [U+0085]"),
        ("\ud800 \udfff", "[U+D800] [U+DFFF]"),
        ("\ufdd0 \ufffe \U0001ffff \U0010ffff", "[U+FDD0] [U+FFFE] [U+1FFFF] [U+10FFFF]"),
        ("\u202eom\u202c \u2066a\u2069", "[U+202E]om[U+202C] [U+2066]a[U+2069]"),
        ("👩\u200d👧 é \xad ﬁ 中 מ", "👩\u200d👧 é \xad ﬁ 中 מ"),
    ],
)
def test_what_cannot_be_shown_is_written_out(typed: str, shown: str) -> None:
    assert readable(typed) == shown
    assert readable(shown) == shown


def test_every_character_can_stand_in_a_file() -> None:
    every = "".join(map(chr, range(0x110000)))
    element = etree.Element("a")

    element.text = readable(every)

    assert etree.fromstring(etree.tostring(element)).text == readable(every)


def test_picture_is_as_wide_as_it_is_shown_and_the_same_again() -> None:
    drawn = picture(chart(), 170)

    assert drawn.width == 120
    assert int.from_bytes(drawn.content[16:20], "big") == pytest.approx(120 / 25.4 * 200, abs=1)
    assert picture(chart(), 170) == drawn
    assert picture(chart(), 60).width == 60
