"""The key with which publications are signed (Ed25519), and the keys with which they were.

The private key is a PEM file beside the application (`SIGNING_KEY_FILE`), never in the database:
who can write rows cannot sign them.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

OTHERS = stat.S_IRWXG | stat.S_IRWXO
KEY_ID_LENGTH = 32
"""Hexadecimal digits of the SHA-256 of the key: 128 bits, which nobody makes a second key for."""
MAX_KEY_BYTES = 64 * 1024


class KeyUnusable(Exception):
    """A key file that is set but cannot be used; the message is a Dutch sentence."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature in hexadecimal digits, and which key made it."""

    signature: str
    key_id: str


def sign(content: bytes) -> Signature | None:
    """Signs with the key of this installation; None when it has none. Raises KeyUnusable."""
    key = private_key()
    if key is None:
        return None
    return Signature(key.sign(content).hex(), key_id(key.public_key()))


def is_genuine(content: bytes, signature: str, key: Ed25519PublicKey) -> bool:
    """Whether the signature is over exactly this content, by the owner of the key."""
    try:
        key.verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def private_key() -> Ed25519PrivateKey | None:
    """The key of `SIGNING_KEY_FILE`; None when the setting is empty. Raises KeyUnusable."""
    if not settings.SIGNING_KEY_FILE:
        return None
    name = f"SIGNING_KEY_FILE ({settings.SIGNING_KEY_FILE})"
    try:
        with Path(settings.SIGNING_KEY_FILE).open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(MAX_KEY_BYTES)
    except OSError as error:
        raise KeyUnusable(f"{name} kan niet worden gelezen") from error
    if mode & OTHERS:
        raise KeyUnusable(f"{name} is leesbaar voor anderen dan de eigenaar; geef het rechten 0600")
    try:
        key = load_pem_private_key(content, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyUnusable(
            f"{name} is geen PEM-bestand met een sleutel zonder wachtwoord"
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnusable(f"{name} is een sleutel van een andere soort dan Ed25519")
    return key


def public_keys() -> dict[str, Ed25519PublicKey]:
    """The keys that can be checked with, by their id: the own one and those of before.

    Raises KeyUnusable.
    """
    own = private_key()
    keys = [own.public_key()] if own else []
    keys += [_public_key(path) for path in _public_files()]
    return {key_id(key): key for key in keys}


def problems() -> Iterator[str]:
    """What is wrong with the settings of keys, in Dutch; nothing when they can be used."""
    try:
        public_keys()
    except KeyUnusable as error:
        yield str(error)


def key_id(key: Ed25519PublicKey) -> str:
    """The first half of the SHA-256 of the public key (DER, SubjectPublicKeyInfo)."""
    encoded = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(encoded).hexdigest()[:KEY_ID_LENGTH]


def as_pem(key: Ed25519PublicKey) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


def make_key(path: Path) -> Ed25519PublicKey:
    """Writes a new private key for its owner only; raises KeyUnusable when it cannot."""
    key = Ed25519PrivateKey.generate()
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        # Never through an existing name: a key that signed something must not be lost.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        raise KeyUnusable(f"{path} bestaat al en wordt niet overschreven") from error
    except OSError as error:
        raise KeyUnusable(f"{path} kan niet worden geschreven") from error
    return key.public_key()


def _public_files() -> Iterator[Path]:
    for name in settings.SIGNING_PUBLIC_KEYS:
        path = Path(name)
        yield from sorted(path.glob("*.pem")) if path.is_dir() else [path]


def _public_key(path: Path) -> Ed25519PublicKey:
    name = f"SIGNING_PUBLIC_KEYS ({path})"
    try:
        with path.open("rb") as file:
            key = load_pem_public_key(file.read(MAX_KEY_BYTES))
    except OSError as error:
        raise KeyUnusable(f"{name} kan niet worden gelezen") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyUnusable(f"{name} is geen PEM-bestand met een openbare sleutel") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyUnusable(f"{name} is een sleutel van een andere soort dan Ed25519")
    return key
