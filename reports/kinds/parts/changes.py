"""What changed since the round before, result by result."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.dashboards.changes import GAINED, KINDS, LOST
from reports.documents.blocks import Block, Cell, Column, Heading, Number, Table, Voice
from reports.kinds.parts import cells, since
from reports.material import names
from reports.material.material import Before, Material, Point
from reports.texts.fields import literal
from reports.texts.grammar import RESULT, capital, is_or_are
from reports.texts.texts import Texts

NEW = "nieuwe ambitiepunten"
COUNTERPARTS = (
    "Sommige ambitiepunten komen in de plaats van een ambitiepunt uit de vorige versie. Alleen van "
    "die punten staat hieronder welk resultaat veranderde. Zo’n punt kan nu meer vragen dan eerst."
)
KEYS = {
    GAINED: "gained",
    LOST: "lost",
    "niet meer van toepassing": "dropped",
    "opnieuw van toepassing": "returned",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A result with its status in the round before and now."""

    organisation: str
    point: Point
    before: str
    now: str


def counts(material: Material) -> dict[str, int | str]:
    before = since.round_before(material)
    if before is None:
        return {}
    return {
        NEW: len(_new(material, before)),
        **{label: len(changes(material, before, label)) for label in KINDS},
    }


def changes(material: Material, before: Before, label: str) -> list[Change]:
    """In the norm's order, within a point in that of the organisations."""
    statuses = material.statuses
    return [
        Change(organisation.code, point, before.statuses[place], statuses[place])
        for point in material.points
        for organisation in material.organisations
        if (place := (organisation.code, point.code)) in before.statuses
        and place in statuses
        and KINDS[label](before.statuses[place], statuses[place])
    ]


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Wat is er veranderd?"
    yield Heading(1, texts.section, "veranderd")
    before = since.round_before(material)
    if before is None:
        yield texts.paragraph(
            "changes.none-before",
            "Er is geen eerdere ronde. Vergelijken kan daarom nog niet.",
        )
        return
    yield texts.paragraph("changes.headline", _headline(material, before), Voice.LEAD)
    if before.is_same_version:
        yield _beside(material, before, "thema", tuple(cells.theme_lines(material)))
        yield _beside(material, before, "organisatie", tuple(cells.organisation_lines(material)))
    elif new := _new(material, before):
        yield texts.paragraph("changes.new", _new_points(len(new)))
    yield from groups(material, before, texts)


def _headline(material: Material, before: Before) -> str:
    name = literal(before.name)
    if not before.is_same_version:
        return other_version(material, before)
    if since.points_since(material, names.TOTAL) is None:
        return f"Vergelijken met {name} kan niet, omdat er in een van beide niets te beoordelen is."
    then = names.figure_id(names.earlier(before.code, names.TOTAL), "procent")
    return (
        f"In totaal is {{totaal: procent}} behaald.{since.sentence(material, names.TOTAL)} "
        f"Toen was het {{{then}}}."
    )


def other_version(material: Material, before: Before) -> str:
    """Why the two rounds cannot be compared."""
    return (
        f"Vergelijken kan niet. {literal(before.name)} mat versie {literal(before.norm_version)} "
        f"van de norm en deze ronde meet versie {literal(material.norm.version)}. Dat zijn andere "
        "ambitiepunten."
    )


def _beside(
    material: Material, before: Before, first: str, lines: Sequence[tuple[str, str]]
) -> Table:
    """Now and then beside each other, with the percentage points between."""
    rows = [_row(material, before, name, place) for name, place in lines]
    rows.append(_row(material, before, "Samen", names.TOTAL, strong=True))
    columns = (
        Column(first, 3),
        Column(before.name, 2, "end"),
        Column(material.round.name, 2, "end"),
        Column("verschil in procentpunten", 1.4, "end"),
    )
    return Table(f"Per {first}, vergeleken met {before.name}", columns, tuple(rows))


def _row(
    material: Material, before: Before, name: str, place: str, *, strong: bool = False
) -> tuple[Cell, ...]:
    earlier = names.earlier(before.code, place)
    if earlier not in material.figures:
        nothing = cells.words(since.NOTHING)
        return (cells.words(name), nothing, cells.figure(material, place), nothing)
    points = since.points_since(material, place)
    content = since.NOTHING if points is None else since.signed(points)
    return (
        cells.words(name, strong=strong),
        cells.figure(material, earlier, strong=strong),
        cells.figure(material, place, strong=strong),
        Cell((Number(content, since.signed_id(place, before), strong),)),
    )


def _new(material: Material, before: Before) -> list[Point]:
    """Points that have no counterpart in the round before, of another version."""
    told = {point for _, point in before.statuses}
    return [point for point in material.points if point.code not in told]


def _new_points(count: int) -> str:
    if count == 1:
        return f"{{{NEW} in woorden}} ambitiepunt heeft geen voorganger in de vorige versie."
    return f"{{{NEW} in woorden}} ambitiepunten hebben geen voorganger in de vorige versie."


def groups(
    material: Material, before: Before, texts: Texts, *, of_one: bool = False
) -> Iterator[Block]:
    """All changes; between versions those of points that came in the place of another.

    The tables name the organisations, unless the report is `of_one`.
    """
    if not before.is_same_version:
        if not before.statuses:
            return
        yield texts.paragraph("changes.counterparts", COUNTERPARTS)
    for label in KINDS:
        yield from _group(material, before, label, texts, of_one=of_one)


def _group(
    material: Material, before: Before, label: str, texts: Texts, *, of_one: bool
) -> Iterator[Block]:
    """The changes of one kind, as a sentence and as a table."""
    found = changes(material, before, label)
    if standard := sentence(label, len(found), literal(before.name)):
        yield texts.paragraph(f"changes.{KEYS[label]}", standard)
    if found:
        yield _table(material, label, found, of_one=of_one)


def sentence(label: str, count: int, name: str) -> str:
    """What a group of changes says; nothing of a group that is empty and not asked for."""
    one, number = count == 1, f"{{{label} in woorden}}"
    if label == GAINED:
        if not count:
            return f"Geen enkel resultaat dat bij {name} nog niet was behaald, is dat nu wel."
        which = "resultaat dat" if one else "resultaten die"
        were, are = ("was", "is") if one else ("waren", "zijn")
        return f"{number} {which} bij {name} nog niet {were} behaald, {are} dat nu wel."
    if label == LOST:
        if not count:
            return "Geen enkel resultaat ging van behaald terug naar deels of niet behaald."
        which = "resultaat dat" if one else "resultaten die"
        were, are = ("was", "is") if one else ("waren", "zijn")
        return f"{number} {which} bij {name} {were} behaald, {are} dat nu niet meer."
    results = f"{RESULT.of(count)} {is_or_are(count)}"
    return f"{number} {results} sinds {name} {label}." if count else ""


def _table(material: Material, label: str, found: Sequence[Change], *, of_one: bool) -> Table:
    who = () if of_one else (Column("organisatie", 2),)
    return Table(
        capital(label),
        (Column("ambitiepunt", 4), *who, Column("was", 1.8), Column("nu", 1.8)),
        tuple(
            (
                cells.words(cells.point_name(change.point)),
                *_who(material, change, of_one=of_one),
                cells.status(change.before),
                cells.status(change.now),
            )
            for change in found
        ),
    )


def _who(material: Material, change: Change, *, of_one: bool) -> tuple[Cell, ...]:
    """Nothing in a report about one organisation."""
    return () if of_one else (cells.words(cells.name_of(material, change.organisation)),)
