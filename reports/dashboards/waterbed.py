"""`/regio/waterbed/`: where neighbours differ, of the organisations whose statuses a user may see.

The measure and what it does not say: `docs/waterbed.md`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.utils.safestring import SafeString

from accounts.models import User
from ambitions.models import Organisation, Region, Theme
from monitoring.choices import PairOutcome
from monitoring.models import Result, Round
from monitoring.places import Place
from monitoring.waterbed import Comparison, Pair, PairTally, compare, lower_points
from reports.dashboards.changes import round_before
from reports.dashboards.maps import POINTS_KEY, KeyLine, waterbed_map
from reports.dashboards.neighbours import Neighbours, neighbour_pairs
from reports.dashboards.not_applicable_watch import WatchLine, not_applicable_watch
from reports.dashboards.reading import RoundRead, read_round
from reports.dashboards.waterbed_lines import (
    Movement,
    OrganisationLine,
    OutcomeLine,
    PairLine,
    ThemeLine,
    Total,
)
from reports.dashboards.waterbed_list import WaterbedList, waterbed_list
from reports.dashboards.waterbed_selection import Count, Selection, WaterbedLinks


@dataclass(frozen=True, slots=True)
class WaterbedPage:
    """All but `themes` and the list is of the theme of the selection, or of all themes.

    Only pairs of which the user may see both organisations are counted anywhere; `pairs` is empty
    when there are none. `before` is the round of the same norm version before this one.
    """

    region: Region
    round: Round
    rounds: tuple[Round, ...]
    before: Round | None
    selection: Selection
    themes: tuple[ThemeLine, ...]
    total: Total
    total_before: Total | None
    """Of the round before; None unless the user sees the same pairs in both."""
    outcomes: tuple[OutcomeLine, ...]
    compared: int
    pairs: tuple[PairLine, ...]
    organisations: tuple[OrganisationLine, ...]
    alone: tuple[Organisation, ...]
    """Organisations whose statuses are visible and that have no neighbour here."""
    map: SafeString
    key: tuple[KeyLine, ...]
    unmapped: tuple[OrganisationLine, ...]
    """Lines of organisations that have no place on the map."""
    list: WaterbedList
    watch: tuple[WatchLine, ...]
    shows_all: bool
    base: str
    """The page of this round, narrowed to nothing."""

    @property
    def about(self) -> OrganisationLine | None:
        """The line of the organisation of the selection, when it is narrowed to one alone."""
        asked = self.selection.organisation
        if self.selection.neighbour or self.selection.point or not self.selection.is_directed:
            return None
        return next((line for line in self.organisations if line.organisation == asked), None)

    @property
    def movement(self) -> Movement | None:
        """How the total moved since the round before."""
        return self.total.since(self.total_before) if self.total_before else None


def waterbed_page(
    user: User, region: Region, round: Round, rounds: Sequence[Round], query: Mapping[str, str]
) -> WaterbedPage:
    """Six queries at most, whatever the number of organisations, points and rounds.

    `rounds` are those of which the user may see the region's figure, newest first.
    """
    read = read_round(user, round)
    selection = Selection.read(query, read)
    pairs = neighbour_pairs(read.shown)
    links = WaterbedLinks.of(region, round, selection.theme)
    compared = _compared(pairs, read.statuses, _points(read, selection.theme))
    comparisons = [*chain.from_iterable(compared.values())]
    earlier = _earlier(user, region, read, rounds, pairs, selection.theme)
    lines = tuple(_pair_line(pair, compared, links, earlier) for pair in pairs)
    organisations = tuple(_organisation_lines(read, pairs, comparisons, links))
    tally = PairTally.of(comparisons)
    return WaterbedPage(
        region=region,
        round=round,
        rounds=tuple(rounds),
        before=earlier.round if earlier else None,
        selection=selection,
        themes=tuple(_theme_line(read, pairs, theme, links.within(theme)) for theme in read.themes),
        total=_total(tally, links),
        total_before=_total_before(read, pairs, earlier),
        outcomes=_outcomes(tally, links),
        compared=tally.compared,
        pairs=lines,
        organisations=organisations,
        alone=tuple(each for each in read.shown if each not in {*chain.from_iterable(pairs)}),
        map=waterbed_map(organisations, lines, selection.theme),
        key=POINTS_KEY,
        unmapped=tuple(line for line in organisations if line.organisation.tile_row is None),
        list=waterbed_list(read, comparisons, selection),
        watch=not_applicable_watch(user, read, pairs, selection),
        shows_all=read.shows_all,
        base=links.base,
    )


Compared = Mapping[Pair, Sequence[Comparison]]


def _points(read: RoundRead, theme: Theme | None) -> list[int]:
    return [point.pk for point in read.points if theme is None or point.theme_id == theme.pk]


def _compared(
    pairs: Sequence[Neighbours], statuses: Mapping[Place, str], points: Sequence[int]
) -> Compared:
    keys = [(one.pk, other.pk) for one, other in pairs]
    return {pair: tuple(compare(statuses, [pair], points)) for pair in keys}


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The comparisons of the round before; `seen` are whose statuses the user saw in it."""

    round: Round
    links: WaterbedLinks
    seen: frozenset[int]
    compared: Compared


