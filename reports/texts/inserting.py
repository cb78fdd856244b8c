"""Which numbers a sentence can name, and which were typed outside a field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.material import names
from reports.texts.fields import parse
from reports.texts.numbers import Numbers

OFFERED = ("procent", "behaald", "van toepassing", "deels behaald", "niet behaald", "ingevuld")
"""The measures that the editor puts first; others can be typed."""
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_EXCUSED = re.compile(
    rf"""
      \b\d{{1,2}}\ (?:{_MONTHS})(?:\ \d{{4}})?\b            # a date
    | \b(?:{_MONTHS})\ \d{{4}}\b
    | \b\d{{1,2}}-\d{{1,2}}-\d{{4}}\b | \b\d{{4}}-\d{{2}}-\d{{2}}\b
    | \b(?:artikel(?:en)?|artt?\.|lid|leden|onder|hoofdstuk|bijlage|paragraaf|§|versie|norm
         |publicatie|nummer|nr\.|besluit|zaak|kenmerk|fase|ronde|meting)
      \ \d[\w.:/-]*(?:(?:,\ |\ en\ )\d[\w.:/-]*)*            # an article, a version, a number
    | https?://\S+ | (?<!\S)\S+@\S+ | \#\d+
    | (?<![\w/-])(?=[\w/-]*[^\W\d_])[\w/-]*\d[\w/-]*         # a code: A1, GM0034, fn1-meting-3
    | \b(?:19|20)\d{{2}}\b(?!\N{{NO-BREAK SPACE}}?\s?%)      # a year
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What may be long begins where a run of its letters does: tried at each of them, a long sentence
would take seconds."""
_LOOSE = re.compile(r"\d[\d.,]*(?:\s?%)?")


@dataclass(frozen=True, slots=True)
class Offer:
    """A number that can be put into a sentence: what it is called, and what it says now."""

    field: str
    content: str


@dataclass(frozen=True, slots=True)
class Place:
    """What is measured ("totaal", "thema A: …"), with the numbers of it."""

    label: str
    offers: tuple[Offer, ...]


def loose_numbers(markup: str) -> tuple[str, ...]:
    """Numbers that stand in words: nothing changes them when a figure changes.

    Dates, years, codes, articles of a law and what is numbered are no figures. The markup has to be
    well formed.
    """
    words = " ".join(piece for piece in parse(markup) if isinstance(piece, str))
    rest = _EXCUSED.sub(" ", words)
    return tuple(found.rstrip(".,") for found in _LOOSE.findall(rest))


def offers(numbers: Numbers, *, organisation: str | None) -> tuple[Place, ...]:
    """What the editor offers: the total, the themes, the organisation's own, and counts."""
    material = numbers.material
    about = [(names.TOTAL, "Totaal")]
    about += [(names.theme(theme.code), f"Thema {theme.code}") for theme in material.themes]
    about += [
        (names.organisation(each.code), each.name)
        for each in material.organisations
        if organisation in (None, each.code)
    ]
    places = [
        Place(label, _offers(numbers, (names.figure_id(place, each) for each in OFFERED)))
        for place, label in about
        if place in material.figures
    ]
    places.append(Place("Verder in dit rapport", _offers(numbers, iter(numbers.counts))))
    return tuple(place for place in places if place.offers)


def _offers(numbers: Numbers, figures: Iterator[str]) -> tuple[Offer, ...]:
    return tuple(Offer(f"{{{figure}}}", numbers.written(figure)) for figure in figures)
