"""One page for the DVC: where the district stands, what changed, what is left and what is asked.

It has to fit one sheet with seven organisations and five themes, so every part is short.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from monitoring.choices import RoundState
from reports.documents.blocks import Block, Heading, Level, Text, Voice
from reports.kinds.kind import Content, Kind, Order
from reports.kinds.parts import partly, since
from reports.kinds.parts.cells import name_of
from reports.kinds.parts.notices import notices, titled
from reports.kinds.short.apart import apart_counts, differences_of, widest_apart
from reports.kinds.short.changes import difference, turns, turns_sentence
from reports.kinds.short.tables import (
    Line,
    figure_chart,
    figure_table,
    theme_lines,
)
from reports.material import names
from reports.material.material import Material, Point
from reports.texts.fields import literal
from reports.texts.grammar import POINT, day, join
from reports.texts.texts import Texts

LEFT = 3
"""Points that are named because the fewest organisations have achieved them."""


def build(material: Material, order: Order, texts: Texts) -> Content:
    return Content(
        title=titled(material, f"Stand van de {material.norm.title}"),
        subtitle=f"{material.round.name}, peildatum {day(material.round.reference_date)}",
        blocks=tuple(_blocks(material, texts)),
    )


def counts(material: Material, order: Order) -> Mapping[str, int | str]:
    return {**since.counts(material), **turns(material), **apart_counts(material)}


def _blocks(material: Material, texts: Texts) -> Iterator[Block]:
    yield from notices(material)
    texts.section = "Waar staan wij?"
    yield texts.paragraph("headline", _stand(material), Voice.LEAD)
    yield from _changes(material, texts)
    lines = theme_lines(material, [theme.code for theme in material.themes])
    if lines:
        yield figure_chart(material, "Behaald per thema", "one-pager-themes", lines)
    yield figure_table(
        material, "Behaald per thema, in getallen", "thema", lines, ("Totaal", names.TOTAL)
    )
    yield figure_table(material, "Behaald per organisatie", "organisatie", _organisations(material))
    texts.section = "Wat valt op?"
    yield from _neighbours(material, texts)
    yield from _left(material, texts)
    yield from _decisions(material, texts)


def _organisations(material: Material) -> list[Line]:
    return [(each.name, names.organisation(each.code)) for each in material.organisations]


def _stand(material: Material) -> str:
    if not material.figure(names.TOTAL).applicable:
        return "Er zijn nog geen beoordeelbare resultaten."
    return (
        "In totaal is {totaal: procent} behaald: {totaal: behaald} van de "
        "{totaal: van toepassing} beoordeelbare resultaten"
        f"{partly.halved(material, names.TOTAL)}."
    )


def _changes(material: Material, texts: Texts) -> Iterator[Block]:
    sentences = [difference(material, names.TOTAL), turns_sentence(turns(material))]
    said = " ".join(filter(None, sentences))
    if said:
        yield texts.paragraph("changes", said)
    if material.figure(names.TOTAL).unanswered:
        yield texts.paragraph(
            "coverage", "Van de beoordeelbare resultaten is {totaal: ingevuld} ingevuld."
        )


def _neighbours(material: Material, texts: Texts) -> Iterator[Block]:
    pairs = widest_apart(material)
    if not pairs:
        return
    said = [
        f"{literal(name_of(material, pair.first))} – {literal(name_of(material, pair.second))} "
        f"({{{differences_of(pair)} in woorden}} {POINT.of(pair.tally.difference)})"
        for pair in pairs
    ]
    begin = "Het grootste verschil" if len(pairs) == 1 else "De grootste verschillen"
    yield texts.paragraph(
        "neighbours",
        f"{begin} tussen buren: {join(said)}. De een heeft daar wel behaald wat de ander niet "
        "heeft. Dat zegt niet dat er iets verschuift, maar wel waar dat kan.",
    )


def _left(material: Material, texts: Texts) -> Iterator[Block]:
    points = _least_achieved(material)
    if points:
        said = join([_point(material, point) for point in points])
        yield texts.paragraph("left", f"Het minst behaald: {said}.")


def _point(material: Material, point: Point) -> str:
    place = names.point(point.code)
    return (
        f"{literal(point.code)} {literal(point.title)} "
        f"({{{place}: behaald}}{partly.how_many(material, place)} van {{{place}: van toepassing}})"
    )


def _least_achieved(material: Material) -> list[Point]:
    """Of the points that somebody still has to achieve; the norm's order where they are equal."""
    open_points = [
        (share, point)
        for point in material.points
        if (share := material.figure(names.point(point.code)).share) is not None and share < 1
    ]
    open_points.sort(key=lambda found: found[0])
    return [point for _, point in open_points[:LEFT]]


def _decisions(material: Material, texts: Texts) -> Iterator[Block]:
    """Three at most; one that somebody emptied is not asked.

    Paragraphs and no list, so that a changed one is marked.
    """
    texts.section = "Gevraagd besluit"
    yield Heading(1, texts.section)
    said = [texts.paragraph(key, standard) for key, standard in _asked(material).items()]
    asked = [paragraph for paragraph in said if paragraph.runs]
    for number, paragraph in enumerate(asked, start=1):
        yield replace(paragraph, runs=(Text(f"{number}. "), *paragraph.runs))


def _asked(material: Material) -> Mapping[str, str]:
    """The third is for who writes the report."""
    published = material.round.state == RoundState.PUBLISHED
    return {
        "decision.first": "Het DVC neemt kennis van de stand en spreekt af welke ambitiepunten "
        "als eerste worden opgepakt.",
        "decision.second": "Het DVC vraagt de werkgroep DWO-F om bij de volgende meting te laten "
        "zien wat er is verbeterd."
        if published
        else "Het DVC stemt in met het publiceren van deze cijfers.",
        "decision.third": "",
    }


KIND = Kind(
    name="stand-voor-het-dvc",
    label="Stand voor het DVC",
    purpose="Eén bladzijde voor het districtelijk veiligheidscollege.",
    level=Level.CONFIDENTIAL,
    build=build,
    counts=counts,
)
