"""Reports as Word and OpenDocument files, beside the library that writes the same bare.

The floor has the same words in as many paragraphs, table cells and pictures, and nothing else: no
header row, no widths, no shades, no languages, no properties, no links.
"""

import io
from collections.abc import Callable

import docx as python_docx
import odfdo
from django.db import connection

from reports.documents import docx, odt
from reports.documents.blocks import (
    Block,
    Chart,
    Document,
    Heading,
    Items,
    Paragraph,
    Table,
    words,
)
from reports.documents.pictures import picture
from tests.bench.report import Goal, Line
from tests.bench.timing import measure
from tests.reports.documents.samples import large_document

BESIDE_BARE = Goal(3)
MOST_PAIRS = 15
"""The floor takes seconds."""


def measure_office(pairs: int) -> list[Line]:
    """The full report of seven organisations of 53 points, in both kinds of file."""
    document = large_document()
    cells = sum(
        len(block.columns) * len(block.rows)
        for block in document.blocks
        if isinstance(block, Table)
    )
    return [
        Line.of(
            connection.vendor,
            what,
            cells,
            measure(_work(writer, document), _work(bare, document), min(pairs, MOST_PAIRS)),
            BESIDE_BARE,
        )
        for what, writer, bare in (
            ("DOCX beside bare python-docx", docx.write, _bare_word),
            ("ODT beside bare odfdo", odt.write, _bare_opendocument),
        )
    ]


def _work(write: Callable[[Document], bytes], document: Document) -> Callable[[], bytes]:
    def work() -> bytes:
        content = write(document)
        assert content.startswith(b"PK")
        return content

    return work


def _lines(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [block.content]
    if isinstance(block, Paragraph):
        return [words(block.runs)]
    if isinstance(block, Items):
        return [words(item) for item in block.items]
    return []


def _bare_word(document: Document) -> bytes:
    word = python_docx.Document()
    for block in document.blocks:
        for line in _lines(block):
            word.add_paragraph(_plain(line))
        if isinstance(block, Table):
            table = word.add_table(rows=len(block.rows), cols=len(block.columns))
            for row, made in zip(block.rows, table.rows, strict=True):
                for cell, place in zip(row, made.cells, strict=True):
                    place.text = _plain(words(cell.runs))
        if isinstance(block, Chart):
            word.add_picture(io.BytesIO(picture(block, 170).content))
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _bare_opendocument(document: Document) -> bytes:
    text = odfdo.Document("text")
    text.body.clear()
    for block in document.blocks:
        for line in _lines(block):
            text.body.append(odfdo.Paragraph(_plain(line)))
        if isinstance(block, Table):
            table = odfdo.Table("t", width=len(block.columns), height=0)
            for row in block.rows:
                made = odfdo.Row()
                for number, cell in enumerate(row):
                    made.set_value(number, _plain(words(cell.runs)))
                table.append_row(made)
            text.body.append(table)
        if isinstance(block, Chart):
            path = f"Pictures/{id(block)}.png"
            text.container.set_part(path, picture(block, 170).content)  # type: ignore[union-attr]
            text.manifest.add_full_path(path, "image/png")
    file = io.BytesIO()
    text.save(file)
    return file.getvalue()


def _plain(content: str) -> str:
    """Without what XML cannot hold, on which the bare libraries stop."""
    return "".join(letter for letter in content if letter.isprintable())
