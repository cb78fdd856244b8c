"""Documents for the tests of the writers: every kind of block, and text that tries to be more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from monitoring.choices import ResultStatus
from reports.charts.heat_map import Band, Row, heat_map
from reports.documents.blocks import (
    Attachment,
    Block,
    Cell,
    Chart,
    Column,
    Contents,
    Document,
    Heading,
    Items,
    Level,
    Link,
    Mark,
    Number,
    PageBreak,
    Paragraph,
    Seal,
    Secrecy,
    Table,
    Text,
    Voice,
)

MOMENT = datetime(2022, 11, 3, 9, 30, tzinfo=UTC)
HOSTILE = (
    "<script>alert(1)</script> & <b>vet</b>",
    '#eval("1+1") $x^2$ *ster* _streep_ `code` [haak] @naam // commentaar',
    "# geen kop\n- geen lijst\n| geen | tabel |\n{{ 7*7 }} {% now %} \\u{1F600}",
    "=1+1",
    "@SUM(A1)",
    "emoji 😀 👩‍👩‍👧 🇳🇱",
    "rechts naar links: مرحبا שלום",
    "regel een\nregel twee\r\nregel drie\ttab",
    "stuurteken \x07 nul \x00 einde \x1b[31m \ufffe \ud7ff zacht­koppel",
    "中文 Ελληνικά Кириллица ĳ Ĳ é ñ ﬁ \u202eomgekeerd\u202c",
)
"""What people paste, and what attackers try; it is shown as typed and never executed."""


def paragraph(content: str, voice: Voice = Voice.BODY) -> Paragraph:
    return Paragraph((Text(content),), voice)


def sample_document(*, blocks: tuple[Block, ...] | None = None) -> Document:
    """A confidential, sealed document with a cover and every kind of block."""
    return Document(
        title="Eindevaluatie Flevolandse norm",
        subtitle="Waar staan wij in het najaar van 2022?",
        subject="Flevolandse norm 1.0, eindevaluatie 2022",
        author="DWO-F",
        day="3 november 2022",
        moment=MOMENT,
        mark=Mark(
            Level.CONFIDENTIAL,
            Secrecy("artikel 87 Gemeentewet", "besluit 2022-114", "1 januari 2027"),
        ),
        state="concept",
        seal=Seal("fn1-evaluatie-2022", 1, "behaald-1", "ab" * 32, "https://voorbeeld.test/"),
        keywords=("Flevolandse norm", "eindevaluatie"),
        has_cover=True,
        attachment=Attachment("ronde.json", "De cijfers.", "application/json", '{"a": 1}\n'),
        blocks=blocks if blocks is not None else tuple(_blocks()),
    )


def large_document(organisations: int = 7, points: int = 53) -> Document:
    """As long as the full report of a region: every explanation in a table of its own theme."""
    explanation = "De gemeente heeft het plan vastgesteld en voert het uit met de partners. " * 5
    blocks: list[Block] = [*_blocks()]
    for organisation in range(organisations):
        blocks.append(Heading(1, f"Organisatie {organisation}", f"organisatie-{organisation}"))
        rows = tuple(
            (
                Cell((Text(f"P{point} Ambitiepunt nummer {point}"),)),
                Cell((Text("behaald"),), ResultStatus.ACHIEVED),
                Cell((Text(f"{explanation}({organisation}, {point})"),)),
            )
            for point in range(points)
        )
        columns = (Column("ambitiepunt", 3), Column("status", 1.5), Column("toelichting", 5))
        blocks.append(Table(f"Resultaten van organisatie {organisation}", columns, rows))
        blocks.append(PageBreak())
    return replace(sample_document(), blocks=tuple(blocks))


def _blocks() -> Iterator[Block]:
    yield Contents()
    yield Heading(1, "Samenvatting", "samenvatting")
    headline = (
        Text("In totaal is "),
        Number("83 %", "totaal: procent", strong=True),
        Text(" behaald: "),
        Number("218", "totaal: behaald"),
        Text(" van de "),
        Number("263", "totaal: van toepassing"),
        Text(" ambitiepunten."),
    )
    yield Paragraph(headline, Voice.LEAD, changed=True)
    for voice in (Voice.BODY, Voice.NOTE, Voice.QUOTE, Voice.WARNING):
        yield paragraph(f"Zo spreekt een alinea met stem {voice}.", voice)
    yield Paragraph((Text("Zie "), Link("de samenvatting", "#samenvatting"), Text(".")))
    yield Items(((Text("eerste"),), (Text("tweede"), Number("2", "totaal: deels"))))
    yield Items(((Text("stap een"),), (Text("stap twee"),)), numbered=True)
    yield Heading(2, "Per organisatie", "per-organisatie")
    yield chart()
    yield Table(
        "Behaald per organisatie",
        (Column("organisatie", 3), Column("behaald", 1, "end"), Column("status", 1.5, "center")),
        tuple(
            (
                Cell((Text(name),)),
                Cell((Number("12", "organisatie GM0034: behaald"),)),
                Cell((Text(status.label),), status),
            )
            for name, status in zip(
                ("Almere", "Dronten", "Lelystad", "Urk", "Zeewolde"), ResultStatus, strict=True
            )
        ),
    )
    yield Table(
        "Gegevens",
        (Column("", 1), Column("", 3)),
        ((Cell((Text("Peildatum"),)), Cell((Text("1 oktober 2022"),))),),
        has_head=False,
    )
    yield Heading(3, "Toelichtingen", "toelichtingen")
    for text in HOSTILE:
        yield paragraph(text, Voice.QUOTE)


def chart() -> Chart:
    svg = heat_map(
        (Band("Bewustwording", 5), Band("Inrichting", 4)),
        (
            Row("Almere", (*ResultStatus, *list(ResultStatus)[:4])),
            Row("Noordoostpolder", (*reversed(ResultStatus), *list(ResultStatus)[:4])),
        ),
        name="warmtekaart",
        title="Alle ambitiepunten",
    )
    return Chart(str(svg), "Alle ambitiepunten", "Almere: 2 van 8 behaald.", 120)
