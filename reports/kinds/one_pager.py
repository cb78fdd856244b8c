"""One page for the DVC: where the district stands, what changed, what is left and what is asked.

It has to fit one sheet with seven organisations and five themes, so every part is short.
"""

from collections.abc import Iterator, Mapping

from monitoring.choices import RoundState
from reports.documents.blocks import Block, Heading, Items, Level, Paragraph, Runs, Text, Voice
from reports.kinds.kind import Content, Kind, Order
from reports.kinds.parts import since
from reports.kinds.parts.cells import name_of
from reports.kinds.parts.notices import notices, titled
from reports.kinds.short.apart import apart_counts, differences_of, widest_apart
from reports.kinds.short.changes import difference, turns, turns_sentence
from reports.kinds.short.tables import figure_chart, figure_table, theme_lines
from reports.material import names
from reports.material.material import Material, Point
from reports.texts.fields import literal
from reports.texts.grammar import POINT, day, join
from reports.texts.texts import Texts

LEFT = 3
"""Points that are named because the fewest organisations have achieved them."""
CONFIDENTIAL = (
    "Dit stuk is vertrouwelijk: het laat per organisatie zien hoe ver zij is. Deel het niet "
    "buiten het DVC."
)


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
    yield Heading(1, texts.section)
    yield texts.paragraph("headline", _stand(material), Voice.LEAD)
    yield from _changes(material, texts)
    codes = [theme.code for theme in material.themes]
    lines = theme_lines(material, codes)
    if lines:
        yield figure_chart(material, "Behaald per thema", "one-pager-themes", lines)
        total = ("Totaal", names.TOTAL)
        yield figure_table(material, "Behaald per thema, in getallen", "thema", lines, total)
    yield figure_table(
        material,
        "Waar de organisaties staan",
        "organisatie",
        [(each.name, names.organisation(each.code)) for each in material.organisations],
    )
    yield from _neighbours(material, texts)
    yield from _left(material, texts)
    yield from _decisions(material, texts)
    yield Paragraph((Text(CONFIDENTIAL),), Voice.NOTE)


def _stand(material: Material) -> str:
    total = material.figure(names.TOTAL)
    if not total.applicable:
        return "Er zijn nog geen beoordeelbare resultaten."
    apart = " ({totaal: niet van toepassing} niet van toepassing)" if total.not_applicable else ""
    return (
        "In totaal is {totaal: procent} behaald: {totaal: behaald} van de "
        f"{{totaal: van toepassing}} beoordeelbare resultaten{apart}."
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
    texts.section = "Grootste verschillen tussen buren"
    yield Heading(1, texts.section)
    said = [
        f"tussen {literal(name_of(material, pair.first))} en "
        f"{literal(name_of(material, pair.second))} "
        f"({{{differences_of(pair)} in woorden}} {POINT.of(pair.tally.difference)})"
        for pair in pairs
    ]
    begin = "Het grootste verschil is er" if len(pairs) == 1 else "De grootste verschillen zijn er"
    yield texts.paragraph(
        "neighbours",
        f"{begin} {join(said)}. Bij een verschil heeft de een een ambitiepunt wel behaald en de "
        "ander niet. Dat laat zien waar criminaliteit zich kan verplaatsen; het zegt niet dat dat "
        "gebeurt.",
    )


def _left(material: Material, texts: Texts) -> Iterator[Block]:
    points = _least_achieved(material)
    if not points:
        return
    texts.section = "Wat is er nog te doen?"
    yield Heading(1, texts.section)
    yield texts.paragraph("left", "Deze ambitiepunten zijn door de minste organisaties behaald:")
    yield Items(tuple(_point(material, point) for point in points))


def _point(material: Material, point: Point) -> Runs:
    place = names.point(point.code)
    return (
        Text(f"{point.title} ({point.code}): "),
        material.number(place, "behaald"),
        Text(" van "),
        material.number(place, "van toepassing"),
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
    """Three at most; one that somebody emptied is not asked."""
    texts.section = "Gevraagd besluit"
    yield Heading(1, texts.section)
    asked = [texts.runs(key, standard) for key, standard in _asked(material).items()]
    yield Items(tuple(runs for runs in asked if runs), numbered=True)


def _asked(material: Material) -> Mapping[str, str]:
    published = material.round.state == RoundState.PUBLISHED
    return {
        "decision.note": "Het DVC neemt kennis van de stand.",
        "decision.first": "Het DVC spreekt af welke ambitiepunten de organisaties als eerste "
        "oppakken.",
        "decision.next": "Het DVC vraagt de werkgroep DWO-F om bij de volgende meting te laten "
        "zien wat er is verbeterd."
        if published
        else "Het DVC stemt in met het publiceren van deze cijfers.",
    }


KIND = Kind(
    name="stand-voor-het-dvc",
    label="Stand voor het DVC",
    purpose="Eén bladzijde voor het districtelijk veiligheidscollege.",
    level=Level.CONFIDENTIAL,
    build=build,
    counts=counts,
)
