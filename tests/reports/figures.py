"""Figures as they stand on a page, and as the JSON of a round says that they should."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from monitoring.models import Round
from tests import exporting
from tests.reports.document import Element

Figure: TypeAlias = Mapping[str, Any]
"""FIGURE of the schema `flevonorm.round/1`."""

DASH = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure on a page; `href` is empty where the number is no link."""

    value: str
    counts: str
    href: str = ""


def exported(round: Round) -> dict[str, Any]:
    """The JSON of a round, as the command and the screen give it."""
    document: dict[str, Any] = json.loads(exporting.exported(round, "json"))
    return document


def by_code(lines: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {line["code"]: line for line in lines}


def whole(figure: Figure) -> str:
    """The whole percentage as it should be written."""
    return DASH if figure["rounded"] is None else f"{figure['rounded']} %"


def precise(figure: Figure) -> str:
    """The percentage with one decimal as it should be written."""
    if figure["percentage"] is None:
        return DASH
    return f"{figure['percentage'].replace('.', ',')} %"


def counts(figure: Figure, *, provisional: bool = False) -> str:
    """The counts as they should be written."""
    text = f"{figure['achieved']} van {figure['applicable']}"
    if not figure["applicable"]:
        text = "geen beoordeelbare punten"
    if figure["not_applicable"]:
        text += f", {figure['not_applicable']} n.v.t."
    return text + (", voorlopig" if provisional else "")


def large(page: Element) -> dict[str, Shown]:
    """The large figures of a page by their label."""
    return {
        figure.one(css="fn-figure__label").text: Shown(
            _value(figure.one(css="fn-figure__value")),
            figure.all(css="fn-figure__counts")[0].text,
            _href(figure.one(css="fn-figure__value")),
        )
        for figure in page.all(css="fn-figure")
    }


def inline(cell: Element) -> Shown:
    """The figure in a table cell."""
    value = cell.one(css="fn-figure-inline__value")
    return Shown(_value(value), cell.one(css="fn-figure-inline__counts").text, _href(value))


def in_heat_map(cell: Element) -> Shown:
    """The figure in a cell of the heat map."""
    value = cell.all("a")
    text = value[0].text if value else DASH
    return Shown(text, cell.one(css="fn-heatmap__counts").text, _href(cell))


def rows(table: Element) -> dict[str, Element]:
    """The rows of a table's body and foot by the text of their heading."""
    return {
        row.one("th", scope="row").text: row
        for row in table.all("tr")
        if row.all("th", scope="row")
    }


def other_counts(row: Element) -> tuple[int, ...]:
    """The numbers beside a figure: partly, not achieved, unanswered."""
    return tuple(int(cell.text) for cell in row.all("td", css="fn-number"))


def _value(element: Element) -> str:
    """The number alone: without the badge, and without what only a screen reader says."""
    percentage = re.search(r"[\d,]+ %", element.text)
    if percentage:
        return percentage[0]
    assert element.text.startswith(DASH), element.text
    return DASH


def _href(element: Element) -> str:
    links = element.all("a")
    return links[0].attributes["href"] if links else ""
