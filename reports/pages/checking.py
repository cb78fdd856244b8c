"""Whether a file was made here from a publication, and has not changed since.

For anybody: so it says nothing that is not in the statement of a seal, and of the file only what
whoever has the file can read on it. A file is compared by its SHA-256 and never opened.
"""

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.dateparse import parse_date

from monitoring.choices import RoundState
from monitoring.models import Publication
from monitoring.seal import Keys, SignatureState, Unreadable, signature_state, told
from monitoring.signing import KeyUnusable, public_keys
from monitoring.snapshot import digest
from reports.documents import marker
from reports.documents.blocks import Level
from reports.models import MadeFile

if TYPE_CHECKING:
    from ambitions.access import AnyUser

logger = logging.getLogger(__name__)


class Verdict(StrEnum):
    GENUINE = "echt"
    CHANGED = "gewijzigd"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True)
class Told:
    """A publication as anybody may know it; `newest` and its moment when it was replaced."""

    code: str
    name: str
    reference_date: date | None
    norm: str
    example: bool
    number: int
    formula: str
    sha256: str
    published_at: datetime
    newest: int | None
    newest_at: datetime | None
    is_sealed: bool
    signature: SignatureState
    key_id: str

    @property
    def is_signed(self) -> bool:
        return bool(self.key_id)

    @property
    def has_known_key(self) -> bool:
        return self.signature in (SignatureState.GENUINE, SignatureState.WRONG)


@dataclass(frozen=True, slots=True)
class Genuine:
    """What a genuine file is."""

    what: str
    format: str
    level: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer: `publication` is the one of a genuine file, or the one that the file names."""

    verdict: Verdict
    sha256: str
    publication: Told | None = None
    file: Genuine | None = None


def check(pieces: Iterable[bytes], user: "AnyUser") -> Checked:
    """The answer about a file, for a user or a visitor. Four queries at most."""
    content = b"".join(pieces)
    sha256 = hashlib.sha256(content).hexdigest()
    published = _published().filter(sha256=sha256).order_by("-number").first()
    if published is not None and _holds(published):
        whole = Genuine("gegevens van de hele ronde", "json", Level.CONFIDENTIAL)
        return Checked(Verdict.GENUINE, sha256, _told(published), whole)
    made = MadeFile.objects.recognised_by(user).filter(sha256=sha256).with_publication()
    found = made.order_by("-publication__number").first()
    if found is not None and _holds(found.publication):
        genuine = Genuine(found.what, found.format, found.level)
        return Checked(Verdict.GENUINE, sha256, _told(found.publication), genuine)
    named = _named(content)
    if named is not None and (about := _told(named)) is not None:
        return Checked(Verdict.CHANGED, sha256, about)
    return Checked(Verdict.UNKNOWN, sha256)


def _holds(publication: Publication) -> bool:
    """Whether the publication is still what its seal says; a row can be changed behind our back."""
    try:
        said = told(publication)["content_sha256"]
    except Unreadable:
        return False
    intact = said == publication.sha256 == digest(publication.content)
    return intact and signature_state(publication, known_keys()) != SignatureState.WRONG


def published(code: str, number: int) -> Publication | None:
    """A publication of a published round; for anybody, so only for what its seal says."""
    return _published().filter(round__code=code, number=number).first()


def known_keys() -> Keys:
    """The keys to check with; none while their files cannot be read, which is logged."""
    try:
        return public_keys()
    except KeyUnusable as error:
        logger.error("keys cannot be read: %s", error)
        return {}


def _published() -> QuerySet[Publication]:
    return Publication.objects.filter(round__state=RoundState.PUBLISHED).select_related(
        "round", "predecessor"
    )


def _named(content: bytes) -> Publication | None:
    """The publication that the file says to be made from, when there is such a one."""
    found = marker.find(content)
    if found is None:
        return None
    of_round = _published().filter(round__code=found.round)
    if found.publication:
        of_round = of_round.filter(number=found.publication)
    return of_round.order_by("-number").first()


def _told(publication: Publication) -> Told | None:
    """None for one that somebody changed so that it says nothing: `verify_figures` finds that."""
    try:
        document = told(publication)
    except Unreadable:
        return None
    newest = publication.round.publications.order_by("-number").first()
    replaced = newest if newest is not None and newest.number > publication.number else None
    return Told(
        code=document["round"]["code"],
        name=document["round"]["name"],
        reference_date=parse_date(document["round"]["reference_date"]),
        norm=f"{document['norm']['title']} {document['norm']['version']}",
        example=document["norm"]["example"],
        number=document["publication"],
        formula=document["formula"],
        sha256=document["content_sha256"],
        published_at=document["moment"],
        newest=replaced.number if replaced else None,
        newest_at=replaced.published_at if replaced else None,
        is_sealed=bool(publication.statement),
        signature=signature_state(publication, known_keys()),
        key_id=publication.key_id,
    )
