"""What an address names by its code."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404


def named(things: Iterable[Any], code: str | None) -> Any:
    """The thing with this code; None without a code, a 404 for one that none of them has.

    Compared here and not by the database, which cannot be asked for every text.
    """
    if not code:
        return None
    for thing in things:
        if thing.code == code:
            return thing
    raise Http404
