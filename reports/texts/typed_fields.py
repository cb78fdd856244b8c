"""The fields of the form with the text of a report, by name."""

from collections.abc import Mapping

FIELD, BACK, NOTE = "tekst-", "standaard-", "note"
"""Before the key of a sentence: its text, and the box for the standard text; what was changed."""
MAX_NAME = 200


def fields_of(data: Mapping[str, str]) -> dict[str, str]:
    """What somebody typed and ticked, of a form with the text of a report."""
    return {name: value for name, value in data.items() if is_field(name)}


def is_field(name: str) -> bool:
    """Whether the form has such a field; of which sentences differs by version and by reader."""
    if name == NOTE:
        return True
    return name.startswith((FIELD, BACK)) and len(name) <= MAX_NAME and name.isprintable()
