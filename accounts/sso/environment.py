"""What the environment must say for single sign-on to be safe. Read by the settings, so no Django
models here."""

import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

MAX_ISSUER = 200
"""The issuer names the provider of a link in the database (`SocialAccount.provider`)."""


def refuse_impossible_sso(
    *,
    issuer: str,
    client_id: str,
    secret: str,
    accepted: Sequence[str],
    claims: str,
    https_required: bool,
) -> None:
    """Raises ImproperlyConfigured, with one Dutch line, for settings that cannot work safely."""
    parts = urlsplit(issuer)
    schemes = {"https"} if https_required else {"https", "http"}
    if parts.scheme not in schemes or not parts.hostname or parts.query or parts.fragment:
        raise ImproperlyConfigured("OIDC_ISSUER moet een adres zijn dat begint met https://.")
    if len(issuer) > MAX_ISSUER:
        raise ImproperlyConfigured(f"OIDC_ISSUER mag hoogstens {MAX_ISSUER} tekens lang zijn.")
    for name, value in {"OIDC_CLIENT_ID": client_id, "OIDC_CLIENT_SECRET": secret}.items():
        if not value:
            raise ImproperlyConfigured(f"zet {name} in de omgeving; OIDC_ISSUER is ook gezet.")
    if not any(accepted):
        raise ImproperlyConfigured(
            "zet OIDC_ACR_VALUES of OIDC_AMR_VALUES; anders is er geen bewijs van een tweede stap."
        )
    if claims and not _is_json_object(claims):
        raise ImproperlyConfigured("OIDC_CLAIMS moet een JSON-object zijn.")


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
