"""Text that people typed, in a PDF: every letter can be seen, nothing is executed or lost."""

import random
import re
import sys
import unicodedata
from dataclasses import replace
from functools import cache

import pytest

from reports.charts.heat_map import Band, Row, heat_map
from reports.documents import fonts
from reports.documents.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Heading,
    Items,
    Link,
    Paragraph,
    Seal,
    Secrecy,
    Table,
    Text,
    Voice,
)
from reports.documents.coverage import code_points, families
from reports.documents.pdf import PdfFailed, write
from reports.documents.pdf.characters import drawn, pieces, shown
from reports.documents.pdf.data import as_data
from tests.reports.documents.pdf import Pdf
from tests.reports.documents.samples import HOSTILE, paragraph, sample_document

UNSEEN = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f"
LONE = "\ud800 \udfff"


@cache
def every_letter() -> str:
    """All that stands as it is when it stands alone."""
    letters = map(chr, range(sys.maxunicode + 1))
    return "".join(letter for letter in letters if not shown(letter).startswith("[U+"))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Één café – “ja” ĳ € fi", "Één café – “ja” ĳ € fi"),
        ("中文", "[U+4E2D][U+6587]"),
        ("a\x07b\x00c\x1b[31m", "a[U+0007]b[U+0000]c[U+001B][31m"),
        ("a\ud800b", "a[U+D800]b"),
        ("a\ufeffb\ufffec\ue000", "a[U+FEFF]b[U+FFFE]c[U+E000]"),
        ("een\r\ntwee\rdrie\u2028vier\n\nvijf", "een\ntwee\ndrie\nvier\n\nvijf"),
        ("a\tb", "a    b"),
        ("\u202e12\u202c \u2066x\u2069", "[U+202E]12[U+202C] [U+2066]x[U+2069]"),
        ("مرحبا שלום", "مرحبا שלום"),
        ("👩‍👩‍👧 🇳🇱 1️⃣", "👩‍👩‍👧 🇳🇱 1️⃣"),
        ("zacht\xadkoppel e\u0301", "zacht\xadkoppel e\u0301"),
        ("\u0301e", "[U+0301]e"),
        ("\u05d0\u0651", "\u05d0[U+0651]"),
        ("\n\u200d", "\n[U+200D]"),
        ("", ""),
    ],
)
def test_letter_that_cannot_be_shown_is_its_number(typed: str, written: str) -> None:
    assert shown(typed) == written


def test_words_in_a_picture_are_letters_of_the_first_font() -> None:
    svg = "<text a='1'>\u0338e\u0301 中 مر 😀 a\xadb\x00</text>\n"

    assert drawn(svg) == (
        "<text a='1'>[U+0338]é [U+4E2D] [U+0645][U+0631] [U+1F600] ab[U+0000]</text>\n"
    )


def test_coverage_is_what_the_fonts_have() -> None:
    _, arabic, hebrew, sans = families()

    assert len(fonts.files()) == 5
    assert ord("ب") in arabic - sans
    assert ord("ש") in hebrew - sans
    assert {*map(ord, "aé€ĳΕК–")} <= sans
    assert ord("中") not in arabic | hebrew | sans


def test_font_without_character_map_is_refused() -> None:
    with pytest.raises(ValueError, match="cmap"):
        code_points(b"\0\1\0\0" + bytes(8))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_typed(text: str) -> None:
    spoken = [paragraph(text, voice) for voice in Voice]

    pdf = Pdf.of(sample_document(blocks=tuple(spoken)))

    # Arabic and Hebrew come back in the order of the page, ligatures of Unicode in parts.
    plain = re.sub(r"[^\x20-\x7e]+", " ", shown(text)).split()
    assert all(pdf.text.count(word) >= len(Voice) for word in plain)


