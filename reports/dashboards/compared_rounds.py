"""`/vergelijken/`: two rounds of a region side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User
from ambitions.models import Region, Theme
from monitoring.links import ResultLinks
from monitoring.models import Round
from reports.dashboards.changes import round_before
from reports.dashboards.naming import named
from reports.dashboards.pairs import Pair, PairTable, Side
from reports.dashboards.reading import RoundRead, may_see_region, read_round


@dataclass(frozen=True, slots=True)
class RoundPair:
    """What is compared; `before` is None as long as there is nothing to compare `now` with."""

    before: Round | None
    now: Round

    @classmethod
    def read(cls, query: Mapping[str, str], rounds: Sequence[Round]) -> "RoundPair":
        """From the address; a code that is not among the rounds is a 404.

        Without codes: the newest final round, and the one before it.
        """
        newest = next((round for round in rounds if round.is_final), rounds[0])
        now = named(rounds, query.get("naar")) or newest
        return cls(named(rounds, query.get("van")) or round_before(now, rounds), now)

    @property
    def is_of_two(self) -> bool:
        return self.before is not None and self.before != self.now


@dataclass(frozen=True, slots=True)
class ComparedRounds:
    """`themes` is None where the user may not see the region's figures of both rounds.

    `apart` are themes of which only one of two versions of the norm has the code.
    """

    before: Round
    now: Round
    themes: PairTable | None
    apart: tuple[Theme, ...]
    organisations: PairTable | None
    shows_all: bool

    @property
    def spans_versions(self) -> bool:
        return self.before.norm_id != self.now.norm_id

    @property
    def spans_formulas(self) -> bool:
        return self.before.norm.formula != self.now.norm.formula


def opened_rounds(user: User, region: Region) -> list[Round]:
    """Rounds of the region that are or were open, newest first: of those there are results."""
    rounds = Round.objects.visible_to(user).of_region(region).with_norm().newest_first()
    return [round for round in rounds if round.is_open or round.is_final]


def compared_rounds(user: User, before: Round, now: Round) -> ComparedRounds:
    """Six queries, whatever the number of organisations and points."""
    reads = read_round(user, before), read_round(user, now)
    shown = {organisation.pk for organisation in reads[0].shown}
    codes = [{theme.code for theme in read.themes} for read in reads]
    return ComparedRounds(
        before=before,
        now=now,
        themes=_theme_table(*reads)
        if may_see_region(user, before) and may_see_region(user, now)
        else None,
        apart=tuple(
            theme
            for read in reads
            for theme in read.themes
            if theme.code not in codes[0] & codes[1]
        ),
        organisations=_organisation_table(*reads),
        shows_all=all(read.shows_all for read in reads)
        and shown == {organisation.pk for organisation in reads[1].shown},
    )


def _side(round: Round) -> Side:
    return Side(round.name, round.is_provisional)


def _theme_table(before: RoundRead, now: RoundRead) -> PairTable:
    links = ResultLinks.of(before.round), ResultLinks.of(now.round)
    return PairTable(
        id="per-thema",
        caption="Per thema",
        head="Thema",
        before=_side(before.round),
        now=_side(now.round),
        lines=tuple(_theme_lines(before, now)),
        total=Pair(
            name="Totaal",
            page="",
            before=before.figures.total,
            before_href=links[0].base,
            now=now.figures.total,
            now_href=links[1].base,
        ),
    )


def _theme_lines(before: RoundRead, now: RoundRead) -> Iterator[Pair]:
    """The themes with the same code, in the order of the later norm."""
    links = ResultLinks.of(before.round), ResultLinks.of(now.round)
    earlier = {theme.code: theme for theme in before.themes}
    for theme in now.themes:
        if old := earlier.get(theme.code):
            yield Pair(
                name=str(theme),
                page="",
                before=before.figures.theme(old.pk),
                before_href=links[0].to(theme=old),
                now=now.figures.theme(theme.pk),
                now_href=links[1].to(theme=theme),
                under="" if old.title == theme.title else f"Bij {before.round}: {old}",
            )


def _organisation_table(before: RoundRead, now: RoundRead) -> PairTable | None:
    """Of who is shown in both rounds, in the order of every list; None when nobody is."""
    links = ResultLinks.of(before.round), ResultLinks.of(now.round)
    lines = tuple(
        Pair(
            name=organisation.name,
            page=organisation.get_absolute_url(),
            before=before.figures.organisation(organisation.pk),
            before_href=links[0].to(organisation=organisation),
            now=now.figures.organisation(organisation.pk),
            now_href=links[1].to(organisation=organisation),
        )
        for organisation in now.shown
        if organisation in before.shown
    )
    if not lines:
        return None
    return PairTable(
        id="per-organisatie",
        caption="Per organisatie",
        head="Organisatie",
        before=_side(before.round),
        now=_side(now.round),
        lines=lines,
    )
