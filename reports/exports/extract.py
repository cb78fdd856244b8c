"""What a file of data is written from: the results of a round, one organisation after the other.

`monitoring.snapshot` reads a round whole, for documents and publications. Here rows come past and
are not kept, so that a file of hundreds of thousands takes no more memory than a small one. Both
have the same rows in the same order, and neither reads a private note.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ambitions.models import AmbitionPoint, Organisation, Theme
from monitoring.models import Round

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

    @classmethod
    def of(cls, round: Round, organisation: Organisation | None = None) -> "Extract":
        """Three queries, two for one organisation; the results are read by `lines`."""
        participants = (
            (organisation,)
            if organisation
            else tuple(Organisation.objects.filter(assessments__round=round).in_order())
        )
        return cls(
            round=round,
            organisation=organisation,
            organisations=participants,
            themes=tuple(round.norm.themes.order_by("position")),
            points=tuple(round.norm.points.select_related("theme").order_by("position")),
        )

    @property
    def rows(self) -> int:
        """How many results there are: one for each pair, from the opening of the round on."""
        return len(self.organisations) * len(self.points)

    @property
    def is_large(self) -> bool:
        return self.rows > LARGE

    def lines(self) -> Iterator[tuple[Organisation, list[Line]]]:
        """The results of each organisation, in the norm's order; read when they are asked for."""
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