def test_hostile_text_stands_everywhere_that_text_can_stand() -> None:
    text = " ".join((*HOSTILE, LONE))
    cells = (Cell((Text(text),)), Cell((Text(text, strong=True),), text))
    svg = heat_map((Band(text, 1),), (Row(text, ("achieved",)),), name="plaat", title=text)
    blocks: tuple[Block, ...] = (
        Heading(1, text, text),
        Paragraph((Link(text, f"#{text}"), Link(text, "https://voorbeeld.test/"))),
        Items(((Text(text),),)),
        Table(text, (Column(text), Column(text, 1, "end")), (cells,)),
        Chart(str(svg), text, text),
    )
    base = sample_document(blocks=blocks)
    document = replace(
        base,
        title=text,
        subtitle=text,
        subject=text,
        author=text,
        day=text,
        state=text,
        keywords=(text,),
        mark=replace(base.mark, secrecy=Secrecy(text, text, text)),
        seal=Seal(text, 1, text, text, text),
    )

    for has_cover in (True, False):
        pdf = Pdf.of(replace(document, has_cover=has_cover))
        assert pdf.text.count('#eval("1+1")') >= 9
        assert "[U+D800]" in pdf.text


def test_text_of_any_letters_can_be_set() -> None:
    letters = every_letter()
    lines = [letters[start : start + 60] for start in range(0, len(letters), 60)]

    pdf = Pdf.of(sample_document(blocks=tuple(map(paragraph, lines))))

    assert len(letters) > 4000
    assert len(pdf.pages) > 2


def test_letters_in_any_order_can_be_set() -> None:
    chance = random.Random(6)
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    covered = [letter for letter in every if any(ord(letter) in font for font in families())]
    marks = [letter for letter in covered if unicodedata.category(letter).startswith("M")]
    sources = (covered, marks, UNSEEN, "abc \n", every)
    texts = [
        "".join(chance.choice(chance.choice(sources)) for _ in range(chance.choice((2, 5, 40))))
        for _ in range(600)
    ]
    svg = heat_map(
        (Band("B", 1),),
        tuple(Row(text[:20], ("achieved",)) for text in texts[:60]),
        name="plaat",
        title="Plaat",
    )
    runs = [Paragraph((Text(text), Text(text, strong=True))) for text in texts]

    assert write(sample_document(blocks=(*runs, Chart(str(svg), "Plaat", "Woorden"))))


@pytest.mark.parametrize("letter", ["x", "ن", "e\u0301"])
def test_explanation_of_twenty_thousand_letters_flows_over_pages(letter: str) -> None:
    text = letter * (20_000 // len(letter))
    row = (Cell((Text("A1"),)), Cell((Text(text),)))
    table = Table("Toelichting", (Column("punt", 1), Column("toelichting", 3)), (row,))

    pdf = Pdf.of(sample_document(blocks=(paragraph(text), table)))

    assert len(pdf.pages) >= 5
    if letter == "x":
        assert pdf.text.count("x") == 40_000
    assert sum("punt toelichting" in page for page in pdf.pages) >= 3, "the head on each page"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("", [""]),
        ("een gewone regel", ["een gewone regel"]),
        ("a " + "x1" * 14, ["a ", *["x1x1x1"] * 4, "x1x1"]),
        ("e\u0301" * 25, ["e\u0301" * 3 if part < 8 else "e\u0301" for part in range(9)]),
        (
            "de meervoudigepersoonlijkheidsstoornis.",
            ["de ", "meervoudigepersoonlijkheidsstoornis."],
        ),
    ],
)
def test_long_word_may_end_a_line_between_its_pieces(line: str, parts: list[str]) -> None:
    assert pieces(line) == parts
    assert "".join(pieces(line)) == line


def test_row_is_kept_on_one_page_unless_it_is_long() -> None:
    texts = ("kort", "woord " * 400, "regel\n" * 20)
    rows = tuple((Cell((Text("a"),)), Cell((Text(text),))) for text in texts)
    table = Table("Rijen", (Column("a"), Column("b", 3)), rows)

    (block,) = as_data(sample_document(blocks=(table,)))["blocks"]

    assert [row["is_long"] for row in block["rows"]] == [False, True, True]
    assert not block["is_whole"]


def test_without_fonts_the_failure_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FOLDER", fonts.FOLDER / "nergens")

    with pytest.raises(PdfFailed, match="the front end was not built"):
        write(sample_document())
