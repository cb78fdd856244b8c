"""All ambition points of all organisations: as a picture, and in words per theme."""

from collections.abc import Iterator, Sequence
from math import ceil

from monitoring.choices import ResultStatus
from reports.charts.heat_map import Band, Row, described, heat_map
from reports.documents.blocks import Block, Cell, Chart, Column, Heading, Table, Text
from reports.kinds.parts import cells
from reports.material.material import Material, Organisation, Point, Theme
from reports.texts.grammar import join
from reports.texts.texts import Texts

WIDEST = 33
"""Points beside each other in one picture, so that its words can be read."""
HIGHEST = 40
"""Organisations below each other in one picture."""
COLUMNS = 7
"""Points beside each other in one table."""
SHORT = {
    ResultStatus.ACHIEVED: "behaald",
    ResultStatus.PARTLY: "deels",
    ResultStatus.NOT_ACHIEVED: "niet",
    ResultStatus.UNANSWERED: "open",
    ResultStatus.NOT_APPLICABLE: "n.v.t.",
}
"""A status in a narrow cell; the legend above tells it in full."""
EXPLAINED = {
    ResultStatus.PARTLY: "deels behaald",
    ResultStatus.NOT_ACHIEVED: "niet behaald",
    ResultStatus.UNANSWERED: "nog niet ingevuld",
    ResultStatus.NOT_APPLICABLE: "niet van toepassing",
}


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Alle ambitiepunten"
    yield Heading(1, texts.section, "alle-ambitiepunten")
    yield texts.paragraph(
        "heat-map.intro",
        "Hieronder staat van elke organisatie waar zij bij elk ambitiepunt staat. Eerst in beeld, "
        "daarna in woorden per thema.",
    )
    yield Heading(2, "In beeld", "punten-in-beeld")
    yield from _pictures(material)
    yield Heading(2, "In woorden", "punten-in-woorden")
    yield texts.paragraph("heat-map.legend", legend())
    for theme in material.themes:
        yield from _theme(material, theme, texts)


def legend() -> str:
    """What the short words in the tables say."""
    said = [
        f"{cells.SYMBOLS[status]} {SHORT[status]} voor {label}"
        for status, label in EXPLAINED.items()
    ]
    return f"In de tabellen staat {join(said)}."


def _pictures(material: Material) -> Iterator[Block]:
    groups = list(_groups(material))
    number = 0
    for themes in groups:
        for start in range(0, len(material.organisations), HIGHEST):
            number += 1
            organisations = material.organisations[start : start + HIGHEST]
            yield _picture(material, themes, organisations, number)


def _groups(material: Material) -> Iterator[list[Theme]]:
    """Themes that fit in one picture together; pictures of about the same width."""
    widths = {theme.code: len(material.points_of(theme.code)) for theme in material.themes}
    total = sum(widths.values())
    aim = total / max(ceil(total / WIDEST), 1)
    group: list[Theme] = []
    width = 0
    for theme in material.themes:
        if group and width + widths[theme.code] / 2 > aim:
            yield group
            group, width = [], 0
        group.append(theme)
        width += widths[theme.code]
    if width:
        yield group


def _picture(
    material: Material, themes: Sequence[Theme], organisations: Sequence[Organisation], number: int
) -> Chart:
    points = [point for theme in themes for point in material.points_of(theme.code)]
    statuses = material.statuses
    rows = tuple(
        Row(
            organisation.name,
            tuple(
                statuses.get((organisation.code, point.code), ResultStatus.NOT_APPLICABLE)
                for point in points
            ),
        )
        for organisation in organisations
    )
    bands = tuple(Band(theme.code, len(material.points_of(theme.code))) for theme in themes)
    title = f"Alle ambitiepunten van {_span(themes)}"
    svg = heat_map(bands, rows, name=f"alle-punten-{number}", title=title)
    return Chart(str(svg), title, described(rows))


def _span(themes: Sequence[Theme]) -> str:
    first, last = themes[0].code, themes[-1].code
    if len(themes) == 1:
        return f"thema {first}"
    return f"thema {first} en {last}" if len(themes) == 2 else f"thema {first} tot en met {last}"


def _theme(material: Material, theme: Theme, texts: Texts) -> Iterator[Block]:
    points = material.points_of(theme.code)
    if not points:
        return
    texts.section = f"Alle ambitiepunten: {cells.theme_name(theme)}"
    yield Heading(3, cells.theme_name(theme), f"alle-{theme.code}")
    size = ceil(len(points) / ceil(len(points) / COLUMNS))
    for start in range(0, len(points), size):
        yield _table(material, points[start : start + size])


def _table(material: Material, points: Sequence[Point]) -> Table:
    statuses = material.statuses
    title = f"Ambitiepunt {points[0].code}"
    if len(points) > 1:
        title = f"Ambitiepunten {points[0].code} tot en met {points[-1].code}"
    return Table(
        title,
        (
            Column("organisatie", 2.2),
            *(Column(point.code, 1, "center") for point in points),
        ),
        tuple(
            (
                cells.words(organisation.name),
                *(_status(statuses.get((organisation.code, point.code), "")) for point in points),
            )
            for organisation in material.organisations
        ),
    )


def _status(of: str) -> Cell:
    status = ResultStatus(of or ResultStatus.NOT_APPLICABLE)
    return Cell((Text(f"{cells.SYMBOLS[status]} {SHORT[status]}"),), status.value)
