"""What the words of a report mean."""

from collections.abc import Iterator

from reports.documents.blocks import Block, Cell, Column, Heading, Table, Text
from reports.kinds.parts import cells, partly
from reports.material.material import Material
from reports.texts.definitions import Definition, in_reports
from reports.texts.texts import Texts


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Begrippen"
    yield Heading(1, texts.section, "begrippen")
    meanings = in_reports(partly.weight(material), partly.divided(material))
    yield Table(
        "Wat de woorden betekenen",
        (Column("woord", 2.4), Column("betekenis", 7.6)),
        tuple((_word(each), cells.words(each.meaning)) for each in meanings),
    )


def _word(definition: Definition) -> Cell:
    symbol = f"{cells.SYMBOLS[definition.status]} " if definition.status else ""
    return Cell((Text(f"{symbol}{definition.word}", strong=True),))
