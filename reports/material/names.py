"""The ids of figures: what a number in a report was taken from, in the words of the screen.

An id is a place and a measure: "totaal: procent", "organisatie GM0034, thema A: behaald". The
places are those of `verify_figures`. A number that is no part of a figure, such as how many
activities there were, has an id of one name.
"""

from collections.abc import Callable, Mapping

from monitoring.achievement import Figure
from monitoring.templatetags.figures import decimal_comma, percent

TOTAL = "totaal"
MEASURES: Mapping[str, Callable[[Figure], str]] = {
    "procent": lambda figure: percent(figure.rounded),
    "procent met decimaal": lambda figure: percent(figure.percentage),
    "ingevuld": lambda figure: percent(figure.coverage),
    "behaald": lambda figure: str(figure.achieved),
    "deels behaald": lambda figure: str(figure.partly),
    "niet behaald": lambda figure: str(figure.not_achieved),
    "nog niet ingevuld": lambda figure: str(figure.unanswered),
    "niet van toepassing": lambda figure: str(figure.not_applicable),
    "van toepassing": lambda figure: str(figure.applicable),
}
"""How each measure of a figure is written."""


def organisation(code: str) -> str:
    return f"organisatie {code}"


def theme(code: str) -> str:
    return f"thema {code}"


def cell(organisation: str, theme: str) -> str:
    return f"organisatie {organisation}, thema {theme}"


def point(code: str) -> str:
    return f"ambitiepunt {code}"


def earlier(round: str, place: str) -> str:
    """A place in a round that was published before."""
    return f"{round}, {place}"


def figure_id(place: str, measure: str) -> str:
    return f"{place}: {measure}"


def written(count: int) -> str:
    """A count in digits."""
    return decimal_comma(count)
