"""Settings, or files that are not there, with which the application does not serve people."""

import re
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.checks.security.base import (
    SECRET_KEY_INSECURE_PREFIX,
    SECRET_KEY_MIN_LENGTH,
    SECRET_KEY_MIN_UNIQUE_CHARACTERS,
)
from django.core.exceptions import ImproperlyConfigured

from monitoring import signing

REFUSED = 4
"""The exit status with which gunicorn stops; after any other it starts its workers again."""
MADE_UP = re.compile(r"change.?me|secret|geheim|sleutel|password|wachtwoord", re.IGNORECASE)
"""Words with which people fill up a key; they do not count for its length."""
REPEATED = re.compile(r"(.{1,16}?)\1+.{0,16}", re.DOTALL)


def refuse_unsafe_settings() -> None:
    """Ends the process, with one line that says why, when the settings are not for production."""
    try:
        reasons = list(problems())
    except ImproperlyConfigured as error:
        refuse(str(error))
    if reasons:
        refuse("; ".join(reasons) + ".")


def problems() -> Iterator[str]:
    """What is wrong with the settings, in Dutch. Raises ImproperlyConfigured without a key."""
    if settings.DEBUG:
        yield "zet DEBUG uit"
    if is_weak(settings.SECRET_KEY):
        yield "SECRET_KEY is te zwak, maak een willekeurige van minstens 50 tekens"
    if settings.AUDIT_KEY != settings.SECRET_KEY and is_weak(settings.AUDIT_KEY):
        yield "AUDIT_KEY is te zwak, maak een willekeurige van minstens 50 tekens"
    if not any(settings.ALLOWED_HOSTS):
        yield "zet in ALLOWED_HOSTS de naam van de site"
    elif "*" in settings.ALLOWED_HOSTS:
        yield "noem in ALLOWED_HOSTS de naam van de site in plaats van *"
    yield from signing.problems()
    if not settings.DEBUG and not has_static_files():
        # Without them every page would be an error, and so would the page that says so.
        yield "zet eerst de vaste bestanden klaar met manage.py collectstatic"


def is_weak(key: str) -> bool:
    """Whether a key can be guessed: by the measure of Django's own check, or made up by a person.

    Django asks for 50 characters of which 5 differ (`security.W009`).
    """
    rest = MADE_UP.sub("", key)
    return (
        len(rest) < SECRET_KEY_MIN_LENGTH
        or len(set(rest)) < SECRET_KEY_MIN_UNIQUE_CHARACTERS
        or key.startswith(SECRET_KEY_INSECURE_PREFIX)
        or REPEATED.fullmatch(rest) is not None
    )


def has_static_files() -> bool:
    """Whether `collectstatic` left the list by which pages find their style and scripts."""
    storage: Any = staticfiles_storage
    return not isinstance(storage, ManifestStaticFilesStorage) or bool(storage.hashed_files)


def refuse(reason: str) -> NoReturn:
    sys.stderr.write(f"flevonorm start niet: {reason}\n")
    sys.exit(REFUSED)
