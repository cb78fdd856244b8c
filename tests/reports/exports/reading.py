"""Reads files back as somebody else's program does, to compare them with the JSON."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import odfdo
import openpyxl
from openpyxl import Workbook

COUNTS = ("achieved", "partly", "not_achieved", "unanswered", "not_applicable", "applicable")
SHEETS = ("Totaal", "Organisaties", "Thema's", "Organisatie × thema", "Ambitiepunten")
HEAD = 4
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Beside:
    """The two sides of a line of figures, and its control."""

    live: list[Any]
    ours: list[Any]
    control: Any


def workbook(content: bytes, *, values: bool = False) -> Workbook:
    """With its formulas, or with the values that were stored beside them."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def xlsx_cells(content: bytes) -> dict[str, list[list[Any]]]:
    """The stored values of every sheet."""
    book = workbook(content, values=True)
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book.worksheets}


def ods_document(content: bytes) -> Any:
    return odfdo.Document(io.BytesIO(content))


def ods_cells(content: bytes) -> dict[str, list[list[Any]]]:
    body = ods_document(content).body
    return {
        table.name: [[_value(cell) for cell in row.traverse()] for row in table.traverse()]
        for table in body.tables
    }


def _value(cell: Any) -> Any:
    if cell.type == "string":
        return cell.get_attribute("office:string-value") or "\n".join(
            paragraph.inner_text for paragraph in cell.get_elements("text:p")
        )
    return None if cell.value is None else float(cell.value)


def figures(cells: Mapping[str, Sequence[Sequence[Any]]]) -> dict[tuple[str, ...], Beside]:
    """Lines of figures by their sheet and key."""
    return dict(_figures(cells))


def _figures(
    cells: Mapping[str, Sequence[Sequence[Any]]],
) -> Iterator[tuple[tuple[str, ...], Beside]]:
    for name in SHEETS:
        headings = list(cells[name][HEAD - 1])
        first = headings.index("behaald")
        keys = [
            place
            for place, heading in enumerate(headings[:first])
            if heading in {"organisatie", "thema", "ambitiepunt"}
            and not (name == "Ambitiepunten" and heading == "thema")
        ]
        for row in cells[name][HEAD:]:
            live, ours = list(row[first : first + 9]), list(row[first + 9 : first + 18])
            yield (name, *(row[place] for place in keys)), Beside(live, ours, row[first + 18])


def expected(document: Mapping[str, Any]) -> dict[tuple[str, ...], list[Any]]:
    """What the JSON of a round says of each line."""
    found: dict[tuple[str, ...], Any] = {("Totaal",): document["total"]}
    for organisation in document["organisations"]:
        code = organisation["code"]
        found["Organisaties", code] = organisation
        for theme in organisation["themes"]:
            found["Organisatie × thema", code, theme["code"]] = theme
    found |= {("Thema's", theme["code"]): theme for theme in document["themes"]}
    found |= {("Ambitiepunten", point["code"]): point for point in document["points"]}
    return {key: values(figure) for key, figure in found.items()}


def values(figure: Mapping[str, Any]) -> list[Any]:
    """The counts, the percentage and the coverage as shares, and the whole percentage between."""

    def share(percentage: str | None) -> Any:
        return NOTHING if percentage is None else round(float(percentage) / 100, 6)

    return [
        *(figure[name] for name in COUNTS),
        share(figure["percentage"]),
        NOTHING if figure["rounded"] is None else figure["rounded"] / 100,
        share(figure["coverage"]),
    ]


def tidied(found: Sequence[Any]) -> list[Any]:
    """Numbers without what a binary fraction leaves behind."""
    return [round(value, 6) if isinstance(value, float) else value for value in found]


def texts_in(content: bytes) -> str:
    """Everything in a file, unpacked when it is an archive."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())
