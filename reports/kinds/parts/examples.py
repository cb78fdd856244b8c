"""Good examples that organisations share, with the evidence that others may see."""

from collections.abc import Iterator, Sequence

from monitoring.templatetags.figures import NOTHING
from reports.documents.blocks import Block, Cell, Column, Heading, Inline, Link, Table, Text
from reports.kinds.parts import cells
from reports.material.material import Evidence, Example, Material
from reports.texts.grammar import Noun, is_or_are, said
from reports.texts.texts import Texts

EXAMPLE = Noun("goed voorbeeld", "goede voorbeelden", "het")


def counts(material: Material) -> dict[str, int | str]:
    return {EXAMPLE.many: len(shared(material))}


def shared(material: Material) -> Sequence[Example]:
    """In the norm's order."""
    return material.surroundings.examples if material.surroundings else ()


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Goede voorbeelden"
    yield Heading(1, texts.section, "goede-voorbeelden")
    found = shared(material)
    yield texts.paragraph("examples.intro", intro(len(found)))
    if found:
        yield table(material, found)


def table(material: Material, found: Sequence[Example]) -> Table:
    """The examples with their explanation, as its organisation shares it."""
    points = cells.by_code(material)
    explanations = {(row.organisation, row.point): row.explanation for row in material.rows}
    return Table(
        "Goede voorbeelden",
        (
            Column("ambitiepunt", 2.6),
            Column("organisatie", 1.9),
            Column("toelichting", 4),
            Column("onderbouwing", 2.4),
        ),
        tuple(
            (
                cells.words(cells.point_name(points[example.point])),
                cells.words(cells.name_of(material, example.organisation)),
                cells.or_nothing(explanations.get((example.organisation, example.point), "")),
                _evidence(example.evidence),
            )
            for example in found
        ),
    )


def intro(count: int) -> str:
    if not count:
        return "Er zijn in deze ronde geen goede voorbeelden gedeeld."
    return f"Er {is_or_are(count)} {said(count, EXAMPLE)} gedeeld."


def _evidence(found: Sequence[Evidence]) -> Cell:
    runs: list[Inline] = []
    for piece in found:
        if runs:
            runs.append(Text("\n"))
        runs.extend(_piece(piece))
    return Cell(tuple(runs)) if runs else cells.words(NOTHING)


def _piece(piece: Evidence) -> Iterator[Inline]:
    if piece.address.startswith(("http://", "https://")):
        yield Link(piece.title, piece.address)
    else:
        yield Text(piece.title)
    if piece.place.strip():
        yield Text(f" ({piece.place})")
