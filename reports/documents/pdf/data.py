"""The tree as the data of the template: strings, numbers and lists, in which nothing is markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from math import ceil
from typing import Any

from reports.documents import marker, page_lines
from reports.documents.blocks import (
    Block,
    Cell,
    Chart,
    Contents,
    Document,
    Heading,
    Inline,
    Items,
    Link,
    Number,
    PageBreak,
    Paragraph,
    Runs,
    Table,
    words,
)
from reports.documents.looks import introduce, stays_whole
from reports.documents.pdf.characters import drawn, pieces, shown

Data = dict[str, Any]

PAGE_WIDTH, CHART_HEIGHT = 170.0, 215.0
"""Millimetres: between the margins, and what a page has for a chart below a heading."""
VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
LINE = 95
"""Letters on a line of a table as wide as the page."""
FILLED = 0.85
"""How much of a line a word fills that is not hyphenated."""
LONG_ROW, WHOLE = 12, 18
"""Lines of a row that is long, and up to which a table of few rows stays on one page."""
KEPT = 20
"""Letters of a number that stays on one line, such as 83 %."""
HEADER_ROOM = 95
"""Letters of the title that fit above a page, beside nothing else."""


def as_data(document: Document) -> Data:
    """All that the template asks for; strings are ready to be shown."""
    return {
        "title": line(document.title),
        "title_pieces": pieces(line(document.title)),
        "header": _clipped(line(document.title)),
        "subtitle": line(document.subtitle),
        "subject": line(document.subject),
        "author": line(document.author),
        "day": line(document.day),
        "moment": list(document.moment.astimezone(UTC).timetuple()[:6]),
        "mark": line(page_lines.head(document)),
        "secrecy": line(page_lines.secrecy(document.mark)),
        "keywords": keywords(document),
        "language": document.language,
        "has_cover": document.has_cover,
        "foot": [line(words) for words in page_lines.foot(document)],
        "attachment": document.attachment
        and {
            "name": document.attachment.name,
            "description": line(document.attachment.description),
            "content_type": document.attachment.content_type,
            "content": document.attachment.content,
        },
        "blocks": list(_Blocks.of(document.blocks)),
    }


def line(text: str) -> str:
    """Text that stands on one line, such as a title."""
    return " ".join(shown(text).split("\n"))


def rights(document: Document) -> str:
    """For whom the document is, for the properties of the file."""
    said = (page_lines.head(document), page_lines.secrecy(document.mark))
    return line(". ".join(part for part in said if part))


def keywords(document: Document) -> list[str]:
    """The document's own, the mark, so that a search finds the file, and what it was made of."""
    secrecy = page_lines.secrecy(document.mark)
    own = (*document.keywords, document.mark.level, document.state, secrecy)
    seal = [line(marker.of(document.seal))] if document.seal else []
    return [line(word) for word in own if word] + seal


def _clipped(title: str) -> str:
    return title if len(title) <= HEADER_ROOM else f"{title[: HEADER_ROOM - 1].rstrip()}…"


