"""What a reader has to know of every report before using it. Nobody can edit it away."""

from collections.abc import Iterator

from reports.documents.blocks import Paragraph, Text, Voice
from reports.material.material import Material

EXAMPLE = (
    "Voorbeeldgegevens: verzonnen. De norm, de resultaten en de toelichtingen zijn bedacht om te "
    "laten zien hoe dit rapport eruitziet."
)
PROVISIONAL = "Voorlopig: de ronde is nog niet gesloten. De cijfers kunnen nog veranderen."


def notices(material: Material) -> Iterator[Paragraph]:
    """Warnings of what is made up and of what may still change."""
    if material.norm.example:
        yield Paragraph((Text(EXAMPLE),), Voice.WARNING)
    if material.round.is_provisional:
        yield Paragraph((Text(PROVISIONAL),), Voice.WARNING)


def titled(material: Material, title: str) -> str:
    """The title of a report, which says so when its figures are provisional."""
    return f"{title} (voorlopig)" if material.round.is_provisional else title
