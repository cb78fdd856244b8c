"""Keys to sign publications with, made for a test."""

from pathlib import Path
from typing import Any

from monitoring.signing import as_pem, key_id, make_key


def use_new_key(settings: Any, path: Path) -> str:
    """Makes a key and signs with it from now on; returns its id."""
    key = make_key(path)
    settings.SIGNING_KEY_FILE = str(path)
    path.with_suffix(".pub.pem").write_text(as_pem(key))
    return key_id(key)
