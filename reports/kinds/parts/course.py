"""The figure from round to round."""

from collections.abc import Iterator, Sequence

from django.utils.formats import date_format

from monitoring.templatetags.figures import spoken
from reports.charts.trend import Moment as Dot
from reports.charts.trend import trend
from reports.documents.blocks import Block, Chart, Column, Heading, Table, Voice
from reports.kinds.parts import cells
from reports.material import names
from reports.material.material import Material, Moment
from reports.texts.fields import literal
from reports.texts.grammar import day
from reports.texts.texts import Texts

ROUNDS = "gemeten rondes"
STEP = 24
"""Millimetres that a round takes in the picture."""


def counts(material: Material) -> dict[str, int | str]:
    return {ROUNDS: len(moments(material))}


def moments(material: Material) -> list[Moment]:
    """The earlier published rounds from old to new, and this one."""
    earlier = material.surroundings.course if material.surroundings else ()
    round = material.round
    now = Moment(round.code, round.name, round.reference_date, material.norm.version)
    return [*earlier, now]


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Verloop over de rondes"
    yield Heading(1, texts.section, "verloop")
    found = moments(material)
    yield texts.paragraph("course.intro", _intro(found))
    if len(found) > 1:
        yield from picture(material, found, names.TOTAL, "verloop")
        if len({moment.norm_version for moment in found}) > 1:
            yield texts.paragraph(
                "course.versions",
                "Bij een nieuwe versie van de norm begint een nieuwe lijn. Die versie meet andere "
                "ambitiepunten, dus de percentages zijn niet te vergelijken.",
                Voice.NOTE,
            )


def picture(material: Material, found: Sequence[Moment], place: str, name: str) -> Iterator[Block]:
    """The chart of a place and its table, of the rounds that have a figure for it."""
    shown = [(moment, where) for moment in found if (where := place_in(material, moment, place))]
    dots = tuple(
        Dot(
            date_format(moment.reference_date, "b Y"),
            moment.norm_version,
            material.figure(where),
        )
        for moment, where in shown
    )
    title = "Behaald per ronde, in procenten"
    said = "; ".join(f"{moment.name}: {spoken(material.figure(where))}" for moment, where in shown)
    width = min(170.0, 20.0 + STEP * max(len(dots), 2))
    yield Chart(str(trend(dots, name=name, title=title)), title, said, width)
    yield _table(material, shown)


def _intro(found: Sequence[Moment]) -> str:
    first, last = found[0], found[-1]
    if first is last:
        return "Er is nog geen eerdere ronde gepubliceerd. Er is daarom nog geen verloop."
    return (
        f"{literal(last.name)} is de {{{ROUNDS} als rangtelwoord}} ronde in dit overzicht. De "
        f"eerste is {literal(first.name)}, met peildatum {day(first.reference_date)}."
    )


def place_in(material: Material, moment: Moment, place: str) -> str:
    """Where the figure of a round is; empty when that round has none for the place."""
    if moment.code == material.round.code:
        return place
    earlier = names.earlier(moment.code, place)
    return earlier if earlier in material.figures else ""


def _table(material: Material, shown: Sequence[tuple[Moment, str]]) -> Table:
    return Table(
        "Behaald per ronde",
        (
            Column("ronde", 3),
            Column("peildatum", 2),
            Column("versie van de norm", 1.4),
            Column("behaald", 2.4, "end"),
        ),
        tuple(
            (
                cells.words(moment.name),
                cells.words(day(moment.reference_date)),
                cells.words(moment.norm_version),
                cells.figure(material, place),
            )
            for moment, place in shown
        ),
    )
