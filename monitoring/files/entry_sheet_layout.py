"""What an entry sheet is made of, for the writer and the reader: fields, headings, words, seal.

Behind the sheets that people see is a hidden one, `_flevonorm`. It holds, signed, for whom the
workbook was made and of every row what it is about, the version and the values that it was made
from. What comes back is compared with these, and nothing that is visible has to be believed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing

from monitoring.choices import ANSWERS, ResultStatus

STATUS, EXPLANATION, PRIVATE_NOTE, IS_SHARED = "status", "explanation", "private_note", "is_shared"
FIELDS = (STATUS, EXPLANATION, PRIVATE_NOTE, IS_SHARED)
TEXTS = (EXPLANATION, PRIVATE_NOTE)
CODE, KEY = "code", "result"
HEADINGS = {
    "theme": "Thema",
    CODE: "Code",
    "title": "Ambitiepunt",
    "achieved_when": "Behaald wanneer",
    "previous": "Status vorige ronde",
    STATUS: "Status",
    EXPLANATION: "Toelichting",
    PRIVATE_NOTE: "Interne notitie",
    IS_SHARED: "Delen als goed voorbeeld",
    KEY: "Kenmerk",
}
YES, NO = "ja", "nee"
CHOICES = tuple(status.label for status in (*ANSWERS, ResultStatus.UNANSWERED))
HIDDEN_SHEET = "_flevonorm"
MAX_CELL = 32_767
"""Characters that a cell of a spreadsheet holds; an emoji counts as two."""
TOO_LONG = "te lang voor een spreadsheet; vul dit punt in op het scherm"

FORMAT = 1
SALT = "monitoring.entry-sheet"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One ambition point: `values` are of the sheet's fields, the rest is only there to read.

    `locked` says why the point cannot be filled in, and is empty when it can.
    """

    result: int
    version: int
    code: str
    locked: str
    values: Mapping[str, Any]
    title: str = ""
    theme: str = ""
    theme_code: str = ""
    achieved_when: str = ""
    previous: str = ""


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What one person may take along of an assessment; `locked` is why it is only for reading."""

    round: str
    round_name: str
    organisation: str
    organisation_name: str
    closes_on: date
    fields: tuple[str, ...]
    lines: tuple[SheetLine, ...]
    has_previous: bool = False
    locked: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the hidden sheet remembers of the workbook."""

    round: str
    organisation: str
    fields: tuple[str, ...]
    is_for_reading: bool
    lines: tuple[SheetLine, ...]


class Tampered(Exception):
    """What the hidden sheet holds is not what it was given."""


def shown(field: str, value: Any, locked: str) -> str:
    """How a value of a field stands in its cell; a row that is locked has its reason as status."""
    if field == STATUS:
        return locked or ResultStatus(value).label
    if field == IS_SHARED:
        return YES if value else NO
    return str(value) if fits(value) else ""


def fits(text: str) -> bool:
    return len(text.encode("utf-16-le")) // 2 <= MAX_CELL


def seal(content: SheetContent) -> str:
    """What the hidden sheet holds, in ASCII; the same for the same content."""
    lines = [
        [
            line.result,
            line.version,
            line.code,
            line.locked,
            [line.values[field] for field in content.fields],
        ]
        for line in content.lines
    ]
    return signing.Signer(salt=SALT).sign_object(
        [
            FORMAT,
            content.round,
            content.organisation,
            list(content.fields),
            bool(content.locked),
            lines,
        ],
        compress=True,
    )


def unseal(text: str) -> Sealed:
    """What `seal` was given; raises Tampered for anything else, also for another format."""
    try:
        format, *head, lines = signing.Signer(salt=SALT).unsign_object(text)
    except signing.BadSignature as error:
        raise Tampered from error
    if format != FORMAT:
        raise Tampered
    round, organisation, fields, is_for_reading = head
    return Sealed(
        round=round,
        organisation=organisation,
        fields=tuple(fields),
        is_for_reading=is_for_reading,
        lines=tuple(
            SheetLine(result, version, code, locked, dict(zip(fields, values, strict=True)))
            for result, version, code, locked, values in lines
        ),
    )
