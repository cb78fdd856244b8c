"""Charts in templates."""

from django import template

from reports.charts.stacked_bar import key, stacked_bar

register = template.Library()

register.simple_tag(stacked_bar)
register.simple_tag(key, name="bar_key")
