"""Where neighbours differ (`docs/waterbed.md`): counted, and nothing said of a cause."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from monitoring.choices import PairOutcome
from monitoring.waterbed import Comparison, PairTally, compare
from reports.documents.blocks import Block, Cell, Column, Heading, Number, Table, Text, Voice
from reports.kinds.parts import cells
from reports.material.material import Material, Theme
from reports.texts.texts import Texts

PLACE = "waterbed"
OUTCOMES: Mapping[PairOutcome, str] = {
    PairOutcome.DIFFERENCE: "verschillen",
    PairOutcome.BOTH: "beide behaald",
    PairOutcome.NEITHER: "beide niet behaald",
    PairOutcome.UNKNOWN: "nog niet bekend",
}
COMPARED = "vergelijkingen"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbours by their codes, in the order of the organisations, with what differs."""

    first: str
    second: str
    comparisons: tuple[Comparison, ...]
    lower: tuple[int, int]
    """How often the first, and the second, has not achieved what the other has."""

    @property
    def tally(self) -> PairTally:
        return PairTally.of(self.comparisons)


def counts(material: Material) -> dict[str, int | str]:
    found = pairs(material)
    everything = [*chain.from_iterable(pair.comparisons for pair in found)]
    tallied = [_tallied(PLACE, PairTally.of(everything))]
    tallied += [_tallied(_of_pair(pair), pair.tally) for pair in found]
    tallied += [
        _tallied(_of_theme(theme), PairTally.of(_within(material, theme, found)))
        for theme in material.themes
    ]
    lower = {
        _lower(mine, theirs): number for pair in found for mine, theirs, number in _directions(pair)
    }
    return {figure: count for each in (*tallied, lower) for figure, count in each.items()}


def pairs(material: Material) -> list[Pair]:
    """Every two neighbours that both take part."""
    if material.surroundings is None:
        return []
    order = {each.code: place for place, each in enumerate(material.organisations)}
    points = range(len(material.points))
    codes = [point.code for point in material.points]
    places = {code: place for place, code in enumerate(codes)}
    statuses = {(order[row.organisation], places[row.point]): row.status for row in material.rows}
    found = []
    for one, other in sorted(
        sorted((order[one], order[other]))
        for one, other in material.surroundings.neighbours
        if one in order and other in order
    ):
        comparisons = tuple(compare(statuses, [(one, other)], points))
        lower = [each.first for each in comparisons if each.outcome == PairOutcome.DIFFERENCE]
        found.append(
            Pair(
                material.organisations[one].code,
                material.organisations[other].code,
                comparisons,
                (lower.count(one), lower.count(other)),
            )
        )
    return found


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Verschillen tussen buren"
    yield Heading(1, texts.section, "waterbed")
    found = pairs(material)
    if not any(pair.comparisons for pair in found):
        yield texts.paragraph(
            "waterbed.nothing", "Er zijn geen ambitiepunten die bij twee buren van toepassing zijn."
        )
        return
    yield texts.paragraph("waterbed.headline", _headline(found), Voice.LEAD)
    yield texts.paragraph(
        "waterbed.meaning",
        "Waar de ene organisatie een ambitiepunt heeft behaald en de buur niet, kan criminaliteit "
        "zich mogelijk verplaatsen: het waterbedeffect. Dit overzicht laat zien waar dat verschil "
        "bestaat, niet dat er iets verschuift.",
    )
    yield texts.paragraph(
        "waterbed.counting",
        "Wij vergelijken elke twee buren op elk ambitiepunt dat bij allebei van toepassing is. "
        "Deels behaald is niet behaald. Is een punt bij een van beide nog niet ingevuld, dan is "
        "het verschil nog niet bekend.",
        Voice.NOTE,
    )
    yield _pair_table(material, found)
    yield _theme_table(material, found)
    yield _outcome_table(material, found)


