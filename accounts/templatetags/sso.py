"""Single sign-on on a page, when there is any."""

from typing import Any

from django import template
from django.conf import settings

from accounts.sso.provider import local_path

register = template.Library()


@register.simple_tag
def single_sign_on() -> str:
    """What the provider of single sign-on is called on screen; empty without one."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""


@register.simple_tag(takes_context=True)
def asked_for(context: dict[str, Any]) -> str:
    """The path of ours that somebody wanted to see before they had to sign in; else empty."""
    request = context.get("request")
    return local_path(request) if request is not None else ""
