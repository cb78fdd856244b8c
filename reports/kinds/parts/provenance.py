"""Where the figures come from, and how anybody can check them."""

from collections.abc import Iterator

from django.utils.timezone import localtime

from reports.documents.blocks import Block, Cell, Column, Heading, Inline, Link, Table, Text
from reports.kinds.parts import cells
from reports.material.material import Material
from reports.texts.grammar import day
from reports.texts.texts import Texts


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Waar komen de cijfers vandaan?"
    yield Heading(1, texts.section, "herkomst")
    yield texts.paragraph("provenance.intro", _intro(material))
    yield Table(
        "Herkomst van de cijfers",
        (Column("", 2.4), Column("", 7.6)),
        tuple((cells.words(name, strong=True), Cell((run,))) for name, run in _facts(material)),
        has_head=False,
    )


def _intro(material: Material) -> str:
    if material.seal is None:
        return (
            "Deze ronde is nog niet gepubliceerd. De cijfers zijn gelezen op "
            f"{day(localtime(material.moment))}."
        )
    return (
        "De cijfers komen uit de publicatie van deze ronde. Die verandert niet meer. Het "
        "controlegetal verandert als er ook maar één letter van de publicatie verandert. Op de "
        "controlepagina kan iedereen die dit bestand heeft, nagaan of het echt is."
    )


def _facts(material: Material) -> Iterator[tuple[str, Inline]]:
    yield "regio", Text(material.region)
    yield "norm", Text(f"{material.norm.title}, versie {material.norm.version}")
    yield "ronde", Text(f"{material.round.name} ({material.round.code})")
    yield "peildatum", Text(day(material.round.reference_date))
    yield "formule", Text(material.formula)
    if seal := material.seal:
        yield "publicatie", Text(f"{seal.publication}, van {day(localtime(material.moment))}")
        yield "controlegetal (SHA-256)", Text(seal.sha256)
        yield "controleren", Link(seal.check, seal.check)
