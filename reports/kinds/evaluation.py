"""The evaluation report: all that a round tells, for the DVC, the councils and the Staten."""

from collections.abc import Callable, Iterator, Mapping

from monitoring.choices import RoundKind
from reports.documents.blocks import (
    Attachment,
    Block,
    Chart,
    Contents,
    Level,
    PageBreak,
    Table,
)
from reports.kinds.kind import Content, Kind, Order, Part
from reports.kinds.parts import (
    activities,
    calculation,
    changes,
    course,
    definitions,
    examples,
    exemptions,
    explanations,
    heat_map,
    improvements,
    organisations,
    participants,
    provenance,
    since,
    summary,
    themes,
    waterbed,
)
from reports.kinds.parts.notices import notices, titled
from reports.material.material import Material
from reports.texts.grammar import capital, day
from reports.texts.texts import Texts

Blocks = Callable[[Material, Texts], Iterator[Block]]

PARTS: Mapping[str, tuple[str, Blocks]] = {
    "veranderd": ("Wat is er veranderd?", changes.blocks),
    "verloop": ("Verloop over de rondes", course.blocks),
    "themas": ("Per thema", themes.blocks),
    "organisaties": ("Per organisatie", organisations.blocks),
    "ambitiepunten": ("Alle ambitiepunten", heat_map.blocks),
    "waterbed": ("Verschillen tussen buren", waterbed.blocks),
    "activiteiten": ("Activiteiten", activities.blocks),
    "goede-voorbeelden": ("Goede voorbeelden", examples.blocks),
    "verbeteracties": ("Verbeteracties", improvements.blocks),
    "vrijstellingen": ("Vrijstellingen", exemptions.blocks),
    "toelichtingen": ("Toelichtingen", explanations.blocks),
    "berekening": ("Hoe is dit cijfer berekend?", calculation.blocks),
    "begrippen": ("Begrippen", definitions.blocks),
    "herkomst": ("Waar komen de cijfers vandaan?", provenance.blocks),
}
"""By name: the label for who chooses, and the blocks. The summary is always there."""
TOLD = frozenset(
    {
        "veranderd",
        "verloop",
        "waterbed",
        "activiteiten",
        "goede-voorbeelden",
        "verbeteracties",
        "vrijstellingen",
    }
)
"""Parts of what a publication keeps beside its figures; an early one did not."""
DATA = frozenset({"ambitiepunten", "toelichtingen"})
"""Parts that tell together what the attached data hold; without one of them there are no data."""
IN_LINE = frozenset({"goede-voorbeelden", "verbeteracties", "vrijstellingen", "herkomst"})
"""Parts that go on where the page was; all others begin a new one, if they are more than words."""


def counts(material: Material, order: Order) -> Mapping[str, int | str]:
    counting = (
        participants,
        since,
        changes,
        course,
        themes,
        waterbed,
        activities,
        examples,
        improvements,
        exemptions,
        calculation,
    )
    return {figure: count for part in counting for figure, count in part.counts(material).items()}


def build(material: Material, order: Order, texts: Texts) -> Content:
    kind = capital(str(RoundKind(material.round.kind).label))
    peildatum = day(material.round.reference_date)
    return Content(
        title=titled(material, f"{kind} {material.norm.title}"),
        subtitle=f"{material.round.name}, peildatum {peildatum}",
        blocks=tuple(_blocks(material, order, texts)),
        has_cover=True,
        attachment=_data(material) if order.parts >= DATA else None,
    )


def _data(material: Material) -> Attachment:
    return Attachment(
        f"{material.round.code}.json",
        "Alle resultaten en cijfers van de ronde.",
        "application/json",
        material.content,
    )


def _blocks(material: Material, order: Order, texts: Texts) -> Iterator[Block]:
    yield from notices(material)
    yield Contents(2)
    yield PageBreak()
    yield from summary.blocks(material, texts)
    for name, (_, blocks) in PARTS.items():
        if name not in order.parts or (name in TOLD and material.surroundings is None):
            continue
        found = tuple(blocks(material, texts))
        if name not in IN_LINE and any(isinstance(each, Table | Chart) for each in found):
            yield PageBreak()
        yield from found


KIND = Kind(
    name="evaluatierapport",
    label="Evaluatierapport",
    purpose="Het hele verslag van een ronde voor het districtelijk veiligheidscollege, de "
    "gemeenteraden en Provinciale Staten.",
    level=Level.CONFIDENTIAL,
    build=build,
    counts=counts,
    parts=tuple(Part(name, label) for name, (label, _) in PARTS.items()),
)
