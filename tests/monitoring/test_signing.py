"""The key of an installation: made once, read safely, refused with a clear sentence."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.core.checks import run_checks

from flevonorm import production
from monitoring.signing import (
    KeyUnusable,
    as_pem,
    is_genuine,
    key_id,
    make_key,
    private_key,
    public_keys,
    sign,
)
from tests.running import refuse, say
from tests.signing import use_new_key

pytestmark = pytest.mark.django_db


def private_pem(key: Any, password: bytes = b"") -> bytes:
    encryption = BestAvailableEncryption(password) if password else NoEncryption()
    encoded: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)
    return encoded


def public_pem(key: Any) -> bytes:
    encoded: bytes = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return encoded


def written(path: Path, content: bytes, mode: int = 0o600) -> str:
    path.write_bytes(content)
    path.chmod(mode)
    return str(path)


def test_without_a_setting_there_is_no_key() -> None:
    assert private_key() is None
    assert public_keys() == {}
    assert sign(b"text") is None


def test_signature_is_over_exactly_the_content(settings: Any, tmp_path: Path) -> None:
    name = use_new_key(settings, tmp_path / "sleutel.pem")

    signed = sign(b"text")

    assert signed is not None
    assert signed.key_id == name
    key = public_keys()[name]
    assert is_genuine(b"text", signed.signature, key)
    assert not is_genuine(b"texts", signed.signature, key)
    assert not is_genuine(b"text", signed.signature[:-2], key)
    assert not is_genuine(b"text", "geen getal", key)


def test_keys_of_before_are_known(settings: Any, tmp_path: Path) -> None:
    old = make_key(tmp_path / "oud.pem")
    folder = tmp_path / "openbaar"
    folder.mkdir()
    (folder / "oud.pem").write_text(as_pem(old))
    (folder / "lees mij.txt").write_text("geen sleutel")
    new = use_new_key(settings, tmp_path / "nieuw.pem")

    settings.SIGNING_PUBLIC_KEYS = [str(folder)]
    assert set(public_keys()) == {key_id(old), new}

    settings.SIGNING_PUBLIC_KEYS = [str(folder / "oud.pem")]
    assert set(public_keys()) == {key_id(old), new}


ED25519 = private_pem(ed25519.Ed25519PrivateKey.generate())


@pytest.mark.parametrize(
    ("content", "mode", "reason"),
    [
        (ED25519, 0o640, "leesbaar voor anderen"),
        (ED25519, 0o604, "leesbaar voor anderen"),
        (private_pem(ec.generate_private_key(ec.SECP256R1())), 0o600, "andere soort"),
        (private_pem(ed25519.Ed25519PrivateKey.generate(), b"x"), 0o600, "zonder wachtwoord"),
        (public_pem(ed25519.Ed25519PrivateKey.generate()), 0o600, "geen PEM-bestand"),
        (b"", 0o600, "geen PEM-bestand"),
        (b"\x00\xff" * 99, 0o600, "geen PEM-bestand"),
    ],
)
def test_key_file_that_cannot_be_used_is_refused(
    settings: Any, tmp_path: Path, content: bytes, mode: int, reason: str
) -> None:
    settings.SIGNING_KEY_FILE = written(tmp_path / "sleutel.pem", content, mode)

    with pytest.raises(KeyUnusable, match=reason):
        private_key()
    with pytest.raises(KeyUnusable, match="SIGNING_KEY_FILE"):
        sign(b"text")
    assert [error.id for error in run_checks() if error.id == "monitoring.E001"]
    assert [line for line in production.problems() if reason in line]


def test_key_file_that_is_not_there_is_refused(settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_KEY_FILE = str(tmp_path / "weg.pem")
    assert refuse("show_signing_key") == [
        f"SIGNING_KEY_FILE ({tmp_path / 'weg.pem'}) kan niet worden gelezen."
    ]
    settings.SIGNING_KEY_FILE = str(tmp_path)
    assert "kan niet worden gelezen" in refuse("show_signing_key")[0]
    assert "kan niet worden gelezen" in refuse("verify_figures")[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (ED25519, "geen PEM-bestand met een openbare sleutel"),
        (b"tekst", "geen PEM-bestand met een openbare sleutel"),
        (public_pem(ec.generate_private_key(ec.SECP256R1())), "andere soort"),
    ],
)
def test_public_key_that_cannot_be_used_is_refused(
    settings: Any, tmp_path: Path, content: bytes, reason: str
) -> None:
    settings.SIGNING_PUBLIC_KEYS = [written(tmp_path / "oud.pem", content)]

    with pytest.raises(KeyUnusable, match=reason):
        public_keys()


def test_public_key_that_is_not_there_is_refused(settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_PUBLIC_KEYS = [str(tmp_path / "weg.pem")]

    with pytest.raises(KeyUnusable, match="kan niet worden gelezen"):
        public_keys()


def test_make_signing_key_is_for_the_owner_only(settings: Any, tmp_path: Path) -> None:
    path = tmp_path / "sleutel.pem"
    umask = os.umask(0)
    try:
        said = say("make_signing_key", path)
    finally:
        os.umask(umask)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    settings.SIGNING_KEY_FILE = str(path)
    shown = say("show_signing_key")
    assert shown.startswith("-----BEGIN PUBLIC KEY-----\n")
    assert shown in said
    assert "PRIVATE" not in said
    assert [error for error in run_checks() if error.id == "monitoring.E001"] == []


def test_make_signing_key_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "sleutel.pem"
    path.write_text("van iemand")
    link = tmp_path / "verwijzing.pem"
    link.symlink_to(tmp_path / "nergens.pem")

    assert refuse("make_signing_key", path) == [f"{path} bestaat al en wordt niet overschreven."]
    assert refuse("make_signing_key", link) == [f"{link} bestaat al en wordt niet overschreven."]
    assert path.read_text() == "van iemand"
    assert "kan niet worden geschreven" in refuse("make_signing_key", tmp_path / "weg" / "a.pem")[0]


def test_show_signing_key_without_a_key_is_refused() -> None:
    assert refuse("show_signing_key") == ["Er is geen SIGNING_KEY_FILE ingesteld."]