def _headline(found: Sequence[Pair]) -> str:
    compared = sum(pair.tally.compared for pair in found)
    differences = sum(pair.tally.difference for pair in found)
    times = f"Wij hebben buren {{{PLACE}: {COMPARED}}} keer op een ambitiepunt vergeleken."
    if compared == 1:
        times = "Wij hebben buren op één ambitiepunt vergeleken."
    if not differences:
        return f"{times} Nergens heeft de een behaald wat de ander niet heeft behaald."
    cases = "geval" if differences == 1 else "gevallen"
    return f"{times} In {{{PLACE}: verschillen}} {cases} heeft de een het behaald en de ander niet."


def _tallied(place: str, tally: PairTally) -> dict[str, int]:
    counted = {
        f"{place}: {label}": getattr(tally, outcome.value) for outcome, label in OUTCOMES.items()
    }
    return {**counted, f"{place}: {COMPARED}": tally.compared}


def _of_pair(pair: Pair) -> str:
    return f"{PLACE} {pair.first} en {pair.second}"


def _of_theme(theme: Theme) -> str:
    return f"{PLACE} thema {theme.code}"


def _lower(mine: str, theirs: str) -> str:
    return f"{PLACE} {mine}: niet behaald en {theirs} wel"


def _directions(pair: Pair) -> Iterator[tuple[str, str, int]]:
    yield pair.first, pair.second, pair.lower[0]
    yield pair.second, pair.first, pair.lower[1]


def _within(material: Material, theme: Theme, found: Iterable[Pair]) -> list[Comparison]:
    wanted = {place for place, point in enumerate(material.points) if point.theme == theme.code}
    return [each for pair in found for each in pair.comparisons if each.point in wanted]


def _pair_table(material: Material, found: Sequence[Pair]) -> Table:
    return Table(
        "Per twee buren",
        (
            Column("buren", 3),
            Column("wie heeft niet behaald wat de buur wel heeft", 3.4),
            Column("verschillen", 1.2, "end"),
            Column("nog niet bekend", 1.2, "end"),
        ),
        tuple(
            (
                cells.words(
                    f"{cells.name_of(material, pair.first)} – "
                    f"{cells.name_of(material, pair.second)}"
                ),
                _both_ways(material, pair),
                _number(_of_pair(pair), "verschillen", pair.tally.difference),
                _number(_of_pair(pair), "nog niet bekend", pair.tally.unknown),
            )
            for pair in found
        ),
    )


def _both_ways(material: Material, pair: Pair) -> Cell:
    first, second = (
        (Text(f"{cells.name_of(material, mine)}: "), Number(str(number), _lower(mine, theirs)))
        for mine, theirs, number in _directions(pair)
    )
    return Cell((*first, Text("\n"), *second))


def _theme_table(material: Material, found: Sequence[Pair]) -> Table:
    tallies = [(theme, PairTally.of(_within(material, theme, found))) for theme in material.themes]
    return Table(
        "Per thema",
        cells.columns("thema", "verschillen", "nog niet bekend", "vergelijkingen"),
        tuple(
            (
                cells.words(cells.theme_name(theme)),
                _number(_of_theme(theme), "verschillen", tally.difference),
                _number(_of_theme(theme), "nog niet bekend", tally.unknown),
                _number(_of_theme(theme), COMPARED, tally.compared),
            )
            for theme, tally in tallies
        ),
    )


def _outcome_table(material: Material, found: Sequence[Pair]) -> Table:
    tally = PairTally.of(chain.from_iterable(pair.comparisons for pair in found))
    rows = [
        (cells.words(label), _number(PLACE, label, getattr(tally, outcome.value)))
        for outcome, label in OUTCOMES.items()
    ]
    total = _number(PLACE, COMPARED, tally.compared, strong=True)
    rows.append((cells.words("Samen", strong=True), total))
    return Table(
        "Alle vergelijkingen naar uitkomst", cells.columns("uitkomst", "aantal"), tuple(rows)
    )


def _number(place: str, what: str, count: int, *, strong: bool = False) -> Cell:
    return Cell((Number(str(count), f"{place}: {what}", strong),))
