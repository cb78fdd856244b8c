"""Reads the material of a report, from a publication or from the rows of now.

Both go through the same JSON documents, so that a report of a published round and a report of the
day before its publication cannot be made in two ways.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.mail import site_address
from ambitions.models import Organisation as OrganisationModel
from monitoring.achievement import FORMULAS, Figure, Tally
from monitoring.models import Publication, Round
from monitoring.snapshot import as_document, as_json, take
from monitoring.surroundings import as_surroundings
from reports.documents.blocks import Seal
from reports.material import names
from reports.material.material import (
    Activity,
    Before,
    Evidence,
    Example,
    Exemption,
    Improvement,
    Material,
    Moment,
    NormFacts,
    Organisation,
    Point,
    RoundFacts,
    Row,
    SignOff,
    Surroundings,
    Theme,
)

Json = Mapping[str, Any]


def of_publication(publication: Publication) -> Material:
    """The material as it was published. No query beyond the publication and its round."""
    surroundings = json.loads(publication.surroundings) if publication.surroundings else None
    return _material(
        publication.content,
        surroundings,
        region=(
            surroundings["region"]["title"] if surroundings else publication.round.norm.region.title
        ),
        moment=publication.published_at,
        provisional=False,
        seal=Seal(
            round=publication.round.code,
            publication=publication.number,
            formula=publication.formula,
            sha256=publication.sha256,
            check=f"{site_address().rstrip('/')}/controleren/",
        ),
    )


def of_round(round: Round, organisation: OrganisationModel | None = None) -> Material:
    """The material of a round that is not published, whole or one organisation's part.

    What a user may read of it is for the caller to know (`reports.kinds`).
    """
    content = as_json(as_document(take(round, organisation)))
    return _material(
        content,
        as_surroundings(round),
        region=round.norm.region.title,
        moment=timezone.now(),
        provisional=round.is_provisional,
        covers_region=organisation is None,
    )


def _material(
    content: str,
    surroundings: Json | None,
    *,
    region: str,
    moment: datetime,
    provisional: bool,
    covers_region: bool = True,
    seal: Seal | None = None,
) -> Material:
    document = json.loads(content)
    round = document["round"]
    told = {point["code"]: point for point in (surroundings or {}).get("points", ())}
    return Material(
        region=region,
        norm=NormFacts(**document["norm"]),
        round=RoundFacts(
            **{**round, "reference_date": _day(round["reference_date"])}, is_provisional=provisional
        ),
        formula=document["formula"],
        organisations=tuple(
            Organisation(each["code"], each["name"], each["kind"])
            for each in document["organisations"]
        ),
        themes=tuple(Theme(each["code"], each["title"]) for each in document["themes"]),
        points=tuple(_points(document, told)),
        rows=tuple(Row(**row) for row in document["results"]),
        figures={**_figures(document), **_earlier_figures(surroundings)},
        surroundings=_surroundings(surroundings, _Orders.of(document)) if surroundings else None,
        moment=moment,
        content=content,
        covers_region=covers_region,
        seal=seal,
    )


def _points(document: Json, told: Mapping[str, Json]) -> Iterator[Point]:
    for each in document["points"]:
        more = told.get(each["code"], {})
        yield Point(
            each["code"],
            each["title"],
            each["theme"],
            more.get("description", ""),
            more.get("achieved_when", ""),
        )


def _figures(document: Json) -> dict[str, Figure]:
    """Every figure, counted from the rows of the document itself."""
    formula = FORMULAS[document["formula"]]
    themes = {point["code"]: point["theme"] for point in document["points"]}
    statuses: dict[str, list[str]] = defaultdict(list, {names.TOTAL: []})
    for theme in document["themes"]:
        statuses[names.theme(theme["code"])] = []
    for point in themes:
        statuses[names.point(point)] = []
    for organisation in document["organisations"]:
        statuses[names.organisation(organisation["code"])] = []
        for theme in document["themes"]:
            statuses[names.cell(organisation["code"], theme["code"])] = []
    for row in document["results"]:
        organisation, theme = row["organisation"], themes[row["point"]]
        for place in (
            names.TOTAL,
            names.theme(theme),
            names.organisation(organisation),
            names.cell(organisation, theme),
            names.point(row["point"]),
        ):
            statuses[place].append(row["status"])
    return {place: Figure(Tally.of(found), formula) for place, found in statuses.items()}


def _earlier_figures(surroundings: Json | None) -> dict[str, Figure]:
    """The figures of the round before and of the course, from their stored counts."""
    if not surroundings:
        return {}
    figures: dict[str, Figure] = {}
    for round in (*surroundings["course"], *filter(None, [surroundings["before"]])):
        code = round["code"]
        figures[names.earlier(code, names.TOTAL)] = _stored(round["total"], round)
        for theme in round.get("themes", ()):
            figures[names.earlier(code, names.theme(theme["code"]))] = _stored(theme, round)
        for each in round["organisations"]:
            figures[names.earlier(code, names.organisation(each["code"]))] = _stored(each, round)
    return figures


def _stored(figure: Json, round: Json) -> Figure:
    counts = ("achieved", "partly", "not_achieved", "unanswered", "not_applicable")
    return Figure(Tally(*(figure[name] for name in counts)), FORMULAS[round["formula"]])


@dataclass(frozen=True, slots=True)
class _Orders:
    """How everything in a report is ordered: organisations and points as in the document.

    What is told of others (who left the round since, points of an earlier norm) comes last.
    """

    organisations: Mapping[str, int]
    points: Mapping[str, int]

    @classmethod
    def of(cls, document: Json) -> "_Orders":
        return cls(*(_places(document[kind]) for kind in ("organisations", "points")))

    def organisation(self, code: str) -> tuple[int, str]:
        return self.organisations.get(code, len(self.organisations)), code

    def point(self, code: str) -> tuple[int, str]:
        return self.points.get(code, len(self.points)), code

    def by_organisation(self, told: Iterable[Json]) -> list[Json]:
        return sorted(
            told,
            key=lambda each: (self.organisation(each["organisation"]), self.point(each["point"])),
        )

    def by_point(self, told: Iterable[Json]) -> list[Json]:
        return sorted(
            told,
            key=lambda each: (self.point(each["point"]), self.organisation(each["organisation"])),
        )


def _places(told: Iterable[Json]) -> dict[str, int]:
    return {each["code"]: place for place, each in enumerate(told)}


def _surroundings(told: Json, orders: _Orders) -> Surroundings:
    before = told["before"]
    return Surroundings(
        discussed_on=_day(told["discussed_on"]) if told["discussed_on"] else None,
        neighbours=tuple((one, other) for one, other in told["neighbours"]),
        before=_before(before) if before else None,
        course=tuple(
            Moment(each["code"], each["name"], _day(each["reference_date"]), each["norm_version"])
            for each in told["course"]
        ),
        activities=tuple(
            Activity(
                **{
                    **each,
                    "held_on": _day(each["held_on"]),
                    "organisations": tuple(sorted(each["organisations"], key=orders.organisation)),
                    "points": tuple(sorted(each["points"], key=orders.point)),
                }
            )
            for each in told["activities"]
        ),
        examples=tuple(
            Example(
                each["organisation"],
                each["point"],
                tuple(Evidence(**piece) for piece in each["evidence"]),
            )
            for each in orders.by_point(told["examples"])
        ),
        improvements=tuple(
            Improvement(**{**each, "due_on": _day(each["due_on"])})
            for each in orders.by_organisation(told["improvements"])
        ),
        exemptions=tuple(Exemption(**each) for each in orders.by_organisation(told["exemptions"])),
        sign_offs=tuple(
            SignOff(**{**each, "decided_on": _day(each["decided_on"])})
            for each in told["sign_offs"]
        ),
    )


def _before(before: Json) -> Before:
    return Before(
        code=before["code"],
        name=before["name"],
        reference_date=_day(before["reference_date"]),
        norm_version=before["norm_version"],
        is_same_version=before["same_version"],
        is_published=before["published"],
        statuses={(row["organisation"], row["point"]): row["status"] for row in before["results"]},
    )


def _day(day: str) -> date:
    return date.fromisoformat(day)
