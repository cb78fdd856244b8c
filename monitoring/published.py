"""Reading back what was published: a round, or one organisation's part, out of its publication.

What is given out of a published round comes from here and not from the rows of today, so that it is
the same in ten years: also when an organisation has another name by then.
"""

import json
from collections import defaultdict
from typing import Any

from monitoring.achievement import FORMULAS, Figure, Tally
from monitoring.models import Publication, Round


def newest_publication(round: Round, *, with_content: bool = True) -> Publication | None:
    """The publication that holds now; None while the round is not published.

    Without its content, which is as large as the round, where only the seal is asked for.
    """
    if not round.is_published:
        return None
    publications = round.publications.select_related("round__norm__region").order_by("-number")
    return (publications if with_content else publications.defer("content", "surroundings")).first()


def part_of(content: str, organisation: str) -> dict[str, Any]:
    """The document of a round, as `flevonorm.round/1` is of one organisation (its code)."""
    document: dict[str, Any] = json.loads(content)
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
