"""How a status is drawn: told apart without colour, and the same in every chart."""

from dataclasses import dataclass

STRIPE = 4
"""Units between two stripes of a hatching."""


@dataclass(frozen=True, slots=True)
class Style:
    """Filled, upright stripes, lying stripes or an empty frame."""

    status: str
    fill: str
    line: str
    hatching: str = ""

    def stripes(self, left: float, top: float, right: float, bottom: float) -> str:
        """The hatching of an area as a path; empty for a style without."""
        if self.hatching == "upright":
            count = int((right - left) / STRIPE)
            steps = (left + STRIPE * (number + 0.5) for number in range(count))
            return " ".join(f"M{step:.2f} {top + 1:g}V{bottom - 1:g}" for step in steps)
        if self.hatching == "lying":
            count = int((bottom - top - 1) / STRIPE)
            levels = (top + STRIPE * (number + 1) for number in range(count))
            return " ".join(f"M{left:.2f} {level:g}H{right:.2f}" for level in levels)
        return ""


STYLES = (
    Style("achieved", "#227982", "#0a434b"),
    Style("partly", "#fcebc8", "#8a5a0c", "upright"),
    Style("not_achieved", "#f9dcd9", "#98211b", "lying"),
    Style("unanswered", "#ffffff", "#566873"),
)
"""Of the statuses that count, in their order."""
