"""For whom a point of the norm does not apply, by a decision of the district."""

from collections.abc import Iterator, Sequence

from reports.documents.blocks import Block, Cell, Column, Heading, Table
from reports.kinds.parts import cells
from reports.material.material import Exemption, Material
from reports.texts.grammar import Noun, is_or_are, said
from reports.texts.texts import Texts

EXEMPTION = Noun("vrijstelling", "vrijstellingen")


def counts(material: Material) -> dict[str, int | str]:
    return {EXEMPTION.many: len(held(material))}


def held(material: Material) -> Sequence[Exemption]:
    return material.surroundings.exemptions if material.surroundings else ()


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Vrijstellingen"
    yield Heading(1, texts.section, "vrijstellingen")
    found = held(material)
    yield texts.paragraph("exemptions.intro", _intro(len(found)))
    if found:
        yield table(material, found)


def table(material: Material, found: Sequence[Exemption], *, of_one: bool = False) -> Table:
    """With the organisation of each, or `of_one` without."""
    who = () if of_one else (Column("organisatie", 2),)
    return Table(
        "Vrijstellingen",
        (
            *who,
            Column("ambitiepunt", 3),
            Column("reden", 4.4),
            Column("tot en met", 2),
        ),
        tuple(_row(material, exemption, of_one=of_one) for exemption in found),
    )


def _intro(count: int) -> str:
    if not count:
        return "Er zijn in deze ronde geen vrijstellingen."
    return (
        f"Er {is_or_are(count)} in deze ronde {said(count, EXEMPTION)}. "
        "Een vrijgesteld ambitiepunt telt voor die organisatie niet mee."
    )


def _row(material: Material, exemption: Exemption, *, of_one: bool) -> tuple[Cell, ...]:
    until = "voor goed"
    if exemption.until is not None:
        here = exemption.until == material.round.code
        until = material.round.name if here else exemption.until
    who = () if of_one else (cells.words(cells.name_of(material, exemption.organisation)),)
    return (
        *who,
        cells.words(cells.point_name(cells.by_code(material)[exemption.point])),
        cells.or_nothing(exemption.reason),
        cells.words(until),
    )
