"""One page for the DVC: where the district stands, what changed and what is left."""

from collections.abc import Iterator

from reports.documents.blocks import Block, Cell, Column, Heading, Level, Number, Table, Text, Voice
from reports.kinds.kind import Content, Kind, Order
from reports.material import names
from reports.material.material import Material
from reports.texts.texts import Texts


def build(material: Material, order: Order, texts: Texts) -> Content:
    return Content(
        title=f"Stand van de {material.norm.title}",
        subtitle=material.round.name,
        blocks=tuple(_blocks(material, texts)),
    )


def _blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Waar staan wij?"
    yield Heading(1, texts.section)
    yield texts.paragraph(
        "stand",
        "In totaal is {totaal: procent} behaald: {totaal: behaald} van de "
        "{totaal: van toepassing} beoordeelbare resultaten.",
        Voice.LEAD,
    )
    yield _themes(material)


def _themes(material: Material) -> Table:
    return Table(
        "Behaald per thema",
        (Column("thema", 4), Column("behaald", 1, "end"), Column("van toepassing", 1, "end")),
        tuple(
            (
                Cell((Text(theme.title),)),
                Cell((_number(material, theme.code, "behaald"),)),
                Cell((_number(material, theme.code, "van toepassing"),)),
            )
            for theme in material.themes
        ),
    )


def _number(material: Material, theme: str, measure: str) -> Number:
    return material.number(names.theme(theme), measure)


KIND = Kind(
    name="stand-voor-het-dvc",
    label="Stand voor het DVC",
    purpose="Eén bladzijde voor het districtelijk veiligheidscollege.",
    level=Level.CONFIDENTIAL,
    build=build,
)
