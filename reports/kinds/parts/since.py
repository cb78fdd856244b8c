"""How much more or less a figure is than in the round before, where that may be said.

Nothing is compared between versions of the norm, which measure different points.
"""

from monitoring.achievement import points_between
from reports.material import names
from reports.material.material import Before, Material
from reports.texts.fields import literal
from reports.texts.grammar import apart

NOTHING = "–"


def round_before(material: Material) -> Before | None:
    return material.surroundings.before if material.surroundings else None


def points_since(material: Material, place: str) -> int | None:
    """Percentage points since the round before; None when there is nothing to compare with."""
    before = round_before(material)
    if before is None or not before.is_same_version:
        return None
    earlier = material.figures.get(names.earlier(before.code, place))
    return points_between(material.figure(place), earlier) if earlier else None


def size_id(place: str, before: Before) -> str:
    """The id of how many percentage points it is, whether more or less."""
    return f"{place}: procentpunten sinds {before.code}"


def signed_id(place: str, before: Before) -> str:
    """The id of the same with its sign, for a table."""
    return f"{place}: verschil met {before.code}"


def counts(material: Material) -> dict[str, int | str]:
    """For every place of this round that can be compared."""
    before = round_before(material)
    if before is None or not before.is_same_version:
        return {}
    found: dict[str, int | str] = {}
    for place in material.figures:
        if names.earlier(before.code, place) in material.figures:
            points = points_since(material, place)
            found[signed_id(place, before)] = NOTHING if points is None else signed(points)
            if points is not None:
                found[size_id(place, before)] = abs(points)
    return found


def signed(points: int) -> str:
    """ "+6", "−2" with a real minus, "0"."""
    return f"{points:+d}".replace("-", "\N{MINUS SIGN}") if points else "0"


def sentence(material: Material, place: str) -> str:
    """Markup with a space before it: " Dat is 6 procentpunten meer dan bij Meting 3."; or empty."""
    before = round_before(material)
    points = points_since(material, place)
    if before is None or points is None:
        return ""
    than = f"bij {literal(before.name)}"
    return f" Dat is {apart(points, than, f'{{{size_id(place, before)}}}')}."
