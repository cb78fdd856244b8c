"""What changed since the round before, in one or two sentences."""

from collections.abc import Mapping

from reports.dashboards.changes import GAINED, LOST
from reports.kinds.parts import changes, since
from reports.material.material import Material
from reports.texts.fields import literal
from reports.texts.grammar import Noun

ACHIEVED = Noun("behaald resultaat", "behaalde resultaten", "het")


def turns(material: Material) -> Mapping[str, int]:
    """How many results were gained and lost; nothing without a round before."""
    before = since.round_before(material)
    if before is None:
        return {}
    return {label: len(changes.changes(material, before, label)) for label in (GAINED, LOST)}


def difference(material: Material, place: str) -> str:
    """How much more or less, as markup; empty where there is nothing to say."""
    before = since.round_before(material)
    if before and not before.is_same_version:
        return (
            f"Met {literal(before.name)} kan dit percentage niet worden vergeleken: die ronde ging "
            "over een andere versie van de norm."
        )
    return since.sentence(material, place).strip()


def turns_sentence(counts: Mapping[str, int]) -> str:
    """What was gained and lost in words, as markup; empty without a round before."""
    if not counts:
        return ""
    gained, lost = counts[GAINED], counts[LOST]
    if not gained and not lost:
        return "Er kwam geen enkel behaald resultaat bij en er viel er geen weg."
    # No sentence begins with the number: the one before it may end in the 3 of "Meting 3".
    came, fell = ("kwam" if gained == 1 else "kwamen"), ("viel" if lost == 1 else "vielen")
    more = f"Er {came} {{{GAINED} in woorden}} {ACHIEVED.of(gained)} bij"
    if not lost:
        return f"{more}; geen enkel resultaat viel weg."
    if gained:
        return f"{more} en er {fell} {{{LOST} in woorden}} weg."
    return f"Er {fell} {{{LOST} in woorden}} {ACHIEVED.of(lost)} weg."
