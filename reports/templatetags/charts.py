"""Charts in templates."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from monitoring.achievement import Figure
from monitoring.templatetags.figures import percent
from reports.charts.dumbbell import dumbbell
from reports.charts.spark_line import spark_line
from reports.charts.stacked_bar import key, stacked_bar

register = template.Library()

register.simple_tag(stacked_bar)
register.simple_tag(key, name="bar_key")


@register.simple_tag(name="dumbbell")
def way_between(before: Figure, now: Figure) -> SafeString | str:
    """The way from one figure to another."""
    return dumbbell(before.share, now.share)


@register.simple_tag(name="spark_line")
def history(figures: Sequence[Figure]) -> SafeString | str:
    """The figures from old to new as a small line, and in words for who does not see it."""
    line = spark_line(tuple(figure.share for figure in figures))
    words = ", ".join(percent(figure.rounded) for figure in figures)
    return line and format_html(
        '{}<span class="fn-visually-hidden">Verloop: {}</span>', line, words
    )
