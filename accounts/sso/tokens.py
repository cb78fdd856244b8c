"""Whether an ID token is genuine, meant for us, about this sign-in, and strong enough.

OpenID Connect Core 1.0, section 3.1.3.7, and the NL GOV profile: the signature is verified
although the token came straight from the provider.
"""

from collections.abc import Mapping
from typing import Any

import jwt
from allauth.socialaccount import app_settings
from django.conf import settings

from accounts.sso.refusals import Refusal, SingleSignOnRefused

ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}
)
"""Signatures with a key pair only: with HS256 the public key would be the secret."""
LEEWAY_SECONDS = 60
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


def verify(
    token: object, keys: Mapping[str, Any], *, nonce: str, authenticated_after: float | None
) -> dict[str, Any]:
    """The claims of an ID token; raises SingleSignOnRefused when one check fails.

    `keys` is the provider's key set (RFC 7517). `authenticated_after` is a moment in seconds
    since 1970 after which the person must have proven who they are, when the token tells.
    """
    if not isinstance(token, str):
        raise SingleSignOnRefused(Refusal.INVALID, "id_token")
    claims = _decoded(token, keys)
    if claims["nonce"] != nonce:
        raise SingleSignOnRefused(Refusal.INVALID, "nonce")
    if not texts(claims["sub"]) or len(claims["sub"]) > app_settings.UID_MAX_LENGTH:
        raise SingleSignOnRefused(Refusal.INVALID, "sub")
    _check_party(claims)
    _check_moment(claims, authenticated_after)
    if not is_strong(claims):
        raise SingleSignOnRefused(Refusal.SECOND_STEP, "acr en amr")
    return claims


def is_strong(claims: Mapping[str, Any]) -> bool:
    """Whether the token shows an accepted level (`acr`) or an accepted means (`amr`)."""
    return bool(
        levels(claims) & set(settings.OIDC_ACR_VALUES)
        or texts(claims.get("amr")) & set(settings.OIDC_AMR_VALUES)
    )


def levels(claims: Mapping[str, Any]) -> set[str]:
    """How sure the provider is of who this is. Entra ID tells it as a list, `acrs`."""
    return texts(claims.get("acr")) | texts(claims.get("acrs"))


def texts(claim: object) -> set[str]:
    """A claim that is one text or a list of them, as a set; what is no plain text is left out."""
    items = claim if isinstance(claim, list) else [claim]
    return {
        item
        for item in items
        if isinstance(item, str) and item and item.isascii() and item.isprintable()
    }


def _decoded(token: str, keys: Mapping[str, Any]) -> dict[str, Any]:
    """The claims, with signature, times, issuer and audience checked."""
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise SingleSignOnRefused(Refusal.INVALID, "alg")
        key = jwt.PyJWK(_key(keys, header.get("kid"), algorithm), algorithm)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            audience=settings.OIDC_CLIENT_ID,
            issuer=settings.OIDC_ISSUER,
            leeway=LEEWAY_SECONDS,
            options={"require": REQUIRED, "enforce_minimum_key_length": True},
        )
    except (jwt.PyJWTError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise SingleSignOnRefused(Refusal.INVALID, type(error).__name__) from error
    return claims


def _key(keys: Mapping[str, Any], kid: object, algorithm: str) -> dict[str, Any]:
    """The one key of the set with this name that is for signing with this algorithm."""
    every = keys.get("keys")
    found = [
        key
        for key in (every if isinstance(every, list) else [])
        if isinstance(key, dict)
        and key.get("kid") == kid
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
    ]
    if not isinstance(kid, str) or len(found) != 1:
        raise SingleSignOnRefused(Refusal.INVALID, "kid")
    return found[0]


def _check_party(claims: Mapping[str, Any]) -> None:
    """A token for several parties must say that it was made for us; a single one may."""
    party = claims.get("azp")
    if party is None and len(texts(claims["aud"])) == 1:
        return
    if party != settings.OIDC_CLIENT_ID:
        raise SingleSignOnRefused(Refusal.INVALID, "azp")


def _check_moment(claims: Mapping[str, Any], authenticated_after: float | None) -> None:
    at = claims.get("auth_time")
    if authenticated_after is None or at is None:
        return
    # "not later" and not "earlier": NaN, which JSON in Python allows, is neither.
    if not isinstance(at, int | float) or not at >= authenticated_after - LEEWAY_SECONDS:
        raise SingleSignOnRefused(Refusal.INVALID, "auth_time")
