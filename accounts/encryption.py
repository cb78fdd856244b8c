"""Secrets that the application must be able to read again, encrypted before they are stored."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def encrypt(text: str) -> str:
    """Encrypts with the present SECRET_KEY."""
    return _cipher().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Decrypts with the present key or one of SECRET_KEY_FALLBACKS.

    Raises `cryptography.fernet.InvalidToken` when none of them fits.
    """
    return _cipher().decrypt(token.encode()).decode()


def _cipher() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    digest = hashlib.sha256(b"flevonorm.encryption" + key.encode()).digest()
    return base64.urlsafe_b64encode(digest)
