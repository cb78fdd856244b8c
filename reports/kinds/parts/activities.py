"""What organisations did for the norm in the time that the round measures."""

from collections.abc import Iterator, Sequence

from monitoring.choices import ActivityKind
from monitoring.templatetags.figures import NOTHING
from reports.documents.blocks import Block, Cell, Column, Heading, Number, Table, Text
from reports.kinds.parts import cells
from reports.material.material import Activity, Material
from reports.texts.grammar import Noun, day, is_or_are, join
from reports.texts.texts import Texts

ACTIVITY = Noun("activiteit", "activiteiten")
PARTICIPANT = Noun("deelnemer", "deelnemers")


def counts(material: Material) -> dict[str, int | str]:
    """How many there were, how many people took part, and how many took part in each."""
    found = held(material)
    each = {
        _taken_part(number): activity.participants
        for number, activity in enumerate(found, start=1)
        if activity.participants is not None
    }
    return {ACTIVITY.many: len(found), PARTICIPANT.many: sum(each.values()), **each}


def held(material: Material) -> Sequence[Activity]:
    """From old to new."""
    return material.surroundings.activities if material.surroundings else ()


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Activiteiten"
    yield Heading(1, texts.section, "activiteiten")
    found = held(material)
    yield texts.paragraph("activities.intro", intro(found))
    if found:
        yield Table(
            "Activiteiten",
            (
                Column("datum", 2.1),
                Column("activiteit", 4),
                Column("organisaties", 2.7),
                Column("ambitiepunten", 1.9),
                Column("deelnemers", 1.5, "end"),
            ),
            tuple(_row(material, number, each) for number, each in enumerate(found, start=1)),
        )


def intro(found: Sequence[Activity]) -> str:
    if not found:
        return "Er zijn geen activiteiten bekend uit de tijd waarover deze ronde gaat."
    count = len(found)
    said = (
        f"In de tijd waarover deze ronde gaat, {is_or_are(count)} er "
        f"{{{ACTIVITY.many} in woorden}} {ACTIVITY.of(count)} gehouden."
    )
    known = [each.participants for each in found if each.participants is not None]
    if not known:
        return f"{said} Het aantal deelnemers is niet geteld."
    people = f"{{{PARTICIPANT.many}}} {PARTICIPANT.of(sum(known))}"
    if len(known) < count:
        return f"{said} Voor zover geteld waren er samen {people}."
    return f"{said} Er {'was' if sum(known) == 1 else 'waren'} {people}."


def _row(material: Material, number: int, activity: Activity) -> tuple[Cell, ...]:
    kind = f" ({ActivityKind(activity.kind).label})"
    description = f"\n{activity.description}" if activity.description.strip() else ""
    who = join([cells.name_of(material, code) for code in activity.organisations])
    return (
        cells.words(day(activity.held_on)),
        Cell((Text(activity.title, strong=True), Text(f"{kind}{description}"))),
        cells.or_nothing(who),
        cells.or_nothing(", ".join(activity.points)),
        _participants(number, activity.participants),
    )


def _participants(number: int, participants: int | None) -> Cell:
    if participants is None:
        return cells.words(NOTHING)
    return Cell((Number(str(participants), _taken_part(number)),))


def _taken_part(number: int) -> str:
    return f"activiteit {number}: deelnemers"
