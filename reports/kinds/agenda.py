"""The agenda of the working group DWO-F for a round: who is how far, and what waits for it.

It tells no status and no explanation (`reports.material.working_group`), for everybody around the
table reads it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from accounts.refusals import Refused
from monitoring.choices import AssessmentState, RoundState
from monitoring.templatetags.figures import NOTHING, percent
from reports.documents.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Level,
    Number,
    Table,
    Text,
    Voice,
)
from reports.kinds.kind import Content, Kind, Order
from reports.kinds.parts.cells import words
from reports.kinds.parts.notices import notices, titled
from reports.kinds.short.tables import facts_table
from reports.material import names
from reports.material.material import Material
from reports.material.working_group import Agenda, HandingIn, Matter
from reports.texts.grammar import ORGANISATION, RESULT, Noun, day, has_or_have, is_or_are
from reports.texts.texts import Texts

TOO_LATE = "Een agenda is er voor een ronde die open of gesloten is, en niet meer na de publicatie."
MISSING = "Voor deze agenda is niet gelezen wat de werkgroep te bespreken heeft."
WAITING, RETURNED = "organisaties die nog niet hebben ingediend", "teruggestuurde invullingen"
QUESTIONS, REQUESTS, ENDING = "vragen", "aanvragen", "aflopende vrijstellingen"
LATE = "verbeteracties te laat"
QUESTION = Noun("vraag", "vragen")
REQUEST = Noun("aanvraag", "aanvragen")
EXEMPTION = Noun("vrijstelling", "vrijstellingen")
ASSESSMENT = Noun("invulling", "invullingen")
ACTION = Noun("verbeteractie", "verbeteracties")


def for_the_table(material: Material, order: Order) -> Material:
    """The round alone: a figure would tell statuses. How far who filled in is in the agenda."""
    if material.round.state == RoundState.PUBLISHED:
        raise Refused(TOO_LATE)
    return replace(material, rows=(), figures={}, surroundings=None, content="")


def counts(material: Material, order: Order) -> Mapping[str, int | str]:
    agenda = _agenda(order)
    late = {_late_of(each): each.late for each in agenda.handing_in}
    return {
        WAITING: sum(not each.is_handed_in for each in agenda.handing_in),
        RETURNED: sum(each.state == AssessmentState.RETURNED for each in agenda.handing_in),
        QUESTIONS: len(agenda.questions or ()),
        REQUESTS: len(agenda.requests),
        ENDING: len(agenda.ending),
        LATE: sum(late.values()),
        **late,
        **dict(pair for each in agenda.handing_in for pair in _filled_counts(each)),
    }


def build(material: Material, order: Order, texts: Texts) -> Content:
    return Content(
        title=titled(material, "Agenda werkgroep DWO-F"),
        subtitle=f"{material.round.name}, stand van {day(_agenda(order).on)}",
        blocks=tuple(_numbered(_blocks(material, _agenda(order), texts))),
    )


def _numbered(blocks: Iterator[Block]) -> Iterator[Block]:
    """Every heading is a point of the agenda."""
    number = 0
    for block in blocks:
        if isinstance(block, Heading):
            number += 1
            yield replace(block, content=f"{number}. {block.content}")
        else:
            yield block


def _blocks(material: Material, agenda: Agenda, texts: Texts) -> Iterator[Block]:
    yield from notices(material)
    yield _planning(material, agenda)
    texts.section = "Opening"
    yield Heading(1, texts.section)
    yield texts.paragraph("opening", "Vaststellen van de agenda en van het vorige verslag.")
    yield from _handing_in(agenda, texts)
    if agenda.questions is not None:
        yield from _questions(agenda.questions, texts)
    yield from _exemptions(agenda, texts)
    yield from _late(agenda, texts)
    texts.section = "Rondvraag en afspraken"
    yield Heading(1, texts.section)
    yield texts.paragraph("appointments.who", "Wie doet wat, en wanneer is het klaar?")
    yield texts.paragraph("appointments.next", "Wanneer is het volgende overleg?")


def _planning(material: Material, agenda: Agenda) -> Table:
    college = day(agenda.college_on) if agenda.college_on else "nog niet bekend"
    return facts_table(
        "Planning",
        [
            ("Monitoringsronde", material.round.name),
            ("Stand van de ronde", RoundState(material.round.state).label),
            ("Peildatum", day(material.round.reference_date)),
            ("Sluitingsdatum", day(agenda.closes_on)),
            ("Bespreking in het DVC", college),
        ],
    )


def _handing_in(agenda: Agenda, texts: Texts) -> Iterator[Block]:
    texts.section = "Wie is hoe ver?"
    yield Heading(1, texts.section)
    waiting = sum(not each.is_handed_in for each in agenda.handing_in)
    returned = sum(each.state == AssessmentState.RETURNED for each in agenda.handing_in)
    every = len(agenda.handing_in)
    yield texts.paragraph("handing-in", _waiting_sentence(waiting, returned, every), Voice.LEAD)
    yield Table(
        "Stand van de invullingen",
        (Column("organisatie", 3), Column("stand", 3), Column("ingevuld", 2, "end")),
        tuple(
            (
                words(each.name),
                words(_state(each)),
                Cell(tuple(_filled(each))),
            )
            for each in agenda.handing_in
        ),
    )


def _waiting_sentence(waiting: int, returned: int, every: int) -> str:
    if not waiting:
        return "Alle organisaties hebben ingediend."
    if waiting == every:
        sentence = "Nog geen enkele organisatie heeft ingediend."
    else:
        sentence = (
            f"{{{WAITING} in woorden}} {ORGANISATION.of(waiting)} {has_or_have(waiting)} nog niet "
            "ingediend."
        )
    if returned:
        sentence += (
            f" {{{RETURNED} in woorden}} {ASSESSMENT.of(returned)} {is_or_are(returned)} "
            "teruggestuurd om aan te vullen."
        )
    return sentence


def _state(each: HandingIn) -> str:
    return f"{each.state.label}, heropend na sluiting" if each.is_reopened else each.state.label


def _filled(each: HandingIn) -> Iterator[Number | Text]:
    """ "96,2 %, 50 van 52"; a dash where nothing is to be filled in or the reader may not know."""
    numbers = [Number(str(said), figure) for figure, said in _filled_counts(each)]
    if not numbers:
        yield Text(NOTHING)
        return
    share, answered, applicable = numbers
    yield from (share, Text(", "), answered, Text(" van "), applicable)


def _filled_counts(each: HandingIn) -> Iterator[tuple[str, int | str]]:
    """How much is filled in, of how much, by the ids of those numbers."""
    found = each.filled
    if found is None or found.coverage is None:
        return
    place = names.organisation(each.organisation)
    yield names.figure_id(place, "ingevuld"), percent(found.coverage)
    yield names.figure_id(place, "punten ingevuld"), found.applicable - found.unanswered
    yield names.figure_id(place, "van toepassing"), found.applicable


def _questions(questions: Sequence[Matter], texts: Texts) -> Iterator[Block]:
    texts.section = "Vragen uit de beoordeling"
    yield Heading(1, texts.section)
    if not questions:
        yield texts.paragraph("questions", "Er staan geen vragen open.")
        return
    count = len(questions)
    yield texts.paragraph(
        "questions",
        f"Over {{{QUESTIONS} in woorden}} {RESULT.of(count)} is het gesprek nog niet klaar. "
        "Bespreek hier geen namen, verdachten of signalen.",
    )
    yield _matters("Gesprekken die nog niet klaar zijn", questions)


def _exemptions(agenda: Agenda, texts: Texts) -> Iterator[Block]:
    texts.section = "Vrijstellingen"
    yield Heading(1, texts.section)
    asked, ending = len(agenda.requests), len(agenda.ending)
    if not asked and not ending:
        yield texts.paragraph("exemptions", "Er is geen vrijstelling te bespreken.")
        return
    if asked:
        yield texts.paragraph(
            "requests",
            f"Over {{{REQUESTS} in woorden}} {REQUEST.of(asked)} moet nog worden beslist.",
        )
        yield _matters("Aanvragen van een vrijstelling", agenda.requests)
    if ending:
        ends, rest = (
            ("loopt", "Geldt zij nog, dan moet zij worden verlengd.")
            if ending == 1
            else ("lopen", "Gelden zij nog, dan moeten zij worden verlengd.")
        )
        yield texts.paragraph(
            "ending",
            f"{{{ENDING} in woorden}} {EXEMPTION.of(ending)} {ends} af met deze ronde. {rest}",
        )
        yield _matters("Vrijstellingen die aflopen", agenda.ending)


def _late(agenda: Agenda, texts: Texts) -> Iterator[Block]:
    texts.section = "Verbeteracties die te laat zijn"
    yield Heading(1, texts.section)
    late = [each for each in agenda.handing_in if each.late]
    count = sum(each.late for each in late)
    note = "Acties van een organisatie die nog niet heeft ingediend, tellen hier niet mee."
    if not late:
        yield texts.paragraph(
            "late", f"Geen enkele verbeteractie is over de streefdatum heen. {note}"
        )
        return
    yield texts.paragraph(
        "late",
        f"{{{LATE} in woorden}} {ACTION.of(count)} {is_or_are(count)} over de streefdatum heen. "
        f"{note}",
    )
    yield Table(
        "Verbeteracties over de streefdatum heen",
        (Column("organisatie", 3), Column("aantal", 1, "end")),
        tuple((words(each.name), Cell((Number(str(each.late), _late_of(each)),))) for each in late),
    )


def _matters(title: str, matters: Sequence[Matter]) -> Table:
    return Table(
        title,
        (Column("organisatie", 2), Column("ambitiepunt", 4), Column("stand", 2)),
        tuple(
            (
                words(each.name),
                words(f"{each.point} {each.title}"),
                words(each.detail),
            )
            for each in matters
        ),
    )


def _agenda(order: Order) -> Agenda:
    if order.agenda is None:
        raise Refused(MISSING)
    return order.agenda


def _late_of(each: HandingIn) -> str:
    return f"{LATE} {each.organisation}"


KIND = Kind(
    name="agenda-werkgroep",
    label="Agenda voor de werkgroep DWO-F",
    purpose="Wat de werkgroep over deze ronde te bespreken heeft: wie is hoe ver en wat wacht op "
    "een besluit.",
    level=Level.INTERNAL,
    build=build,
    counts=counts,
    narrow=for_the_table,
    needs_final=False,
    needs_agenda=True,
)
