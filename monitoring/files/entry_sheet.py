"""Writes the entry sheet: an Excel workbook to fill in offline and to bring back.

Text of people is written as text and never computed. The same content gives the same bytes.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from django.utils.formats import date_format
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from monitoring.choices import ResultStatus
from monitoring.files.entry_sheet_layout import (
    CHOICES,
    EXPLANATION,
    FIELDS,
    HEADINGS,
    HIDDEN_SHEET,
    IS_SHARED,
    KEY,
    MAX_CELL,
    NO,
    STATUS,
    TEXTS,
    YES,
    SheetContent,
    SheetLine,
    seal,
    shown,
)
from monitoring.plain_text import MAX_TEXT, NO_SIGNALS

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A4 = 9
WIDTHS = {
    "theme": 16,
    "code": 7,
    "title": 34,
    "achieved_when": 40,
    "previous": 16,
    "status": 18,
    "explanation": 60,
    "private_note": 40,
    "is_shared": 16,
    "result": 10,
}
MAY_CHANGE = {"format_columns": True, "format_rows": True}
"""What protection leaves to the user, besides filling in the cells that are open."""
MADE = datetime(2026, 1, 1)
"""In every workbook, so that two of the same content are the same file."""
HOW = (
    "Kies per punt een status en licht toe waarom iets deels of niet is behaald. "
    "Alleen de witte cellen kunt u wijzigen.",
    "Lever het hele bestand weer in op de pagina waar u het ophaalde. "
    "U ziet dan eerst wat er verandert; er gaat niets verloren.",
)


def write_entry_sheet(content: SheetContent, *, by_theme: bool) -> bytes:
    """The workbook: a sheet per theme, or one list with the theme in a column."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(out, options)
    book.set_properties(
        {
            "title": f"Invulblad {content.organisation_name}, {content.round_name}",
            "subject": "Vertrouwelijk",
            "company": "flevonorm",
            "created": MADE,
        }
    )
    styles = _styles(book)
    for name, theme, lines in _parts(content, by_theme):
        _Part(book, styles, content, name, theme).write(lines)
    _write_hidden(book, content)
    book.close()
    return out.getvalue()


def _parts(content: SheetContent, by_theme: bool) -> Iterator[tuple[str, str, Sequence[SheetLine]]]:
    """Name, theme and lines of each sheet."""
    if not by_theme or not content.lines:
        yield "Invulblad", "", content.lines
        return
    for (code, theme), lines in groupby(content.lines, lambda line: (line.theme_code, line.theme)):
        yield f"Thema {code}", theme, tuple(lines)


def _styles(book: Workbook) -> dict[str, Format]:
    cell = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#B8B8C4"}
    # As text, so that what somebody types is not taken for a number, a date or a formula.
    text = {**cell, "num_format": "@"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "line": book.add_format({"font_size": 11}),
        "warning": book.add_format({"bold": True}),
        "heading": book.add_format(
            {**cell, "bold": True, "bg_color": "#3D2E7C", "font_color": "#FFFFFF"}
        ),
        "fixed": book.add_format({**text, "bg_color": "#F1F0F7"}),
        "open": book.add_format({**text, "locked": False}),
        "grey": book.add_format({**text, "bg_color": "#E2E2E6", "font_color": "#4A4A55"}),
        "missing": book.add_format({"bg_color": "#FFE3C2"}),
    }


def _write_hidden(book: Workbook, content: SheetContent) -> None:
    sealed = seal(content)
    sheet = book.add_worksheet(HIDDEN_SHEET)
    for row, start in enumerate(range(0, len(sealed), MAX_CELL)):
        sheet.write_string(row, 0, sealed[start : start + MAX_CELL])
    sheet.protect()
    sheet.very_hidden()


