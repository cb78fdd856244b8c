"""How figures and statuses are written on the screen; no arithmetic, only notation."""

from django import template

from monitoring.achievement import Figure
from monitoring.choices import ResultStatus

register = template.Library()

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
NOTHING = "\N{EN DASH}"

SYMBOLS = {
    ResultStatus.ACHIEVED: "\N{CHECK MARK}",
    ResultStatus.PARTLY: "\N{CIRCLE WITH LEFT HALF BLACK}",
    ResultStatus.NOT_ACHIEVED: "\N{BALLOT X}",
    ResultStatus.UNANSWERED: "\N{WHITE CIRCLE}",
    ResultStatus.NOT_APPLICABLE: NOTHING,
}


@register.filter
def decimal_comma(value: str | int | None) -> str:
    """A number with a decimal point, as a string, in Dutch: "83.4" becomes "83,4"; None a dash."""
    return NOTHING if value is None else str(value).replace(".", ",")


@register.filter
def percent(value: str | int | None) -> str:
    """A percentage in Dutch: "83.4" becomes "83,4 %", with a no-break space; None a dash."""
    return NOTHING if value is None else f"{decimal_comma(value)}{NO_BREAK_SPACE}%"


@register.filter
def status_symbol(status: str) -> str:
    """The symbol of a result's status; ValueError when there is no such status."""
    return SYMBOLS[ResultStatus(status)]


@register.filter
def status_label(status: str) -> str:
    """The word of a result's status; ValueError when there is no such status."""
    return str(ResultStatus(status).label)


@register.filter
def counts(figure: Figure) -> str:
    """The counts behind a figure: "218 van 263, 14 n.v.t."."""
    achieved = f"{figure.achieved} van {figure.applicable}"
    parts = [achieved if figure.applicable else "geen beoordeelbare punten"]
    if figure.not_applicable:
        parts.append(f"{figure.not_applicable} n.v.t.")
    return ", ".join(parts)