def _earlier(
    user: User,
    region: Region,
    read: RoundRead,
    rounds: Sequence[Round],
    pairs: Sequence[Neighbours],
    theme: Theme | None,
) -> _Earlier | None:
    same_version = [each for each in rounds if each.norm_id == read.round.norm_id]
    before = round_before(read.round, same_version)
    if before is None:
        return None
    visible = Result.objects.visible_to(user).filter(round=before).order_by()
    statuses = {
        (organisation, point): status
        for organisation, point, status in visible.values_list(
            "organisation_id", "point_id", "status"
        )
    }
    return _Earlier(
        round=before,
        links=WaterbedLinks.of(region, before, theme),
        seen=frozenset(organisation for organisation, _ in statuses),
        compared=_compared(pairs, statuses, _points(read, theme)),
    )


def _total(tally: PairTally, links: WaterbedLinks) -> Total:
    return Total(
        differences=Count(tally.difference, links.to()),
        unknown=Count(tally.unknown, links.to(outcome=PairOutcome.UNKNOWN)),
    )


def _total_before(
    read: RoundRead, pairs: Sequence[Neighbours], earlier: _Earlier | None
) -> Total | None:
    paired = {organisation.pk for organisation in chain.from_iterable(pairs)}
    if earlier is None or not read.shows_all or not paired <= earlier.seen:
        return None
    tally = PairTally.of(chain.from_iterable(earlier.compared.values()))
    return _total(tally, earlier.links)


def _pair_line(
    pair: Neighbours, compared: Compared, links: WaterbedLinks, earlier: _Earlier | None
) -> PairLine:
    one, other = pair
    key = (one.pk, other.pk)
    tally = PairTally.of(compared[key])
    lower = [each.first for each in compared[key] if each.outcome == PairOutcome.DIFFERENCE]
    before = None
    if earlier and {*key} <= earlier.seen:
        then = PairTally.of(earlier.compared[key])
        before = Count(
            then.difference,
            earlier.links.to(organisation=one, neighbour=other, both_ways=True),
        )
    return PairLine(
        first=one,
        second=other,
        differences=Count(
            tally.difference, links.to(organisation=one, neighbour=other, both_ways=True)
        ),
        first_lower=Count(lower.count(one.pk), links.to(organisation=one, neighbour=other)),
        second_lower=Count(lower.count(other.pk), links.to(organisation=other, neighbour=one)),
        unknown=Count(
            tally.unknown,
            links.to(organisation=one, neighbour=other, outcome=PairOutcome.UNKNOWN),
        ),
        before=before,
    )


def _organisation_lines(
    read: RoundRead,
    pairs: Sequence[Neighbours],
    comparisons: Sequence[Comparison],
    links: WaterbedLinks,
) -> Iterator[OrganisationLine]:
    differences = [each for each in comparisons if each.outcome == PairOutcome.DIFFERENCE]
    lacking = Counter(organisation for organisation, _ in lower_points(differences))
    lower = Counter(each.first for each in differences)
    higher = Counter(each.second for each in differences)
    paired = {*chain.from_iterable(pairs)}
    for organisation in read.shown:
        if organisation in paired:
            yield OrganisationLine(
                organisation=organisation,
                points=Count(lacking[organisation.pk], links.to(organisation=organisation)),
                lower=lower[organisation.pk],
                higher=Count(higher[organisation.pk], links.to(neighbour=organisation)),
            )


def _theme_line(
    read: RoundRead, pairs: Sequence[Neighbours], theme: Theme, links: WaterbedLinks
) -> ThemeLine:
    compared = _compared(pairs, read.statuses, _points(read, theme))
    tally = PairTally.of(chain.from_iterable(compared.values()))
    return ThemeLine(
        theme=theme,
        differences=Count(tally.difference, links.to()),
        unknown=Count(tally.unknown, links.to(outcome=PairOutcome.UNKNOWN)),
    )


def _outcomes(tally: PairTally, links: WaterbedLinks) -> tuple[OutcomeLine, ...]:
    return tuple(
        OutcomeLine(
            outcome,
            Count(getattr(tally, outcome.value), links.to(outcome=outcome)),
        )
        for outcome in PairOutcome
    )
