"""How the Excel workbook of a round looks: colours, formats, paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.exports.about import About
from reports.exports.figure_sheets import Style
from reports.exports.layout import COLOURS, DARK, INK, PALE, RIGHT, WHITE, WRONG

A4 = 9
SMALL_PRINT = 255
"""Characters that a header or footer of a page holds."""


@dataclass(frozen=True, slots=True)
class Styles:
    """How cells look."""

    title: Format
    note: Format
    band: Format
    part: Format
    heading: Format
    wrapped: Format
    term: Format
    left: Format
    by_style: Mapping[Style, Format]
    ours: Mapping[Style, Format]
    wrong: Format
    right: Format
    by_status: Mapping[str, Format]

    @classmethod
    def of(cls, book: Workbook) -> "Styles":
        def made(**looks: Any) -> Format:
            return book.add_format({"valign": "top", **looks})

        numbers = {
            Style.TEXT: "@",
            Style.COUNT: "0",
            Style.TENTHS: r"0.0\ %",
            Style.WHOLE: r"0\ %",
            Style.CONTROL: "0",
        }
        sides = {style: "left" if style == Style.TEXT else "right" for style in Style}
        return cls(
            title=made(bold=True, font_size=16, font_color=INK),
            note=made(font_color=INK),
            band=made(bold=True, font_color=DARK),
            part=made(bold=True, font_size=13, font_color=DARK, valign="bottom"),
            heading=made(bold=True, font_size=9, text_wrap=True, bg_color=DARK, font_color=WHITE),
            # As text, so that what somebody types is not taken for a number, a date or a formula.
            wrapped=made(num_format="@", text_wrap=True),
            term=made(bold=True, text_wrap=True),
            left=made(num_format="0", align="left"),
            by_style={
                style: made(num_format=number, text_wrap=True, align=sides[style])
                for style, number in numbers.items()
            },
            ours={
                style: made(num_format=number, align="right", bg_color=PALE)
                for style, number in numbers.items()
            },
            wrong=_coloured(book, *WRONG),
            right=_coloured(book, *RIGHT),
            by_status={status: _coloured(book, *colours) for status, colours in COLOURS.items()},
        )


def _coloured(book: Workbook, ground: str, ink: str) -> Format:
    return book.add_format({"bg_color": ground, "font_color": ink})


def set_up(sheet: Worksheet, about: About) -> None:
    """How the sheet looks on paper: lying, as wide as the page, marked on every one."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.8)
    sheet.set_header(_small_print("&L&B", about.mark, "&R&A"))
    sheet.set_footer(_small_print("&L&8", about.footing, "&RBladzijde &P van &N"))


def _small_print(before: str, text: str, after: str) -> str:
    """With `&` as itself; a line that is too long would be left out altogether."""
    shown = text.replace("&", "&&")
    return f"{before}{shown[: SMALL_PRINT - len(before) - len(after)]}{after}"


def write_text(
    sheet: Worksheet, row: int, column: int, text: str, style: Format | None = None
) -> None:
    if text.startswith("<r>") and text.endswith("</r>"):
        # The library would take it for XML of its own; in pieces it does not.
        sheet.write_rich_string(row, column, *text[:2], text[2:], *([style] if style else []))
    else:
        sheet.write_string(row, column, text, style)
