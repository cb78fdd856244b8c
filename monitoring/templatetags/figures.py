"""How figures and statuses are written on the screen; no arithmetic, only notation."""

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from monitoring.achievement import Figure, Share
from monitoring.choices import ResultStatus
from monitoring.confidence import age_in_words
from monitoring.links import trail_of

register = template.Library()

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
NOTHING = "\N{EN DASH}"
NO_FIGURE = "geen beoordeelbare punten"

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
def achieved_of(figure: Figure) -> str:
    """What makes the percentage: "218 van 263".

    Where partly achieved is a part of it too: "218 behaald en 12 deels behaald van 263".
    """
    if partly := figure.partly_in_share:
        return f"{figure.achieved} behaald en {partly} deels behaald van {figure.applicable}"
    return f"{figure.achieved} van {figure.applicable}" if figure.applicable else NO_FIGURE


@register.filter
def counts(figure: Figure) -> str:
    """The counts behind a figure: "218 van 263, 14 n.v.t."."""
    return _with_not_applicable(achieved_of(figure), figure)


def short_counts(figure: Figure) -> str:
    """The same for a narrow place: "218 en 12 deels van 263, 14 n.v.t."."""
    if not figure.partly_in_share:
        return counts(figure)
    of = f"van{NO_BREAK_SPACE}{figure.applicable}"
    return _with_not_applicable(f"{figure.achieved} en {figure.partly} deels {of}", figure)


def spoken(figure: Figure) -> str:
    """A figure in running words: "83 procent, 218 van 263 behaald"."""
    if figure.rounded is None:
        return NO_FIGURE
    verb = "" if figure.partly_in_share else " behaald"
    return f"{figure.rounded} procent, {achieved_of(figure)}{verb}"


def _with_not_applicable(said: str, figure: Figure) -> str:
    return f"{said}, {figure.not_applicable} n.v.t." if figure.not_applicable else said


@register.filter
def share(found: Share) -> str:
    """A share with its counts: "12 van 70 (17 %)"; a dash when there is nothing."""
    if found.rounded is None:
        return NOTHING
    return f"{found.part} van {found.whole} ({percent(found.rounded)})"


@register.filter
def age_on(day: date, on: date) -> str:
    """How old something is on a day: "2 jaar en 3 maanden"."""
    return age_in_words(day, on)


@register.filter
def trail(href: str | None) -> str:
    """Where it stands how a figure came about, from the address of its results; else empty."""
    return trail_of(href)


# Pages hold hundreds of statuses, of five kinds: their markup is made once, not by an include each.
BADGES = {
    status.value: format_html(
        '<span class="fn-status fn-status--{}"><span class="fn-status__symbol" aria-hidden="true">'
        "{}</span>{}</span>",
        status.value,
        SYMBOLS[status],
        status.label,
    )
    for status in ResultStatus
}
CELLS = {
    status.value: format_html(
        '<td class="fn-heatmap__cell fn-status--{}"><span><span aria-hidden="true">{}</span>'
        '<span class="fn-visually-hidden">{}</span></span></td>',
        status.value,
        SYMBOLS[status],
        status.label,
    )
    for status in ResultStatus
}


@register.simple_tag
def status_badge(status: str) -> SafeString:
    """A status as symbol, word and colour."""
    return BADGES[status]


@register.simple_tag
def status_cells(statuses: Iterable[str]) -> SafeString:
    """Cells of a heat map: symbol and colour of each status, its word for screen readers."""
    return SafeString("".join(CELLS[status] for status in statuses))


@register.simple_tag
def figure_cell(figure: Figure, href: str) -> SafeString:
    """What stands in a narrow cell: the whole percentage, linked to its results, and the counts."""
    return format_html(
        '<a href="{}">{}</a><span class="fn-heatmap__counts">{}</span>',
        href,
        percent(figure.rounded),
        short_counts(figure),
    )
