"""Improvement actions: those that run, first what is due first, and what came of the others."""

from collections.abc import Iterator, Sequence

from monitoring.choices import UNFINISHED_STATES, ImprovementState
from reports.documents.blocks import Block, Cell, Column, Heading, Table, Voice
from reports.kinds.parts import cells
from reports.material.material import Improvement, Material
from reports.texts.grammar import Noun, counted, day, is_or_are, said
from reports.texts.texts import Texts

ORDER = "Bovenaan staat wat het eerst klaar moet zijn."
ACTION = Noun("verbeteractie", "verbeteracties")
FINISHED = Noun("uitgevoerde of vervallen verbeteractie", "uitgevoerde of vervallen verbeteracties")
FINISHED_COUNT = "afgeronde verbeteracties"


def counts(material: Material) -> dict[str, int | str]:
    return {
        ACTION.many: len(unfinished(material)),
        FINISHED_COUNT: len(finished(material)),
    }


def unfinished(material: Material, organisation: str = "") -> list[Improvement]:
    """Of all organisations or of one: first what is due first."""
    found = [
        action
        for action in _held(material)
        if action.state in UNFINISHED_STATES and organisation in ("", action.organisation)
    ]
    return sorted(found, key=lambda action: action.due_on)


def finished(material: Material) -> list[Improvement]:
    """Done and dropped, in the order of the organisations."""
    return [action for action in _held(material) if action.state not in UNFINISHED_STATES]


def _held(material: Material) -> Sequence[Improvement]:
    return material.surroundings.improvements if material.surroundings else ()


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Verbeteracties"
    yield Heading(1, texts.section, "verbeteracties")
    found = unfinished(material)
    yield texts.paragraph("improvements.intro", intro(len(found)))
    if found:
        yield texts.paragraph("improvements.order", ORDER, Voice.NOTE)
        yield table(material, found)
    if done := finished(material):
        yield texts.paragraph("improvements.finished", _finished_intro(len(done)))
        yield _finished_table(material, done)


def intro(count: int) -> str:
    if not count:
        return "Er zijn geen verbeteracties die nog lopen."
    run = "loopt" if count == 1 else "lopen"
    return f"Er {run} nog {said(count, ACTION)}."


def _finished_intro(count: int) -> str:
    number = counted(count, FINISHED, f"{{{FINISHED_COUNT} in woorden}}")
    came_of = "Wat die opleverde, staat" if count == 1 else "Wat die opleverden, staat"
    return f"Er {is_or_are(count)} {number}. {came_of} hieronder."


def _finished_table(material: Material, done: Sequence[Improvement]) -> Table:
    points = cells.by_code(material)
    return Table(
        "Verbeteracties die zijn uitgevoerd of vervallen",
        (
            Column("organisatie", 1.8),
            Column("ambitiepunt", 2.4),
            Column("verbeteractie", 3),
            Column("stand", 1.5),
            Column("resultaat", 3.2),
        ),
        tuple(
            (
                cells.words(cells.name_of(material, action.organisation)),
                cells.words(cells.point_name(points[action.point])),
                cells.words(action.title),
                cells.words(ImprovementState(action.state).label),
                cells.or_nothing(action.outcome),
            )
            for action in done
        ),
    )


def table(material: Material, found: Sequence[Improvement], *, of_one: bool = False) -> Table:
    """With the organisation of each, or `of_one` without."""
    who = () if of_one else (Column("organisatie", 2),)
    return Table(
        "Verbeteracties die nog lopen",
        (
            Column("streefdatum", 1.8),
            *who,
            Column("ambitiepunt", 2.6),
            Column("verbeteractie", 3.2),
            Column("eigenaar", 2.1),
            Column("stand", 1.7),
        ),
        tuple(_row(material, action, of_one=of_one) for action in found),
    )


def _row(material: Material, action: Improvement, *, of_one: bool) -> tuple[Cell, ...]:
    points = cells.by_code(material)
    who = () if of_one else (cells.words(cells.name_of(material, action.organisation)),)
    return (
        cells.words(day(action.due_on)),
        *who,
        cells.words(cells.point_name(points[action.point])),
        cells.words(action.title),
        cells.or_nothing(action.owner),
        cells.words(ImprovementState(action.state).label),
    )
