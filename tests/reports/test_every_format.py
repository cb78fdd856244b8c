"""The evaluation of the example in all seven kinds of file: the same numbers everywhere.

Text is taken out of each file by a reader that did not write it, and compared with the tree and
with the JSON of the round.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import Settings

from ambitions.models import Organisation
from monitoring.demo import load_demo
from monitoring.models import Evidence, Round
from reports.documents.blocks import Document, Number
from reports.documents.pdf import write
from reports.drafting import standard
from reports.kinds import KINDS
from reports.pages.checking import Verdict, check
from tests.reports.documents.opened import OpenedText, OpenedWord
from tests.reports.documents.test_verapdf import STANDARDS, judged
from tests.reports.exports.reading import COUNTS, SHEETS, ods_cells, xlsx_cells
from tests.reports.kinds.walk import all_runs
from tests.running import say

EVALUATION = "fn1-evaluatie-2022"
ALL = ("json", "csv", "xlsx", "ods", "pdf", "docx", "odt")
BROKEN_OFF = "\N{SOFT HYPHEN}\ufffe"
"""How readers of PDF give the hyphen of a word that was divided."""


@pytest.fixture
def demo(db: None, settings: Settings) -> Round:
    settings.DEBUG = True
    load_demo()
    return Round.objects.with_norm().get(code=EVALUATION)


def packed(text: str) -> str:
    """Without blanks and divisions, which are the reader's."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in BROKEN_OFF)


def of_pdf(content: bytes, document: Document) -> str:
    """The text of the pages without what stands on each: first line, and from the seal on."""
    assert document.seal is not None
    with pypdfium2.PdfDocument(content) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    seal = packed(document.seal.line)
    middles = (packed(page.partition("\r\n")[2]) for page in pages)
    return "".join(middle.rpartition(seal)[0] for middle in middles)


def of_word(content: bytes, document: Document) -> str:
    return packed("".join(OpenedWord(content).paragraphs()))


def of_text(content: bytes, document: Document) -> str:
    return packed("".join(OpenedText(content).paragraphs()))


READERS: dict[str, Callable[[bytes, Document], str]] = {
    "pdf": of_pdf,
    "docx": of_word,
    "odt": of_text,
}


def with_numbers(document: Document) -> Iterator[str]:
    """What stands around each number, in the order of reading: its paragraph, item or cell."""
    for runs in all_runs(document):
        if any(isinstance(run, Number) for run in runs):
            yield packed("".join(run.content for run in runs))


def test_numbers_are_the_same_in_every_kind_of_file(demo: Round, tmp_path: Path) -> None:
    files = {format: tmp_path / f"evaluatie.{format}" for format in ALL}
    for format, path in files.items():
        say("export_round", EVALUATION, "--format", format, "--output", path)

    document = standard(KINDS["evaluatierapport"], demo, None, by=None)
    passages = list(with_numbers(document))
    assert len(passages) > 500
    for format, read in READERS.items():
        text, at = read(files[format].read_bytes(), document), 0
        for passage in passages:
            found = text.find(passage, at)
            assert found >= 0, f"{format}: {passage} does not stand after {text[at - 80 : at]}"
            at = found + len(passage)
    stored = json.loads(files["json"].read_text())["total"]
    counts = [stored[name] for name in COUNTS]
    for cells in (xlsx_cells(files["xlsx"].read_bytes()), ods_cells(files["ods"].read_bytes())):
        [*_, total] = cells[SHEETS[0]]
        assert [int(cell) for cell in total[1:7]] == counts
        assert [int(cell) for cell in total[10:16]] == counts
    assert stored["rounded"] == 83


def test_file_that_is_made_again_is_the_same_and_recognised(demo: Round, tmp_path: Path) -> None:
    for format in ALL:
        first, second = tmp_path / f"een.{format}", tmp_path / f"twee.{format}"
        say("export_round", EVALUATION, "--format", format, "--output", first)
        say("export_round", EVALUATION, "--format", format, "--output", second)
        content = first.read_bytes()
        assert content == second.read_bytes(), format
        assert verdict_of(content) is Verdict.GENUINE, format
        # The line that names the publication is not in a CSV, so that is not recognised at all.
        others = {Verdict.UNKNOWN} if format == "csv" else {Verdict.CHANGED, Verdict.UNKNOWN}
        assert {verdict_of(each) for each in changed(content)} <= others, format
        assert format == "csv" or verdict_of(content[:-1] + b"!") is Verdict.CHANGED, format


def test_reports_of_the_example_hold_to_both_standards(demo: Round, tmp_path: Path) -> None:
    lelystad = Organisation.objects.get(code="GM0995")
    files = []
    for kind in KINDS.values():
        if not kind.needs_agenda:
            document = standard(kind, demo, lelystad if kind.of_organisation else None, by=None)
            files.append(tmp_path / f"{kind.name}.pdf")
            files[-1].write_bytes(write(document))

    lines = judged(*files)

    assert [line.split("\t")[:3] for line in lines] == [
        [standard, str(file), "true"] for file in files for standard in STANDARDS
    ]


def test_what_is_confidential_or_private_is_in_no_file(demo: Round, tmp_path: Path) -> None:
    secrets = [*Evidence.objects.filter(is_confidential=True).values_list("title", flat=True)]
    assert secrets == ["Weerbaarheidsscan, volledig rapport"]
    document = standard(KINDS["evaluatierapport"], demo, None, by=None)
    for format in ALL:
        path = tmp_path / f"evaluatie.{format}"
        say("export_round", EVALUATION, "--format", format, "--output", path)
        content = path.read_bytes()
        shown = READERS[format](content, document) if format in READERS else ""
        everything = packed(shown + content.decode(errors="ignore") + inside(content))
        assert packed("samenvatting voor het bestuur") in everything or format not in READERS
        assert all(packed(secret) not in everything for secret in secrets), format


def inside(content: bytes) -> str:
    """The parts of an archive; nothing of another file."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return ""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())


def verdict_of(content: bytes) -> Verdict:
    return check([content], AnonymousUser()).verdict


def changed(content: bytes) -> Iterator[bytes]:
    """The file with one other byte, at a hundred places."""
    for at in range(0, len(content), len(content) // 100):
        yield content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
