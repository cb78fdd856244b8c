"""What a page may say of a file that was made here."""

import re

from django import template

register = template.Library()

_UNAPPROVED = re.compile(r", (concept|standaardtekst)(, versie \d+)?$")


@register.filter
def unapproved(what: str) -> str:
    """ "concept" or "standaardtekst" of a report that nobody approved; else, and of data, empty."""
    found = _UNAPPROVED.search(what)
    return found[1] if found else ""
