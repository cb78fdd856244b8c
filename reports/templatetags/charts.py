"""Charts in templates."""

from django import template
from django.utils.safestring import SafeString

from monitoring.achievement import Figure
from reports.charts.dumbbell import dumbbell
from reports.charts.stacked_bar import key, stacked_bar

register = template.Library()

register.simple_tag(stacked_bar)
register.simple_tag(key, name="bar_key")


@register.simple_tag(name="dumbbell")
def way_between(before: Figure, now: Figure) -> SafeString | str:
    """The way from one figure to another."""
    return dumbbell(before.share, now.share)
