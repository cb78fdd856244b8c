"""Makes a report of a material and checks, on the way, each of its numbers against the JSON."""

from dataclasses import replace
from typing import Any

from reports.documents.blocks import Document, Mark, Table, words
from reports.kinds.kind import Built, Kind, Order, build
from reports.material.material import Material, Surroundings
from tests.reports.documents.samples import MOMENT
from tests.reports.kinds.walk import assert_numbers_are_of


def order_for(kind: Kind, **more: Any) -> Order:
    return Order(Mark(kind.level), "concept", MOMENT, **more)


def built(kind: Kind, material: Material, **more: Any) -> Built:
    order = order_for(kind, **more)
    found = build(kind, material, order)
    counts = kind.counts(kind.narrow(material, order), order)
    assert_numbers_are_of(found.document, material, counts)
    assert build(kind, material, order) == found
    return found


def made(kind: Kind, material: Material, **more: Any) -> Document:
    return built(kind, material, **more).document


def table(document: Document, title: str) -> list[list[str]]:
    """The rows of the table with a title, as text."""
    [found] = [each for each in document.blocks if isinstance(each, Table) and each.title == title]
    return [[words(cell.runs) for cell in row] for row in found.rows]


def with_surroundings(material: Material, **changed: Any) -> Material:
    """The material with something else in what goes with it."""
    assert isinstance(material.surroundings, Surroundings)
    return replace(material, surroundings=replace(material.surroundings, **changed))