class _Part:
    """One sheet of the workbook."""

    def __init__(
        self,
        book: Workbook,
        styles: dict[str, Format],
        content: SheetContent,
        name: str,
        theme: str,
    ) -> None:
        self.sheet: Worksheet = book.add_worksheet(name)
        self.styles = styles
        self.content = content
        self.theme = theme
        self.columns = [
            name
            for name in HEADINGS
            if (name not in FIELDS or name in content.fields)
            and (name != "previous" or content.has_previous)
            and (name != "theme" or not theme)
        ]

    def write(self, lines: Sequence[SheetLine]) -> None:
        top = self._write_head()
        for column, name in enumerate(self.columns):
            self.sheet.write_string(top, column, HEADINGS[name], self.styles["heading"])
            hidden = {"hidden": True} if name == KEY else {}
            self.sheet.set_column(column, column, WIDTHS[name], None, hidden)
        for row, line in enumerate(lines, start=top + 1):
            self._write_line(row, line)
        self._mark_missing(top + 1, top + len(lines))
        self._set_up(top)

    def _write_head(self) -> int:
        """Writes what stands above the table; returns the row of the headings."""
        content = self.content
        closes = date_format(content.closes_on, "j F Y")
        rows = [
            (f"Invulblad {content.organisation_name}", "title"),
            *([(f"Thema {self.theme}", "warning")] if self.theme else []),
            (f"{content.round_name}. De ronde sluit op {closes}. Vertrouwelijk.", "line"),
            *([(content.locked, "warning")] if content.locked else [(how, "line") for how in HOW]),
            (NO_SIGNALS, "warning"),
        ]
        for row, (text, style) in enumerate(rows):
            self.sheet.write_string(row, 0, text, self.styles[style])
        return len(rows) + 1

    def _write_line(self, row: int, line: SheetLine) -> None:
        for column, name in enumerate(self.columns):
            if name not in FIELDS:
                style = "grey" if line.locked else "fixed"
                self._write_text(row, column, str(getattr(line, name)), style)
                continue
            closed = line.locked or self.content.locked
            text = shown(name, line.values[name], line.locked)
            self._write_text(row, column, text, "grey" if closed else "open")
            if not closed:
                self._guide(row, column, name, text)

    def _write_text(self, row: int, column: int, text: str, style: str) -> None:
        format = self.styles[style]
        if text.startswith("<r>") and text.endswith("</r>"):
            # The library would take it for XML of its own; in pieces it does not.
            self.sheet.write_rich_string(row, column, *text[:2], text[2:], format)
        elif not text:
            self.sheet.write_blank(row, column, None, format)
        else:
            self.sheet.write_string(row, column, text, format)

    def _guide(self, row: int, column: int, name: str, text: str) -> None:
        """Offers what can be chosen, and says what does not belong in a text."""
        if name in TEXTS:
            guide = {
                "validate": "length",
                "criteria": "<=",
                "value": MAX_TEXT,
                "input_title": HEADINGS[name],
                "input_message": NO_SIGNALS,
                "error_title": "Te lang",
                "error_message": f"Gebruik hoogstens {MAX_TEXT} tekens.",
            }
        else:
            choices = [YES, NO] if name == IS_SHARED else [*CHOICES]
            if name == STATUS and text == ResultStatus.NOT_APPLICABLE.label:
                choices.append(text)
            guide = {
                "validate": "list",
                "source": choices,
                "error_title": "Kies uit de lijst",
                "error_message": f"Kies een van deze: {', '.join(choices)}.",
            }
        self.sheet.data_validation(row, column, row, column, guide)

    def _mark_missing(self, first: int, last: int) -> None:
        """Colours an explanation that is asked for and is not there."""
        if EXPLANATION not in self.content.fields or last < first or self.content.locked:
            return
        status, text = map(xl_col_to_name, map(self.columns.index, (STATUS, EXPLANATION)))
        place = self.columns.index(EXPLANATION)
        at = first + 1
        asked = ",".join(
            f'${status}{at}="{label}"'
            for label in (ResultStatus.PARTLY.label, ResultStatus.NOT_ACHIEVED.label)
        )
        rule = {
            "type": "formula",
            "criteria": f"=AND(OR({asked}),LEN(TRIM(${text}{at}))=0)",
            "format": self.styles["missing"],
        }
        self.sheet.conditional_format(first, place, last, place, rule)

    def _set_up(self, top: int) -> None:
        """Protection without a password, and how the sheet looks on screen and paper."""
        sheet = self.sheet
        sheet.protect("", MAY_CHANGE)
        sheet.freeze_panes(top + 1, self.columns.index("title"))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        sheet.set_footer("&L&A, vertrouwelijk&RBladzijde &P van &N")
