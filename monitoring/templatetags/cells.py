"""Cells of the heat map, of which a page holds hundreds: written in Python, not by an include."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from monitoring.achievement import Figure
from monitoring.choices import ResultStatus
from monitoring.templatetags.figures import counts, percent, status_symbol

register = template.Library()

STATUS_CELLS = {
    status.value: format_html(
        '<td class="fn-heatmap__cell fn-status--{}"><span><span aria-hidden="true">{}</span>'
        '<span class="fn-visually-hidden">{}</span></span></td>',
        status.value,
        status_symbol(status.value),
        status.label,
    )
    for status in ResultStatus
}


@register.simple_tag
def status_cell(status: str) -> SafeString:
    """A table cell with the symbol and colour of a status, and its word for screen readers."""
    return STATUS_CELLS[status]


@register.simple_tag
def figure_cell(figure: Figure, href: str) -> SafeString:
    """What stands in a narrow cell: the whole percentage, linked to its results, and the counts."""
    return format_html(
        '<a href="{}">{}</a><span class="fn-heatmap__counts">{}</span>',
        href,
        percent(figure.rounded),
        counts(figure),
    )
