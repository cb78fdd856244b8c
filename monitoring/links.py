"""Addresses of the list of results behind a figure."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from ambitions.models import AmbitionPoint, Organisation, Theme
from monitoring.models import Round


@dataclass(frozen=True, slots=True)
class ResultLinks:
    """Where the results of one round stand; `base` is the address of all of them."""

    base: str

    @classmethod
    def of(cls, round: Round) -> "ResultLinks":
        return cls(reverse("result_list", args=[round.code]))

    def to(
        self,
        *,
        organisation: Organisation | None = None,
        theme: Theme | None = None,
        point: AmbitionPoint | None = None,
    ) -> str:
        """The address of the results that a figure is about."""
        narrowed = {
            "organisatie": organisation and organisation.code,
            "thema": theme and theme.code,
            "punt": point and point.code,
        }
        query = urlencode({key: code for key, code in narrowed.items() if code})
        return f"{self.base}?{query}" if query else self.base


def point_address(round: Round, organisation: Organisation, point: AmbitionPoint) -> str:
    """The page on which one point of an assessment is filled in and everything about it stands."""
    return reverse("entry_point", args=[round.code, organisation.code, point.code])


def help_address(point: AmbitionPoint, organisation: Organisation) -> str:
    """The page on which an organisation that achieved the point is asked to help with it."""
    norm = point.norm
    return reverse("help_ask", args=[norm.code, norm.version, point.code, organisation.code])
