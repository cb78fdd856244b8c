"""Parts of an address."""

from django.urls.converters import StringConverter


class CodeConverter(StringConverter):
    """A code: what a path can hold, but for NUL, which PostgreSQL cannot be asked for."""

    regex = r"[^/\x00]+"
