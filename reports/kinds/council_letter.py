"""A letter by which a college informs its council: raadsinformatiebrief, and its like elsewhere.

It tells the organisation's own figures and no point: what is not achieved yet stands in the
confidential annex of the organisation's report. A theme of which nothing is achieved would tell of
every point in it, so then no theme is told; and there is no letter when nothing is achieved at all.
Of the others it tells only the region's total, and that only where it hides each of them
(`short.disclosure`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from accounts.refusals import Refused
from monitoring.choices import UNFINISHED_STATES
from reports.documents.blocks import Block, Heading, Level, Table, Voice
from reports.kinds.kind import Content, Fact, Kind, Order
from reports.kinds.parts import partly, since
from reports.kinds.parts.notices import notices, titled
from reports.kinds.short.bodies import BODIES, Bodies
from reports.kinds.short.changes import difference
from reports.kinds.short.disclosure import FEWEST, tells_total
from reports.kinds.short.tables import (
    facts_table,
    figure_chart,
    figure_table,
    filled_in,
    theme_lines,
)
from reports.kinds.short.telling import measured_sentence
from reports.material import names
from reports.material.material import Material, Organisation
from reports.texts.fields import literal
from reports.texts.grammar import Noun, capital, day, is_or_are
from reports.texts.texts import Texts

FACTS = (
    Fact("registration", "Registratienummer"),
    Fact("day", "Datum"),
    Fact("holder", "Portefeuillehouder"),
    Fact("contact", "Contactpersoon"),
)
NOTHING = (
    "Deze brief kan niet worden gemaakt: er is nog niets behaald. Wie hem leest, weet dan van elk "
    "punt dat het niet is behaald."
)
NOT_APPLICABLE = (
    "Deze brief kan niet worden gemaakt: voor deze organisatie geldt in deze ronde geen enkel "
    "ambitiepunt."
)
ACTIONS = "verbeteracties"
ACTION = Noun("verbeteractie", ACTIONS)


def own_part(material: Material, order: Order) -> Material:
    """The figures of the organisation itself, and the total where that hides the others."""
    organisation = material.participant(order.organisation)
    own = names.organisation(organisation.code)
    if not material.figure(own).applicable:
        raise Refused(NOT_APPLICABLE)
    if not material.figure(own).achieved:
        raise Refused(NOTHING)
    told = material.surroundings
    kept = {own, *_told_themes(material, organisation)}
    if material.covers_region and tells_total(material) and _hides_others(material, organisation):
        kept |= {names.TOTAL}
    if told and told.before:
        kept |= {names.earlier(told.before.code, own)}
    return replace(
        material,
        organisations=(organisation,),
        rows=(),
        figures={place: figure for place, figure in material.figures.items() if place in kept},
        surroundings=told
        and replace(
            told,
            neighbours=(),
            before=told.before and replace(told.before, statuses={}),
            course=(),
            examples=(),
            improvements=tuple(
                each for each in told.improvements if each.organisation == organisation.code
            ),
            exemptions=(),
            sign_offs=tuple(
                each for each in told.sign_offs if each.organisation == organisation.code
            ),
        ),
        content="",
    )


def _hides_others(material: Material, organisation: Organisation) -> bool:
    """Whether what the total leaves over beside the own figure hides every single other one."""
    total = material.figure(names.TOTAL)
    own = material.figure(names.organisation(organisation.code))
    others = [
        each
        for each in material.organisations
        if each != organisation and material.figure(names.organisation(each.code)).applicable
    ]
    return len(others) >= FEWEST and total.achieved > own.achieved


def _told_themes(material: Material, organisation: Organisation) -> list[str]:
    """The places of the themes with something applicable, or none of them."""
    places = [names.cell(organisation.code, theme.code) for theme in material.themes]
    applicable = [place for place in places if material.figure(place).applicable]
    return applicable if all(material.figure(place).achieved for place in applicable) else []


def counts(material: Material, order: Order) -> Mapping[str, int | str]:
    return {**since.counts(material), ACTIONS: _under_way(material)}


def build(material: Material, order: Order, texts: Texts) -> Content:
    organisation = material.participant(order.organisation)
    return Content(
        title=titled(material, f"{BODIES[organisation.kind].letter}: {material.norm.title}"),
        subtitle=organisation.name,
        blocks=tuple(_blocks(material, order, organisation, texts)),
    )


def _blocks(
    material: Material, order: Order, organisation: Organisation, texts: Texts
) -> Iterator[Block]:
    bodies = BODIES[organisation.kind]
    yield from notices(material)
    yield _head(order, bodies)
    texts.section = "Waarover gaat deze brief?"
    yield Heading(1, texts.section)
    yield texts.paragraph(
        "occasion",
        f"{capital(bodies.writer)} {bodies.informs} {bodies.reader} over de uitkomst van "
        f"de monitoringsronde {literal(material.round.name)}. Die laat zien hoe ver {bodies.place} "
        f"op {day(material.round.reference_date)} was met de {literal(material.norm.title)}: "
        "afspraken om als overheid weerbaar te zijn tegen ondermijnende criminaliteit.",
    )
    texts.section = "Hoe ver zijn wij?"
    yield Heading(1, texts.section)
    yield texts.paragraph("headline", _own_sentence(material, organisation), Voice.LEAD)
    yield from _compared(material, organisation, texts)
    yield from _themes(material, organisation, texts)
    own = names.organisation(organisation.code)
    yield texts.paragraph("measured", measured_sentence(material, own, "ons"), Voice.NOTE)
    yield from _follow_up(material, organisation, bodies, texts)


def _own_sentence(material: Material, organisation: Organisation) -> str:
    own = names.organisation(organisation.code)
    if material.figure(own).applicable == 1:
        # It is achieved, for without anything achieved there is no letter.
        return (
            f"Voor ons geldt {{{own}: van toepassing in woorden}} punt. Dat hebben wij behaald: "
            f"{{{own}: procent}}."
        )
    return (
        f"Wij hebben {{{own}: procent}} behaald: {{{own}: behaald}} van de "
        f"{{{own}: van toepassing}} punten die voor ons gelden"
        f"{partly.halved(material, own)}."
    )


def _compared(material: Material, organisation: Organisation, texts: Texts) -> Iterator[Block]:
    compared = _since(material, names.organisation(organisation.code))
    if compared:
        yield texts.paragraph("since", compared)
    if names.TOTAL in material.figures:
        yield texts.paragraph(
            "region",
            "Alle organisaties in de regio samen hebben {totaal: procent} behaald: "
            "{totaal: behaald} van de {totaal: van toepassing} resultaten"
            f"{partly.halved(material, names.TOTAL)}.",
        )


def _since(material: Material, own: str) -> str:
    before = since.round_before(material)
    if before and names.earlier(before.code, own) not in material.figures:
        return f"Aan {literal(before.name)} deden wij niet mee. Vergelijken kan daarom nog niet."
    return difference(material, own)


def _themes(material: Material, organisation: Organisation, texts: Texts) -> Iterator[Block]:
    told = [
        theme.code
        for theme in material.themes
        if names.cell(organisation.code, theme.code) in material.figures
    ]
    lines = theme_lines(material, told, organisation.code)
    if lines:
        total = ("Totaal", names.organisation(organisation.code))
        yield figure_chart(material, "Behaald per thema", "letter-themes", lines)
        yield figure_table(material, "Behaald per thema, in getallen", "thema", lines, total)


def _follow_up(
    material: Material, organisation: Organisation, bodies: Bodies, texts: Texts
) -> Iterator[Block]:
    texts.section = "Wat doen wij hierna?"
    yield Heading(1, texts.section)
    running = _under_way(material)
    if running:
        said = f"Er {is_or_are(running)} {{{ACTIONS} in woorden}} {ACTION.of(running)} gepland of "
        yield texts.paragraph("actions", f"{said}in uitvoering.")
    own = material.figure(names.organisation(organisation.code))
    is_complete = own.achieved == own.applicable
    to_do = (
        f"{capital(bodies.place)} houdt vast wat is bereikt."
        if is_complete
        else f"{capital(bodies.place)} werkt verder aan de punten die nog niet zijn behaald."
    )
    again = f"{capital(bodies.writer)} {bodies.informs} {bodies.reader} opnieuw"
    yield texts.paragraph("next", f"{to_do} {again} na de volgende meting.")
    if is_complete:
        return
    yield texts.paragraph(
        "confidential",
        "Welke punten nog niet zijn behaald, staat niet in deze brief. Wie dat weet, weet ook waar "
        f"{bodies.place} kwetsbaar is. Die punten staan in een vertrouwelijke bijlage.",
    )


def _head(order: Order, bodies: Bodies) -> Table:
    reader, writer = bodies.in_full or (bodies.reader, bodies.writer)
    ends = [("Aan", capital(reader)), ("Van", capital(writer))]
    return facts_table("Gegevens van deze brief", [*ends, *filled_in(FACTS, order.facts)])


def _under_way(material: Material) -> int:
    told = material.surroundings
    return sum(each.state in UNFINISHED_STATES for each in told.improvements) if told else 0


KIND = Kind(
    name="raadsinformatiebrief",
    label="Raadsinformatiebrief",
    labels={kind: bodies.letter for kind, bodies in BODIES.items()},
    purpose="Informeert de raad, Provinciale Staten of het algemeen bestuur over de eigen stand.",
    level=Level.INTERNAL,
    build=build,
    counts=counts,
    narrow=own_part,
    of_organisation=True,
    facts=FACTS,
)
