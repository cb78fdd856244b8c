"""To what the list of comparisons between neighbours is narrowed, and the addresses of that."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from ambitions.models import AmbitionPoint, Organisation, Region, Theme
from monitoring.choices import PairOutcome
from monitoring.models import Round
from monitoring.waterbed import Comparison
from reports.dashboards.naming import named
from reports.dashboards.reading import RoundRead

DIFFERENCE = PairOutcome.DIFFERENCE
BOTH_WAYS = "beide"


@dataclass(frozen=True, slots=True)
class Selection:
    """Each is None when the list is not narrowed to it.

    Of a difference `organisation` is the lower dike and `neighbour` the one that has achieved the
    point, unless the list is of both ways.
    """

    theme: Theme | None = None
    organisation: Organisation | None = None
    neighbour: Organisation | None = None
    point: AmbitionPoint | None = None
    outcome: PairOutcome = DIFFERENCE
    both_ways: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str], read: RoundRead) -> "Selection":
        """From the address; 404 for a word or code that the user's part of the round has not."""
        outcome, ways = query.get("uitkomst", ""), query.get("richting", "")
        if outcome not in ("", *PairOutcome) or ways not in ("", BOTH_WAYS):
            raise Http404
        return cls(
            theme=named(read.themes, query.get("thema")),
            organisation=named(read.shown, query.get("organisatie")),
            neighbour=named(read.shown, query.get("buur")),
            point=named(read.points, query.get("punt")),
            outcome=PairOutcome(outcome or DIFFERENCE),
            both_ways=bool(ways),
        )

    @property
    def is_directed(self) -> bool:
        """Whether it matters which of two neighbours is the lower one."""
        return self.is_difference and not self.both_ways

    @property
    def is_difference(self) -> bool:
        return self.outcome == DIFFERENCE

    @property
    def is_narrowed(self) -> bool:
        """To more than a theme, which the whole page is narrowed to."""
        narrowed = self.organisation or self.neighbour or self.point
        return bool(narrowed) or self.both_ways or not self.is_difference

    def holds(self, comparison: Comparison) -> bool:
        """Whether a comparison on a point of the theme belongs to the list."""
        if comparison.outcome != self.outcome:
            return False
        if self.point and comparison.point != self.point.pk:
            return False
        return self._is_from(comparison.first, comparison.second) or (
            not self.is_directed and self._is_from(comparison.second, comparison.first)
        )

    def _is_from(self, one: int, other: int) -> bool:
        return (self.organisation is None or self.organisation.pk == one) and (
            self.neighbour is None or self.neighbour.pk == other
        )


@dataclass(frozen=True, slots=True)
class WaterbedLinks:
    """Addresses on the waterbed page of one round; those of `to` are of its list.

    They stay within `theme`, when there is one.
    """

    base: str
    theme: Theme | None = None

    @classmethod
    def of(cls, region: Region, round: Round, theme: Theme | None = None) -> "WaterbedLinks":
        query = urlencode({"regio": region.code, "ronde": round.code})
        return cls(f"{reverse('waterbed')}?{query}", theme)

    def within(self, theme: Theme) -> "WaterbedLinks":
        return replace(self, theme=theme)

    def to(
        self,
        *,
        organisation: Organisation | None = None,
        neighbour: Organisation | None = None,
        outcome: PairOutcome = DIFFERENCE,
        both_ways: bool = False,
    ) -> str:
        narrowed = {
            "thema": self.theme and self.theme.code,
            "organisatie": organisation and organisation.code,
            "buur": neighbour and neighbour.code,
            "uitkomst": "" if outcome == DIFFERENCE else outcome.value,
            "richting": BOTH_WAYS if both_ways else "",
        }
        query = urlencode({key: code for key, code in narrowed.items() if code})
        return f"{self.base}&{query}#lijst" if query else f"{self.base}#lijst"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of comparisons or points, and the list that makes it."""

    number: int
    href: str
