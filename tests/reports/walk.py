"""A walk over all pages of figures that one person can reach, and the figures on them."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from tests.reports import figures
from tests.reports.document import Element, document

PAGES = frozenset(
    {
        "start",
        "region_dashboard",
        "waterbed",
        "organisation_detail",
        "point_detail",
        "result_list",
        "round_list",
        "round_detail",
        "norm_list",
        "norm_detail",
        "compare_rounds",
        "compare_organisations",
        "what_if",
        "figure_trail",
    }
)
"""Names of the addresses that are walked: those that show figures, and those that lead to them."""

APART = ("fn-spark", "fn-confidence", "fn-confidence-table", "fn-alternatives", "fn-trail__formula")
"""Classes of what is no figure of the export, and has tests of its own."""
PERCENTAGE = re.compile(r"\d[\d,]* %")
COUNTS = re.compile(r"(\d+) van (\d+)")
DRAWN = re.compile(r"(\d+) procent, (\d+) van (\d+)")
NARROWED_BY = {"organisatie": "organisation", "thema": "theme", "punt": "point"}


@dataclass(frozen=True, slots=True)
class Found:
    """A figure as it stands on a page; `address` is that of the results it says it is made of."""

    value: str
    counts: str
    address: str


def walk(client: Client, start: str = "/", most: int = 400) -> Iterator[tuple[str, Element]]:
    """Every page that can be reached from `start` by links, each once."""
    waiting, known = deque([start]), {start: "nowhere"}
    while waiting and most:
        address = waiting.popleft()
        response = client.get(address)
        assert response.status_code == 200, (
            f"{response.status_code} for {address}, to which {known[address]} leads"
        )
        page = document(response)
        most -= 1
        yield address, page
        for href in page.hrefs():
            target = urldefrag(urljoin(address, href)).url
            # Narrowed by status a list has the same figure; that it has is tested elsewhere.
            if "status=" not in target and target not in known and _name(target) in PAGES:
                known[target] = address
                waiting.append(target)


def found_on(address: str, page: Element) -> list[Found]:
    """Every figure of a page; one without a link is of the results that the page is about."""
    return [_found(part, counts, address) for part, counts in _parts(page)]


def loose_on(page: Element) -> set[str]:
    """Percentages that stand in no figure, and in nothing that is told apart from figures."""
    loose = Counter(PERCENTAGE.findall(page.one("main").text))
    apart = [part for part in page.walk() if "data-projection" in part.attributes]
    apart += page.all("svg")
    for name in APART:
        apart += page.all(css=name)
    for part in [*(part for part, _ in _parts(page)), *apart]:
        loose.subtract(PERCENTAGE.findall(part.text))
    return {percentage for percentage, times in loose.items() if times > 0}


def drawn_on(page: Element) -> list[tuple[int, int, int]]:
    """What charts say in words: percentage, achieved and applicable."""
    return [
        (int(percentage), int(achieved), int(applicable))
        for description in page.all("desc")
        for percentage, achieved, applicable in DRAWN.findall(description.text)
    ]


def exported_figure(data: Mapping[str, Any], address: str) -> figures.Figure:
    """The figure of the results that an address of a list of results stands for.

    Where the export has no such figure, for one point of one organisation, it is counted from the
    rows of the export.
    """
    query = parse_qs(urlsplit(address).query)
    narrowed = {key: query[word][0] for word, key in NARROWED_BY.items() if word in query}
    match narrowed:
        case {"organisation": organisation, "theme": theme, **rest} if not rest:
            line = figures.by_code(data["organisations"])[organisation]
            return figures.by_code(line["themes"])[theme]
        case {"organisation": code, **rest} if not rest:
            return figures.by_code(data["organisations"])[code]
        case {"theme": code, **rest} if not rest:
            return figures.by_code(data["themes"])[code]
        case {"point": code, **rest} if not rest:
            return figures.by_code(data["points"])[code]
        case {} if not narrowed:
            total: figures.Figure = data["total"]
            return total
    return _counted(data, narrowed)


def round_of(address: str) -> str:
    """The code of the round whose results the address lists."""
    return str(resolve(urlsplit(address).path).kwargs["code"])


def is_about_results(address: str) -> bool:
    """Whether it is the list of the results of a figure, or tells how the figure comes about."""
    return _name(address) in {"result_list", "figure_trail"}


def _name(address: str) -> str:
    try:
        return str(resolve(urlsplit(address).path).url_name)
    except Resolver404:
        return ""


def _parts(page: Element) -> Iterator[tuple[Element, str]]:
    """What holds a figure, with its counts."""
    for figure in page.all(css="fn-figure"):
        yield figure, figure.all(css="fn-figure__counts")[0].text
    for figure in page.all(css="fn-figure-inline"):
        yield figure, figure.one(css="fn-figure-inline__counts").text
    for cell in page.all("td"):
        for counts in cell.all(css="fn-heatmap__counts"):
            yield cell, counts.text
    for table in page.all(css="fn-trail__table"):
        for row in table.all("tr"):
            if row.all("td", **{"data-label": "Percentage"}):
                yield row, _counts_of(row)
    for sentence in page.all(css="fn-headline"):
        counted = COUNTS.search(sentence.text)
        if counted:
            yield sentence, counted[0]


def _counts_of(row: Element) -> str:
    """The counts of a line of the trail, each in a cell of its own, as written elsewhere."""
    achieved, applicable, not_applicable = (
        int(row.one("td", **{"data-label": label}).text)
        for label in ("Behaald", "Van toepassing", "N.v.t.")
    )
    return figures.counts(
        {"achieved": achieved, "applicable": applicable, "not_applicable": not_applicable}
    )


def _found(part: Element, counts: str, address: str) -> Found:
    links = [link for link in part.all("a") if PERCENTAGE.search(link.text)]
    links = links or [link for link in part.all("a") if "/resultaten/" in link.attributes["href"]]
    percentage = PERCENTAGE.search(part.text)
    own = urljoin(address, links[0].attributes["href"]) if links else address
    return Found(percentage[0] if percentage else figures.DASH, counts, own)


def _counted(data: Mapping[str, Any], narrowed: Mapping[str, str]) -> figures.Figure:
    themes = {point["code"]: point["theme"] for point in data["points"]}
    statuses = Counter(
        row["status"]
        for row in data["results"]
        if all(
            {**row, "theme": themes[row["point"]]}[key] == code for key, code in narrowed.items()
        )
    )
    assert statuses.total() == 1, f"{narrowed} is more than one result"
    applicable = 1 - statuses["not_applicable"]
    share = 100 * statuses["achieved"] if applicable else None
    return {
        **statuses,
        "achieved": statuses["achieved"],
        "not_applicable": statuses["not_applicable"],
        "applicable": applicable,
        "rounded": share,
        "percentage": None if share is None else f"{share}.0",
    }