@dataclass(slots=True)
class _Blocks:
    """Turns blocks into data, one after another.

    `labels` are the labels of the template by anchor, of the first heading with that anchor. Levels
    go down one at a time, as PDF/UA asks; the title is level 1.
    """

    labels: dict[str, str]
    level: int = 1

    @classmethod
    def of(cls, blocks: tuple[Block, ...]) -> Iterator[Data]:
        headings = [block for block in blocks if isinstance(block, Heading)]
        anchors = {heading.anchor: "" for heading in headings if heading.anchor}
        labels = {anchor: f"kop-{number}" for number, anchor in enumerate(anchors)}
        self = cls(labels)
        left = dict(labels)
        for block, introduces in introduce(blocks):
            data = {**self.block(block), "introduces": introduces}
            if isinstance(block, Heading):
                data["label"] = left.pop(block.anchor, "")
            yield data

    def block(self, block: Block) -> Data:
        data: Data = {"type": block.type}
        match block:
            case Heading():
                self.level = min(block.level + 1, self.level + 1)
                data |= {"level": self.level, "content": line(block.content)}
            case Paragraph():
                data |= {"voice": block.voice}
                data["changed"] = page_lines.CHANGED if block.changed else ""
                data["runs"] = self.runs(block.runs)
            case Items():
                data |= {"numbered": block.numbered}
                data["items"] = [self.runs(runs) for runs in block.items]
            case Table():
                data |= self.table(block)
            case Chart():
                data |= {"svg": drawn(block.svg), "title": line(block.title)}
                data["alt"] = line(f"{block.title}. {block.description}")
                data["width"] = _width(block)
            case Contents():
                self.level = 2
                data |= {"title": page_lines.CONTENTS, "depth": block.depth + 1}
            case PageBreak():
                pass
        return data

    def table(self, table: Table) -> Data:
        rooms = _rooms(table)
        columns = [
            {
                "label": line(column.label),
                "width": column.width,
                "align": column.align,
                "divides": _divides(column.label, room),
            }
            for column, room in zip(table.columns, rooms, strict=True)
        ]
        rows = [
            {
                "is_long": _lines(row, rooms) > LONG_ROW,
                "cells": [self.cell(*pair) for pair in zip(row, rooms, strict=True)],
            }
            for row in table.rows
        ]
        return {
            "title": line(table.title),
            "columns": columns,
            "rows": rows,
            "has_head": table.has_head,
            "is_whole": _is_whole(table, rooms),
        }

    def cell(self, cell: Cell, room: float) -> Data:
        divides = _divides(words(cell.runs), room)
        return {"status": shown(cell.status), "runs": self.runs(cell.runs), "divides": divides}

    def runs(self, runs: Runs) -> list[Data]:
        return [self.run(run) for run in runs]

    def run(self, run: Inline) -> Data:
        data: Data = {"lines": [pieces(part) for part in shown(run.content).split("\n")]}
        if isinstance(run, Link):
            return data | {"strong": False, "is_kept": False} | self.target(run.address)
        is_kept = isinstance(run, Number) and len(run.content) <= KEPT
        return data | {"strong": run.strong, "is_kept": is_kept}

    def target(self, address: str) -> Data:
        """Nothing for what leads nowhere: an unknown anchor, or an address of another kind."""
        if address.startswith("#"):
            label = self.labels.get(address[1:], "")
            return {"label": label} if label else {}
        is_web = re.match(r"https?://[!-~]{1,2000}\Z", address, re.IGNORECASE)
        return {"address": address} if is_web else {}


def _width(chart: Chart) -> float:
    """Millimetres, so that it stands on one page."""
    width = min(chart.width, PAGE_WIDTH)
    box = VIEW_BOX.search(chart.svg)
    return min(width, CHART_HEIGHT * float(box[1]) / float(box[2])) if box else width


def _rooms(table: Table) -> list[float]:
    """About how many letters a line has in each column."""
    whole = sum(column.width for column in table.columns)
    return [LINE * column.width / whole for column in table.columns]


def _divides(text: str, room: float) -> bool:
    """Whether there is a word that does not fit on a line of its column."""
    return max(map(len, text.split()), default=0) > room * FILLED


def _lines(row: tuple[Cell, ...], rooms: list[float]) -> float:
    """About how many lines a row has; a long one may be divided over two pages."""
    texts = (words(cell.runs) for cell in row)
    lines = (len(text) / room + text.count("\n") for text, room in zip(texts, rooms, strict=True))
    return max(lines, default=0)


def _is_whole(table: Table, rooms: list[float]) -> bool:
    """Whether a table is so small that it stays on one page."""
    return stays_whole(table.rows) and sum(ceil(_lines(row, rooms)) for row in table.rows) <= WHOLE
