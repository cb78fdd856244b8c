"""What is partly achieved, for a sentence that tells a percentage with what is achieved.

By a formula in which it counts, the percentage does not follow from what is achieved alone.
"""

from monitoring.achievement import FORMULAS
from reports.material import names
from reports.material.material import Material

COUNTS, COUNTS_NOT = "telt voor de helft", "telt niet als behaald"
"""What partly achieved does in the figure, after "Deels behaald"."""


def weight(material: Material) -> str:
    return COUNTS if is_told(material) else COUNTS_NOT


def is_told(material: Material) -> bool:
    """Whether partly achieved is a part of the percentage."""
    return bool(FORMULAS[material.formula].partly)


def divided(material: Material) -> str:
    """What is divided by all that applies, to make the percentage."""
    half = " plus de helft van de deels behaalde" if is_told(material) else ""
    return f"het aantal behaalde resultaten{half}"


def how_many(material: Material, place: str) -> str:
    """Markup with a space before it: " en 4 deels"; empty where it is no part of the figure."""
    if not material.figure(place).partly_in_share:
        return ""
    return f" en {{{names.figure_id(place, 'deels behaald')}}} deels"


def halved(material: Material, place: str) -> str:
    """Markup for the end of a sentence: ", en 4 deels, wat voor de helft telt"; or empty."""
    counted = how_many(material, place)
    return f",{counted}, wat voor de helft telt" if counted else ""
