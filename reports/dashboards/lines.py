"""A figure with its name and the way to its results: one line of a table."""

from dataclasses import dataclass

from monitoring.achievement import Figure


@dataclass(frozen=True, slots=True)
class FigureLine:
    """`figure` is None where the user may not see it yet; `href` leads to its results."""

    name: str
    page: str
    """Address of the page about the thing itself; empty when there is none."""
    figure: Figure | None
    href: str
    provisional: bool = False
    before: Figure | None = None
    """The same in the round before, where the two can be compared."""
    before_href: str = ""
    history: tuple[Figure, ...] = ()
    """The same from round to round, up to and with this one."""
