"""The report about one organisation, with a confidential annex of all its results."""

from collections.abc import Callable, Iterator, Mapping

from monitoring.choices import TO_ACHIEVE
from reports.documents.blocks import (
    Attachment,
    Block,
    Column,
    Heading,
    Level,
    PageBreak,
    Table,
    Voice,
)
from reports.kinds.kind import Content, Kind, Order, Part
from reports.kinds.parts import (
    activities,
    cells,
    changes,
    course,
    definitions,
    examples,
    exemptions,
    explanations,
    improvements,
    organisations,
    partly,
    provenance,
    since,
    summary,
)
from reports.kinds.parts.notices import notices, titled
from reports.material import names
from reports.material.material import Example, Material, Organisation, Row
from reports.material.part import part_of
from reports.texts.fields import literal
from reports.texts.grammar import POINT, capital, counted, day, is_or_are, said
from reports.texts.texts import Texts

LEFT = "ambitiepunten te behalen"
ANNEX = "bijlage"
Blocks = Callable[[Material, Organisation, Texts], Iterator[Block]]


def narrow(material: Material, order: Order) -> Material:
    return part_of(material, order.organisation)


def counts(material: Material, order: Order) -> Mapping[str, int | str]:
    organisation = material.participant(order.organisation)
    counting = (since, changes, course, activities, improvements, exemptions)
    found = {figure: count for part in counting for figure, count in part.counts(material).items()}
    return {
        **found,
        LEFT: len(_left(material, organisation)),
        examples.EXAMPLE.many: len(_examples(material, organisation)),
    }


def build(material: Material, order: Order, texts: Texts) -> Content:
    organisation = material.participant(order.organisation)
    return Content(
        title=titled(material, f"{organisation.name} en de {material.norm.title}"),
        subtitle=f"{material.round.name}, peildatum {day(material.round.reference_date)}",
        blocks=tuple(_blocks(material, organisation, order, texts)),
        attachment=_data(material, organisation) if ANNEX in order.parts else None,
    )


def _data(material: Material, organisation: Organisation) -> Attachment:
    """What the annex tells, as data; so not where the annex was left out."""
    return Attachment(
        f"{material.round.code}-{organisation.code}.json",
        f"De resultaten en cijfers van {organisation.name}.",
        "application/json",
        material.content,
    )


def _blocks(
    material: Material, organisation: Organisation, order: Order, texts: Texts
) -> Iterator[Block]:
    yield from notices(material)
    yield from _standing(material, organisation, texts)
    for name, (_, blocks) in PARTS.items():
        if name in order.parts and (name not in TOLD or material.surroundings):
            yield from blocks(material, organisation, texts)


def _standing(material: Material, organisation: Organisation, texts: Texts) -> Iterator[Block]:
    place = names.organisation(organisation.code)
    texts.section = f"Waar staat {organisation.name}?"
    yield Heading(1, texts.section, "stand")
    yield from organisations.standing(material, organisation, texts, Voice.LEAD)
    if material.figure(place).applicable:
        by_status = summary.by_status(material, place)
        yield texts.paragraph("standing.counts", f"De resultaten: {by_status}.")
        yield texts.paragraph("standing.coverage", summary.coverage(material, place))
    if material.covers_region and material.figure(names.TOTAL).rounded is not None:
        yield texts.paragraph("standing.region", _region(material))
    yield texts.paragraph("standing.formula", summary.formula(material), Voice.NOTE)


def _region(material: Material) -> str:
    return (
        "Alle organisaties samen hebben {totaal: procent} behaald: {totaal: behaald} van "
        f"{{totaal: van toepassing}}{partly.halved(material, names.TOTAL)}."
    )


def _changed(material: Material, organisation: Organisation, texts: Texts) -> Iterator[Block]:
    texts.section = "Wat is er veranderd?"
    yield Heading(1, texts.section, "veranderd")
    before = since.round_before(material)
    if before is None or not before.statuses:
        yield texts.paragraph(
            "changes.none-before",
            f"Er is geen eerdere ronde van {literal(organisation.name)}. Vergelijken kan daarom "
            "nog niet.",
        )
        return
    if not before.is_same_version:
        yield texts.paragraph("changes.other-version", changes.other_version(material, before))
    yield from changes.groups(material, before, texts, of_one=True)


def _course(material: Material, organisation: Organisation, texts: Texts) -> Iterator[Block]:
    place = names.organisation(organisation.code)
    found = [each for each in course.moments(material) if course.place_in(material, each, place)]
    if len(found) < 2:
        return
    texts.section = "Verloop over de rondes"
    yield Heading(1, texts.section, "verloop")
    yield from course.picture(material, found, place, "verloop")


def _left(material: Material, organisation: Organisation) -> list[Row]:
    """What still has to be achieved, in the norm's order."""
    return [row for row in material.rows_of(organisation.code) if row.status in TO_ACHIEVE]


