"""The summary: the figure in total with all that belongs to it."""

from collections.abc import Iterator

from reports.dashboards.changes import GAINED, LOST
from reports.documents.blocks import Block, Heading, Voice
from reports.kinds.parts import activities, cells, changes, examples, improvements, partly, since
from reports.kinds.parts.participants import have, participants
from reports.material import names
from reports.material.material import Material, Surroundings
from reports.texts.fields import literal
from reports.texts.grammar import capital, day, join
from reports.texts.texts import Texts

STATUS_MEASURES = ("behaald", "deels behaald", "niet behaald", "nog niet ingevuld")


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Samenvatting"
    yield Heading(1, texts.section, "samenvatting")
    yield texts.paragraph("summary.headline", headline(material), Voice.LEAD)
    if material.figure(names.TOTAL).applicable:
        yield texts.paragraph("summary.counts", _counts(material))
        yield texts.paragraph("summary.coverage", coverage(material, names.TOTAL))
    yield texts.paragraph("summary.not-applicable", not_applicable(material))
    yield from _told(material, texts)
    yield cells.figure_table(
        material, "Behaald per thema", "thema", cells.theme_lines(material), names.TOTAL
    )
    yield texts.paragraph("summary.formula", formula(material), Voice.NOTE)


def headline(material: Material) -> str:
    """The sentence that the reader takes home."""
    if material.figure(names.TOTAL).rounded is None:
        return "Er zijn in deze ronde geen ambitiepunten om te beoordelen."
    until_now = "tot nu toe " if material.round.is_provisional else ""
    together = "samen " if len(material.organisations) > 1 else ""
    return (
        f"{capital(participants(material))} {have(material)} {until_now}{together}"
        f"{{totaal: procent}} van de ambitiepunten behaald.{since.sentence(material, names.TOTAL)}"
    )


def _counts(material: Material) -> str:
    return (
        "Een ambitiepunt telt mee voor elke organisatie waarvoor het geldt. "
        f"{_results(material)}: {by_status(material, names.TOTAL)}."
    )


def _results(material: Material) -> str:
    one = material.figure(names.TOTAL).applicable == 1
    return f"Zo {'is' if one else 'zijn'} er {{totaal: van toepassing}} " + (
        "resultaat" if one else "resultaten"
    )


def by_status(material: Material, place: str) -> str:
    """Markup: "218 behaald, 20 deels behaald en 25 niet behaald"; what is none is left out."""
    found = material.figure(place).as_dict()
    keys = ("achieved", "partly", "not_achieved", "unanswered")
    return join(
        [
            f"{{{names.figure_id(place, measure)}}} {measure}"
            for key, measure in zip(keys, STATUS_MEASURES, strict=True)
            if found[key]
        ]
    )


def coverage(material: Material, place: str) -> str:
    """How much is filled in, and what the rest counts as."""
    if not material.figure(place).unanswered:
        return "Alle resultaten zijn ingevuld."
    return (
        f"Van de resultaten is {{{names.figure_id(place, 'ingevuld')}}} ingevuld. "
        "Wat nog niet is ingevuld, telt mee in het totaal, maar niet als behaald."
    )


def not_applicable(material: Material) -> str:
    found = material.figure(names.TOTAL).not_applicable
    if not found:
        return "Alle ambitiepunten gelden voor alle organisaties."
    cases = "geval" if found == 1 else "gevallen"
    return (
        f"In {{totaal: niet van toepassing in woorden}} {cases} geldt een ambitiepunt niet "
        "voor een organisatie (n.v.t.). Dat telt niet mee."
    )


def formula(material: Material) -> str:
    """How the percentage is made, in a sentence."""
    return (
        f"Het percentage is {partly.divided(material)}, gedeeld door alle resultaten die van "
        f"toepassing zijn. Deels behaald {partly.weight(material)} "
        f"(formule {literal(material.formula)}). "
        f"De peildatum is {day(material.round.reference_date)}."
    )


def _told(material: Material, texts: Texts) -> Iterator[Block]:
    """What else there is in the report, with its number, in a list."""
    told = material.surroundings
    if told is None:
        yield texts.paragraph(
            "summary.only-results",
            "Van deze publicatie zijn alleen de resultaten bewaard. Dit rapport vertelt daarom "
            "niets over eerdere rondes, activiteiten, goede voorbeelden en verbeteracties.",
            Voice.NOTE,
        )
        return
    if told.discussed_on:
        yield texts.paragraph(
            "summary.discussed",
            "Het districtelijk veiligheidscollege bespreekt deze ronde op "
            f"{day(told.discussed_on)}.",
        )
    for key, said in _news(material, told):
        yield texts.paragraph(key, said)


def _news(material: Material, told: Surroundings) -> Iterator[tuple[str, str]]:
    """What a reader wants to know beside the figure, each with the key of its sentence."""
    if told.before is not None and not told.before.is_same_version:
        yield "summary.other-version", changes.other_version(material, told.before)
    elif told.before is not None:
        for label, key in ((GAINED, "gained"), (LOST, "lost")):
            count = len(changes.changes(material, told.before, label))
            yield f"summary.{key}", changes.sentence(label, count, literal(told.before.name))
    yield "summary.activities", activities.intro(told.activities)
    yield "summary.examples", examples.intro(len(told.examples))
    yield "summary.improvements", improvements.intro(len(improvements.unfinished(material)))
