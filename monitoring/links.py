"""Addresses of the list of results behind a figure."""

from urllib.parse import urlencode

from django.urls import reverse

from ambitions.models import AmbitionPoint, Organisation, Theme
from monitoring.models import Round


def results_url(
    round: Round,
    *,
    organisation: Organisation | None = None,
    theme: Theme | None = None,
    point: AmbitionPoint | None = None,
) -> str:
    """Where the results of a round stand, narrowed to what a figure is about."""
    narrowed = {
        "organisatie": organisation and organisation.code,
        "thema": theme and theme.code,
        "punt": point and point.code,
    }
    query = urlencode({key: value for key, value in narrowed.items() if value})
    address = reverse("result_list", args=[round.code])
    return f"{address}?{query}" if query else address
