"""What a template is refused for, in the same words for Word and OpenDocument."""

from collections.abc import Iterable, Sequence

from accounts.refusals import Refused

NARROWEST = 100
"""Millimetres of text between the margins."""
FRAME = "een frame met een ander document"
NO_WEBSITE = "een link die niet naar een website leidt"


def refuse_found(found: Iterable[str]) -> None:
    """Raises Refused with everything that may not be in a template, each said once."""
    things = dict.fromkeys(found)
    if things:
        raise Refused(*(f"In dit sjabloon zit {thing}. Haal dat eruit." for thing in things))


def refuse_missing(styles: Sequence[str]) -> None:
    if styles:
        raise Refused(
            f"In dit sjabloon ontbreken deze stijlen: {', '.join(styles)}. "
            "Begin met ons standaardsjabloon; daar zitten ze allemaal in."
        )


def refuse_narrow(width: float) -> None:
    """`width` is what is between the margins, in millimetres."""
    if width < NARROWEST:
        raise Refused(
            f"Tussen de marges is {width:.0f} mm over voor tekst; een rapport heeft er "
            f"{NARROWEST} nodig."
        )
