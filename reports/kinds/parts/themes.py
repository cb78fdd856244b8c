"""Theme by theme: how far all organisations are, and each point with its counts."""

from collections.abc import Iterator, Sequence

from reports.charts.bars import Bar, bars, described
from reports.documents.blocks import Block, Chart, Heading, PageBreak
from reports.kinds.parts import cells, partly, since
from reports.kinds.parts.cells import theme_name
from reports.material import names
from reports.material.material import Material, Theme
from reports.texts.grammar import ORGANISATION, POINT, capital, is_plural, some_of
from reports.texts.texts import Texts

WIDTH = 140.0
"""Millimetres: so that what belongs to a theme or an organisation fits on a page, or on half."""


def counts(material: Material) -> dict[str, int | str]:
    """Of each theme: how many organisations and points it has, and how many are complete."""
    found: dict[str, int | str] = {}
    for theme in material.themes:
        for what, places in _places(material, theme).items():
            found[f"{names.theme(theme.code)}: {what}"] = len(places)
            found[f"{names.theme(theme.code)}: {what} helemaal behaald"] = len(
                _complete(material, places)
            )
    return found


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Per thema"
    yield Heading(1, texts.section, "per-thema")
    for number, theme in enumerate(material.themes):
        if number:
            yield PageBreak()
        yield from _theme(material, theme, texts)


def bar_chart(
    material: Material, lines: Sequence[tuple[str, str]], name: str, title: str
) -> Iterator[Block]:
    """A picture of figures; nothing when there are none."""
    shown = tuple(Bar(line, material.figure(place)) for line, place in lines)
    if shown:
        yield Chart(str(bars(shown, name=name, title=title)), title, described(shown), WIDTH)


def _theme(material: Material, theme: Theme, texts: Texts) -> Iterator[Block]:
    place, key = names.theme(theme.code), f"theme.{theme.code}"
    texts.section = theme_name(theme)
    yield Heading(2, texts.section, f"thema-{theme.code}")
    yield texts.paragraph(f"{key}.headline", _headline(material, place))
    if material.figure(place).applicable:
        yield texts.paragraph(f"{key}.complete", _complete_words(material, theme))
    lines = tuple(cells.organisation_lines(material, theme.code))
    title = f"Thema {theme.code}: behaald per organisatie"
    if lines:
        name, drawn = f"balken-{theme.code}", f"Thema {theme.code} in beeld"
        yield from bar_chart(material, (*lines, ("Samen", place)), name, drawn)
        yield cells.figure_table(material, title, "organisatie", lines, place)
    if points := material.points_of(theme.code):
        yield cells.figure_table(
            material,
            f"Thema {theme.code}: behaald per ambitiepunt",
            "ambitiepunt",
            ((cells.point_name(point), names.point(point.code)) for point in points),
        )


def _headline(material: Material, place: str) -> str:
    if material.figure(place).rounded is None:
        return "In dit thema is er niets om te beoordelen."
    return (
        f"In dit thema is {{{place}: procent}} behaald: {{{place}: behaald}} van "
        f"{{{place}: van toepassing}}{partly.halved(material, place)}."
        f"{since.sentence(material, place)}"
    )


def _complete_words(material: Material, theme: Theme) -> str:
    """How many organisations have all of it, and how many points everybody has."""
    place, found = names.theme(theme.code), _places(material, theme)
    parts = {
        what: (len(_complete(material, places)), len(places)) for what, places in found.items()
    }
    part, whole = parts[ORGANISATION.many]
    have = "hebben" if is_plural(part, whole) else "heeft"
    who = some_of(part, whole, ORGANISATION, *_fields(place, ORGANISATION.many))
    achieved, points = parts[POINT.many]
    which = some_of(achieved, points, POINT, *_fields(place, POINT.many))
    are = "zijn" if is_plural(achieved, points) else "is"
    return f"{capital(who)} {have} dit hele thema behaald. {capital(which)} {are} overal behaald."


def _fields(place: str, what: str) -> tuple[str, str]:
    return (
        f"{{{place}: {what} helemaal behaald in woorden}}",
        f"{{{place}: {what} in woorden}}",
    )


def _places(material: Material, theme: Theme) -> dict[str, list[str]]:
    """The organisations and the points of a theme that have something to judge."""
    places = {
        ORGANISATION.many: [
            names.cell(organisation.code, theme.code) for organisation in material.organisations
        ],
        POINT.many: [names.point(point.code) for point in material.points_of(theme.code)],
    }
    return {
        what: [place for place in found if material.figure(place).applicable]
        for what, found in places.items()
    }


def _complete(material: Material, places: Sequence[str]) -> list[str]:
    figures = {place: material.figure(place) for place in places}
    return [place for place, figure in figures.items() if figure.achieved == figure.applicable]
