"""What a publication is sealed with: a statement that names its hashes, schema `flevonorm.seal/1`.

The statement holds no result, figure or typed text, so that anybody may have it: of the reason of
an erratum only the SHA-256. It names the statement of the publication before by its SHA-256, which
makes of the publications of a round a chain; a signature, where there is a key, is over its bytes.
"""

import json
from collections.abc import Iterator
from datetime import UTC
from enum import StrEnum
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.dateparse import parse_datetime

from monitoring.models import Publication
from monitoring.signing import is_genuine
from monitoring.snapshot import as_json, digest

SCHEMA = "flevonorm.seal/1"
Keys = dict[str, Ed25519PublicKey]
TOLD = ("round", "norm", "publication", "formula", "content_sha256", "published_at")
NAMED = ("code", "name", "reference_date", "title", "version", "example")


class Unreadable(Exception):
    """Somebody changed a publication so that it says nothing any more."""


class SignatureState(StrEnum):
    """How the signature of a publication stands, in words for the screen."""

    NONE = "niet ondertekend"
    GENUINE = "handtekening klopt"
    WRONG = "handtekening klopt niet"
    UNKNOWN_KEY = "handtekening niet te controleren: de sleutel is hier niet bekend"


def statement(publication: Publication) -> str:
    """The canonical text of the statement of a publication, whether or not it is stored yet."""
    document = json.loads(publication.content)
    round, norm = document["round"], document["norm"]
    before = publication.predecessor
    return as_json(
        {
            "schema": SCHEMA,
            "round": {key: round[key] for key in ("code", "name", "reference_date")},
            "norm": {key: norm[key] for key in ("code", "version", "title", "example")},
            "publication": publication.number,
            "formula": publication.formula,
            "content_sha256": publication.sha256,
            "surroundings_sha256": publication.surroundings_sha256 or None,
            "predecessor": _named(before) if before else None,
            "reason_sha256": digest(publication.reason) if publication.reason else None,
            "published_at": publication.published_at.astimezone(UTC).isoformat(),
        }
    )


def _named(publication: Publication) -> dict[str, Any]:
    """A publication as the next one names it; one of before there were statements has none."""
    return {
        "publication": publication.number,
        "content_sha256": publication.sha256,
        "seal_sha256": digest(publication.statement) if publication.statement else None,
    }


def signature_state(publication: Publication, keys: Keys) -> SignatureState:
    """How the signature stands, by the keys that are known."""
    if not publication.signature:
        return SignatureState.NONE
    key = keys.get(publication.key_id)
    if key is None:
        return SignatureState.UNKNOWN_KEY
    content = publication.statement.encode()
    if is_genuine(content, publication.signature, key):
        return SignatureState.GENUINE
    return SignatureState.WRONG


def seal_differences(publication: Publication, keys: Keys) -> Iterator[str]:
    """In what the statement and its signature are not what the publication says, in Dutch.

    A publication of before there were statements has neither, and nothing is wrong with that.
    """
    if not publication.statement:
        if publication.signature:
            yield "er is een handtekening, maar geen verklaring van het zegel"
        before = publication.predecessor
        if before is not None and before.statement:
            yield "de verklaring van het zegel ontbreekt"
        return
    yield from _statement_differences(publication)
    if signature_state(publication, keys) is SignatureState.WRONG:
        yield "de handtekening klopt niet"


def _statement_differences(publication: Publication) -> Iterator[str]:
    sealed = _read(publication.statement)
    if sealed is None:
        yield "de verklaring van het zegel is niet meer te lezen"
        return
    if (text := _recomputed(publication)) is None:
        return  # The content cannot be read, and that is told of the content.
    now = json.loads(text)
    for name in sorted(sealed.keys() | now.keys()):
        if sealed.get(name) != now.get(name):
            yield f"zegel, {name}: verzegeld {sealed.get(name)}, nu {now.get(name)}"
    if sealed == now and publication.statement != text:
        yield "de verklaring van het zegel is anders geschreven"


def _read(text: str) -> dict[str, Any] | None:
    try:
        document = json.loads(text)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _recomputed(publication: Publication) -> str | None:
    try:
        return statement(publication)
    except (ValueError, KeyError, TypeError):
        return None


def told(publication: Publication) -> dict[str, Any]:
    """What anybody may know of a publication: what its statement says, with a real moment.

    One of before there were statements tells the same of itself. Raises Unreadable.
    """
    try:
        text = publication.statement or statement(publication)
        # What a reader of it relies on is there, or else it is not read at all.
        document = {key: json.loads(text)[key] for key in TOLD}
        moment = parse_datetime(document["published_at"])
        named = {**document["round"], **document["norm"]}
        if moment is None or not {*NAMED} <= {*named}:
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable from error
    return {**document, "moment": moment}
