"""Filters of the pages and mails about one's own account."""

from django import template

from accounts.browsers import in_words

register = template.Library()


@register.filter
def program(user_agent: str) -> str:
    """`{{ session.user_agent|program }}`: browser and system in words."""
    return in_words(user_agent)
