"""Addresses of what is behind a figure: its results, and how it came about."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import Resolver404, resolve, reverse

from ambitions.models import AmbitionPoint, Organisation, Theme
from monitoring.models import Round


@dataclass(frozen=True, slots=True)
class ResultLinks:
    """Where the results of one round stand; `base` is the address of all of them.

    `trail_base` is where "Hoe komen we aan dit cijfer?" stands for all of them.
    """

    base: str
    trail_base: str

    @classmethod
    def of(cls, round: Round) -> "ResultLinks":
        return cls(
            reverse("result_list", args=[round.code]), reverse("figure_trail", args=[round.code])
        )

    def to(
        self,
        *,
        organisation: Organisation | None = None,
        theme: Theme | None = None,
        point: AmbitionPoint | None = None,
    ) -> str:
        """The address of the results that a figure is about."""
        return self.base + selection_query(organisation, theme, point)

    def trail(
        self,
        *,
        organisation: Organisation | None = None,
        theme: Theme | None = None,
        point: AmbitionPoint | None = None,
    ) -> str:
        """The permanent address at which it stands how a figure came about."""
        return self.trail_base + selection_query(organisation, theme, point)


def selection_query(
    organisation: Organisation | None, theme: Theme | None, point: AmbitionPoint | None
) -> str:
    """What stands behind an address for a selection; nothing when nothing is named."""
    return _query(
        organisation.code if organisation else "",
        theme.code if theme else "",
        point.code if point else "",
    )


@lru_cache(maxsize=4096)  # a page writes hundreds of them, and every page the same ones
def _query(organisation: str, theme: str, point: str) -> str:
    narrowed = {"organisatie": organisation, "thema": theme, "punt": point}
    query = urlencode({key: code for key, code in narrowed.items() if code})
    return f"?{query}" if query else ""


def trail_of(href: str | None) -> str:
    """From the address of a list of results to how its figure came about; both narrow alike.

    Empty for an address that is no list of results, and for none.
    """
    path, mark, query = (href or "").partition("?")
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    if match.url_name != "result_list":
        return ""
    return reverse("figure_trail", kwargs=match.kwargs) + mark + query


def point_address(round: Round, organisation: Organisation, point: AmbitionPoint) -> str:
    """The page on which one point of an assessment is filled in and everything about it stands."""
    return reverse("entry_point", args=[round.code, organisation.code, point.code])


def help_address(point: AmbitionPoint, organisation: Organisation) -> str:
    """The page on which an organisation that achieved the point is asked to help with it."""
    norm = point.norm
    return reverse("help_ask", args=[norm.code, norm.version, point.code, organisation.code])