def _to_achieve(material: Material, organisation: Organisation, texts: Texts) -> Iterator[Block]:
    texts.section = "Wat ligt er nog?"
    yield Heading(1, texts.section, "te-behalen")
    found = _left(material, organisation)
    yield texts.paragraph("left.intro", _left_intro(material, organisation))
    if found:
        points = cells.by_code(material)
        yield Table(
            "Ambitiepunten die nog niet zijn behaald",
            (Column("ambitiepunt", 3), Column("stand", 2), Column("behaald als", 4.8)),
            tuple(
                (
                    cells.words(cells.point_name(points[row.point])),
                    cells.status(row.status),
                    cells.or_nothing(points[row.point].achieved_when),
                )
                for row in found
            ),
        )


def _left_intro(material: Material, organisation: Organisation) -> str:
    count = len(_left(material, organisation))
    if not material.figure(names.organisation(organisation.code)).applicable:
        return "Er zijn geen ambitiepunten van toepassing. Er ligt dus niets."
    if not count:
        return "Alles wat van toepassing is, is behaald."
    number = counted(count, POINT, f"{{{LEFT} in woorden}}")
    return f"{capital(number)} {is_or_are(count)} nog niet of niet helemaal behaald."


def _actions(material: Material, organisation: Organisation, texts: Texts) -> Iterator[Block]:
    found = improvements.unfinished(material, organisation.code)
    texts.section = "Verbeteracties"
    yield Heading(1, texts.section, "verbeteracties")
    yield texts.paragraph("improvements.intro", improvements.intro(len(found)))
    if found:
        yield improvements.table(material, found, of_one=True)


def _examples(material: Material, organisation: Organisation) -> list[Example]:
    """Of others, on what this organisation still has to achieve."""
    left = {row.point for row in _left(material, organisation)}
    return [
        example
        for example in examples.shared(material)
        if example.organisation != organisation.code and example.point in left
    ]


def _others(material: Material, organisation: Organisation, texts: Texts) -> Iterator[Block]:
    """Only of a published round: before that nobody shares anything."""
    found = _examples(material, organisation)
    if material.seal is None:
        return
    texts.section = "Goede voorbeelden van anderen"
    yield Heading(1, texts.section, "goede-voorbeelden")
    if not found:
        yield texts.paragraph(
            "examples.none", "Bij wat er nog ligt, heeft niemand een goed voorbeeld gedeeld."
        )
        return
    yield texts.paragraph("examples.intro", _examples_intro(len(found)))
    yield examples.table(material, found)


def _examples_intro(count: int) -> str:
    whom = "een andere organisatie" if count == 1 else "andere organisaties"
    return f"Bij wat er nog ligt, {is_or_are(count)} er {said(count, examples.EXAMPLE)} van {whom}."


def _annex(material: Material, organisation: Organisation, texts: Texts) -> Iterator[Block]:
    texts.section = "Vertrouwelijke bijlage"
    yield PageBreak()
    yield Heading(1, texts.section, "bijlage")
    yield texts.paragraph(
        "annex.warning",
        "Deze bijlage is vertrouwelijk. Wie weet wat een organisatie niet heeft behaald, kan daar "
        "misbruik van maken.",
        Voice.WARNING,
    )
    yield from explanations.of_organisation(material, organisation, 2)
    if exemptions.held(material):
        yield Heading(2, "Vrijstellingen", "vrijstellingen")
        yield exemptions.table(material, exemptions.held(material), of_one=True)


def _definitions(material: Material, organisation: Organisation, texts: Texts) -> Iterator[Block]:
    yield from definitions.blocks(material, texts)


def _provenance(material: Material, organisation: Organisation, texts: Texts) -> Iterator[Block]:
    yield from provenance.blocks(material, texts)


PARTS: Mapping[str, tuple[str, Blocks]] = {
    "veranderd": ("Wat is er veranderd?", _changed),
    "verloop": ("Verloop over de rondes", _course),
    "te-behalen": ("Wat ligt er nog?", _to_achieve),
    "verbeteracties": ("Verbeteracties", _actions),
    "goede-voorbeelden": ("Goede voorbeelden van anderen", _others),
    "begrippen": ("Begrippen", _definitions),
    "herkomst": ("Waar komen de cijfers vandaan?", _provenance),
    ANNEX: ("Vertrouwelijke bijlage", _annex),
}
"""By name: the label for who chooses, and the blocks. Where it stands is always there.

The annex is the end, so that it can be taken off.
"""
TOLD = frozenset({"veranderd", "verloop", "verbeteracties", "goede-voorbeelden"})
"""Parts of what a publication keeps beside its figures; an early one did not."""

KIND = Kind(
    name="organisatierapport",
    label="Rapport van één organisatie",
    purpose="Voor de organisatie zelf: waar zij staat, wat er nog ligt en, in een vertrouwelijke "
    "bijlage, al haar resultaten met toelichting.",
    level=Level.CONFIDENTIAL,
    build=build,
    counts=counts,
    narrow=narrow,
    of_organisation=True,
    needs_final=False,
    parts=tuple(Part(name, label) for name, (label, _) in PARTS.items()),
)
