"""Reading back what was published: a round, or one organisation's part, out of its publication.

What is given out of a published round comes from here and not from the rows of today, so that it is
the same in ten years: also when an organisation has another name by then.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from monitoring.achievement import FORMULAS, Figure, Tally
from monitoring.models import Publication, Round


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One result with its place, in words and codes as they were published."""

    organisation: str
    name: str
    theme: str
    point: str
    title: str
    status: str
    explanation: str


def newest_publication(round: Round) -> Publication | None:
    """The publication that holds now; None while the round is not published."""
    return round.publications.order_by("-number").first() if round.is_published else None


def part_of(publication: Publication, organisation: str) -> dict[str, Any]:
    """The published document, as `flevonorm.round/1` is of one organisation (its code)."""
    document: dict[str, Any] = json.loads(publication.content)
    formula = FORMULAS[document["formula"]]
    themes = {point["code"]: point["theme"] for point in document["points"]}
    results = [row for row in document["results"] if row["organisation"] == organisation]
    of_theme, of_point = defaultdict(list), defaultdict(list)
    for row in results:
        of_theme[themes[row["point"]]].append(row["status"])
        of_point[row["point"]].append(row["status"])

    def figure(statuses: list[str]) -> dict[str, Any]:
        return dict(Figure(Tally.of(statuses), formula).as_dict())

    return {
        **document,
        "total": figure([row["status"] for row in results]),
        "organisations": [
            each for each in document["organisations"] if each["code"] == organisation
        ],
        "themes": [{**each, **figure(of_theme[each["code"]])} for each in document["themes"]],
        "points": [{**each, **figure(of_point[each["code"]])} for each in document["points"]],
        "results": results,
    }


def rows_of(publication: Publication, organisation: str | None = None) -> Iterator[PublishedRow]:
    """The published rows in their order, of all organisations or of one (its code)."""
    document = json.loads(publication.content)
    names = {each["code"]: each["name"] for each in document["organisations"]}
    points = {each["code"]: each for each in document["points"]}
    for row in document["results"]:
        if organisation in (None, row["organisation"]):
            point = points[row["point"]]
            yield PublishedRow(
                organisation=row["organisation"],
                name=names[row["organisation"]],
                theme=point["theme"],
                point=row["point"],
                title=point["title"],
                status=row["status"],
                explanation=row["explanation"],
            )
