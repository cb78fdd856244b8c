"""What the writers for Word and OpenDocument text promise alike."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from django.conf import settings

from monitoring.choices import ResultStatus
from reports.documents import docx, looks, odt
from reports.documents.blocks import (
    Cell,
    Column,
    Contents,
    Document,
    Heading,
    Level,
    Link,
    Mark,
    PageBreak,
    Paragraph,
    Table,
    Text,
)
from reports.documents.readable import readable
from tests.reports.documents.opened import OpenedText, OpenedWord
from tests.reports.documents.samples import HOSTILE, paragraph, sample_document


@dataclass(frozen=True, slots=True)
class Kind:
    write: Callable[[Document], bytes]
    opened: Callable[[bytes], OpenedWord | OpenedText]

    def of(self, *blocks: object, document: Document | None = None) -> OpenedWord | OpenedText:
        made = document or sample_document(blocks=blocks)  # type: ignore[arg-type]
        return self.opened(self.write(made))


WORD, ODT = Kind(docx.write, OpenedWord), Kind(odt.write, OpenedText)
both = pytest.mark.parametrize("kind", [WORD, ODT], ids=["docx", "odt"])


@both
def test_text_stands_in_the_order_of_the_tree(kind: Kind) -> None:
    shown = "\n".join(kind.of(document=sample_document()).paragraphs())

    places = [
        shown.index(words)
        for words in (
            "Waar staan wij",
            "Inhoud",
            "In totaal is 83 % behaald: 218 van de 263 ambitiepunten. (tekst gewijzigd)",
            "stem warning",
            "Zie de samenvatting.",
            "eerste",
            "stap twee",
            "Alle ambitiepunten",
            "Behaald per organisatie",
            "Zeewolde",
            "Peildatum",
            "Toelichtingen",
            "<script>",
        )
    ]
    assert places[2:] == sorted(places[2:])
    assert places[0] < places[1] < places[2]


@both
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_typed(kind: Kind, text: str) -> None:
    table = Table(text, (Column(text), Column("b")), ((Cell((Text(text),)), Cell()),))
    document = replace(
        sample_document(blocks=(Heading(1, text, text), paragraph(text), table)),
        title=text,
        state=text,
        author=text,
        keywords=(text,),
    )
    file = kind.of(document=document)

    assert file.paragraphs().count(readable(text)) >= 5
    assert readable(text) in file.header


@both
def test_long_text_of_twenty_thousand_characters_is_whole(kind: Kind) -> None:
    text = "lang woord " * 1_800 + "einde"
    table = Table("t", (Column("a"), Column("b")), ((Cell((Text("r"),)), Cell((Text(text),))),))
    file = kind.of(paragraph(text), table)

    assert file.paragraphs().count(text) == 2


@both
def test_blanks_stay_as_they_were_typed(kind: Kind) -> None:
    text = "  twee ervoor,   drie erin\n na de regel\t na de tab"

    assert text in kind.of(paragraph(text)).paragraphs()


@both
def test_halves_of_characters_are_written_out(kind: Kind) -> None:
    shown = kind.of(paragraph("half \ud800 \udfff \x85 geheel")).paragraphs()

    assert "half [U+D800] [U+DFFF] [U+0085] geheel" in shown


@both
def test_every_page_says_for_whom_it_is_and_what_it_was_made_from(kind: Kind) -> None:
    file = kind.of(document=sample_document())

    assert "Vertrouwelijk · concept" in file.header
    assert "Eindevaluatie Flevolandse norm" in file.header
    assert "artikel 87 Gemeentewet, besluit 2022-114, tot 1 januari 2027" in file.header
    assert "fn1-evaluatie-2022, publicatie 1, formule behaald-1" in file.footer
    assert "ab" * 32 in file.footer
    assert "https://voorbeeld.test/" in file.footer
    assert "pagina 1 van 1" in file.footer


@both
def test_document_without_seal_or_secrecy_says_neither(kind: Kind) -> None:
    document = replace(sample_document(blocks=()), seal=None, mark=Mark(Level.PUBLIC))
    file = kind.of(document=document)

    assert file.header.startswith("Openbaar · concept")
    assert "SHA-256" not in file.everything
    assert "eheimhouding" not in file.everything


@both
def test_cover_is_a_page_of_its_own_only_where_it_is_asked_for(kind: Kind) -> None:
    document = sample_document(blocks=(paragraph("tekst"),))
    covered = kind.of(document=document)
    plain = kind.of(document=replace(document, has_cover=False))

    breaks = "//w:pageBreakBefore | //@fo:break-before"
    path = breaks.split(" | ")[0 if kind is WORD else 1]
    assert len(covered.find(path)) == 1
    assert plain.find(path) == []
    assert "DWO-F" in covered.paragraphs()
    assert "DWO-F" not in plain.paragraphs()


@both
def test_page_break_at_the_end_makes_no_empty_page(kind: Kind) -> None:
    document = replace(sample_document(blocks=(paragraph("a"), PageBreak())), has_cover=False)
    file = kind.of(document=document)

    assert "break-before" not in file.everything
    assert "pageBreakBefore" not in file.everything


@both
@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "#nergens",
        "https://",
        "http://a\x07b",
        "//x.nl",
    ],
)
def test_link_that_leads_nowhere_safe_is_only_words(kind: Kind, address: str) -> None:
    file = kind.of(Paragraph((Link("klik", address),)))

    assert "klik" in file.paragraphs()
    assert file.find("//w:hyperlink" if kind is WORD else "//text:a") == []


@both
def test_contents_of_a_document_without_headings_are_left_out(kind: Kind) -> None:
    assert "Inhoud" not in kind.of(Contents(), paragraph("tekst")).paragraphs()


@both
def test_same_tree_is_the_same_bytes(kind: Kind) -> None:
    assert kind.write(sample_document()) == kind.write(sample_document())


@both
def test_parts_carry_no_date_of_making(kind: Kind) -> None:
    dates = {entry.date_time for entry in kind.of(document=sample_document()).archive.infolist()}

    assert dates == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_writer_needs_no_django_and_no_settings(name: str) -> None:
    script = f"import sys, reports.documents.{name}; sys.exit('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, env={}, check=False
    )

    assert done.returncode == 0


def test_every_status_has_a_shade() -> None:
    assert {*looks.SHADES} == {*ResultStatus.values}


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_two_processes_write_the_same_bytes(name: str) -> None:
    script = (
        "import django, hashlib; django.setup();"
        f"from reports.documents.{name} import write;"
        "from tests.reports.documents.samples import sample_document;"
        "import sys; sys.stdout.write(hashlib.sha256(write(sample_document())).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=settings.BASE_DIR,
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "DJANGO_SETTINGS_MODULE": "flevonorm.settings",
            },
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    write = {"docx": docx.write, "odt": odt.write}[name]

    assert seen == {hashlib.sha256(write(sample_document())).hexdigest()}
