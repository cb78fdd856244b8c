"""What a file of data is written from: the results of a round, one organisation after the other.

`monitoring.snapshot` reads a round whole, for documents and publications. Here rows come past and
are not kept, so that a file of hundreds of thousands takes no more memory than a small one. Both
have the same rows in the same order, and neither reads a private note.

A published round comes out of its publication. A large one does not: its content does not fit in
the memory that such a file may take, and triggers hold its rows to what was published.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from ambitions.models import AmbitionPoint, Organisation, Theme
from monitoring.models import Publication, Round
from monitoring.published import newest_publication

LARGE = 20_000
"""Rows from which a file is not made in memory."""
BATCH = 5_000
"""Rows that are read at a time, give or take an organisation."""

Line = tuple[int, str, str]
"""The place of the point in the norm, from 0 on, the status and the explanation."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A round, or one organisation's part of it; everything in the order of exports."""

    round: Round
    organisation: Organisation | None
    organisations: tuple[Organisation, ...]
    themes: tuple[Theme, ...]
    points: tuple[AmbitionPoint, ...]
    publication: Publication | None = None
    """That of a published round; without its content where the round is large."""
    published: Mapping[str, Sequence[Line]] | None = None
    """The lines by the code of their organisation, where they come out of the publication."""

    @classmethod
    def of(cls, round: Round, organisation: Organisation | None = None) -> "Extract":
        """Four queries at most; the results of what is not published are read by `lines`."""
        participants = (
            (organisation,)
            if organisation
            else tuple(Organisation.objects.filter(assessments__round=round).in_order())
        )
        extract = cls(
            round=round,
            organisation=organisation,
            organisations=participants,
            themes=tuple(round.norm.themes.order_by("position")),
            points=tuple(round.norm.points.select_related("theme").order_by("position")),
        )
        publication = newest_publication(round, with_content=not extract.is_large)
        extract = replace(extract, publication=publication)
        if publication is None or extract.is_large:
            return extract
        return extract._as_published(json.loads(publication.content))

    @property
    def rows(self) -> int:
        """How many results there are: one for each pair, from the opening of the round on."""
        return len(self.organisations) * len(self.points)

    @property
    def is_large(self) -> bool:
        return self.rows > LARGE

    def lines(self) -> Iterator[tuple[Organisation, list[Line]]]:
        """The results of each organisation, in the norm's order; read when they are asked for."""
        if self.published is not None:
            yield from ((each, list(self.published[each.code])) for each in self.organisations)
            return
        places = {point.pk: place for place, point in enumerate(self.points)}
        size = max(1, BATCH // max(1, len(places)))
        for start in range(0, len(self.organisations), size):
            batch = self.organisations[start : start + size]
            found: dict[int, list[Line]] = {organisation.pk: [] for organisation in batch}
            results = self.round.results.filter(organisation__in=list(found)).order_by()
            for key, point, status, explanation in results.values_list(
                "organisation_id", "point_id", "status", "explanation"
            ):
                found[key].append((places[point], status, explanation))
            for organisation in batch:
                yield organisation, sorted(found[organisation.pk])

    def _as_published(self, document: Mapping[str, Any]) -> "Extract":
        """The same places, under the names and with the rows of the publication.

        A norm that was measured does not change, so that only organisations can have other names.
        """
        places = {point.code: place for place, point in enumerate(self.points)}
        participants = {each.code: copy(each) for each in self.organisations}
        organisations = []
        for each in document["organisations"]:
            if (organisation := participants.get(each["code"])) is not None:
                organisation.name = each["name"]
                organisations.append(organisation)
        lines: dict[str, list[Line]] = {code: [] for code in participants}
        for row in document["results"]:
            if row["organisation"] in lines:
                line = (places[row["point"]], row["status"], row["explanation"])
                lines[row["organisation"]].append(line)
        return replace(
            self,
            organisation=organisations[0] if self.organisation else None,
            organisations=tuple(organisations),
            published=lines,
        )
