"""Dutch grammar for sentences from data.

A function takes the counts by which it chooses, and the words that stand for them: for a sentence
with fields those are fields (`{gemeenten in woorden}`), elsewhere the number as Dutch writes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

WORDS = (
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
)
"""The numbers that are written as words; larger ones are digits."""
ORDINALS = (
    "nulde",
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
    "elfde",
    "twaalfde",
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun in one and in several, with the article of one."""

    one: str
    many: str
    article: str = "de"

    def of(self, count: int) -> str:
        """The form that goes with a count: "gemeente" with 1, "gemeenten" with 0 and 2."""
        return self.one if count == 1 else self.many


MUNICIPALITY = Noun("gemeente", "gemeenten")
PROVINCE = Noun("provincie", "provincies")
WATER_BOARD = Noun("waterschap", "waterschappen", "het")
PARTNER = Noun("partner", "partners")
ORGANISATION = Noun("organisatie", "organisaties")
POINT = Noun("ambitiepunt", "ambitiepunten", "het")
RESULT = Noun("resultaat", "resultaten", "het")
PERCENTAGE_POINT = Noun("procentpunt", "procentpunten", "het")


def number_word(count: int) -> str:
    """A count as a word up to twelve: "zes", "20"."""
    return WORDS[count] if 0 <= count < len(WORDS) else str(count)


def ordinal(count: int) -> str:
    """ "eerste", "achtste", "20e"; words up to twelve, as with `number_word`."""
    return ORDINALS[count] if 0 <= count < len(ORDINALS) else f"{count}e"


def counted(count: int, noun: Noun, as_: str = "") -> str:
    """A count with its noun: "één gemeente", "zes gemeenten", "geen gemeenten"."""
    if not count:
        return f"geen {noun.many}"
    return f"{as_ or number_word(count)} {noun.of(count)}"


def said(count: int, noun: Noun) -> str:
    """Markup of a count whose id is its noun in several: "{gemeenten in woorden} gemeenten"."""
    return counted(count, noun, f"{{{noun.many} in woorden}}")


def some_of(part: int, whole: int, noun: Noun, part_as: str = "", whole_as: str = "") -> str:
    """So many of a whole: "zes van de zeven gemeenten", "alle zeven gemeenten", "beide gemeenten".

    Of one: "de gemeente", or "geen gemeente"; of none: "geen gemeenten".
    """
    part_as, whole_as = part_as or number_word(part), whole_as or number_word(whole)
    if not whole:
        return f"geen {noun.many}"
    if whole == 1:
        return f"{noun.article} {noun.one}" if part else f"geen {noun.one}"
    if part == whole:
        return f"beide {noun.many}" if whole == 2 else f"alle {whole_as} {noun.many}"
    if not part:
        return f"geen van de {whole_as} {noun.many}"
    return f"{part_as} van de {whole_as} {noun.many}"


def is_plural(part: int, whole: int) -> bool:
    """Whether the verb with `some_of` is plural: "alle zeven hebben", "geen van de zeven heeft"."""
    return part > 1 or (not whole and not part)


def join(parts: Sequence[str]) -> str:
    """ "A", "A en B", "A, B en C"; nothing of nothing."""
    *first, last = parts or ("",)
    return f"{', '.join(first)} en {last}" if first else last


def is_or_are(count: int) -> str:
    """ "is" with 1, "zijn" with 0 and with more."""
    return "is" if count == 1 else "zijn"


def has_or_have(count: int) -> str:
    """ "heeft" with 1, "hebben" with 0 and with more."""
    return "heeft" if count == 1 else "hebben"


def apart(points: int, than: str, as_: str = "") -> str:
    """Percentage points more or less than something: "6 procentpunten meer dan in 2021".

    `as_` stands for the size, which is never written as a word. Nothing apart: "evenveel als".
    """
    if not points:
        return f"evenveel als {than}"
    more = "meer" if points > 0 else "minder"
    return f"{as_ or abs(points)} {PERCENTAGE_POINT.of(abs(points))} {more} dan {than}"


def day(of: date) -> str:
    """A day as Dutch writes it: "3 november 2022"."""
    return date_format(of, "j F Y")


def capital(words: str) -> str:
    """With a capital at the start: "Zes", "Eén" (the accent goes), "IJburg"; the rest as it is."""
    if words.startswith("één"):
        return f"Eén{words[3:]}"
    if words.startswith("ij"):
        return f"IJ{words[2:]}"
    return words[:1].upper() + words[1:]
