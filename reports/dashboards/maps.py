"""The maps of squares of the pages: what stands on each tile."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from ambitions.models import Organisation, Theme
from monitoring.achievement import Figure
from monitoring.templatetags.figures import counts, percent, short_counts
from reports.charts.tile_map import Border, Tile, mark, tile_map
from reports.dashboards.lines import FigureLine
from reports.dashboards.waterbed_lines import OrganisationLine, PairLine

Bounds = tuple[tuple[int, str], ...]
"""From which number a shade begins, and its words; from dark to light."""

PERCENTAGES: Bounds = (
    (90, "90 of meer"),
    (75, "75 tot 90"),
    (50, "50 tot 75"),
    (0, "minder dan 50"),
)
POINTS: Bounds = ((10, "10 of meer"), (4, "4 tot en met 9"), (1, "1 tot en met 3"), (0, "geen"))


@dataclass(frozen=True, slots=True)
class KeyLine:
    mark: SafeString
    words: str


@dataclass(frozen=True, slots=True)
class RegionMap:
    """`unmapped` are the lines of organisations that have no place on the map."""

    chart: SafeString
    key: tuple[KeyLine, ...]
    unmapped: tuple[FigureLine, ...]


def _key(bounds: Bounds, kind: str) -> tuple[KeyLine, ...]:
    dark = len(bounds) - 1
    return tuple(
        KeyLine(mark(dark - place, kind), words) for place, (_, words) in enumerate(bounds)
    )


PERCENTAGE_KEY, POINTS_KEY = _key(PERCENTAGES, "figure"), _key(POINTS, "difference")


def region_map(lines: Iterable[tuple[Organisation, FigureLine]]) -> RegionMap | None:
    """Of the organisations whose figures the user may see; None with fewer than two tiles."""
    shown = [(organisation, line) for organisation, line in lines if line.figure]
    tiles = tuple(tile for organisation, line in shown for tile in _figure_tile(organisation, line))
    if len(tiles) < 2:
        return None
    return RegionMap(
        chart=tile_map(
            tiles, (), name="tegelkaart", title="Behaald per organisatie, op de tegelkaart"
        ),
        key=PERCENTAGE_KEY,
        unmapped=tuple(line for organisation, line in shown if organisation.tile_row is None),
    )


def _figure_tile(organisation: Organisation, line: FigureLine) -> Iterator[Tile]:
    if line.figure:
        figure = line.figure
        yield from _tile(
            organisation,
            percent(figure.rounded),
            # By the whole percentage, as it stands on the tile.
            _shade(figure.rounded or 0, PERCENTAGES),
            counts=short_counts(figure),
            spoken=_spoken(figure),
        )


def _spoken(figure: Figure) -> str:
    if figure.rounded is None:
        return counts(figure)
    return f"{figure.rounded} procent, {counts(figure)}"


def waterbed_map(
    organisations: Iterable[OrganisationLine], pairs: Iterable[PairLine], theme: Theme | None
) -> SafeString:
    tiles = tuple(
        tile
        for line in organisations
        for tile in _tile(
            line.organisation,
            f"{line.points.number} punt{'' if line.points.number == 1 else 'en'}",
            _shade(line.points.number, POINTS),
        )
    )
    borders = tuple(
        Border(line.first.code, line.second.code, line.differences.number) for line in pairs
    )
    about = f"thema {theme}" if theme else "alle thema's samen"
    return tile_map(
        tiles,
        borders,
        name="tegelkaart",
        title=f"Verschillen tussen buren, {about}",
        kind="difference",
        unit=("verschil", "verschillen"),
    )


def _tile(
    organisation: Organisation, words: str, shade: int, *, counts: str = "", spoken: str = ""
) -> Iterator[Tile]:
    row, column = organisation.tile_row, organisation.tile_column
    if row is not None and column is not None:
        yield Tile(organisation.code, organisation.name, row, column, words, shade, counts, spoken)


def _shade(number: int, bounds: Bounds) -> int:
    """How many bounds above the lowest the number reaches."""
    return sum(number >= least for least, _ in bounds) - 1
