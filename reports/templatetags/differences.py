"""How the difference between two figures is written; no arithmetic, only notation."""

from django import template

from monitoring.templatetags.figures import NO_BREAK_SPACE, NOTHING

register = template.Library()

MINUS = "\N{MINUS SIGN}"


@register.filter
def percentage_points(points: int | None) -> str:
    """Percentage points in Dutch: "+5 procentpunt", "−3 procentpunt", "0 procentpunt"; None a dash.

    With a no-break space, so that the sign and number stay with their unit.
    """
    if points is None:
        return NOTHING
    sign = "+" if points > 0 else MINUS if points < 0 else ""
    return f"{sign}{abs(points)}{NO_BREAK_SPACE}procentpunt"


@register.filter
def thousands(number: int) -> str:
    """A whole number with points between the thousands: 220000 becomes "220.000"."""
    return f"{number:,}".replace(",", ".")
