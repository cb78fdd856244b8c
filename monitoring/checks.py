"""What `manage.py check` finds wrong before anybody publishes."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from monitoring.signing import problems


@register()
def signing_keys(**_: Any) -> list[CheckMessage]:
    """A key that is set can be used; without one nothing is signed, and that is allowed."""
    return [Error(f"{problem}.", id="monitoring.E001") for problem in problems()]
