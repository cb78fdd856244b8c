"""What text of people may hold: everything that can be seen."""

import re
import unicodedata

NO_SIGNALS = "Schrijf geen namen, verdachten, signalen of zaken op."
"""Stands at every field for free text."""
MAX_TEXT = 20_000
"""Characters of an explanation or a note; some six pages."""
_REVERSING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def tidy(text: str) -> str:
    """The text with the line ends that are stored; a browser sends CR LF for each."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def why_not(text: str) -> str | None:
    """What is wrong with a tidy text, in a Dutch sentence; None when nothing is.

    Refused are characters that cannot be seen and can make a text read differently from what it
    says: control characters but for tab and line end, and those that turn the reading direction.
    """
    if _REVERSING.search(text):
        return "Haal de onzichtbare tekens weg die de leesrichting omkeren."
    if any(
        unicodedata.category(character) == "Cc" and character not in "\n\t" for character in text
    ):
        return "Haal de onzichtbare stuurtekens weg."
    return None
