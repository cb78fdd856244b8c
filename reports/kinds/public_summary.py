"""For everybody: how far the region is, and never who lacks what (`short.disclosure`)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from accounts.refusals import Refused
from monitoring.choices import RoundState
from reports.documents.blocks import (
    Attachment,
    Block,
    Heading,
    Items,
    Level,
    Paragraph,
    Text,
    Voice,
)
from reports.kinds.kind import Content, Kind, Order
from reports.kinds.parts import partly
from reports.kinds.parts.notices import notices
from reports.kinds.short.changes import difference
from reports.kinds.short.disclosure import disclosed
from reports.kinds.short.telling import (
    NOBODY,
    activities_sentence,
    example_titles,
    measured_sentence,
    norm_sentence,
    region_counts,
    themes_or_why_not,
    total_sentence,
)
from reports.material import names
from reports.material.material import Material
from reports.texts.grammar import day
from reports.texts.texts import Texts

SCHEMA = "flevonorm.summary/1"
TOO_EARLY = "Een openbare samenvatting kan pas worden gemaakt als de ronde is gepubliceerd."


def public(material: Material, order: Order) -> Material:
    """What everybody may know of a published round."""
    if material.round.state != RoundState.PUBLISHED or material.round.is_provisional:
        raise Refused(TOO_EARLY)
    return disclosed(material)


def counts(material: Material, order: Order) -> Mapping[str, int | str]:
    return region_counts(material)


def build(material: Material, order: Order, texts: Texts) -> Content:
    return Content(
        title=f"{material.norm.title}: hoe ver is {material.region}?",
        subtitle=f"{material.round.name}, peildatum {day(material.round.reference_date)}",
        blocks=tuple(_blocks(material, texts)),
        attachment=Attachment(
            name=f"{material.round.code}-samenvatting.json",
            description="De cijfers van deze samenvatting.",
            content_type="application/json",
            content=_json(material),
        ),
    )


def _blocks(material: Material, texts: Texts) -> Iterator[Block]:
    yield from notices(material)
    texts.section = "In het kort"
    yield Heading(1, texts.section)
    yield texts.paragraph("headline", total_sentence(material), Voice.LEAD)
    compared = difference(material, names.TOTAL)
    if compared:
        yield texts.paragraph("headline.since", compared)
    texts.section = f"Wat is de {material.norm.title}?"
    yield Heading(1, texts.section)
    yield texts.paragraph("norm", norm_sentence(material))
    texts.section = "Hoe ver zijn de thema's?"
    yield Heading(1, texts.section)
    yield from themes_or_why_not(material, texts, "summary-themes")
    yield from _done(material, texts)
    texts.section = "Hoe is dit gemeten?"
    yield Heading(1, texts.section)
    yield texts.paragraph(
        "measured",
        "Elke organisatie geeft per ambitiepunt aan of het is behaald. Elk antwoord is een "
        "resultaat. " + measured_sentence(material, names.TOTAL),
    )
    yield Paragraph((Text(NOBODY),), Voice.NOTE)


def _done(material: Material, texts: Texts) -> Iterator[Block]:
    activities, examples = activities_sentence(material), example_titles(material)
    if not activities and not examples:
        return
    texts.section = "Wat is er gedaan?"
    yield Heading(1, texts.section)
    if activities:
        yield texts.paragraph("activities", activities)
    if examples:
        yield texts.paragraph(
            "examples", "Organisaties leren van elkaar. Goede voorbeelden zijn er van:"
        )
        yield Items(tuple((Text(title),) for title in examples))


def _json(material: Material) -> str:
    """Exactly what the report tells in figures; keys sorted, so that it is the same each time."""
    content = {
        "schema": SCHEMA,
        "formula": material.formula,
        "norm": {
            "code": material.norm.code,
            "version": material.norm.version,
            "title": material.norm.title,
            "example": material.norm.example,
        },
        "round": {
            "code": material.round.code,
            "name": material.round.name,
            "reference_date": material.round.reference_date.isoformat(),
        },
        "total": _figure(material, names.TOTAL),
        "themes": [
            {"code": theme.code, "title": theme.title, **_figure(material, names.theme(theme.code))}
            for theme in material.themes
            if names.theme(theme.code) in material.figures
        ],
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)}\n"


def _figure(material: Material, place: str) -> Mapping[str, Any]:
    figure = material.figure(place)
    half = {"partly": figure.partly} if partly.is_told(material) else {}
    return {
        **half,
        "achieved": figure.achieved,
        "applicable": figure.applicable,
        "not_applicable": figure.not_applicable,
        "rounded": figure.rounded,
    }


KIND = Kind(
    name="openbare-samenvatting",
    label="Openbare samenvatting",
    purpose="Voor iedereen: hoe ver de regio is, zonder te zeggen wie wat nog niet heeft behaald.",
    level=Level.PUBLIC,
    build=build,
    counts=counts,
    narrow=public,
)
