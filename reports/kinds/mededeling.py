"""A Mededeling to Provinciale Staten, in the form that the province uses.

What Provinciale Staten are told becomes known outside, so it tells what may be told there
(`short.disclosure`): the region, and no organisation.
"""

from collections.abc import Iterator, Mapping

from reports.documents.blocks import Block, Heading, Level, Table, Voice
from reports.kinds.kind import Content, Fact, Kind, Order
from reports.kinds.parts.notices import notices, titled
from reports.kinds.short.changes import difference
from reports.kinds.short.disclosure import disclosed
from reports.kinds.short.tables import facts_table, filled_in
from reports.kinds.short.telling import (
    activities_sentence,
    is_complete,
    measured_sentence,
    norm_sentence,
    region_counts,
    themes_or_why_not,
    total_sentence,
)
from reports.material import names
from reports.material.material import Material
from reports.texts.fields import literal
from reports.texts.grammar import capital, day
from reports.texts.texts import Texts

FACTS = (
    Fact("registration", "Registratienummer"),
    Fact("day", "Datum"),
    Fact("author", "Auteur"),
    Fact("department", "Afdeling"),
    Fact("holder", "Portefeuillehouder"),
)
OPENNESS, BEFORE_HOLDER = "Openbaarheid", 4
"""What the mark of the report says, and how many facts stand before it in the province's form."""
ADDRESSEE = ("Ter kennisname aan", "PS en burgerleden")


def told(material: Material, order: Order) -> Material:
    return disclosed(material)


def counts(material: Material, order: Order) -> Mapping[str, int | str]:
    return region_counts(material)


def build(material: Material, order: Order, texts: Texts) -> Content:
    return Content(
        title=titled(material, f"Mededeling: stand van de {material.norm.title}"),
        subtitle="",
        blocks=tuple(_blocks(material, order, texts)),
    )


def _blocks(material: Material, order: Order, texts: Texts) -> Iterator[Block]:
    yield from notices(material)
    yield _side_block(order)
    texts.section = "Onderwerp"
    yield Heading(1, texts.section)
    yield texts.paragraph(
        "subject",
        f"De uitkomst van de monitoringsronde {literal(material.round.name)} van de "
        f"{literal(material.norm.title)}, versie {literal(material.norm.version)}.",
    )
    texts.section = "Kern mededeling"
    yield Heading(1, texts.section)
    compared = difference(material, names.TOTAL)
    yield texts.paragraph(
        "headline", " ".join(filter(None, [total_sentence(material), compared])), Voice.LEAD
    )
    texts.section = "Mededeling"
    yield Heading(1, texts.section)
    yield from _body(material, texts)


def _body(material: Material, texts: Texts) -> Iterator[Block]:
    yield texts.paragraph("norm", norm_sentence(material))
    yield texts.paragraph(
        "measured",
        "De werkgroep DWO-F heeft gemeten hoe ver de organisaties waren op "
        f"{day(material.round.reference_date)}. {measured_sentence(material, names.TOTAL)}",
    )
    yield from themes_or_why_not(material, texts, "mededeling-themes")
    activities = activities_sentence(material)
    if activities:
        yield texts.paragraph("activities", activities)
    yield texts.paragraph(
        "confidential",
        "Per organisatie staan de uitkomsten niet in deze mededeling. Wie weet wat een organisatie "
        "nog niet heeft behaald, weet ook waar zij kwetsbaar is.",
    )
    to_do = (
        "De organisaties houden vast wat zij hebben bereikt."
        if is_complete(material)
        else "De organisaties werken verder aan de punten die nog niet zijn behaald."
    )
    yield texts.paragraph("next", f"{to_do} Over de volgende meting informeren wij u opnieuw.")


def _side_block(order: Order) -> Table:
    facts = filled_in(FACTS, order.facts)
    facts.insert(BEFORE_HOLDER, (OPENNESS, capital(order.mark.level.value)))
    return facts_table("Gegevens van deze mededeling", [*facts, ADDRESSEE])


KIND = Kind(
    name="mededeling",
    label="Mededeling aan Provinciale Staten",
    purpose="Informeert Provinciale Staten over de stand in de regio, zonder cijfers per "
    "organisatie.",
    level=Level.INTERNAL,
    build=build,
    counts=counts,
    narrow=told,
    facts=FACTS,
)
