"""Organisation by organisation: its figure, its themes, and who adopted what it handed in."""

from collections.abc import Iterator

from monitoring.models import BODIES
from reports.documents.blocks import Block, Heading, PageBreak, Voice
from reports.kinds.parts import cells, partly, since
from reports.kinds.parts.themes import bar_chart
from reports.material import names
from reports.material.material import Material, Organisation
from reports.texts.fields import literal
from reports.texts.grammar import day
from reports.texts.texts import Texts

ON_A_PAGE = 2


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Per organisatie"
    yield Heading(1, texts.section, "per-organisatie")
    lines = tuple(cells.organisation_lines(material))
    title = "Behaald per organisatie"
    yield from bar_chart(material, lines, "balken-organisaties", "Alle organisaties in beeld")
    yield cells.figure_table(material, title, "organisatie", lines, names.TOTAL)
    for number, organisation in enumerate(material.organisations):
        if number % ON_A_PAGE == 0:
            yield PageBreak()
        texts.section = organisation.name
        yield Heading(2, texts.section, f"organisatie-{organisation.code}")
        yield from standing(material, organisation, texts)


def standing(
    material: Material, organisation: Organisation, texts: Texts, voice: Voice = Voice.BODY
) -> Iterator[Block]:
    """Where one organisation stands: in a sentence, as a picture and per theme."""
    place, key = names.organisation(organisation.code), f"organisation.{organisation.code}"
    yield texts.paragraph(f"{key}.headline", headline(material, organisation), voice)
    if adopted := sign_off(material, organisation):
        yield texts.paragraph(f"{key}.sign-off", adopted)
    lines = tuple(cells.theme_lines(material, organisation.code))
    title = f"{organisation.name}: behaald per thema"
    name = f"balken-{organisation.code}"
    drawn = f"{organisation.name} in beeld"
    yield from bar_chart(material, (*lines, ("Samen", place)), name, drawn)
    yield cells.figure_table(material, title, "thema", lines, place)


def headline(material: Material, organisation: Organisation) -> str:
    place, name = names.organisation(organisation.code), literal(organisation.name)
    if material.figure(place).rounded is None:
        return f"Voor {name} zijn er in deze ronde geen ambitiepunten om te beoordelen."
    until_now = "tot nu toe " if material.round.is_provisional else ""
    return (
        f"{name} heeft {until_now}{{{place}: procent}} van de ambitiepunten behaald: "
        f"{{{place}: behaald}} van {{{place}: van toepassing}}{partly.halved(material, place)}."
        f"{since.sentence(material, place)}"
    )


def sign_off(material: Material, organisation: Organisation) -> str:
    """Who adopted it, when and by which decision; empty when nobody adopted anything."""
    if material.surroundings is None or not material.surroundings.sign_offs:
        return ""
    body = BODIES[organisation.kind]
    for held in material.surroundings.sign_offs:
        if held.organisation == organisation.code:
            number = literal(held.decision_number.strip())
            decision = f" (besluit {number})" if number else ""
            return f"Het {body} heeft dit vastgesteld op {day(held.decided_on)}{decision}."
    return f"Er is nog geen besluit waarmee het {body} dit heeft vastgesteld."
