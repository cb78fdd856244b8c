"""Tables, with what a reader that does not see them needs: header row, row headers and a name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reports.documents import looks
from reports.documents.blocks import Cell, Column, Inline, Table, Text
from reports.documents.odt import styles
from reports.documents.odt.markup import Node, node, words
from reports.documents.odt.paragraphs import Paragraphs
from reports.documents.odt.styles import Variant

ALIGNMENTS = {"start": "", "end": "end", "center": "center"}
HEAD = "Tabelkop"
PLAIN = "Tabelcel"


@dataclass(slots=True)
class Tables:
    """Makes the tables of one document, each `width` millimetres wide."""

    paragraphs: Paragraphs
    width: float
    shares: dict[tuple[float, ...], str] = field(default_factory=dict)
    """The name of the columns of each division of the width."""
    count: int = 0

    def table(self, block: Table) -> Iterator[Node]:
        """The title as a caption and the table; a long cell may go on over pages."""
        yield self.paragraphs.block(styles.CAPTION, (Text(block.title),))
        self.count += 1
        style = "Tabel.heel" if looks.stays_whole(block.rows) else "Tabel"
        made = node("table:table", {"table:name": f"Tabel{self.count}", "table:style-name": style})
        made.append(words("table:title", block.title))
        made.extend(self._columns(block.columns))
        if block.has_head:
            made.append(node("table:table-header-rows", None, self._head(block.columns)))
        made.extend(self._row(row, block) for row in block.rows)
        yield made
        self.paragraphs.apart = True

    def _columns(self, columns: Sequence[Column]) -> Iterator[Node]:
        """The first column holds the headers of the rows."""
        shares = tuple(column.width for column in columns)
        name = self.shares.setdefault(shares, f"Kolommen{len(self.shares) + 1}")
        made = [
            node("table:table-column", {"table:style-name": f"{name}.{number}"})
            for number in range(1, len(columns) + 1)
        ]
        yield node("table:table-header-columns", None, *made[:1])
        yield from made[1:]

    def _head(self, columns: Sequence[Column]) -> Node:
        row = node("table:table-row", {"table:style-name": "Rij"})
        row.extend(
            self._cell(HEAD, styles.CELL_HEAD, column, (Text(column.label),)) for column in columns
        )
        return row

    def _row(self, cells: Sequence[Cell], block: Table) -> Node:
        """Terms without heads above them look like heads themselves."""
        row = node("table:table-row", {"table:style-name": "Rij"} if looks.is_short(cells) else {})
        for number, (cell, column) in enumerate(zip(cells, block.columns, strict=True)):
            style = styles.CELL if number or block.has_head else styles.CELL_HEAD
            name = f"{PLAIN}.{cell.status}" if cell.status in looks.SHADES else PLAIN
            row.append(self._cell(name, style, column, cell.runs))
        return row

    def _cell(self, name: str, style: str, column: Column, runs: Sequence[Inline]) -> Node:
        variant = Variant(style, align=ALIGNMENTS[column.align])
        made = node("text:p", {"text:style-name": self.paragraphs.variants.name(variant)})
        self.paragraphs.write(made, tuple(runs))
        cell = {"table:style-name": name, "office:value-type": "string"}
        return node("table:table-cell", cell, made)

    def styles(self) -> Iterator[Node]:
        """Of the tables that were made."""
        properties = {"style:width": f"{self.width:.2f}mm", "table:align": "left"}
        yield _style("Tabel", "table", node("style:table-properties", properties))
        properties |= {"style:may-break-between-rows": "false"}
        yield _style("Tabel.heel", "table", node("style:table-properties", properties))
        yield _style("Rij", "table-row", node("style:table-row-properties", KEEP))
        for shares, name in self.shares.items():
            whole = sum(shares) or 1
            for number, share in enumerate(shares, start=1):
                part = {"style:column-width": f"{self.width * share / whole:.2f}mm"}
                column = node("style:table-column-properties", part)
                yield _style(f"{name}.{number}", "table-column", column)
        yield _cell_style(HEAD, looks.PALE)
        yield _cell_style(PLAIN, "")
        for status, surface in looks.SHADES.items():
            yield _cell_style(f"{PLAIN}.{status}", surface)


KEEP = {"fo:keep-together": "always"}


def _style(name: str, family: str, properties: Node) -> Node:
    return node("style:style", {"style:name": name, "style:family": family}, properties)


def _cell_style(name: str, surface: str) -> Node:
    said = {
        "fo:padding": "0.3mm",
        "fo:padding-left": "1.2mm",
        "fo:padding-right": "1.2mm",
        "fo:border-left": "none",
        "fo:border-right": "none",
        "fo:border-top": f"1pt solid #{looks.ACCENT}" if name == HEAD else "none",
        "fo:border-bottom": f"0.5pt solid #{looks.LINE}",
    }
    if name == HEAD:
        said["style:vertical-align"] = "bottom"
    if surface:
        said["fo:background-color"] = f"#{surface}"
    return _style(name, "table-cell", node("style:table-cell-properties", said))
