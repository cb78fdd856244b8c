"""Every result with its explanation, as it was typed: the long part."""

from collections.abc import Iterator, Sequence

from monitoring.choices import ResultStatus
from reports.documents.blocks import Block, Cell, Column, Heading, Table
from reports.kinds.parts import cells
from reports.material.material import Material, Organisation, Row
from reports.texts.texts import Texts

COLUMNS = (Column("ambitiepunt", 3), Column("stand", 2), Column("toelichting", 5))


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Toelichtingen"
    yield Heading(1, texts.section, "toelichtingen")
    yield texts.paragraph(
        "explanations.intro",
        "Hieronder staat van elke organisatie wat zij bij elk ambitiepunt heeft geschreven. "
        "De teksten staan er zoals de organisatie ze heeft ingevuld.",
    )
    for organisation in material.organisations:
        yield Heading(2, organisation.name, f"toelichting-{organisation.code}")
        yield from of_organisation(material, organisation, 3)


def of_organisation(material: Material, organisation: Organisation, level: int) -> Iterator[Block]:
    """Per theme what one organisation says, under headings of a level."""
    rows = [row for row in material.rows_of(organisation.code) if _is_told(row)]
    points = cells.by_code(material)
    for theme in material.themes:
        found = [row for row in rows if points[row.point].theme == theme.code]
        if found:
            anchor = f"toelichting-{organisation.code}-{theme.code}"
            yield Heading(level, cells.theme_name(theme), anchor)
            title = f"{organisation.name}, thema {theme.code}"
            yield Table(title, COLUMNS, _rows(material, found))


def _is_told(row: Row) -> bool:
    """What the norm does not ask of an organisation is left out, unless it says something."""
    return row.status != ResultStatus.NOT_APPLICABLE or bool(row.explanation.strip())


def _rows(material: Material, found: Sequence[Row]) -> tuple[tuple[Cell, ...], ...]:
    points = cells.by_code(material)
    return tuple(
        (
            cells.words(cells.point_name(points[row.point])),
            cells.status(row.status),
            cells.or_nothing(row.explanation),
        )
        for row in found
    )
