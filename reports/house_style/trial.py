"""A report with every kind of block, to see a template at work before it is taken in."""

import io
from datetime import UTC, datetime

import docx
from odfdo import Document as OpenDocument

from accounts.refusals import Refused
from monitoring.choices import ResultStatus
from reports.charts.heat_map import Band, Row, heat_map
from reports.documents import docx as word
from reports.documents import odt
from reports.documents.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Contents,
    Document,
    Heading,
    Items,
    Level,
    Mark,
    Number,
    PageBreak,
    Paragraph,
    Table,
    Text,
    Voice,
)
from reports.house_style.kinds import Kind

WRITERS = {Kind.DOCX: word.write, Kind.ODT: odt.write}
STANDARDS = {Kind.DOCX: word.standard_template, Kind.ODT: odt.standard_template}
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
FAILED = "Met dit sjabloon lukt het niet om een rapport te maken. Begin met ons standaardsjabloon."
LAST = "Hier eindigt het proefrapport."


def trial_report(kind: Kind, template: bytes | None) -> bytes:
    """A report about nothing, with invented figures."""
    return WRITERS[kind](_document(), template)


def try_out(kind: Kind, template: bytes) -> None:
    """Writes the trial and reads it back; raises Refused when either does not work out."""
    try:
        shown = _read_back(kind, trial_report(kind, template))
    except Exception as error:
        # Whatever a template makes the writers stumble over: it is no template for a report.
        raise Refused(FAILED) from error
    if LAST not in shown:
        raise Refused(FAILED)


def _read_back(kind: Kind, content: bytes) -> str:
    if kind == Kind.DOCX:
        return docx.Document(io.BytesIO(content)).paragraphs[-1].text
    return str(OpenDocument(io.BytesIO(content)).get_formatted_text())


def _document() -> Document:
    return Document(
        title="Proefrapport",
        subtitle="Zo ziet een rapport in uw huisstijl eruit",
        subject="Proef van een huisstijl, met verzonnen cijfers",
        author="flevonorm",
        day="1 januari 2026",
        moment=MOMENT,
        mark=Mark(Level.INTERNAL),
        state="proef, verzonnen cijfers",
        has_cover=True,
        blocks=(Contents(3), *_words(), *_figures(), Paragraph((Text(LAST),))),
    )


def _words() -> tuple[Block, ...]:
    return (
        Heading(1, "Een hoofdstuk", "hoofdstuk"),
        Paragraph((Text("De inleiding zegt wat de lezer moet onthouden."),), Voice.LEAD),
        Paragraph(
            (
                Text("Hier staat gewone tekst, met "),
                Number("83 %", "proef", strong=True),
                Text("."),
            )
        ),
        Paragraph((Text("Een noot zegt waar iets vandaan komt."),), Voice.NOTE),
        Paragraph((Text("Een toelichting staat er zoals iemand haar typte."),), Voice.QUOTE),
        Paragraph((Text("De cijfers zijn voorlopig."),), Voice.WARNING),
        Paragraph((Text("Deze tekst heeft iemand gewijzigd."),), changed=True),
        Heading(2, "Een paragraaf"),
        Items(((Text("een punt"),), (Text("nog een punt"),))),
        Heading(3, "Een kleinere paragraaf"),
        Items(((Text("eerst dit"),), (Text("dan dat"),)), numbered=True),
        Heading(4, "De kleinste kop"),
        PageBreak(),
    )


def _figures() -> tuple[Block, ...]:
    statuses = tuple(ResultStatus)
    svg = heat_map(
        (Band("Thema", len(statuses)),),
        (Row("Organisatie 1", statuses), Row("Organisatie 2", statuses[::-1])),
        name="proef",
        title="Een grafiek",
    )
    rows = tuple(
        (Cell((Text(f"Punt {number}"),)), Cell((Text(status.label),), status), Cell((Text("12"),)))
        for number, status in enumerate(statuses, start=1)
    )
    columns = (Column("ambitiepunt", 3), Column("status", 2), Column("aantal", 1, "end"))
    return (
        Heading(1, "Cijfers"),
        Chart(str(svg), "Een grafiek", "Twee organisaties met elk vijf punten.", 120),
        Table("Een tabel", columns, rows),
    )
